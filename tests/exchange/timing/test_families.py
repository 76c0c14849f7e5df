"""The table of reminders: a family stands in one file, and the call gives it its days."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.desk.notices import RENDERERS as DESK_WORDS
from bot.participants.notices.applying import RENDERERS as WORDS
from bot.participants.notices.closing import CLOSING
from bot.participants.notices.staying import STAY
from exchange import timing
from exchange.due import TRANSITIONS
from exchange.notices import DeskReminding, Reminding
from exchange.scheme.call import SchemeInvalid, load_scheme
from exchange.scheme.files import SCHEMES
from exchange.timing.calls import left_out, open_call, reminder_faults
from exchange.timing.families import (
    FAMILIES,
    KINDS,
    SAID,
    SAID_AGAIN,
    speaking_for,
    strike_all,
)
from storage.tables import Due
from tests.builders.records.pairs import build_pair

SHIPPED = SCHEMES / "clusterxchange.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")


def test_every_kind_is_done_in_one_place():
    """By its family, or as a change of state where the clock works its rows off."""
    assert {name for name, kind in KINDS.items() if kind.do is None} == set(TRANSITIONS)
    assert len(KINDS) == sum(len(family.kinds) for family in FAMILIES)


def test_every_reminder_has_its_words():
    """What a family says is in the words of the bot that says it."""
    assert {str(one) for one in SAID} <= {*WORDS, *STAY, *CLOSING, *DESK_WORDS}
    assert {str(one) for one in SAID} >= SAID_AGAIN


def test_what_is_said_by_itself_is_in_the_table():
    """Of what may or may not have arrived, only the first word of something is said again."""
    modules = [one for one in vars(timing).values() if hasattr(one, "FAMILIES")]
    messages = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, (Reminding, DeskReminding))
    }
    assert messages == SAID
    assert {str(one) for one in SAID - SAID_AGAIN} == {
        "report.open",
        "survey.open",
        "introduction.outcomes",
        "outcomes.open",
        "twinning.year",
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_later_reminder_stands_in_for_an_earlier_one(kind):
    """Not for what has to happen each time, nor for a draft, which may have been gone on with."""
    each_time = {"draft.waiting", "proposal.expire", "exchange.start", "exchange.finish"}
    each_time |= {"person.erase", "dormant.rest", "interest.lapse", "hold.end"}
    each_time |= {"membership.expire", "group.move_up", "group.offer_expire", "twinning.expire"}
    each_time |= {"course.move_up", "group.talks", "group.list_end", "course.list_end"}
    assert (kind in speaking_for(kind)) is (kind not in each_time)


def test_whatever_is_about_an_exchange_is_struck_with_it(work):
    """What is about people, applications and invitations goes on, though the numbers be the same."""
    pair = build_pair(work)
    for kind in KINDS:
        work.schedule(kind, pair.id, work.now, key=f"{kind}:1")
    strike_all(work, pair.exchange)
    left = {row.kind for row in work.session.exec(select(Due)) if row.done_at is None}
    assert left == {
        "draft.waiting",
        "review.overdue",
        "enquiry.unanswered",
        "enquiry.silent",
        "cv.owed",
        "cohort.ask",
        "proposal.unanswered",
        "proposal.expire",
        "person.erase",
        "dormant.rest",
        "interest.lapse",
        "hold.end",
        "group.move_up",
        "group.offer_expire",
        "group.list_end",
        "group.session_near",
        "group.session_held",
        "course.move_up",
        "course.list_end",
        "course.near",
        "course.held",
        "course.unanswered",
        "group.talks",
        "membership.unanswered",
        "membership.expire",
        "nudge.idle",
        "nudge.host",
        "nudge.opportunity",
        "opportunity.end",
        "request.unanswered",
        "introduction.outcomes",
        "project.quiet",
        "twinning.unanswered",
        "twinning.quiet",
        "twinning.year",
        "twinning.expire",
    }


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_call_that_is_shipped_has_days_for_each(path):
    """And each kind knows how long it is worth saying."""
    assert set(open_call(path.stem).reminders) == set(KINDS)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"draft.waiting" = { days', '"draft.waited" = { days', "draft.waited: there is no such"),
        (
            '"draft.waiting" = { days = [2]',
            '"draft.waiting" = { days = [0]',
            "draft.waiting: a day is",
        ),
        (
            '"departure.near" = { days = [7, 1]',
            '"departure.near" = { days = [7, -1]',
            "reminders.departure.near: a day is",
        ),
        ("{ days = [1],", "{ days = [1, 2],", "reminders.survey.open: one day is wanted"),
        ('"report.open" = { ', '"report.open" = { days = [1], ', "no days of its own"),
    ],
)
def test_a_call_whose_reminders_do_not_fit_is_refused(tmp_path, old, new, why):
    """It names the kind, before any bot starts with it."""
    assert old in TEXT
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SchemeInvalid, match=why):
        open_call(path)


def test_a_file_from_before_a_reminder_opens_with_our_days(tmp_path):
    """An upgrade stops no programme; what is taken from us can be told."""
    ours = '"survey.open" = { days = [1], worth_saying_days = 60 }'
    assert ours in TEXT
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace(ours, ""), encoding="utf-8")
    assert left_out(load_scheme(path)) == ["survey.open"]
    assert open_call(path).reminding_days("survey.open") == (1,)
    assert reminder_faults(path) == []


def test_a_reminder_that_does_not_fit_is_told_with_its_line(tmp_path):
    """As every other fault of the file."""
    path = tmp_path / "own.toml"
    path.write_text(TEXT.replace('"draft.waiting" = { days = [2]', '"draft.waited" = { days = [2]'))
    (found,) = reminder_faults(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert found.line
    assert lines[found.line - 1].startswith('"draft.waited"')
