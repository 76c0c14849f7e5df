"""The catalogue of hosts, searched by words with typos, in any language, with filters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from matching.frames import in_short
from matching.places.countries import country_called
from matching.topics.vocabulary import find_topics, related, spot_topics
from matching.words.names import fold
from matching.words.spellings import Spellings
from matching.words.terms import Terms, stopwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from matching.profiles import Profile
    from matching.ranking.columns import Columns

_ORGANISATION, _CITY, _TEXT, _COUNTRY, _TOPIC = 3.0, 2.5, 1.0, 2.0, 1.5
_EXACT, _PREFIX, _NEARLY = 1.0, 0.8, 0.4
_SHORTEST_PREFIX = 3
_SHORTEST_FUZZY = 4
_LONGEST_QUERY = 12
_LONGEST_TYPED = 1_000
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Filters:
    """Any of the countries and any of the ecosystems will do, empty means all; none of `not_in`."""

    countries: tuple[str, ...] = ()
    ecosystems: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()

    def allowed(self, columns: Columns) -> NDArray[np.bool_]:
        """Return which hosts the filters let through: (n_hosts,)."""
        allowed = columns.country.shared(self.not_in) == 0
        if self.countries:
            allowed &= columns.country.shared(self.countries) > 0
        if self.ecosystems:
            allowed &= columns.ecosystems.shared(self.ecosystems) > 0
        return np.asarray(allowed)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """How many hosts answer to a search, and one page of them, the best first."""

    total: int
    hosts: tuple[Profile, ...]

    def __repr__(self) -> str:
        names = [host.organisation or host.id for host in self.hosts]
        return in_short("Found", f"{self.total} hosts", names, len(names))


class _Lexicon:
    """The words of a catalogue, shared by its states: they only ever grow."""

    def __init__(self) -> None:
        self.words = Terms()
        self._laid_out = 0, Spellings({})

    @property
    def spellings(self) -> Spellings:
        """The words laid out for looking up, anew only when there are more of them."""
        size, found = self._laid_out
        if size != len(self.words.column):
            numbers = dict(self.words.column)
            found = Spellings({word: at for word, at in numbers.items() if word[:1] != "#"})
            self._laid_out = len(numbers), found
        return found


class WordIndex:
    """Every word of every host, with how much it says about the host.

    `rows` are these weights, (n_hosts, n_words); their columns are those of the lexicon when the
    index was made.
    """

    def __init__(self, columns: Columns, lexicon: _Lexicon, rows: sparse.csr_array) -> None:
        self._columns = columns
        self._lexicon = lexicon
        self._rows = rows

    @classmethod
    def build(cls, columns: Columns) -> WordIndex:
        """Return the index of all hosts."""
        lexicon = _Lexicon()
        return cls(columns, lexicon, _weights(columns.hosts, lexicon.words))

    def replaced(self, columns: Columns) -> WordIndex:
        """Return the index of the hosts as they are now; only those that changed are read."""
        place = {id(host): number for number, host in enumerate(self._columns.hosts)}
        fresh = [host for host in columns.hosts if id(host) not in place]
        place |= {id(host): number for number, host in enumerate(fresh, start=len(place))}
        read = _weights(fresh, self._lexicon.words)
        shape = (self._rows.shape[0], read.shape[1])
        rows = sparse.csr_array((self._rows.data, self._rows.indices, self._rows.indptr), shape)
        both = sparse.csr_array(sparse.vstack([rows, read], format="csr"))
        order = np.array([place[id(host)] for host in columns.hosts], dtype=np.intp)
        return WordIndex(columns, self._lexicon, both[order])

    def search(
        self, query: str, filters: Filters = NO_FILTERS, *, limit: int = 10, offset: int = 0
    ) -> Found:
        """Return the hosts with most of the words of `query`, the closest to them first.

        Without words the hosts come in the order of their names.
        """
        allowed = filters.allowed(self._columns)
        hits = np.array([self._hits(keys) for keys in self._asked(query[:_LONGEST_TYPED])])
        order = self._by_name
        if hits.size:
            answered = np.count_nonzero(hits, axis=0) * allowed
            allowed &= (answered == answered.max()) & (answered > 0)
            score = hits.sum(axis=0).round(_DECIMALS)
            order = order[allowed[order]]
            order = order[np.argsort(-score[order], kind="stable")]
        numbers = order[allowed[order]]
        page = numbers[max(offset, 0) : max(offset, 0) + max(limit, 0)].tolist()
        return Found(len(numbers), tuple(self._columns.hosts[number] for number in page))

    @cached_property
    def _postings(self) -> sparse.csr_array:
        return self._rows.T.tocsr()

    @cached_property
    def _by_name(self) -> NDArray[np.intp]:
        names = [(fold(host.organisation), host.id) for host in self._columns.hosts]
        return np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.intp)

    def _asked(self, query: str) -> Iterator[dict[int, float]]:
        """Yield, for each idea of the query, the numbers that answer it and how well."""
        said = {topic: fold(words) for topic, words in spot_topics(query).items()}
        # Capitals tell an acronym from a small word of some language: AI.
        short = {word.lower() for word in query.split() if word.isupper()} & stopwords()
        phrases = {words: topic for topic, words in said.items() if " " in words or words in short}
        yield from (self._numbered(_related(topic)) for topic in phrases.values())
        used = {word for phrase in phrases for word in phrase.split()} | stopwords()
        words = [word for word in fold(query).split() if word not in used][:_LONGEST_QUERY]
        country, words = _country_in(words)
        if country:
            yield self._numbered({f"#{country}": _EXACT})
        named = {words: topic for topic, words in said.items()}
        yield from (self._meant(word, named.get(word)) for word in words)

    def _meant(self, word: str, named: str | None) -> dict[int, float]:
        """Return what `word` may mean: itself, its forms, alike, its topics, its country.

        `named` is the topic that it names in the capitals that it was typed in; a word that no host
        has may be an acronym in small letters.
        """
        spellings, found = self._lexicon.spellings, dict[int, float]()
        exact = self._numbered({word: _EXACT})
        if len(word) >= _SHORTEST_FUZZY:
            found |= {} if exact else dict(spellings.alike(word))
            country = country_called(word)
            found |= self._numbered({f"#{country}": _EXACT}) if country else {}
        if len(word) >= _SHORTEST_PREFIX:
            found |= dict.fromkeys(spellings.starting(word), _PREFIX)
        found |= dict.fromkeys(spellings.inflected(word), _PREFIX)
        said = (*find_topics(word), *([named] if named else ()))
        for topic in said or (() if exact else find_topics(word.upper())):
            found |= self._numbered(_related(topic))
        return found | exact

    def _numbered(self, worths: dict[str, float]) -> dict[int, float]:
        known = self._lexicon.words.column
        return {known[word]: worth for word, worth in worths.items() if word in known}

    def _hits(self, keys: dict[int, float]) -> NDArray[np.float64]:
        """Return how well each host answers one idea: (n_hosts,)."""
        postings = self._postings
        known = {number: worth for number, worth in keys.items() if number < postings.shape[0]}
        best = np.zeros(postings.shape[1])
        met = postings[np.array([*known], dtype=np.intp)]
        worths = np.repeat([*known.values()], np.diff(met.indptr))
        np.maximum.at(best, met.indices, met.data * worths)
        return best


def _weights(hosts: Sequence[Profile], words: Terms) -> sparse.csr_array:
    """Return how much each word says about each host, new words learnt: (n_hosts, n_words)."""
    read = [_words(host) for host in hosts]
    columns = np.array([words.column[word] for found in read for word in found], dtype=np.int32)
    weights = np.array([worth for found in read for worth in found.values()], dtype=np.float32)
    ends = np.cumsum([0, *map(len, read)], dtype=np.int32)
    return sparse.csr_array((weights, columns, ends), shape=(len(read), len(words.column)))


def _words(host: Profile) -> dict[str, float]:
    """Return the words and marks of a host, each with the most that it says about the host."""
    found = dict.fromkeys((f"#{topic}" for topic in _topics(host)), _TOPIC)
    found[f"#{host.country}"] = _COUNTRY
    fields = (
        (f"{host.offers} {host.summary}", _TEXT),
        (host.city, _CITY),
        (host.organisation, _ORGANISATION),
    )
    for field, weight in fields:
        found |= {word: weight for word in fold(field).split() if word not in stopwords()}
    return found


def _topics(host: Profile) -> tuple[str, ...]:
    return find_topics(f"{host.organisation}. {host.offers} {host.summary}")


def _related(topic: str) -> dict[str, float]:
    """Return the index words of a topic and of those that count in part for it."""
    return {f"#{topic_near}": _NEARLY for topic_near in related(topic)} | {f"#{topic}": _EXACT}


def _country_in(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the country that several of the words name together, and the other words."""
    for length in (3, 2):
        for at in range(len(words) - length + 1):
            found = country_called(" ".join(words[at : at + length]))
            if found:
                return found, words[:at] + words[at + length :]
    return None, words
