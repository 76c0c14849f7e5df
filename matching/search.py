"""The catalogue of hosts, searched by words with typos, in any language, with filters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse

from matching.names import Outcome, fold
from matching.phrases import stem
from matching.places.countries import find_country
from matching.terms import stopwords
from matching.topics import find_topics, related, spot_topics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile

_ORGANISATION, _CITY, _TEXT, _COUNTRY, _TOPIC = 3.0, 2.5, 1.0, 2.0, 1.5
_EXACT, _PREFIX, _KIN = 1.0, 0.8, 0.4
_ALIKE = 80
_SHORTEST_PREFIX = 3
_SHORTEST_FUZZY = 4
_SPELLINGS = 12
_LONGEST_QUERY = 12
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Found:
    """How many hosts answer to a search, and one page of them, the best first."""

    total: int
    hosts: tuple[Profile, ...]


class WordIndex:
    """Every word of every host, with how much it says about the host."""

    def __init__(self, hosts: Sequence[Profile]) -> None:
        self._hosts = tuple(hosts)
        self._row: dict[str, int] = {}
        self._weights = self._postings()
        self._words = [word for word in self._row if not word.startswith("#")]
        names = [(fold(host.organisation), host.id) for host in hosts]
        self._by_name = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.intp)

    def search(
        self,
        query: str,
        countries: Sequence[str] = (),
        ecosystems: Sequence[str] = (),
        *,
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """Return the hosts with most of the words of `query`, the closest to them first.

        `countries` and `ecosystems` filter: any of each will do, empty means all. Without words
        the hosts come in the order of their names.
        """
        allowed = self._filtered(countries, ecosystems)
        hits = np.array([self._hits(keys) for keys in self._asked(query)])
        order = self._by_name
        if hits.size:
            answered = (hits > 0).sum(axis=0) * allowed
            allowed &= (answered == answered.max()) & (answered > 0)
            score = hits.sum(axis=0).round(_DECIMALS)
            order = order[np.argsort(-score[order], kind="stable")]
        numbers = order[allowed[order]]
        page = numbers[max(offset, 0) : max(offset, 0) + max(limit, 0)]
        return Found(len(numbers), tuple(self._hosts[number] for number in page))

    def _postings(self) -> sparse.csr_array:
        """Return the weight of each word for each host: (n_words, n_hosts)."""
        entries: defaultdict[tuple[int, int], float] = defaultdict(float)
        for number, host in enumerate(self._hosts):
            for word, weight in _words(host):
                key = self._row.setdefault(word, len(self._row)), number
                entries[key] = max(entries[key], weight)
        rows, columns = np.array(list(entries), dtype=np.intp).reshape(-1, 2).T
        shape = (len(self._row), len(self._hosts))
        return sparse.csr_array((list(entries.values()), (rows, columns)), shape=shape)

    def _filtered(self, countries: Sequence[str], ecosystems: Sequence[str]) -> NDArray[np.bool_]:
        wanted, fields = set(countries), set(ecosystems)
        return np.array(
            [
                (not wanted or host.country in wanted)
                and (not fields or not fields.isdisjoint(host.ecosystems))
                for host in self._hosts
            ],
            dtype=np.bool_,
        )

    def _asked(self, query: str) -> Iterator[dict[str, float]]:
        """Yield, for each idea of the query, the index words that answer it and how well."""
        said = {topic: fold(words) for topic, words in spot_topics(query).items()}
        phrases = {words: _kin(topic) for topic, words in said.items() if " " in words}
        yield from phrases.values()
        used = {word for phrase in phrases for word in phrase.split()} | stopwords()
        words = [word for word in fold(query).split() if word not in used][:_LONGEST_QUERY]
        country, words = _country_in(words)
        if country:
            yield {f"#{country}": _EXACT}
        yield from map(self._alike, words)

    def _alike(self, word: str) -> dict[str, float]:
        """Return the index words `word` may mean: alike, begun so, its topics, its country."""
        found: dict[str, float] = {}
        if len(word) >= _SHORTEST_FUZZY:
            near = process.extract(
                word, self._words, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_SPELLINGS
            )
            found |= {spelling: (ratio / 100) ** 2 for spelling, ratio, _ in near}
            country = find_country(word)
            found |= {f"#{country.best}": _EXACT} if country.outcome is Outcome.SURE else {}
        if len(word) >= _SHORTEST_PREFIX:
            found |= {other: _PREFIX for other in self._words if other.startswith(word)}
        for topic in find_topics(word):
            found |= _kin(topic)
        return found | {stem(word): _PREFIX, word: _EXACT}

    def _hits(self, keys: dict[str, float]) -> NDArray[np.float64]:
        """Return how well each host answers one idea: (n_hosts,)."""
        rows = [(self._row[key], worth) for key, worth in keys.items() if key in self._row]
        if not rows:
            return np.zeros(len(self._hosts))
        numbers, worths = zip(*rows, strict=True)
        weighed = sparse.diags_array(worths) @ self._weights[list(numbers)]
        return np.asarray(weighed.max(axis=0).toarray()).ravel()


def _words(host: Profile) -> Iterator[tuple[str, float]]:
    text = f"{host.offers} {host.summary}"
    fields = (host.organisation, _ORGANISATION), (host.city, _CITY), (text, _TEXT)
    for field, weight in fields:
        for word in fold(field).split():
            if word not in stopwords():
                yield word, weight
    yield f"#{host.country}", _COUNTRY
    for topic in find_topics(f"{host.organisation}. {text}"):
        yield f"#{topic}", _TOPIC


def _kin(topic: str) -> dict[str, float]:
    """Return the index words of a topic and of those that count in part for it."""
    return {f"#{kin}": _KIN for kin in related(topic)} | {f"#{topic}": _EXACT}


def _country_in(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the country that several of the words name together, and the other words."""
    for length in (3, 2):
        for at in range(len(words) - length + 1):
            found = find_country(" ".join(words[at : at + length]))
            if found.outcome is Outcome.SURE:
                return found.best, words[:at] + words[at + length :]
    return None, words
