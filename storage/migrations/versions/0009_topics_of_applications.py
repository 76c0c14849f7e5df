"""The topics that applicants confirmed; none for those who applied before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("application") as batch:
        batch.add_column(sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("application") as batch:
        batch.alter_column("topics", server_default=None)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("application") as batch:
        batch.drop_column("topics")
