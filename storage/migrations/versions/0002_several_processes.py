"""Several processes: who owns a row, who is at work, how fast a bot may speak.

Open rows get indexes of their own, so that a long past costs a claim nothing. Leases are no longer
kept in each row: a row belongs to an instance, and an instance lives as long as it beats.
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN_MESSAGE, OPEN_UPDATE = sa.text("ended_at IS NULL"), sa.text("done_at IS NULL")
MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Add what several processes need."""
    op.create_table(
        "instance",
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("host", sa.String(120), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.create_index("ix_instance_seen_at", "instance", ["seen_at"])
    op.create_table(
        "seat",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("instance", sa.String(60), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_seat"),
    )
    op.create_table(
        "pace",
        sa.Column("bot", sa.String(20), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("free_at", sa.Float(), nullable=False),
        sa.Column("paused_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "chat_id", name="pk_pace"),
    )
    _upgrade_inbox()
    _upgrade_outbox()


def _upgrade_inbox() -> None:
    op.drop_index("ix_inbox_waiting", "inbox")
    op.execute("UPDATE inbox SET chat_id = 0 WHERE chat_id IS NULL")
    with op.batch_alter_table("inbox") as batch:
        batch.alter_column("chat_id", existing_type=sa.BigInteger(), nullable=False)
        batch.add_column(sa.Column("owner", sa.String(60), nullable=True))
        batch.add_column(
            sa.Column("set_aside", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE inbox SET set_aside = (attempts >= 5) WHERE done_at IS NOT NULL")
    with op.batch_alter_table("inbox") as batch:
        batch.alter_column("set_aside", existing_type=sa.Boolean(), server_default=None)
    op.create_index("ix_inbox_owner", "inbox", ["owner"])
    op.create_index(
        "ix_inbox_open",
        "inbox",
        ["bot", "chat_id", "update_id"],
        sqlite_where=OPEN_UPDATE,
        postgresql_where=OPEN_UPDATE,
    )


def _upgrade_outbox() -> None:
    op.drop_index("ix_outbox_waiting", "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("sent_at", existing_type=sa.DateTime(timezone=True), new_column_name="ended_at")
        batch.drop_column("lease_until")
        batch.add_column(sa.Column("repeats", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE outbox SET ended_at = due_at "
        "WHERE ended_at IS NULL AND state NOT IN ('waiting', 'sending')"
    )
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("repeats", existing_type=sa.Integer(), server_default=None)
    op.create_index("ix_outbox_owner", "outbox", ["owner"])
    op.create_index("ix_outbox_ended", "outbox", ["bot", "state", "ended_at"])
    for name, columns in (
        ("ix_outbox_next", ["bot", "urgency", "due_at", "id"]),
        ("ix_outbox_chat", ["bot", "chat_id", "urgency", "id"]),
    ):
        op.create_index(
            name, "outbox", columns, sqlite_where=OPEN_MESSAGE, postgresql_where=OPEN_MESSAGE
        )


def downgrade() -> None:
    """Back to one process."""
    for name in ("ix_outbox_chat", "ix_outbox_next", "ix_outbox_ended", "ix_outbox_owner"):
        op.drop_index(name, "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("repeats")
        batch.add_column(sa.Column("lease_until", MOMENT, nullable=True))
        batch.alter_column("ended_at", existing_type=sa.DateTime(timezone=True), new_column_name="sent_at")
    op.create_index("ix_outbox_waiting", "outbox", ["bot", "state", "due_at", "urgency", "id"])
    op.drop_index("ix_inbox_open", "inbox")
    op.drop_index("ix_inbox_owner", "inbox")
    with op.batch_alter_table("inbox") as batch:
        batch.drop_column("set_aside")
        batch.drop_column("owner")
        batch.alter_column("chat_id", existing_type=sa.BigInteger(), nullable=True)
    op.create_index("ix_inbox_waiting", "inbox", ["bot", "done_at", "chat_id", "update_id"])
    for name in ("pace", "seat", "instance"):
        op.drop_table(name)
