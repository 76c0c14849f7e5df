"""Columns that tell one fact together are held together; rows that broke that are put right first.

What is put right says no more than is known. A message that counts as ended nowhere but in its
state ended when it was made; one that waits and has ended is not sent after all this time; what was
on its way without a sender may have arrived. What nobody can know, such as the officer who
validated a report, is not made up: then the upgrade stops and changes nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

RULES = {
    "inbox": {
        "done_in_no_hand": "done_at IS NULL OR owner IS NULL",
        "aside_is_done": "NOT set_aside OR done_at IS NOT NULL",
    },
    "outbox": {
        "ended_with_time": "(state IN ('waiting', 'sending')) = (ended_at IS NULL)",
        "sent_by_somebody": "(state = 'sending') = (owner IS NOT NULL)",
    },
    "due": {
        "done_with_outcome": "(done_at IS NULL) = (outcome IS NULL)",
        "due_outcome": "outcome IN ('done', 'too_late', 'not_needed', 'failed')",
    },
    "organisation": {"both_coordinates": "(latitude IS NULL) = (longitude IS NULL)"},
    "application": {
        "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
        "undecided_without_time": (
            "decided_at IS NULL OR state IN ('accepted', 'rejected', 'withdrawn')"
        ),
    },
    "enquiry": {"answered_with_time": "(answer IS NULL) = (answered_at IS NULL)"},
    "proposal": {"decided_with_time": "(state = 'proposed') = (decided_at IS NULL)"},
    "cohortrun": {
        "approved_with_time": "(state = 'approved') = (approved_at IS NOT NULL)",
        "approved_by_somebody": "(approved_at IS NULL) = (approved_by IS NULL)",
    },
    "resemblance": {
        "answered_with_time": "(answer = 'unknown') = (answered_at IS NULL)",
        "answered_by_somebody": "(answered_at IS NULL) = (answered_by IS NULL)",
    },
    "exchange": {
        "agreed_together": (
            "(starts_on IS NULL) = (ends_on IS NULL)"
            " AND (starts_on IS NULL) = (working_days IS NULL)"
            " AND (starts_on IS NULL) = (lump_sum IS NULL)"
            " AND (starts_on IS NULL) = (full_sum IS NULL)"
        ),
        "dates_by_state": "state = 'cancelled' OR (state = 'dates') = (starts_on IS NULL)",
        "early_end_by_state": (
            "state IN ('done', 'reported', 'validated', 'paid')"
            " OR (state = 'interrupted') = (ended_early_on IS NOT NULL)"
        ),
    },
    "report": {
        "validated_by_somebody": "(validated_at IS NULL) = (validated_by IS NULL)",
        "validated_or_returned": "validated_at IS NULL OR returned_at IS NULL",
    },
}

REPAIRS = (
    # updates
    "UPDATE inbox SET owner = NULL WHERE done_at IS NOT NULL",
    "UPDATE inbox SET set_aside = (1 = 0) WHERE done_at IS NULL",
    # messages
    "UPDATE outbox SET state = 'uncertain', ended_at = COALESCE(ended_at, made_at)"
    " WHERE state = 'sending' AND (owner IS NULL OR ended_at IS NOT NULL)",
    "UPDATE outbox SET state = 'cancelled' WHERE state = 'waiting' AND ended_at IS NOT NULL",
    "UPDATE outbox SET ended_at = made_at"
    " WHERE state NOT IN ('waiting', 'sending') AND ended_at IS NULL",
    "UPDATE outbox SET owner = NULL WHERE state <> 'sending'",
    # what is due: never said twice
    "UPDATE due SET outcome = NULL WHERE outcome = ''",
    "UPDATE due SET done_at = due_at WHERE done_at IS NULL AND outcome IS NOT NULL",
    "UPDATE due SET outcome = 'not_needed' WHERE done_at IS NOT NULL AND (outcome IS NULL"
    " OR outcome NOT IN ('done', 'too_late', 'not_needed', 'failed'))",
    # cases
    "UPDATE organisation SET latitude = NULL, longitude = NULL"
    " WHERE latitude IS NULL OR longitude IS NULL",
    "UPDATE application SET decided_at = NULL, decided_by = NULL WHERE decided_at IS NULL"
    " OR decided_by IS NULL OR state IN ('submitted', 'info_requested')",
    "UPDATE enquiry SET answer = '' WHERE answer IS NULL AND answered_at IS NOT NULL",
    "UPDATE enquiry SET answered_at = asked_at WHERE answer IS NOT NULL AND answered_at IS NULL",
    "UPDATE proposal SET decided_at = NULL WHERE state = 'proposed'",
    "UPDATE proposal SET decided_at = made_at WHERE state <> 'proposed' AND decided_at IS NULL",
    "UPDATE cohortrun SET approved_at = NULL, approved_by = NULL WHERE state <> 'approved'",
    "UPDATE cohortrun SET approved_at = COALESCE(approved_at, made_at),"
    " approved_by = COALESCE(approved_by, made_by) WHERE state = 'approved'",
    "UPDATE resemblance SET answer = 'unknown', answered_at = NULL, answered_by = NULL"
    " WHERE answer = 'unknown' OR answered_at IS NULL OR answered_by IS NULL",
    "UPDATE exchange SET starts_on = NULL, ends_on = NULL, working_days = NULL, lump_sum = NULL,"
    " full_sum = NULL WHERE state = 'dates'",
    "UPDATE exchange SET full_sum = lump_sum WHERE full_sum IS NULL",
    "UPDATE exchange SET ended_early_on = NULL WHERE state IN"
    " ('dates', 'commitment', 'signing', 'ready', 'under_way', 'cancelled')",
    "UPDATE exchange SET ended_early_on = ends_on"
    " WHERE state = 'interrupted' AND ended_early_on IS NULL",
    "UPDATE report SET returned_at = NULL WHERE validated_at IS NOT NULL",
)


def upgrade() -> None:
    """Put right what breaks a rule, then hold the rules."""
    with op.batch_alter_table("due") as batch:
        batch.alter_column(
            "outcome", existing_type=sa.String(20), type_=sa.String(40), nullable=True
        )
    for repair in REPAIRS:
        op.execute(repair)
    for table, rules in RULES.items():
        with op.batch_alter_table(table) as batch:
            for name, rule in rules.items():
                batch.create_check_constraint(op.f(f"ck_{table}_{name}"), sa.text(rule))


def downgrade() -> None:
    """Let go of the rules; what was put right stays so."""
    for table, rules in RULES.items():
        with op.batch_alter_table(table) as batch:
            for name in rules:
                batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
    op.execute("UPDATE due SET outcome = '' WHERE outcome IS NULL")
    with op.batch_alter_table("due") as batch:
        batch.alter_column(
            "outcome", existing_type=sa.String(40), type_=sa.String(20), nullable=False
        )
