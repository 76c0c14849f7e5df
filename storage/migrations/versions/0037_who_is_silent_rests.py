"""Who has been silent for long, and does not answer, rests: shown to nobody until they write."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody rests before they were asked."""
    with op.batch_alter_table("person") as table:
        table.add_column(
            sa.Column("resting_since", storage.columns.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    """Who rested is shown again."""
    with op.batch_alter_table("person") as table:
        table.drop_column("resting_since")
