"""/status in every state of an exchange: true, with what comes next and the way to it; ten lines at most."""

from __future__ import annotations

import pytest

from bot.participants import home
from bot.participants.visiting.what_next import NEXT
from exchange.states import OVER
from storage.tables import ExchangeState
from tests.builders.bots.talks import answered
from tests.builders.records import pairs
from tests.builders.records.applicants import host, invite, visitor
from tests.screens.limits import LINES, length
from tests.screens.stage import Shown


def told(work, person, language="en"):
    """What somebody reads, and the buttons below it."""
    screen = answered(work, person, home.status, language).replies[-1]
    return str(screen.text), [str(one.label) for row in screen.rows for one in row]


def in_state(work, state):
    """Two with dates, as far as that."""
    pair = pairs.build_pair(work)
    if state is not ExchangeState.DATES:
        pairs.agree(work, pair)
        pair.exchange.ended_early_on = (
            pair.exchange.ends_on if state is ExchangeState.INTERRUPTED else None
        )
        pair.exchange.state = state
        work.session.flush()
    return pair


def test_every_state_that_is_not_over_has_a_next():
    """For both sides."""
    assert set(NEXT) == set(ExchangeState) - OVER


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("state", NEXT)
def test_what_comes_next_is_said(work, state, language):
    """With a button to the exchange, and no list of hosts for whom no second visit is left."""
    pair = in_state(work, state)
    for person in (pair.visitor, pair.host):
        text, buttons = told(work, person, language)
        assert ("Next: " if language == "en" else "Als Nächstes: ") in text
        assert any(one.startswith("▸ ") for one in buttons)
        assert "Hosts that fit me" not in buttons
        assert length(Shown("", "", "", text)) <= LINES


@pytest.mark.parametrize("state", [ExchangeState.PAID, ExchangeState.CLOSED])
def test_what_is_over_is_complete(work, state):
    """Not “invite up to five” hosts."""
    pair = in_state(work, state)
    text, buttons = told(work, pair.visitor)
    assert "is complete. Thank you!" in text
    assert "invite" not in text
    assert "Hosts that fit me" not in buttons
    assert "You can host again" in told(work, pair.host)[0]


def test_an_open_invitation_is_told_on_both_sides(work):
    """To whoever has to answer with a button to it; nobody is told to invite who has invited."""
    who, hosting = visitor(work), host(work)
    invite(work, who[0], hosting[1])
    text, buttons = told(work, who[0])
    assert "Next: they answer, and I tell you at once." in text
    assert "Next: look at the hosts" not in text
    text, buttons = told(work, hosting[0])
    assert "Next: your answer. Tap the name below." in text
    assert any(one.startswith("▸ ") for one in buttons)
