"""An Agreement for Financial Support, signed by visitor and payer; nothing is paid without one.

Payments of before had none: they are marked so. Exchanges on their way get theirs when the program starts.
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

SIGNED = {
    "one_paper": "(commitment_id IS NULL) <> (agreement_id IS NULL)",
    "two_sign_an_agreement": "agreement_id IS NULL OR party IN ('VO', 'VOP')",
}
PAID = {
    "agreed_upon": "agreed = (agreement_id IS NOT NULL)",
    "instalments_from_one": "instalment > 0",
}
UNDER = "fk_payment_agreement_id_exchange_id_agreed_agreement"


def upgrade() -> None:
    """A table of agreements; signatures under them; payments that name theirs."""
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("distance_km", sa.Float(), nullable=True),
        sa.Column("lump_sum", storage.columns.Cents(), nullable=False),
        sa.Column("full_sum", storage.columns.Cents(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("halved_for", sa.JSON(), nullable=False),
        sa.Column("instalments", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("drawn_up_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("binding", sa.Boolean(), nullable=False),
        sa.CheckConstraint("lump_sum > 0", name=op.f("ck_agreement_something_is_paid")),
        sa.CheckConstraint("starts_on <= last_day", name=op.f("ck_agreement_dates_in_order")),
        sa.CheckConstraint(
            "follows_id IS NULL OR binding", name=op.f("ck_agreement_what_follows_binds")
        ),
        sa.CheckConstraint("follows_id < id", name=op.f("ck_agreement_follows_an_earlier")),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_agreement_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["agreement.id"], name=op.f("fk_agreement_follows_id_agreement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint(
            "exchange_id", "version", name=op.f("uq_agreement_exchange_id_version")
        ),
        sa.UniqueConstraint(
            "id", "exchange_id", "binding", name=op.f("uq_agreement_id_exchange_id_binding")
        ),
    )
    op.create_index(op.f("ix_agreement_exchange_id"), "agreement", ["exchange_id"])
    with op.batch_alter_table("signature") as table:
        table.alter_column("commitment_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("agreement_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_signature_agreement_id_agreement"), "agreement", ["agreement_id"], ["id"]
        )
        table.create_unique_constraint(
            op.f("uq_signature_agreement_id_party"), ["agreement_id", "party"]
        )
        for name, rule in SIGNED.items():
            table.create_check_constraint(op.f(f"ck_signature_{name}"), sa.text(rule))
        table.create_index(op.f("ix_signature_agreement_id"), ["agreement_id"])
    op.drop_index("uq_payment_one_alive", table_name="payment")
    with op.batch_alter_table("payment") as table:
        table.add_column(sa.Column("agreement_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("agreed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("instalment", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("payment") as table:
        table.alter_column("agreed", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("instalment", existing_type=sa.Integer(), server_default=None)
        table.create_foreign_key(
            UNDER,
            "agreement",
            ["agreement_id", "exchange_id", "agreed"],
            ["id", "exchange_id", "binding"],
        )
        for name, rule in PAID.items():
            table.create_check_constraint(op.f(f"ck_payment_{name}"), sa.text(rule))
        table.create_index(op.f("ix_payment_agreement_id"), ["agreement_id"])
    _one_alive("exchange_id", "instalment")


def downgrade() -> None:
    """What was paid stays; under which agreement is forgotten, and instalments become one payment."""
    op.execute("DELETE FROM signature WHERE agreement_id IS NOT NULL")
    op.drop_index("uq_payment_one_alive", table_name="payment")
    op.execute(
        "UPDATE payment SET amount = (SELECT SUM(other.amount) FROM payment AS other"
        " WHERE other.exchange_id = payment.exchange_id AND other.state <> 'declined')"
        " WHERE state <> 'declined' AND instalment = 1"
    )
    op.execute("DELETE FROM payment WHERE state <> 'declined' AND instalment > 1")
    with op.batch_alter_table("payment") as table:
        table.drop_index(op.f("ix_payment_agreement_id"))
        for name in PAID:
            table.drop_constraint(op.f(f"ck_payment_{name}"), type_="check")
        table.drop_constraint(UNDER, type_="foreignkey")
        for name in ("agreement_id", "agreed", "instalment"):
            table.drop_column(name)
    _one_alive("exchange_id")
    with op.batch_alter_table("signature") as table:
        table.drop_index(op.f("ix_signature_agreement_id"))
        for name in SIGNED:
            table.drop_constraint(op.f(f"ck_signature_{name}"), type_="check")
        table.drop_constraint(op.f("uq_signature_agreement_id_party"), type_="unique")
        table.drop_constraint(op.f("fk_signature_agreement_id_agreement"), type_="foreignkey")
        table.drop_column("agreement_id")
        table.alter_column("commitment_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index(op.f("ix_agreement_exchange_id"), table_name="agreement")
    op.drop_table("agreement")


def _one_alive(*columns: str) -> None:
    op.create_index(
        "uq_payment_one_alive",
        "payment",
        list(columns),
        unique=True,
        sqlite_where=sa.text("state <> 'declined'"),
        postgresql_where=sa.text("state <> 'declined'"),
    )
