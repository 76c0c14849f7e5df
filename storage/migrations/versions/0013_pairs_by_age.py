"""What became of pairs is found by its age, so that it can be deleted in time."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_pairevent_happened_at"), "pairevent", ["happened_at"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(op.f("ix_pairevent_happened_at"), "pairevent")
