"""A message that waits may be in somebody's hands: who makes what it encloses.

Before, nobody knew, and after a death it lay until its time was up, with all that its chat was to
hear after it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

SENT_BY_SOMEBODY = "ck_outbox_sent_by_somebody"
ENDED_IN_NO_HAND = "ck_outbox_ended_in_no_hand"


def upgrade() -> None:
    """Whoever holds a message need not be sending it yet; what has ended is in no hand, as before."""
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint(op.f(SENT_BY_SOMEBODY), type_="check")
        table.create_check_constraint(
            op.f(SENT_BY_SOMEBODY), sa.text("state <> 'sending' OR owner IS NOT NULL")
        )
        table.create_check_constraint(
            op.f(ENDED_IN_NO_HAND), sa.text("ended_at IS NULL OR owner IS NULL")
        )


def downgrade() -> None:
    """What is being prepared is in nobody's hands again; it goes on when its time is up."""
    op.execute("UPDATE outbox SET owner = NULL WHERE state = 'waiting'")
    with op.batch_alter_table("outbox") as table:
        table.drop_constraint(op.f(ENDED_IN_NO_HAND), type_="check")
        table.drop_constraint(op.f(SENT_BY_SOMEBODY), type_="check")
        table.create_check_constraint(
            op.f(SENT_BY_SOMEBODY), sa.text("(state = 'sending') = (owner IS NOT NULL)")
        )
