"""Who wants to hear nothing more of whom."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table, and how to find who is kept away."""
    moment = storage.columns.UtcDateTime(timezone=True)
    op.create_table(
        "block",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("by_id", sa.Integer, nullable=False),
        sa.Column("about_id", sa.Integer, nullable=False),
        sa.Column("proposal_id", sa.Integer, nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("reported_at", moment, nullable=True),
        sa.Column("reason", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_block_by_id_person")),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_block_about_id_person")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_block_proposal_id_proposal")
        ),
        sa.UniqueConstraint("by_id", "about_id", name=op.f("uq_block_by_id_about_id")),
        sa.CheckConstraint("by_id <> about_id", name=op.f("ck_block_two_people")),
        sa.CheckConstraint(
            "(reported_at IS NULL) = (reason IS NULL)", name=op.f("ck_block_reported_with_reason")
        ),
    )
    op.create_index(op.f("ix_block_about_id"), "block", ["about_id"])


def downgrade() -> None:
    """Without it: nobody is kept away any more."""
    op.drop_table("block")
