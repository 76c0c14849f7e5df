"""Several calls in one database: each Partnership, and what is planned and told, is under one."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

TABLES = ("partnership", "person", "due", "outbox")


def upgrade() -> None:
    """Whatever there is stays under the first call, which was the only one."""
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column("call", sa.String(length=20), nullable=False, server_default="")
            )


def downgrade() -> None:
    """Everything is under one call again, the one that is set."""
    for name in reversed(TABLES):
        with op.batch_alter_table(name) as table:
            table.drop_column("call")
