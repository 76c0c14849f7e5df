"""Visitor and host write to each other through the bot."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of its own."""
    op.create_table(
        "pairmessage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("written_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "text <> '' OR file_id IS NOT NULL", name=op.f("ck_pairmessage_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_pairmessage_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["person.id"], name=op.f("fk_pairmessage_writer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["storedfile.id"], name=op.f("fk_pairmessage_file_id_storedfile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairmessage")),
    )
    for name in ("exchange_id", "writer_id"):
        op.create_index(op.f(f"ix_pairmessage_{name}"), "pairmessage", [name])


def downgrade() -> None:
    """What they wrote is lost."""
    op.drop_table("pairmessage")
