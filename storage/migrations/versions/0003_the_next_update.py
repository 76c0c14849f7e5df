"""An index that finds the next open update, however many were done before."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_inbox_next",
        "inbox",
        ["bot", "update_id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_inbox_next", "inbox")
