"""Whoever changes days holds the host's places too: two pairs that want the last one act one after the other."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.visiting import amending, correcting, dates
from exchange.work import HELD
from storage.tables import Application
from tests.builders.records.pairs import ENDS, STARTS, build_pair, ready_pair, returned_pair


def offer(work):
    """Days that are offered."""
    pair = build_pair(work)
    return pair, lambda: dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)


def agree(work):
    """Days that are agreed to."""
    pair = build_pair(work)
    dates.offer_dates(work, pair.visitor, pair.id, STARTS, ENDS)
    return pair, lambda: dates.agree_dates(work, pair.host, pair.id)


def amend(work):
    """Days that are signed, and are to be others."""
    pair = ready_pair(work)
    change = amending.Change(ends_on=date(2027, 4, 20))
    return pair, lambda: amending.ask_amendment(work, pair.visitor, pair.id, change, "More to see.")


def correct(work):
    """Days that were others than was agreed."""
    day, pair = returned_pair(work)
    last = date(2027, 4, 14)
    return pair, lambda: correcting.correct_stay(day, pair.vop_officer, pair.id, last, "The sheet.")


@pytest.mark.parametrize("begun", [offer, agree, amend, correct])
def test_who_changes_days_holds_exchange_and_host(work, begun):
    """Until it is committed nobody else reads how many places there are."""
    pair, act = begun(work)
    host = work.load(Application, pair.exchange.host_id)
    work.session.flush()
    work.session.info[HELD].clear()  # as when what came before is committed
    assert not work.holds(host)
    act()
    assert (work.holds(host), work.holds(pair.exchange)) == (True, True)
