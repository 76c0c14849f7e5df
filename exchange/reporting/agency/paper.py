"""The report to the agency as a paper, and both of its forms as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.papers import regional
from exchange.papers.layout import Card
from exchange.papers.report import Picture, Report, Story, Table, report_pdf
from exchange.papers.workbook import workbook
from exchange.people.partnerships import clock_of
from exchange.places.sheets import COUNTED, LANDS, TOWNS, region_rows, town_rows
from exchange.places.whereabouts import flow_figures, map_figures
from exchange.reporting.agency.findings import STORY, findings
from exchange.reporting.agency.sheets import (
    GOALS,
    LATER,
    PROMISED,
    goal_rows,
    later_rows,
    promised_rows,
    sheets,
    stories,
)
from exchange.reporting.agency.voice import SIDES, voice_of
from exchange.reporting.splits import TITLES, Split
from exchange.visiting.kept_files import PDF, XLSX, drawn_for
from exchange.words import N_, plain_english
from storage.tables import ExchangeForm, Person, Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from exchange.reporting.agency.findings import Findings, Told
    from exchange.reporting.agency.periods import Period
    from exchange.reporting.agency.voice import Voice
    from exchange.reporting.visits import Party
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer, StoredFile

MOST_KINDS = 12  # of a split on paper; the workbook has all


STAYS = {
    ExchangeForm.VISIT: N_("{days}"),
    ExchangeForm.ONLINE: N_("{days}, online"),
    ExchangeForm.HYBRID: N_("{days}, partly online"),
}
"""When an exchange was, by where people met."""


def report_files(
    work: Work, officer: Officer, period: Period, say: Say = plain_english
) -> tuple[StoredFile, StoredFile]:
    """The report of a period as PDF and as XLSX. Raises RoleMayNot, TooManyDrawings."""
    voice = voice_of(say, work.scheme)
    reader = work.load(Person, officer.person_id)
    clock = clock_of(work, officer.partnership_id)
    name = f"{voice.say(N_('report'))}-{period.first}-{period.last}"
    paper = drawn_for(
        work,
        reader,
        f"{name}.pdf",
        PDF,
        lambda: pages(findings(work, officer, period), voice, work.now.astimezone(clock)),
        lambda report: report_pdf(report, voice.say),
    )
    book = drawn_for(
        work,
        reader,
        f"{name}.xlsx",
        XLSX,
        lambda: sheets(findings(work, officer, period), voice, clock.key),
        workbook,
    )
    return paper, book


def pages(found: Findings, voice: Voice, made_at: datetime) -> Report:
    """The report in words: cards, splits, exchanges, surveys, stories; `made_at` is by the clock that tells its day."""
    say, period = voice.say, found.period
    days = voice.days(period.first, period.last)
    title = say(N_("Report of {partnership}"), partnership=found.partnership)
    made = regional.day(made_at.date(), voice.language)
    return Report(
        title=title,
        subtitle=say(N_("{days}. Made on {made}."), days=days, made=made),
        foot=f"{title}, {days}",
        made_at=made_at,
        cards=list(_cards(found, voice)),
        tables=list(_tables(found, voice)),
        pictures=[
            Picture(map_figures(found.where, voice.language), voice.language),
            Picture(flow_figures(found.where), voice.language),
        ],
        stories_title=say(N_("Stories, with permission")),
        stories=[_story(one, voice) for one in stories(found)],
    )


def _cards(found: Findings, voice: Voice) -> Iterator[Card]:
    say = voice.say
    of_target = say(
        N_("in all {done} of {target} promised"),
        done=found.done_in_all,
        target=found.target,
    )
    online = [say(N_("{count} of these online"), count=found.online)] if found.online else []
    partly = [say(N_("{count} of these partly online"), count=found.hybrid)] if found.hybrid else []
    yield Card(say(N_("EXCHANGES DONE")), str(len(found.told)), [of_target, *online, *partly])
    yield Card(say(N_("PAID")), voice.money(found.paid), [say(N_("in the period"))])
    proved = sum(
        bool(one.evidence) for one in found.told if one.visit.form is not ExchangeForm.ONLINE
    )
    whole = len(found.told) - found.online  # nobody travels to what is online
    yield Card(say(N_("PROVED")), voice.rate(proved, whole), [say(N_("with files of the visitor"))])
    for side in Side:
        rate = voice.rate(found.replied.get(side, 0), found.asked)
        yield Card(say(N_("SURVEYS ANSWERED")), rate, [say(SIDES[side])])
    left_out = say(
        N_("{short} too short, {cancelled} cancelled"),
        short=found.too_short,
        cancelled=found.cancelled,
    )
    yield Card(say(N_("NOT COUNTED")), str(found.too_short + found.cancelled), [left_out])


def _tables(found: Findings, voice: Voice) -> Iterator[Table]:
    if found.promised:
        yield _promised(found, voice)
    if found.told:
        yield _exchanges(found, voice)
        yield _outcomes(found, voice)
        yield from (_split(found, by, voice) for by in found.splits)
    if found.where.kinds:
        yield _towns(found, voice)
        yield _lands(found, voice)
    if any(one.count for one in found.surveys):
        yield _surveys(found, voice)
    if found.later.any_told:
        yield _later(found, voice)
        yield _goals(found, voice)


def _promised(found: Findings, voice: Voice) -> Table:
    return Table(
        voice.say(N_("Promised by kind of visitor")),
        [voice.say(one) for one in PROMISED],
        [[str(cell) for cell in row] for row in promised_rows(found, voice)],
        (60, 25, 15),
        right=frozenset({1, 2}),
    )


def _exchanges(found: Findings, voice: Voice) -> Table:
    say = voice.say
    columns = (N_("Visitor"), N_("Host"), N_("Stay"), N_("Proof"), N_("Lump sum"), N_("Stands at"))
    return Table(
        say("Exchanges"),
        [say(one) for one in columns],
        [_exchange(one, voice) for one in found.told],
        (26, 26, 17, 19, 16, 24),
        note=say(N_("Stays of the shortest length and more that ended in the period.")),
        right=frozenset({4}),
    )


def _exchange(told: Told, voice: Voice) -> list[str]:
    visit = told.visit
    stay = ""
    if visit.starts_on and visit.ended_on:
        days = voice.days(visit.starts_on, visit.ended_on)
        stay = voice.say(STAYS[visit.form], days=days)
    waived = told.waived_for and voice.say(N_("without: {why}"), why=told.waived_for)
    return [
        _whence(visit.visitor, voice),
        _whence(visit.host, voice),
        stay,
        voice.proof(told) or waived or voice.say(N_("nothing yet")),
        voice.lump_sum(visit),
        voice.stands(visit),
    ]


def _whence(party: Party, voice: Voice) -> str:
    """An organisation with its region and country."""
    return ", ".join(filter(None, (party.name, voice.region(party), voice.country(party))))


def _outcomes(found: Findings, voice: Voice) -> Table:
    """What the closing reports say, cut to what fits; the workbook has all of it."""
    say = voice.say
    asked = [one for one in voice.scheme.report_form if one.id != STORY]
    rows = [
        [told.visit.visitor.name, *(voice.answer(one, told.answers.get(one.id)) for one in asked)]
        for told in found.told
    ]
    columns = [say("Visitor"), *(say(one.title) for one in asked)]
    widths = (20, *(32 if one.kind == "text" else 18 for one in asked))
    return Table(say("Outcomes"), columns, rows, widths, note=say(N_("From the closing reports.")))


def _split(found: Findings, by: Split, voice: Voice) -> Table:
    say, whole = voice.say, len(found.told)
    shown, rest = found.splits[by][:MOST_KINDS], found.splits[by][MOST_KINDS:]
    rows = [
        [voice.split(by, key), str(count), f"{100 * count / whole:.0f}"] for key, count in shown
    ]
    if rest:
        others = sum(count for _, count in rest)
        rows.append([say(N_("All others")), str(others), f"{100 * others / whole:.0f}"])
    note = say(N_("An exchange counts under each ecosystem of its visitor."))
    return Table(
        say(TITLES[by]),
        [say(N_("Which")), say("Exchanges"), say(N_("Share in %"))],
        rows,
        (70, 15, 15),
        note=note if by is Split.ECOSYSTEM else "",
        right=frozenset({1, 2}),
    )


def _towns(found: Findings, voice: Voice) -> Table:
    """The towns where most was done; the workbook has all of them."""
    say = voice.say
    rows = list(town_rows(found.where, say))[:MOST_KINDS]
    return Table(
        say(N_("Cities")),
        [say(one) for one in TOWNS],
        [[str(cell) for cell in row] for row in rows],
        (20, 16, 22, 12, *(13 for _ in COUNTED)),
        note=say(N_("What several take part in counts in the city of each.")),
        right=frozenset(range(4, len(TOWNS))),
    )


def _lands(found: Findings, voice: Voice) -> Table:
    say = voice.say
    rows = list(region_rows(found.where, say))[:MOST_KINDS]
    return Table(
        say(N_("Regions")),
        [say(one) for one in LANDS],
        [[str(cell) for cell in row] for row in rows],
        (30, 22, *(13 for _ in COUNTED)),
        right=frozenset(range(2, len(LANDS))),
    )


def _surveys(found: Findings, voice: Voice) -> Table:
    say = voice.say
    columns = (N_("Who"), N_("Question"), N_("Answers"), N_("Average"), N_("What was answered"))
    rows = [
        [
            say(SIDES[one.side]),
            say(one.title),
            str(one.count),
            "" if one.mean is None else regional.decimal(one.mean, voice.language),
            voice.counts(one),
        ]
        for one in found.surveys
        if one.count
    ]
    return Table(
        say(N_("What was said after the stays")),
        [say(one) for one in columns],
        rows,
        (14, 22, 12, 14, 58),
        right=frozenset({2, 3}),
    )


def _later(found: Findings, voice: Voice) -> Table:
    return Table(
        voice.say(N_("What came of it later")),
        [voice.say(one) for one in LATER],
        [[str(cell) for cell in row] for row in later_rows(found, voice) if row[-1]],
        (25, 55, 20),
        note=voice.say(N_("Counted by exchanges; what either side told counts once.")),
        right=frozenset({2}),
    )


def _goals(found: Findings, voice: Voice) -> Table:
    return Table(
        voice.say(N_("Goals wanted and reached")),
        [voice.say(one) for one in GOALS],
        [[str(cell) for cell in row] for row in goal_rows(found, voice)],
        (60, 20, 20),
        note=voice.say(N_("Of the exchanges of which somebody has told what came of them.")),
        right=frozenset({1, 2}),
    )


def _story(told: Told, voice: Voice) -> Story:
    visit = told.visit
    heading = voice.say(
        N_("{visitor}, {country}, at {host}, {host_country}"),
        visitor=visit.visitor.name,
        country=voice.country(visit.visitor),
        host=visit.host.name,
        host_country=voice.country(visit.host),
    )
    kinds = {one.id for one in voice.scheme.report_form if one.kind == "text"}
    texts = (str(told.answers[one]) for one in told.answers if one in kinds)
    return Story(heading, "\n".join(texts))
