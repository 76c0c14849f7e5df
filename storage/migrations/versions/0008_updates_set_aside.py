"""An index that finds the updates that were set aside, however many went well."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index(
        "ix_inbox_aside",
        "inbox",
        ["bot", "done_at"],
        sqlite_where=sa.text("set_aside = 1"),
        postgresql_where=sa.text("set_aside"),
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_inbox_aside", "inbox")
