"""The poster of a gathering, a group visit or a course: what it tells, and the link behind its QR code that opens it in the chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from exchange.finding.group_seats import seats_of
from exchange.papers.poster import Poster, poster_pdf, poster_png
from exchange.people.bot_names import link_to
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from exchange.words import N_
from exchange.work import PARTICIPANTS
from storage.tables import Partnership

if TYPE_CHECKING:
    from exchange.people.gatherings import Gathering
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Person, StoredFile

SHOWN = 200  # characters of what there is


@dataclass(frozen=True)
class Door:
    """The links that open gatherings of one kind. What is published has no secret number, so that is all they hold."""

    name: str

    def payload_of(self, number: int | None) -> str:
        """What stands behind `?start=`."""
        return f"{self.name}_{number}"

    def number_in(self, payload: str) -> int | None:
        """The number of the gathering that a link opens; None for every other link."""
        found = re.fullmatch(rf"{self.name}_([1-9][0-9]{{0,8}})", payload.strip())
        return int(found[1]) if found else None

    def link_of(self, work: Work, number: int | None) -> str:
        """Where a poster leads: the participants' bot, with the gathering open."""
        return link_to(work, PARTICIPANTS, self.payload_of(number))


@dataclass(frozen=True)
class Told:
    """What a poster tells of a gathering; `headline` is a msgid, the rest are words for paper."""

    headline: str
    when: tuple[str, ...]
    where: str
    about: str
    partnership_id: int


def poster_of(work: Work, one: Gathering, door: Door, told: Told, say: Say) -> Poster:
    """A gathering as its poster shows it; `say` is for paper."""
    partnership = work.load(Partnership, told.partnership_id).name
    entry = work.scheme.partnership(partnership)
    text, seats = " ".join(told.about.split()), seats_of(work, one).all
    return Poster(
        programme=work.scheme.name,
        headline=told.headline,
        inviting=one.title,
        summary=(
            *told.when,
            say(N_("Seats: {count}"), count=seats),
            told.where,
            text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…",
        ),
        link=door.link_of(work, one.id),
        partnership=partnership,
        contact=(entry.contact if entry else None) or work.scheme.contact or partnership,
        made_at=one.published_at,
    )


def kept_poster(
    work: Work, name: str, poster: Poster, mime: str, reader: Person, say: Say
) -> StoredFile:
    """A poster as PDF or PNG in the language of `say`, drawn once. Raises TooManyDrawings."""
    language, ending = language_of(say), "pdf" if mime == PDF else "png"
    drawing = Drawing(f"{name}-{language}.{ending}", mime, (poster, language))
    draw = poster_pdf if mime == PDF else poster_png
    return drawn(work, drawing, partial(draw, poster, on_paper(say)), reader)
