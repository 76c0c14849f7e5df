"""An exchange with nothing to pay is over once its report is validated."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

STATES = (
    "dates", "commitment", "signing", "ready", "under_way", "done", "reported", "validated",
    "payment_proposed", "paid", "closed", "interrupted", "cancelled",
)
ENDED_EARLY = ("done", "reported", "validated", "payment_proposed", "paid", "closed")  # or not


def upgrade() -> None:
    """What is validated and worth nothing waits for nothing."""
    _hold_states(STATES, ENDED_EARLY)
    op.execute("UPDATE exchange SET state = 'closed' WHERE state = 'validated' AND lump_sum = 0")


def downgrade() -> None:
    """It waits again, as it did."""
    op.execute("UPDATE exchange SET state = 'validated' WHERE state = 'closed'")
    _hold_states(*(tuple(one for one in some if one != "closed") for some in (STATES, ENDED_EARLY)))


def _hold_states(states: tuple[str, ...], ended_early: tuple[str, ...]) -> None:
    early = (
        f"state IN ({_listed(ended_early)})"
        " OR (state = 'interrupted') = (ended_early_on IS NOT NULL)"
    )
    with op.batch_alter_table("exchange") as table:
        table.drop_constraint(op.f("ck_exchange_exchange_state"), type_="check")
        table.drop_constraint(op.f("ck_exchange_early_end_by_state"), type_="check")
        table.create_check_constraint(
            op.f("ck_exchange_exchange_state"), sa.text(f"state IN ({_listed(states)})")
        )
        table.create_check_constraint(op.f("ck_exchange_early_end_by_state"), sa.text(early))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in words)
