"""What all have signed is changed by a new version; each version says its own days, sum and people."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

OWN = ("starts_on", "ends_on", "full_sum")


def upgrade() -> None:
    """What was drawn up so far has the days of its exchange."""
    with op.batch_alter_table("commitment") as table:
        table.add_column(sa.Column("people", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("full_sum", storage.columns.Cents(), nullable=True))
    with op.batch_alter_table("commitment") as table:
        table.alter_column("people", server_default=None)
    own = ", ".join(
        f"{name} = (SELECT {name} FROM exchange WHERE exchange.id = commitment.exchange_id)"
        for name in OWN
    )
    op.execute(sa.text(f"UPDATE commitment SET {own}"))  # noqa: S608 - names of ours
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in_force",
                "refused",
                "taken_back",
                "overtaken",
                name="amendment_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "side",
            sa.Enum(
                "visitor",
                "host",
                name="amendment_side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_for", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(side IS NULL) = (officer_id IS NOT NULL)", name=op.f("ck_amendment_asked_by_one")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_amendment_ended_with_time")
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_amendment_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_amendment_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_amendment_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("commitment_id", name=op.f("uq_amendment_commitment_id")),
    )
    op.create_index(op.f("ix_amendment_exchange_id"), "amendment", ["exchange_id"])
    op.create_index(
        "uq_amendment_one_open",
        "amendment",
        ["exchange_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    """What was amended stays as it is; versions that never came to count go, with their signatures."""
    open_ = "SELECT commitment_id FROM amendment WHERE state <> 'in_force'"
    op.execute(sa.text(f"DELETE FROM signature WHERE commitment_id IN ({open_})"))  # noqa: S608
    op.execute(sa.text("CREATE TEMPORARY TABLE gone AS " + open_))
    op.drop_index("uq_amendment_one_open", table_name="amendment")
    op.drop_index(op.f("ix_amendment_exchange_id"), table_name="amendment")
    op.drop_table("amendment")
    op.execute(sa.text("DELETE FROM commitment WHERE id IN (SELECT commitment_id FROM gone)"))
    op.execute(sa.text("DROP TABLE gone"))
    with op.batch_alter_table("commitment") as table:
        for name in ("full_sum", "ends_on", "starts_on", "people"):
            table.drop_column(name)
