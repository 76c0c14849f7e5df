"""What a fictional organisation writes about itself, in one of the languages of sentences.toml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.demo.cohort.world import sentences
from matching.topics.subjects import CLUSTER, LESSONS
from matching.topics.vocabulary import related, topic_names, topics

if TYPE_CHECKING:
    from random import Random

_VOICES = {
    "cluster_organisation": "cluster",
    "scaling_up_support": "support",
    "training_provider": "support",
    "public_authority": "public",
}
_PEOPLE = {
    "micro": (5, 9),
    "small": (10, 49),
    "medium": (50, 249),
    "large": (250, 1800),
    None: (24, 180),
}
_OWN_FIELD = 0.75
"""How often a topic is of the writer's own ecosystem; the others are of all of them."""
_KINDRED = 0.6
"""How often a topic is kindred to the one before."""
_CLUSTER_TRADE = 0.6
"""How often cluster staff write of their own trade and not of that of their members."""
_FIRST_NAME = 0.6


class Writer(NamedTuple):
    """Who writes; `people` work there, or are members or clients."""

    kind: str
    ecosystem: str
    town: str
    people: int
    language: str


def people(chance: Random, size: str | None) -> int:
    """Return how many work in a company of a size, or belong to an organisation without one."""
    return chance.randint(*_PEOPLE[size])


def offers(chance: Random, writer: Writer) -> tuple[str, tuple[str, ...]]:
    """Return who writes and what they have to give, and the three topics of it."""
    found = _topics(chance, writer, 3)
    who = _one(chance, writer, _VOICES.get(writer.kind, "company"), ())
    text = (_one(chance, writer, "offer", found), _one(chance, writer, "offer_more", ()))
    return " ".join((who, *text)), found


def seeks(chance: Random, writer: Writer, known: tuple[str, ...]) -> str:
    """Return what they look for: kindred to what they know, or something new."""
    kindred = _kindred(writer, known)
    new = _topics(chance, writer, 2)
    near = chance.choice(kindred) if kindred else new[0]
    found = tuple(dict.fromkeys((new[1], near, *new)))[:2]
    text = (_one(chance, writer, "seek", found), _one(chance, writer, "seek_more", ()))
    return " ".join(text)


def programme(chance: Random, writer: Writer, known: tuple[str, ...]) -> str:
    """Return what a guest would do."""
    return _one(chance, writer, "programme", known[:1])


def _one(chance: Random, writer: Writer, part: str, about: tuple[str, ...]) -> str:
    """Return one of the sentences of a part, with the names of topics in it."""
    text: str = chance.choice(getattr(sentences()[writer.language], part))
    named = dict(
        zip("abc", (_name(chance, writer.language, topic) for topic in about), strict=False)
    )
    return text.format(town=writer.town, n=writer.people, **named)


def _name(chance: Random, language: str, topic: str) -> str:
    """Return a topic as people call it: mostly by its first name, now and then by its second."""
    first, *others = topic_names(language)[topic]
    return chance.choice(others[:1]) if others and chance.random() > _FIRST_NAME else first


def _topics(chance: Random, writer: Writer, n: int) -> tuple[str, ...]:
    """Return different topics, most of them of the writer's trade and many kindred."""
    own, general = _fields(writer.language, writer.ecosystem)
    if writer.kind == CLUSTER:
        lessons = tuple(one for one in LESSONS if one in topic_names(writer.language))
        own = lessons if chance.random() < _CLUSTER_TRADE else own
    found: dict[str, None] = {}
    while len(found) < n:
        kindred = _kindred(writer, tuple(found)[-1:])
        any_ = own if chance.random() < _OWN_FIELD else general
        found[chance.choice(kindred if kindred and chance.random() < _KINDRED else any_)] = None
    return tuple(found)


def _kindred(writer: Writer, known: tuple[str, ...]) -> list[str]:
    """Return the topics near to some: of the writer's trade, and of none unless a company writes."""
    own, general = _fields(writer.language, writer.ecosystem)
    fields = {*own, *(general if writer.kind in _VOICES else ())}
    return [one for topic in known for one in related(topic) if one in fields]


@cache
def _fields(language: str, ecosystem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the topics of an ecosystem and those of none, as far as the language names them."""
    named = [one for one in topics().values() if one.id in topic_names(language)]
    own = tuple(one.id for one in named if ecosystem in one.ecosystems)
    return own, tuple(one.id for one in named if not one.ecosystems)
