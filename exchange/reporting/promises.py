"""What a Partnership promised of its target, kind by kind of visitor, beside what is done of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.reporting.splits import Split, named
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.reporting.visits import Visit
    from exchange.scheme.call import Scheme
    from exchange.words import Say


@dataclass(frozen=True)
class Promise:
    """A type of organisation, or a kind of body, with the exchanges done of it and the least that were promised.

    Of a type of which a kind was promised by itself, it is the `others`.
    """

    kind: str
    done: int
    promised: int
    others: bool


def promises(scheme: Scheme, partnership: str, done: Iterable[Visit]) -> tuple[Promise, ...]:
    """The promises of a Partnership in its own order; none where it gave a number alone.

    As RECiPE4Mobility: companies, cluster managers, technology centres, other bodies (scheme.md §7).
    """
    entry = scheme.partnership(partnership)
    promised = entry.promised if entry else {}
    visitors = (one.visitor for one in done)
    counted = Counter(one.body if one.body in promised else one.type for one in visitors)
    apart = {one.id: {*one.bodies} & {*promised} for one in scheme.organisation_types}
    return tuple(
        Promise(kind, counted[kind], least, bool(apart.get(kind)))
        for kind, least in promised.items()
    )


def promised_kind(say: Say, scheme: Scheme, promise: Promise) -> str:
    """Of what it was promised, in words."""
    name = named(say, scheme, Split.TYPE, (promise.kind,), "")
    return str(say(N_("{kind}, all others"), kind=name)) if promise.others else name
