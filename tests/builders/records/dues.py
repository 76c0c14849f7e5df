"""What the clock does with what is due."""

from __future__ import annotations

from exchange.due import do_due
from storage.queues.records import next_due, settle

ROUNDS = 40
"""In which what is due comes to rest: what one thing plans, the next may do."""


def do_what_is_due(work):
    """Do whatever is due by now, and what became due by it."""
    for _ in range(ROUNDS):
        found = next_due(work.session, work.now)
        if not found:
            return
        for due in found:
            outcome = do_due(work, due)
            if outcome:
                settle(due, outcome, work.now)
            work.session.add(due)
            work.session.flush()
    raise AssertionError(f"it does not come to rest: {found[0].kind}")
