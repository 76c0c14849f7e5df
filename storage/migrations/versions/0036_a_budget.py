"""A Partnership tells its budget for lump sums."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has told one yet."""
    with op.batch_alter_table("partnership") as table:
        table.add_column(sa.Column("budget", storage.columns.Cents(), nullable=True))
        table.create_check_constraint(op.f("ck_partnership_budget_positive"), "budget > 0")


def downgrade() -> None:
    """What was told is lost: nothing else knows it."""
    with op.batch_alter_table("partnership") as table:
        table.drop_constraint(op.f("ck_partnership_budget_positive"), type_="check")
        table.drop_column("budget")
