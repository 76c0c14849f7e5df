"""Quotas that desks set for their cohorts."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "cohortquota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("hosts_of", sa.Integer(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("least >= 0", name=op.f("ck_cohortquota_least_not_negative")),
        sa.CheckConstraint("most >= least", name=op.f("ck_cohortquota_most_not_below_least")),
        _points("partnership_id", "partnership"),
        _points("hosts_of", "partnership"),
        _points("made_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohortquota")),
    )
    op.create_index(op.f("ix_cohortquota_partnership_id"), "cohortquota", ["partnership_id"])


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_cohortquota_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(name))


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("cohortquota")
