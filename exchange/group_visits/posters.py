"""The poster of a group visit, with a QR code that opens it in the chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange.group_visits.rules import own_visit
from exchange.papers.poster import Poster, poster_pdf
from exchange.people.bot_names import link_to
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from exchange.work import PARTICIPANTS
from storage.tables import Application, Organisation, Partnership

if TYPE_CHECKING:
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import GroupVisit, Person, StoredFile

PAYLOAD = re.compile(r"group_([1-9][0-9]{0,8})")
SHOWN = 200  # characters of the programme


def payload_of(visit: GroupVisit) -> str:
    """What stands behind `?start=`: it is published, so its number is no secret."""
    return f"group_{visit.id}"


def number_in(payload: str) -> int | None:
    """The number of the group visit that a link opens; None for every other link."""
    found = PAYLOAD.fullmatch(payload.strip())
    return int(found[1]) if found else None


def poster_file(work: Work, person: Person, visit_id: int, say: Say) -> StoredFile:
    """The poster as PDF in the language of `say`, drawn once. Raises NotFound, TooManyDrawings."""
    visit = own_visit(work, person, visit_id)
    poster, language = _poster(work, visit, on_paper(say)), language_of(say)
    drawing = Drawing(f"group-visit-{visit.id}-{language}.pdf", PDF, (poster, language))
    return drawn(work, drawing, lambda: poster_pdf(poster, on_paper(say)), person)


def _poster(work: Work, visit: GroupVisit, say: Say) -> Poster:
    host = work.load(Application, visit.host_id)
    where = work.load(Organisation, host.organisation_id)
    partnership = work.load(Partnership, host.partnership_id).name
    entry = work.scheme.partnership(partnership)
    text = " ".join(visit.programme.split())
    return Poster(
        programme=work.scheme.name,
        inviting=visit.title,
        summary=(
            say(
                "{name}, {city}: {first} to {last}",
                name=where.name,
                city=where.city,
                first=visit.starts_on,
                last=visit.ends_on,
            ),
            text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…",
        ),
        link=link_to(work, PARTICIPANTS, payload_of(visit)),
        partnership=partnership,
        contact=(entry.contact if entry else None) or work.scheme.contact or partnership,
        made_at=visit.published_at,
    )
