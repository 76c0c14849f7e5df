"""Exchanges on the line: their sessions, and the address at which they meet."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Whatever there is was agreed as a visit."""
    side = sa.Enum(
        "visitor", "host", name="session_told_by", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "onlinesession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("held", sa.Boolean(), nullable=True),
        sa.Column("told_by", side, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_onlinesession_session_in_order")),
        sa.CheckConstraint(
            "(held IS NULL) = (told_by IS NULL) AND (held IS NULL) = (told_at IS NULL)",
            name=op.f("ck_onlinesession_told_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_onlinesession_exchange_id_exchange")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onlinesession")),
        sa.UniqueConstraint(
            "exchange_id", "starts_at", name=op.f("uq_onlinesession_exchange_id_starts_at")
        ),
    )
    op.create_index(op.f("ix_onlinesession_exchange_id"), "onlinesession", ["exchange_id"])
    with op.batch_alter_table("exchange") as table:
        table.add_column(
            sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("link", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("dateoffer") as table:
        table.add_column(sa.Column("sessions", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("link", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Sessions are lost; what was agreed on the line stands as a visit on its days."""
    with op.batch_alter_table("dateoffer") as table:
        table.drop_column("link")
        table.drop_column("sessions")
    with op.batch_alter_table("exchange") as table:
        table.drop_column("link")
        table.drop_column("online")
    op.drop_table("onlinesession")
