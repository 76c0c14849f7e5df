"""People stop kinds of nudges."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What somebody does not want to be nudged to; nothing at first."""
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("no_nudges", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("person") as table:
        table.alter_column("no_nudges", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """Nobody knows any more what was stopped; there are no nudges either."""
    with op.batch_alter_table("person") as table:
        table.drop_column("no_nudges")
