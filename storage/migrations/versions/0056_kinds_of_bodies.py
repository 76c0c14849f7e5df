"""What kind of body an organisation is that supports scaling up."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was asked until now: figures go by names where nothing is told."""
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("body", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """What was told is lost."""
    with op.batch_alter_table("organisation") as table:
        table.drop_column("body")
