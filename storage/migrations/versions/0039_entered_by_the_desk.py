"""Applications that a desk enters for people who are not in the chat yet; how the bots are called."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Nobody was entered yet."""
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("secret_digest", sa.String(length=64), nullable=True),
        sa.Column("link_until", MOMENT, nullable=True),
        sa.Column("claimed_at", MOMENT, nullable=True),
        sa.CheckConstraint("way IN ('telephone', 'table')", name=op.f("ck_entry_entered_by")),
        sa.CheckConstraint(
            "(secret_digest IS NULL) = (link_until IS NULL)", name=op.f("ck_entry_link_with_its_end")
        ),
        sa.CheckConstraint(
            "claimed_at IS NULL OR secret_digest IS NULL", name=op.f("ck_entry_claimed_once")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_entry_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["officer.id"], name=op.f("fk_entry_made_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("application_id", name=op.f("uq_entry_application_id")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_entry_secret_digest")),
    )
    op.create_table(
        "botname",
        sa.Column("bot", sa.String(length=20), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("bot", name=op.f("pk_botname")),
    )


def downgrade() -> None:
    """Who was entered stays as an application; that a desk did it is forgotten."""
    op.drop_table("botname")
    op.drop_table("entry")
