"""Applications that travel together in a cohort."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "cohortcompanion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_cohortcompanion_number_from_one")),
        _points("partnership_id", "partnership"),
        _points("application_id", "application", ondelete="CASCADE"),
        _points("made_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohortcompanion")),
        sa.UniqueConstraint("application_id", name=op.f("uq_cohortcompanion_application_id")),
    )
    name = op.f("ix_cohortcompanion_partnership_id")
    op.create_index(name, "cohortcompanion", ["partnership_id"])


def _points(column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_cohortcompanion_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("cohortcompanion")
