"""A payment is proposed by one officer and decided by another, unless the Partnership has a single one.

Payments of before were recorded by one officer: they are marked so.
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

STATES = (
    "dates", "commitment", "signing", "ready", "under_way", "done", "reported", "validated",
    "payment_proposed", "paid", "interrupted", "cancelled",
)
RULES = {
    "payment_state": "state IN ('proposed', 'paid', 'declined')",
    "decided_with_state": "(state = 'proposed') = (decided_at IS NULL)",
    "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
    "two_officers": "state <> 'paid' OR alone OR decided_by <> proposed_by",
}


def upgrade() -> None:
    """Who proposed, who decided and how; exchanges have a state between validated and paid."""
    with op.batch_alter_table("partnership") as table:
        table.add_column(
            sa.Column("pays_alone", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("partnership") as table:
        table.alter_column("pays_alone", existing_type=sa.Boolean(), server_default=None)
    _hold_states(STATES, "'done', 'reported', 'validated', 'payment_proposed', 'paid'")
    moment = storage.columns.UtcDateTime(timezone=True)
    with op.batch_alter_table("payment") as table:
        table.drop_constraint(op.f("uq_payment_exchange_id"), type_="unique")
        table.drop_constraint(op.f("fk_payment_recorded_by_officer"), type_="foreignkey")
        table.alter_column("recorded_by", new_column_name="proposed_by", existing_type=sa.Integer())
        table.alter_column("recorded_at", new_column_name="proposed_at", existing_type=sa.DateTime(timezone=True))
        table.add_column(sa.Column("state", sa.String(40), nullable=False, server_default="paid"))
        table.add_column(sa.Column("decided_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("decided_at", moment, nullable=True))
        table.add_column(
            sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("declined_for", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE payment SET decided_by = proposed_by, decided_at = proposed_at")
    with op.batch_alter_table("payment") as table:
        for name, kind in (("state", sa.String(40)), ("alone", sa.Boolean()), ("declined_for", sa.Text())):
            table.alter_column(name, existing_type=kind, server_default=None)
        for who in ("proposed_by", "decided_by"):
            table.create_foreign_key(op.f(f"fk_payment_{who}_officer"), "officer", [who], ["id"])
        for name, rule in RULES.items():
            table.create_check_constraint(op.f(f"ck_payment_{name}"), sa.text(rule))
        table.create_index(op.f("ix_payment_exchange_id"), ["exchange_id"])
    op.create_index(
        "uq_payment_one_alive",
        "payment",
        ["exchange_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'declined'"),
        postgresql_where=sa.text("state <> 'declined'"),
    )


def downgrade() -> None:
    """Only what was paid was recorded; what is proposed waits to be paid."""
    op.execute("UPDATE exchange SET state = 'validated' WHERE state = 'payment_proposed'")
    op.execute("DELETE FROM payment WHERE state <> 'paid'")
    op.drop_index("uq_payment_one_alive", table_name="payment")
    with op.batch_alter_table("payment") as table:
        table.drop_index(op.f("ix_payment_exchange_id"))
        for name in RULES:
            table.drop_constraint(op.f(f"ck_payment_{name}"), type_="check")
        for who in ("proposed_by", "decided_by"):
            table.drop_constraint(op.f(f"fk_payment_{who}_officer"), type_="foreignkey")
        for name in ("state", "decided_by", "decided_at", "alone", "declined_for"):
            table.drop_column(name)
        table.alter_column("proposed_by", new_column_name="recorded_by", existing_type=sa.Integer())
        table.alter_column("proposed_at", new_column_name="recorded_at", existing_type=sa.DateTime(timezone=True))
    with op.batch_alter_table("payment") as table:
        table.create_foreign_key(
            op.f("fk_payment_recorded_by_officer"), "officer", ["recorded_by"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_payment_exchange_id"), ["exchange_id"])
    without = tuple(one for one in STATES if one != "payment_proposed")
    _hold_states(without, "'done', 'reported', 'validated', 'paid'")
    with op.batch_alter_table("partnership") as table:
        table.drop_column("pays_alone")


def _hold_states(states: tuple[str, ...], early_end_known: str) -> None:
    listed = ", ".join(f"'{one}'" for one in states)
    early = (
        f"state IN ({early_end_known})"
        " OR (state = 'interrupted') = (ended_early_on IS NOT NULL)"
    )
    with op.batch_alter_table("exchange") as table:
        table.drop_constraint(op.f("ck_exchange_exchange_state"), type_="check")
        table.drop_constraint(op.f("ck_exchange_early_end_by_state"), type_="check")
        table.create_check_constraint(
            op.f("ck_exchange_exchange_state"), sa.text(f"state IN ({listed})")
        )
        table.create_check_constraint(op.f("ck_exchange_early_end_by_state"), sa.text(early))
