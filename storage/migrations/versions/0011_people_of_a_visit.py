"""How many people come on a visit; one for those who applied before."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("application") as batch:
        batch.add_column(sa.Column("party", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("application") as batch:
        batch.alter_column("party", server_default=None)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("application") as batch:
        batch.drop_column("party")
