"""A report keeps each of its returns, not the last one only."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

REPORT = sa.table(
    "report",
    sa.column("id", sa.Integer()),
    sa.column("returned_at", storage.columns.UtcDateTime(timezone=True)),
    sa.column("returned_for", sa.Text()),
    sa.column("returns", sa.JSON()),
)


def upgrade() -> None:
    """The one return that is known of each report is the first of its list."""
    with op.batch_alter_table("report") as table:
        table.add_column(sa.Column("returns", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("report") as table:
        table.alter_column("returns", existing_type=sa.JSON(), server_default=None)
    known = sa.select(REPORT.c.id, REPORT.c.returned_at, REPORT.c.returned_for)
    database = op.get_bind()
    for number, at, why in database.execute(known.where(REPORT.c.returned_at.is_not(None))).all():
        returns = [[at.isoformat(), why]]
        database.execute(REPORT.update().where(REPORT.c.id == number).values(returns=returns))


def downgrade() -> None:
    """The last return stays where it stood; earlier ones are forgotten."""
    with op.batch_alter_table("report") as table:
        table.drop_column("returns")
