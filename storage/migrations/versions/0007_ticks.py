"""When the scheduler last ticked, so that a clock set back is noticed."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the ticks."""
    op.create_table(
        "tick",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_tick"),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("tick")
