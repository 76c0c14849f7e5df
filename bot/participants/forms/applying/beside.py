"""What a paragraph tells besides the profile: what a host has to show, places, cluster, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.conversation.kinds.written_addresses import email_address, web_address
from exchange.people import partnerships
from matching.understanding.hosting import places_told, programme_told
from matching.understanding.persons import person_told
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.kinds.base import Asked
    from matching.understanding.reading import Understood

HOSTS = {"host", "both"}
LEAST = 6  # letters of a cluster's name that is looked for among other words


def told_beside(asked: Asked, text: str, understood: Understood) -> dict[str, Any]:
    """What those words answer of the other questions, by their ids."""
    found = {name: tells(asked, text, understood) for name, tells in BESIDE.items()}
    return {name: value for name, value in found.items() if value}


def of_the_host(asked: Asked, text: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a host's words come to: what there is to see is no wish, and may be all that is offered."""
    programme = programme_told(text) if asked.answers.get("role") in HOSTS else ""
    if not programme:
        return dict(told)
    shown = programme.split(". ")
    kept = {
        name: " ".join(one for one in _sentences(value) if one.rstrip(".") not in _bare(shown))
        if name in {"offers", "seeks"}
        else value
        for name, value in told.items()
        if name != "working_days"
    }
    offers = {} if kept.get("offers") else {"offers": programme}
    return {name: value for name, value in (kept | offers).items() if value}


def _sentences(text: str) -> list[str]:
    return [f"{one.rstrip('.')}." for one in text.split(". ")]


def _bare(sentences: list[str]) -> set[str]:
    return {one.rstrip(".") for one in sentences}


def _hosting(asked: Asked) -> bool:
    return asked.answers.get("role") in HOSTS


def _programme(asked: Asked, text: str, understood: Understood) -> str:
    del understood
    return programme_told(text) if _hosting(asked) else ""


def _places(asked: Asked, text: str, understood: Understood) -> int | None:
    del understood
    return places_told(text) if _hosting(asked) else None


def _cluster(asked: Asked, text: str, understood: Understood) -> str | None:
    """The only cluster of their country that is named, whoever else is."""
    words = f" {fold(text)} "
    there = partnerships.clusters(asked.talk.work, understood.country or "")
    named = [
        one
        for one in there
        if len(fold(one.name)) >= LEAST
        and f" {fold(one.name)} " in words
        and fold(one.name) not in fold(understood.organisation or "")
    ]
    return str(named[0].id) if len(named) == 1 else None


def _email(asked: Asked, text: str, understood: Understood) -> str | None:
    del asked, understood
    return email_address(text)


def _person_name(asked: Asked, text: str, understood: Understood) -> str | None:
    """Who writes; a name with the organisation's in it is none."""
    del asked
    told, own = person_told(text), fold(understood.organisation or "")
    return told.name if told and not (own and own in fold(told.name)) else None


def _position(asked: Asked, text: str, understood: Understood) -> str | None:
    told = person_told(text) if _person_name(asked, text, understood) else None
    return told.position if told else None


def _website(asked: Asked, text: str, understood: Understood) -> str | None:
    """An address; a name with a point in it is none: “part of Wood.be”."""
    del asked, understood
    found = web_address(text)
    host = urlsplit(found).netloc if found else ""
    named = f"www.{host}" not in text.lower() and host.capitalize() in text and "://" not in text
    return None if named else found


BESIDE: Mapping[str, Callable[[Asked, str, Understood], Any]] = {
    "host_programme": _programme,
    "capacity": _places,
    "cluster": _cluster,
    "person_name": _person_name,
    "position": _position,
    "email": _email,
    "website": _website,
}
"""What answers which question."""
