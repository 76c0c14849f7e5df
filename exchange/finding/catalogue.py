"""The hosts made ready for the matcher, kept by this process and brought up to date when read.

The database decides: every reading compares the rows as they are now with those that were made
ready before, and only what differs is made ready again. So no writer has to tell anybody, other
processes and transactions rolled back do no harm, and an unchanged catalogue costs one query.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from exchange.finding.meanings import KeptMeanings
from matching.ranking.rank import HostIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Engine

    from matching.profiles import Profile
    from matching.words.encoder import Encoder

    Rows = Mapping[str, tuple[object, ...]]

ALWAYS_ANEW = 300
"""A catalogue of so many hosts is quick to make; what words are worth in it is always fresh."""
DRIFT = 0.1
"""The share of hosts whose words may change before what words are worth is learnt again."""

_kept: WeakKeyDictionary[Engine, dict[str, Catalogue]] = WeakKeyDictionary()
_encoders: WeakKeyDictionary[Engine, KeptMeanings] = WeakKeyDictionary()
_keeping = Lock()


class Catalogue:
    """The hosts of one database, as last read; with an `encoder` by their meanings too."""

    def __init__(self, encoder: KeptMeanings | None = None) -> None:
        self.encoder = encoder
        self._lock = Lock()
        self._rows: Rows = {}
        self._index = HostIndex.build([], encoder)
        self._words_changed = 0

    def current(self, rows: Rows, read: Callable[[Sequence[str]], list[Profile]]) -> HostIndex:
        """The index of the hosts in `rows` (by id); `read` returns the profiles of some ids."""
        with self._lock:
            changed = [one for one, row in rows.items() if self._rows.get(one) != row]
            gone = self._rows.keys() - rows.keys()
            if changed or gone:
                self._renew(read(changed), gone)
                self._rows = dict(rows)
            return self._index

    def _renew(self, changed: list[Profile], gone: Iterable[str]) -> None:
        before = {host.id: host for host in self._index.hosts}
        self._words_changed += sum(_words(before.get(one.id)) != _words(one) for one in changed)
        self._words_changed += sum(1 for one in gone if any(_words(before.get(one))))
        hosts = before | {one.id: one for one in changed}
        for one in gone:
            hosts.pop(one, None)
        small = len(hosts) <= ALWAYS_ANEW
        if self._words_changed > (0 if small else DRIFT * len(hosts)):
            self._index, self._words_changed = HostIndex.build([*hosts.values()], self.encoder), 0
        else:
            self._index = self._index.replaced(changed, gone)


def catalogue_of(engine: Engine, call: str) -> Catalogue:
    """The catalogue that this process keeps of the hosts of a call in a database."""
    with _keeping:
        of_calls = _kept.setdefault(engine, {})
        if call not in of_calls:
            of_calls[call] = Catalogue(_encoders.get(engine))
        return of_calls[call]


def read_meanings(engine: Engine, encoder: Encoder | None) -> None:
    """Have texts of this database's hosts compared by their meanings too, from now on."""
    with _keeping:
        _kept.pop(engine, None)
        _encoders.pop(engine, None)
        if encoder:
            _encoders[engine] = KeptMeanings(encoder)


def _words(host: Profile | None) -> tuple[str, ...]:
    return (host.offers, host.summary, host.seeks) if host else ()
