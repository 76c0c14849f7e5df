"""Pairs of organisations that may be one, and what an officer said to it."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    sameness = sa.Enum(
        "unknown",
        "same",
        "different",
        name="sameness",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    op.create_table(
        "resemblance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("clues", sa.JSON(), nullable=False),
        sa.Column("answer", sameness, nullable=False),
        sa.Column("noticed_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_resemblance_smaller_first")),
        sa.ForeignKeyConstraint(
            ["one_id"], ["organisation.id"], name=op.f("fk_resemblance_one_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["organisation.id"], name=op.f("fk_resemblance_other_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["officer.id"], name=op.f("fk_resemblance_answered_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resemblance")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_resemblance_one_id_other_id")),
    )
    op.create_index(op.f("ix_resemblance_other_id"), "resemblance", ["other_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("resemblance")
