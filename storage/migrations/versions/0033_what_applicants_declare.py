"""What an applicant declared by handing in."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has declared anything yet."""
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("declared", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("application") as table:
        table.alter_column("declared", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """It is forgotten."""
    with op.batch_alter_table("application") as table:
        table.drop_column("declared")
