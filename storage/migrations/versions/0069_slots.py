"""Stays in slots, and exchanges that are partly on the spot and partly online."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

FORM = sa.Enum(
    "visit",
    "online",
    "hybrid",
    name="exchange_form",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    """Whatever was online is online; whatever was not is a visit in one piece."""
    op.create_table(
        "stayslot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_stayslot_slot_in_order")),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_stayslot_exchange_id_exchange")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stayslot")),
        sa.UniqueConstraint(
            "exchange_id", "starts_on", name=op.f("uq_stayslot_exchange_id_starts_on")
        ),
    )
    op.create_index(op.f("ix_stayslot_exchange_id"), "stayslot", ["exchange_id"])
    with op.batch_alter_table("exchange") as table:
        table.add_column(sa.Column("form", FORM, nullable=False, server_default="visit"))
    op.execute("UPDATE exchange SET form = 'online' WHERE online")
    with op.batch_alter_table("exchange") as table:
        table.drop_column("online")
    with op.batch_alter_table("dateoffer") as table:
        table.add_column(sa.Column("slots", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Slots are lost; what was partly online stands as a visit from its first to its last day."""
    with op.batch_alter_table("dateoffer") as table:
        table.drop_column("slots")
    with op.batch_alter_table("exchange") as table:
        table.add_column(
            sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE exchange SET online = (form = 'online')")
    with op.batch_alter_table("exchange") as table:
        table.drop_constraint(op.f("ck_exchange_exchange_form"), type_="check")
        table.drop_column("form")
    op.drop_table("stayslot")
