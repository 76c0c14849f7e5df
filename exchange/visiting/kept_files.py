"""Papers of ours are kept as bytes, one copy of each."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from storage.tables import StoredFile

if TYPE_CHECKING:
    from exchange.words import Say
    from exchange.work import Work

PDF = "application/pdf"


def keep_file(work: Work, name: str, mime: str, content: bytes, **whose: int | None) -> StoredFile:
    """The file, kept once: the same bytes under the same name are the same row.

    `whose` is the `person_id` or `exchange_id` it goes with.
    """
    digest = hashlib.sha256(content).hexdigest()
    query = select(StoredFile).where(StoredFile.sha256 == digest, StoredFile.name == name)
    known = work.session.exec(query).first()
    return known or work.add(
        StoredFile(
            name=name,
            mime=mime,
            size=len(content),
            sha256=digest,
            content=content,
            kept_at=work.now,
            **whose,
        )
    )


def on_paper(say: Say) -> Say:
    """The same words without the escapes that chat messages need: paper shows `&amp;` as it is."""

    def plain(text: str, /, **facts: object) -> str:
        said: Any = say(text, **facts)
        return str(said.unescape() if hasattr(said, "unescape") else said)

    return plain


def language_of(say: Say) -> str:
    """The language that these words are in (ISO 639-1)."""
    return str(getattr(say, "language", "en"))
