"""The desk corrects a stay's last day and its sum; both states and the reason are kept."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

CHANGED = (
    "last_day_before <> last_day_after"
    " OR sum_before IS NULL OR sum_after IS NULL OR sum_before <> sum_after"
)


def upgrade() -> None:
    """A table of its own."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("made_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_day_before", sa.Date(), nullable=False),
        sa.Column("last_day_after", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("sum_before", storage.columns.Cents(), nullable=True),
        sa.Column("sum_after", storage.columns.Cents(), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(CHANGED, name=op.f("ck_correction_something_changed")),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_correction_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_correction_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_exchange_id"), "correction", ["exchange_id"])


def downgrade() -> None:
    """What was corrected stays as it is; who did it, and why, is forgotten."""
    op.drop_index(op.f("ix_correction_exchange_id"), table_name="correction")
    op.drop_table("correction")
