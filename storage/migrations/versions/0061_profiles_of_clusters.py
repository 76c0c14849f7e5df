"""Profiles of clusters: what they bring and look for, and how many members they have."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Nobody has told any yet."""
    op.create_table(
        "clusterprofile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("brings", sa.Text(), nullable=False),
        sa.Column("seeks", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.CheckConstraint("members > 0", name=op.f("ck_clusterprofile_members_positive")),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_clusterprofile_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_clusterprofile_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusterprofile")),
        sa.UniqueConstraint("cluster_id", name=op.f("uq_clusterprofile_cluster_id")),
    )
    op.create_index(
        op.f("ix_clusterprofile_application_id"), "clusterprofile", ["application_id"]
    )


def downgrade() -> None:
    """What clusters told of themselves is lost."""
    op.drop_table("clusterprofile")
