"""Whether an answer that was kept still is one: lists, limits and files change while a draft waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.files import Papers, Pdf
from bot.conversation.kinds.places import CityName, is_city
from bot.conversation.kinds.texts import FreeText, Whole
from storage.tables import StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.kinds.base import Asked, Kind


def still_fitting(kind: Kind, asked: Asked, value: Any) -> Any:
    """What is left of an answer that the question takes today; None if nothing is."""
    left = next((tells for one, tells in _LEFT if isinstance(kind, one)), None)
    return left(kind, asked, value) if left else value


def _of_one(kind: OneOf, asked: Asked, value: Any) -> Any:
    return value if value in {one.id for one in kind.options(asked)} else None


def _of_some(kind: SomeOf, asked: Asked, value: Any) -> list[str] | None:
    """The choices that can still be made; an empty list was a choice as well: any."""
    if not isinstance(value, list):
        return None
    ids = {one.id for one in kind.options(asked)}
    kept = [one for one in value if one in ids]
    return kept if kept or not value else None


def _of_number(kind: Whole, asked: Asked, value: Any) -> int | None:
    del asked
    return value if isinstance(value, int) and kind.least <= value <= kind.most else None


def _of_words(kind: FreeText, asked: Asked, value: Any) -> str | None:
    del asked
    return value if isinstance(value, str) and len(value) <= kind.most else None


def _of_city(kind: CityName, asked: Asked, value: Any) -> str | None:
    del kind, asked
    known = isinstance(value, str) and (value.startswith("=") or is_city(value))
    return value if known else None


def _of_file(kind: Pdf, asked: Asked, value: Any) -> Any:
    del kind
    return value if asked.talk.work.session.get(StoredFile, value) else None


def _of_files(kind: Papers, asked: Asked, value: Any) -> list[int] | None:
    del kind
    return [one for one in value if asked.talk.work.session.get(StoredFile, one)] or None


_LEFT: tuple[tuple[type, Callable[..., Any]], ...] = (
    (OneOf, _of_one),
    (SomeOf, _of_some),
    (Whole, _of_number),
    (FreeText, _of_words),
    (CityName, _of_city),
    (Pdf, _of_file),
    (Papers, _of_files),
)
