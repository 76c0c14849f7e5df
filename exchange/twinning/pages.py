"""The annual page of a twinning: what was done in one of its years, as PDF."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from exchange.cooperating.figures import STATES as PROJECT_STATES
from exchange.cooperating.projects import members
from exchange.errors import NotFound
from exchange.papers import regional
from exchange.papers.layout import Card
from exchange.papers.report import Report, Story, Table, report_pdf
from exchange.people.parties import organisation_on
from exchange.people.partnerships import day_by
from exchange.scheme.stay import months_after
from exchange.states import last_day
from exchange.twinning.agreeing import side_of
from exchange.twinning.programme import clock_of_twinning, programme
from exchange.visiting.kept_files import PDF, drawn_for, language_of, on_paper
from exchange.words import N_
from storage.tables import Cluster, Organisation, Side, Twinning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exchange.twinning.programme import Programme
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Exchange, Person, Project, StoredFile, TwinningActivity

MONTHS = 12  # of a year
NOTHING = "–"


def year_of(work: Work, twinning: Twinning) -> int:
    """Which year of a twinning it is, or was when it ended, from 1; 0 where the two never agreed."""
    if twinning.agreed_at is None:
        return 0
    clock = clock_of_twinning(work, twinning)
    first, last = (day_by(clock, at) for at in (twinning.agreed_at, twinning.ended_at or work.now))
    years = last.year - first.year
    return years + (months_after(first, MONTHS * years) <= last)


def days_of_year(work: Work, twinning: Twinning, year: int) -> tuple[date, date]:
    """The first and the last day of one of its years: from the day of the agreement to the day before its return."""
    clock = clock_of_twinning(work, twinning)
    first = day_by(clock, twinning.agreed_at or twinning.proposed_at)
    starts, next_one = (months_after(first, MONTHS * count) for count in (year - 1, year))
    return starts, next_one - timedelta(days=1)


def page_file(work: Work, person: Person, number: int, year: int, say: Say) -> StoredFile:
    """The page of a year in the language of `say`. Raises NotFound for a year that has not begun, TooManyDrawings."""
    twinning = work.load(Twinning, number)
    side_of(work, person, twinning)
    if not 1 <= year <= year_of(work, twinning):
        raise NotFound
    plain = on_paper(say)
    return drawn_for(
        work,
        person,
        f"twinning-{number}-{year}-{language_of(say)}.pdf",
        PDF,
        lambda: page(work, twinning, year, plain),
        lambda report: report_pdf(report, plain),
    )


def page(work: Work, twinning: Twinning, year: int, say: Say) -> Report:
    """What the page says: figures on cards, a table of each kind of thing, and what the twinning is for."""
    first, last = days_of_year(work, twinning, year)
    done, language = programme(work, twinning, (first, last)), language_of(say)
    one, other = (work.load(Cluster, at).name for at in (twinning.asker_id, twinning.asked_id))
    days = say(
        N_("{first} – {last}"),
        first=regional.day(first, language),
        last=regional.day(last, language),
    )
    title = say(N_("Twinning {one} – {other}"), one=one, other=other)
    return Report(
        title=title,
        subtitle=say(N_("Year {year}: {days}"), year=year, days=days),
        foot=f"{title}, {days}",
        made_at=work.now,
        cards=list(_cards(done, say)),
        tables=list(_tables(work, done, say)),
        stories_title=say("What it is for") if twinning.aim else "",
        stories=[Story("", twinning.aim)] if twinning.aim else [],
    )


def _cards(done: Programme, say: Say) -> Iterator[Card]:
    over = say(N_("{count} stays are over"), count=done.stayed)
    yield Card(say(N_("EXCHANGES")), str(len(done.exchanges)), [over])
    funded = say(N_("{count} funded"), count=done.funded)
    yield Card(say(N_("PROJECTS")), str(len(done.projects)), [funded])
    yield Card(say(N_("JOINT ACTIVITIES")), str(len(done.activities)), [])


def _tables(work: Work, done: Programme, say: Say) -> Iterator[Table]:
    """A table of each kind of thing of which there is any."""
    language = language_of(say)
    if done.exchanges:
        names = [say("Visitor"), say("Host"), say(N_("Last day"))]
        rows = [_exchange(work, one, language) for one in done.exchanges]
        yield Table(say("Exchanges"), names, rows, (40, 40, 20))
    if done.projects:
        names = [say("Title"), say("With"), say("State")]
        projects = [_project(work, one, say) for one in done.projects]
        yield Table(say("Projects"), names, projects, (35, 45, 20))
    if done.activities:
        names = [say("Title"), say(N_("Day"))]
        days = [[one.title, _days(one, language)] for one in done.activities]
        yield Table(say(N_("Joint activities")), names, days, (75, 25))


def _days(one: TwinningActivity, language: str) -> str:
    first = regional.day(one.on, language)
    return f"{first} – {regional.day(one.until, language)}" if one.until else first


def _exchange(work: Work, one: Exchange, language: str) -> list[str]:
    visitor, host = (organisation_on(work, one, side).name for side in (Side.VISITOR, Side.HOST))
    day = last_day(one)
    return [visitor, host, regional.day(day, language) if day else NOTHING]


def _project(work: Work, one: Project, say: Say) -> list[str]:
    names = ", ".join(
        work.load(Organisation, each.organisation_id).name for each in members(work, one)
    )
    return [one.title, names, say(PROJECT_STATES[one.state])]
