"""The label of a cluster's management: bronze, silver, gold, or not known."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("cluster") as batch:
        batch.add_column(sa.Column("label", sa.String(20), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("cluster") as batch:
        batch.drop_column("label")
