"""A desk corrects the first day of a stay, too: both states are kept of it as of the last one."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

NAME = "ck_correction_something_changed"
BEFORE = (
    "last_day_before <> last_day_after"
    " OR sum_before IS NULL OR sum_after IS NULL OR sum_before <> sum_after"
)
NOW = f"first_day_before <> first_day_after OR {BEFORE}"
CORRECTION = sa.table(
    "correction",
    sa.column("exchange_id", sa.Integer()),
    sa.column("first_day_before", sa.Date()),
    sa.column("first_day_after", sa.Date()),
    sa.column("last_day_before", sa.Date()),
    sa.column("last_day_after", sa.Date()),
    sa.column("sum_before"),
    sa.column("sum_after"),
)
EXCHANGE = sa.table("exchange", sa.column("id", sa.Integer()), sa.column("starts_on", sa.Date()))
DAYS = ("first_day_before", "first_day_after")


def upgrade() -> None:
    """Until now no first day was corrected: it was that of the stay."""
    with op.batch_alter_table("correction") as table:
        for name in DAYS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
    first = (
        sa.select(EXCHANGE.c.starts_on)
        .where(EXCHANGE.c.id == CORRECTION.c.exchange_id)
        .scalar_subquery()
    )
    op.execute(CORRECTION.update().values(first_day_before=first, first_day_after=first))
    with op.batch_alter_table("correction") as table:
        for name in DAYS:
            table.alter_column(name, existing_type=sa.Date(), nullable=False)
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), NOW)


def downgrade() -> None:
    """The stays keep their days; that a first day alone was corrected is forgotten."""
    row = CORRECTION.c
    same = (row.last_day_before == row.last_day_after) & (row.sum_before == row.sum_after)
    op.execute(CORRECTION.delete().where(same))
    with op.batch_alter_table("correction") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), BEFORE)
        for name in DAYS:
            table.drop_column(name)
