"""A joint activity of a twinning may last several days: its last one, where it is another than the first."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

IN_ORDER = "ck_twinningactivity_ends_after_it_begins"


def upgrade() -> None:
    """Those that are there last one day."""
    with op.batch_alter_table("twinningactivity") as table:
        table.add_column(sa.Column("until", sa.Date(), nullable=True))
        table.create_check_constraint(op.f(IN_ORDER), sa.text('until > "on"'))


def downgrade() -> None:
    """Of several days the first is left."""
    with op.batch_alter_table("twinningactivity") as table:
        table.drop_constraint(op.f(IN_ORDER), type_="check")
        table.drop_column("until")
