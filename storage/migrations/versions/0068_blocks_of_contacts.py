"""Whoever asks for a service or to be introduced can be kept away too: a block needs no proposal any more."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every block that is known keeps its proposal."""
    with op.batch_alter_table("block") as table:
        table.alter_column("proposal_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Blocks without a proposal are lost."""
    op.execute("DELETE FROM block WHERE proposal_id IS NULL")
    with op.batch_alter_table("block") as table:
        table.alter_column("proposal_id", existing_type=sa.Integer(), nullable=False)
