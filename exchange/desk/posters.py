"""Posters and QR codes of a link, drawn once for what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import NotPossibleNow
from exchange.papers.poster import Poster, qr_png
from exchange.people.bot_names import link_to
from exchange.people.joining import link_at_desk, payload_of
from exchange.visiting.gathering_posters import kept_poster
from exchange.visiting.kept_files import PNG, Drawing, drawn, on_paper
from exchange.work import PARTICIPANTS
from storage.tables import Cluster, Partnership, Person

if TYPE_CHECKING:
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import JoiningLink, Officer, StoredFile


def address_of(work: Work, link: JoiningLink) -> str:
    """Where a link leads: the participants' bot, with its code."""
    return link_to(work, PARTICIPANTS, payload_of(link))


def poster_file(work: Work, officer: Officer, link_id: int, mime: str, say: Say) -> StoredFile:
    """The poster of a link in the language of `say`, as PDF or PNG. Raises RoleMayNot, NotFound, NotPossibleNow for one that is stopped, TooManyDrawings."""
    link = _in_use(work, officer, link_id)
    reader = work.load(Person, officer.person_id)
    return kept_poster(work, f"poster-{link.id}", _poster(work, link, say), mime, reader, say)


def code_file(work: Work, officer: Officer, link_id: int) -> StoredFile:
    """The QR code of a link alone. Raises RoleMayNot, NotFound, NotPossibleNow for one that is stopped, TooManyDrawings."""
    link = _in_use(work, officer, link_id)
    address, reader = address_of(work, link), work.load(Person, officer.person_id)
    drawing = Drawing(f"qr-{link.id}.png", PNG, (address,))
    return drawn(work, drawing, lambda: qr_png(address), reader)


def _in_use(work: Work, officer: Officer, link_id: int) -> JoiningLink:
    """A link that is worth printing."""
    link = link_at_desk(work, officer, link_id)
    if link.stopped_at is not None:
        raise NotPossibleNow
    return link


def _poster(work: Work, link: JoiningLink, say: Say) -> Poster:
    partnership = work.load(Partnership, link.partnership_id)
    cluster = work.load(Cluster, link.cluster_id).name if link.cluster_id else partnership.name
    entry, plain = work.scheme.partnership(partnership.name), on_paper(say)
    contact = (entry.contact if entry else None) or work.scheme.contact or partnership.name
    inviting = link.name if cluster in link.name else f"{cluster} · {link.name}"
    return Poster(
        programme=work.scheme.name,
        inviting=inviting,
        summary=tuple(plain(one) for one in work.scheme.summary[:2]),
        link=address_of(work, link),
        partnership=partnership.name,
        contact=contact,
        made_at=link.made_at,
    )
