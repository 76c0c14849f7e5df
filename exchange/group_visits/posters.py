"""The poster of a group visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.group_visits.rules import own_visit
from exchange.papers import regional
from exchange.visiting.gathering_posters import Door, Told, kept_poster, poster_of
from exchange.visiting.kept_files import language_of, on_paper
from exchange.visiting.previews import form_of
from exchange.words import N_
from storage.tables import Application, ExchangeForm, Organisation

if TYPE_CHECKING:
    from exchange.papers.poster import Poster
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import GroupVisit, Person, StoredFile

DOOR = Door("group")
HEADLINE = N_("Visit a host abroad, together with others")
ONLINE_HEADLINE = N_("Meet a host abroad online, together with others")
ONLINE_ON_PAPER = N_("Half days online: {count}")


def poster_file(work: Work, person: Person, visit_id: int, mime: str, say: Say) -> StoredFile:
    """The poster as PDF or PNG in the language of `say`, drawn once. Raises NotFound, TooManyDrawings."""
    visit = own_visit(work, person, visit_id)
    poster = _poster(work, visit, on_paper(say))
    return kept_poster(work, f"group-visit-{visit.id}", poster, mime, person, say)


def _poster(work: Work, visit: GroupVisit, say: Say) -> Poster:
    host = work.load(Application, visit.host_id)
    where, language = work.load(Organisation, host.organisation_id), language_of(say)
    days = regional.days(visit.starts_on, visit.ends_on, language)
    online = say(ONLINE_ON_PAPER, count=len(visit.sessions)) if visit.sessions else ""
    place = ", ".join((where.name, where.city, regional.country(where.country, language)))
    headline = ONLINE_HEADLINE if form_of(visit) is ExchangeForm.ONLINE else HEADLINE
    when = tuple(filter(None, (days, online)))
    told = Told(headline, when, place, visit.programme, host.partnership_id)
    return poster_of(work, visit, DOOR, told, say)
