"""Papers of ours are kept as bytes, one copy of each, and drawn once."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlmodel import select

from exchange.people.budgets import spend
from exchange.slow_answers import AT_ONCE
from storage.tables import Budgeted, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Person

Facts = TypeVar("Facts")

PDF = "application/pdf"
PNG = "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: the file's name and kind, and all that it shows.

    Equal `facts` make equal papers: they are plain values, whose `repr` tells all of them.
    """

    name: str
    mime: str
    facts: tuple[object, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of all that it shows, in hex."""
        return hashlib.sha256(repr((self.name, self.facts)).encode()).hexdigest()


def drawn(
    work: Work,
    drawing: Drawing,
    draw: Callable[[], bytes],
    asked_by: Person | None = None,
    **whose: int | None,
) -> StoredFile:
    """What `draw` makes of a drawing's facts, drawn once and kept by their digest.

    It takes a second or so: where a transaction is open, Unanswered is raised. Who asks for it has
    so many drawings (TooManyDrawings); what we send of ourselves is nobody's. `whose` is the
    `person_id` or `exchange_id` it goes with.
    """
    if known := _known(work, drawing):
        return known
    if asked_by:
        spend(work, asked_by, Budgeted.DRAWING)
    made = work.work_out(f"drawing {drawing.digest}", lambda: _made(draw))
    return _keep(work, drawing.name, drawing.mime, made, drawn_from=drawing.digest, **whose)


def written(
    work: Work, drawing: Drawing, write: Callable[[], bytes], **whose: int | None
) -> StoredFile:
    """The same of a file that is a few lines of text: it is made on the spot, as nothing is waited for."""
    if known := _known(work, drawing):
        return known
    made = _told(write())
    return _keep(work, drawing.name, drawing.mime, made, drawn_from=drawing.digest, **whose)


def _known(work: Work, drawing: Drawing) -> StoredFile | None:
    query = select(StoredFile).where(StoredFile.drawn_from == drawing.digest)
    return work.session.exec(query).first()


def drawn_for(
    work: Work,
    asked_by: Person,
    name: str,
    mime: str,
    gather: Callable[[], Facts],
    draw: Callable[[Facts], bytes],
) -> StoredFile:
    """What `draw` makes of the facts as they are now, for one reader: it is never the same twice.

    Raises Unanswered where a transaction is open, and TooManyDrawings.
    """
    spend(work, asked_by, Budgeted.DRAWING)
    made = work.work_out_of(f"drawing {name}", gather, lambda facts: _made(partial(draw, facts)))
    return _keep(work, name, mime, made)


@dataclass(frozen=True)
class _Made:
    content: bytes
    sha256: str


def _made(draw: Callable[[], bytes]) -> _Made:
    with AT_ONCE:
        return _told(draw())


def _told(content: bytes) -> _Made:
    return _Made(content, hashlib.sha256(content).hexdigest())


def _keep(work: Work, name: str, mime: str, made: _Made, **more: Any) -> StoredFile:
    size, now = len(made.content), work.now
    file = StoredFile(name=name, mime=mime, size=size, **asdict(made), kept_at=now, **more)
    return work.add(file)


def on_paper(say: Say) -> Say:
    """The same words without the escapes that chat messages need: paper shows `&amp;` as it is."""
    return _OnPaper(say, language_of(say))


@dataclass(frozen=True)
class _OnPaper:
    """Words as they are written; their language is known still."""

    say: Say
    language: str

    def __call__(self, text: str, /, **facts: object) -> str:
        said: Any = self.say(text, **facts)
        return str(said.unescape() if hasattr(said, "unescape") else said)


def language_of(say: Say) -> str:
    """The language that these words are in (ISO 639-1)."""
    return str(getattr(say, "language", "en"))
