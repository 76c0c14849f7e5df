"""Answers have a pace of their own in a chat; first words to strangers wait for other answers."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column of the pace; a step between a reply and a notice."""
    with op.batch_alter_table("pace") as table:
        table.add_column(
            sa.Column("answers_free_at", sa.Float(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("pace") as table:
        table.alter_column("answers_free_at", server_default=None)
    op.execute("UPDATE outbox SET urgency = urgency + 1 WHERE urgency >= 1")


def downgrade() -> None:
    """Neither."""
    op.execute("UPDATE outbox SET urgency = urgency - 1 WHERE urgency >= 1")
    with op.batch_alter_table("pace") as table:
        table.drop_column("answers_free_at")
