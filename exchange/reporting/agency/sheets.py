"""The report to the agency as a workbook: a sheet for each thing that it asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from exchange.papers.workbook import Sheet
from exchange.places.sheets import sheets_of
from exchange.reporting.agency.findings import STORY
from exchange.reporting.agency.voice import SIDES
from exchange.reporting.splits import TITLES
from exchange.words import N_
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchange.papers.workbook import Cell
    from exchange.reporting.agency.findings import Findings, Told
    from exchange.reporting.agency.voice import Voice
    from exchange.reporting.visits import Party

EXCHANGES = (
    N_("Exchange"),
    N_("Visitor"),
    N_("Kind of visitor"),
    N_("Visitor's country"),
    N_("Visitor's city"),
    N_("Visitor's region"),
    N_("Development of the visitor's region"),
    N_("Visitor's cluster"),
    N_("Host"),
    N_("Kind of host"),
    N_("Host's country"),
    N_("Host's city"),
    N_("Host's region"),
    N_("Development of the host's region"),
    N_("Host's cluster"),
    N_("Ecosystems"),
    N_("First day"),
    N_("Last day"),
    N_("Working days"),
    N_("Ended early"),
    N_("Form"),
    N_("Stands at"),
    N_("Agreement signed"),
    N_("Report handed in"),
    N_("Report validated"),
    N_("Proof"),
    N_("Paid without proof because"),
    N_("Lump sum"),
    N_("Halved for"),
    N_("Paid"),
    N_("Currency"),
    N_("Paid on"),
)
PROMISED = (N_("Kind of visitor"), N_("Done until the end of the period"), N_("Promised"))
SPLITS = (N_("Told apart by"), N_("Which"), N_("Exchanges"), N_("Share in %"))
SURVEYS = (N_("Who"), N_("Question"), N_("Answers"), N_("Average"), N_("What was answered"))


LATER = (N_("When"), N_("What"), N_("How many"))
GOALS = (N_("Goal"), N_("Wanted"), N_("Reached"))
LATER_STORIES = (
    N_("Exchange"),
    N_("Visitor"),
    N_("Host"),
    N_("When"),
    N_("Who tells"),
    N_("Story"),
)


def sheets(found: Findings, voice: Voice, zone: str) -> list[Sheet]:
    """Summary, exchanges, outcomes, promises, splits, surveys, stories; times on the clocks of `zone`."""
    say = voice.say
    questions = [one for one in voice.scheme.report_form if one.id != STORY]
    outcomes = (N_("Exchange"), N_("Visitor"), N_("Host"), *(one.title for one in questions))
    tables = (
        (say(N_("Summary")), (N_("What"), N_("How much")), list(summary(found, voice))),
        (say("Exchanges"), EXCHANGES, [_exchange(one, voice) for one in found.told]),
        (say(N_("Outcomes")), outcomes, [_outcome(one, voice) for one in found.told]),
        (say(N_("Promised")), PROMISED, list(promised_rows(found, voice))),
        (say(N_("Splits")), SPLITS, list(_splits(found, voice))),
        (say("Surveys"), SURVEYS, list(_surveys(found, voice))),
        (say(N_("Stories")), outcomes, [_outcome(one, voice) for one in stories(found)]),
        (say(N_("Later outcomes")), LATER, list(later_rows(found, voice))),
        (say(N_("Goals")), GOALS, list(goal_rows(found, voice))),
        (say(N_("Later stories")), LATER_STORIES, list(_later_stories(found, voice))),
    )
    places = sheets_of(found.where, say)
    return [
        *(Sheet(title, [say(one) for one in names], rows, zone) for title, names, rows in tables),
        *(
            Sheet(title, [say(one) for one in names], list(rows), zone)
            for title, names, rows in places
        ),
    ]


def summary(found: Findings, voice: Voice) -> Iterator[tuple[str, Cell]]:
    """What is asked for first, a line each."""
    say, period = voice.say, found.period
    yield say("Partnership"), found.partnership
    yield say(N_("Period")), voice.days(period.first, period.last)
    yield say(N_("Exchanges done in the period")), len(found.told)
    yield say(N_("Of these online")), found.online
    yield say(N_("Of these partly online")), found.hybrid
    yield say(N_("Exchanges done until its end")), found.done_in_all
    yield say(N_("Short talks on group visits")), found.talks
    yield say(N_("Exchanges promised")), found.target
    yield say(N_("Stays too short to count")), found.too_short
    yield say(N_("Cancelled before the stay")), found.cancelled
    yield say(N_("Paid in the period")), found.paid.amount
    yield say("Currency"), found.paid.currency
    for side in Side:
        yield (
            say(N_("Surveys answered: {side}"), side=say(SIDES[side])),
            voice.rate(found.replied.get(side, 0), found.asked),
        )


def promised_rows(found: Findings, voice: Voice) -> Iterator[tuple[str, int, int]]:
    """Each kind of visitor of which exchanges were promised, with those done until the period's end."""
    for one in found.promised:
        yield voice.promised(one), one.done, one.promised


def stories(found: Findings) -> list[Told]:
    """Those that may be told of: the visitor has said so."""
    return [one for one in found.told if one.may_be_told]


def _exchange(told: Told, voice: Voice) -> Sequence[Cell]:
    visit = told.visit
    return (
        f"HX-{visit.number:04}",
        *_party(visit.visitor, voice),
        *_party(visit.host, voice),
        voice.ecosystems(visit.visitor),
        visit.starts_on,
        visit.ended_on,
        visit.working_days,
        voice.yes(fact=visit.broken_off),
        voice.form(visit),
        voice.stands(visit),
        told.agreed_at,
        told.reported_at,
        told.validated_at,
        voice.proof(told),
        told.waived_for,
        visit.sum.amount if visit.sum else voice.lump_sum(visit),
        voice.halved(visit),
        told.paid.amount if told.paid else None,
        visit.full.currency if visit.full else None,
        told.paid_at,
    )


def _party(party: Party, voice: Voice) -> Sequence[Cell]:
    return (
        party.name,
        voice.kind(party),
        voice.country(party),
        party.city,
        voice.region(party),
        voice.development(party),
        party.cluster,
    )


def _outcome(told: Told, voice: Voice) -> Sequence[Cell]:
    asked = [one for one in voice.scheme.report_form if one.id != STORY]
    return (
        f"HX-{told.visit.number:04}",
        told.visit.visitor.name,
        told.visit.host.name,
        *(voice.answer(one, told.answers.get(one.id)) for one in asked),
    )


def _splits(found: Findings, voice: Voice) -> Iterator[Sequence[Cell]]:
    for by, kinds in found.splits.items():
        for key, count in kinds:
            share = round(100 * count / len(found.told))
            yield voice.say(TITLES[by]), voice.split(by, key), count, share


def _surveys(found: Findings, voice: Voice) -> Iterator[Sequence[Cell]]:
    for one in found.surveys:
        if one.count:
            mean = None if one.mean is None else Decimal(f"{one.mean:.1f}")
            yield (
                voice.say(SIDES[one.side]),
                voice.say(one.title),
                one.count,
                mean,
                voice.counts(one),
            )


def later_rows(found: Findings, voice: Voice) -> Iterator[Sequence[Cell]]:
    """Of each round: how many exchanges were asked, how many of each side told, what came of them."""
    say = voice.say
    for one in found.later.rounds:
        when = voice.later(one.months)
        yield when, say(N_("Exchanges asked")), one.asked
        for side in Side:
            yield when, say(N_("Told by: {side}"), side=say(SIDES[side])), one.told.get(side, 0)
        for label, count in one.came.items():
            yield when, say(label), count


def goal_rows(found: Findings, voice: Voice) -> Iterator[Sequence[Cell]]:
    """Each goal of the call: by how many exchanges it was wanted, and reached, of those who told."""
    for one in found.later.goals:
        yield voice.say(one.label), one.wanted, one.reached


def _later_stories(found: Findings, voice: Voice) -> Iterator[Sequence[Cell]]:
    for one in found.later.stories:
        yield (
            f"HX-{one.visit.number:04}",
            one.visit.visitor.name,
            one.visit.host.name,
            voice.later(one.months),
            voice.say(SIDES[one.side]),
            one.words,
        )
