"""The matcher on fictional organisations: many at once, one at a time, searches, languages.

Single-threaded work is told in seconds of the processor, so that a busy machine does not blur the
ratios; what uses several threads in seconds of the clock. The classification in four languages is
no part of the repository: CXC_BENCH_DATA names a folder that has `noga-4lang/noga2008_4lang.csv`.
"""

from __future__ import annotations

import csv
import os
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from matching.ranking.columns import offered_by
from matching.ranking.rank import HostIndex
from matching.ranking.relevance import relevance
from matching.words.encoder import sentence_encoder
from matching.words.terms import telling_words
from tests.bench.fictional_profiles import profiles
from tests.bench.figures import took

if TYPE_CHECKING:
    from matching.profiles import Profile
    from tests.bench.figures import Figures

SIZE = 10_000
SMALL = 1_000
TOP = 10
NAIVE_PAIRS = 20_000
QUERIES = 400
LETTERS = "abcdefghijklmnoprstuvz"


class Product(NamedTuple):
    """Texts of two sides as bare TF-IDF vectors: (n_left, n_features), (n_features, n_right)."""

    left: sparse.csr_matrix
    right: sparse.csr_matrix


def bare_vectors(left: list[str], right: list[str]) -> Product:
    """Words 1-2 and letters 3-4 side by side, of the same words that we compare."""

    def plain(text: str) -> str:
        return " ".join(telling_words(text))

    settings = {"sublinear_tf": True, "dtype": np.float32, "preprocessor": plain}
    words = TfidfVectorizer(ngram_range=(1, 2), **settings).fit([*left, *right])
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), **settings)
    letters.fit([*left, *right])
    sides = (
        sparse.csr_matrix(sparse.hstack([words.transform(side), letters.transform(side)]))
        for side in (left, right)
    )
    asked, given = sides
    return Product(asked, given.T.tocsr())


def batch(figures: Figures) -> None:
    """Top 10 of 10,000 visitors × 10,000 hosts, beside bare products and a naive loop."""
    hosts, visitors = profiles(SIZE, seed=1), profiles(SIZE, seed=2)
    seeks, offers = [one.seeks for one in visitors], [offered_by(one) for one in hosts]
    there, back = [offered_by(one) for one in visitors], [one.seeks for one in hosts]
    vectorised = took(lambda: bare_vectors(seeks, offers))
    one_way, way_back = bare_vectors(seeks, offers), bare_vectors(there, back)
    built = took(lambda: HostIndex.build(hosts))
    index = HostIndex.build(hosts)
    ours = took(lambda: index.rank_all(visitors, top=TOP, workers=1))
    first, second = (took(lambda way=way: multiply(way, 1)) for way in (one_way, way_back))
    threads = [took(lambda way=way: multiply(way, 2), 2).clock for way in (one_way, way_back)]
    crew = took(lambda: index.rank_all(visitors, top=TOP, workers=2), 2)
    naive = naive_seconds(seeks, offers)
    what = f"top {TOP} of {SIZE:,} × {SIZE:,}, all parts"
    figures.add(
        f"{what}: processor s",
        f"{ours.processor:.1f}",
        f"bare product of needs × offers {first.processor:.1f}",
        ours.processor / first.processor,
    )
    both = first.processor + second.processor
    figures.add("", "", f"of both pairs of texts that we compare {both:.1f}", ours.processor / both)
    figures.add(
        "with 2 workers, s by the clock",
        f"{crew.clock:.1f}",
        f"needs × offers on 2 threads {threads[0]:.1f}",
        crew.clock / threads[0],
    )
    figures.add("", "", f"both pairs on 2 threads {sum(threads):.1f}", crew.clock / sum(threads))
    figures.add(
        "with 2 workers, processor s",
        f"{crew.processor:.1f}",
        f"with one {ours.processor:.1f}",
        crew.processor / ours.processor,
    )
    figures.add(
        "",
        "",
        f"token_set_ratio, pair by pair (from {NAIVE_PAIRS:,}) {naive:,.0f}",
        ours.processor / naive,
    )
    figures.add(
        f"index of {SIZE:,} hosts, processor s",
        f"{built.processor:.1f}",
        f"bare vectors of needs and offers {vectorised.processor:.1f}",
        built.processor / vectorised.processor,
    )


def small(figures: Figures) -> None:
    """Top 10 of 1,000 × 1,000, hosts and visitors read, beside the rival made ready and run."""
    hosts, visitors = profiles(SMALL, seed=1), profiles(SMALL, seed=2)
    seeks, offers = [one.seeks for one in visitors], [offered_by(one) for one in hosts]
    HostIndex.build(hosts[:1])  # the vocabulary is read once, whatever comes
    ours = took(lambda: HostIndex.build(hosts).rank_all(visitors, top=TOP), 3)
    bare = took(lambda: multiply(bare_vectors(seeks, offers), 1), 3)
    figures.add(
        f"top {TOP} of {SMALL:,} × {SMALL:,} and the index: processor s",
        f"{ours.processor:.2f}",
        f"bare vectors and product of needs × offers {bare.processor:.2f}",
        ours.processor / bare.processor,
    )


def multiply(product: Product, threads: int) -> None:
    """The rival: the top 10 of one bare product."""
    sp_matmul_topn(product.left, product.right, top_n=TOP, n_threads=threads, sort=True)


def naive_seconds(left: list[str], right: list[str]) -> float:
    """How long a double loop of token_set_ratio would take for all pairs."""
    side = int(NAIVE_PAIRS**0.5)
    begun = time.process_time()
    for one in left[:side]:
        for other in right[:side]:
            fuzz.token_set_ratio(one, other)
    return (time.process_time() - begun) * len(left) * len(right) / side**2


def growth(figures: Figures) -> None:
    """One visitor with the reasons of five hosts, and one host changed, as the catalogue grows."""
    visitors = profiles(60, seed=2)
    for size in (1_000, 10_000, 100_000):
        hosts = profiles(size, seed=1)
        built = took(lambda: HostIndex.build(hosts))  # noqa: B023 - done at once
        index = HostIndex.build(hosts)
        index.rank(visitors[0])
        alone = [took(lambda: index.rank(one)).processor for one in visitors[1:]]  # noqa: B023
        middle, slow = np.percentile(alone, [50, 99]) * 1000
        figures.add(
            f"one visitor, {size:,} hosts, reasons of 5: ms",
            f"p50 {middle:.1f} p99 {slow:.1f}",
            "limit 5 at 10,000",
            middle / 5,
        )
        changed = took(lambda: index.replaced([visitors[0]], [hosts[0].id]).rank(visitors[1]), 3)  # noqa: B023
        figures.add(
            f"one of {size:,} hosts changed, and a ranking: ms",
            f"{changed.processor * 1000:.0f}",
            f"built anew {built.processor * 1000:.0f}",
            changed.processor / built.processor,
        )


def searches(figures: Figures) -> None:
    """Free words, more than half of them with a typo, some with a filter."""
    hosts = profiles(SIZE, seed=1)
    index = HostIndex.build(hosts)
    chance = Random(5)  # noqa: S311 - invented queries
    asked = [query(chance, hosts) for _ in range(QUERIES)]
    first = took(lambda: index.search("")).processor
    times = [
        took(lambda: index.search(one, countries=("DE", "FR") if place % 3 == 0 else ()))  # noqa: B023
        for place, one in enumerate(asked)
    ]
    middle, slow = np.percentile([one.processor * 1000 for one in times], [50, 99])
    figures.add(
        f"search {SIZE:,} hosts: ms", f"p50 {middle:.1f} p99 {slow:.1f}", "limit p99 50", slow / 50
    )
    figures.add("words made ready at the first search: s", f"{first:.1f}")
    closed = replace(hosts[7], capacity=hosts[7].capacity + 1)
    changed = took(lambda: index.replaced([closed]).search(asked[0])).processor * 1000
    figures.add(
        "one host changed, and a search: ms", f"{changed:.0f}", "limit p99 50", changed / 50
    )


def query(chance: Random, hosts: list[Profile]) -> str:
    """One to four words of names, towns and offers."""
    words = []
    for _ in range(chance.randint(1, 4)):
        host = chance.choice(hosts)
        word = chance.choice([*host.organisation.split(), host.city, *host.offers.split()])
        words.append(mistyped(chance, word) if chance.random() < 0.6 else word)
    return " ".join(words)


def mistyped(chance: Random, word: str) -> str:
    """A letter lost, added or changed, or two exchanged."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word))
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(LETTERS) + word[at:],
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        ]
    )


def languages(figures: Figures) -> None:
    """Labels of a classification, found among their English ones."""
    folder = os.environ.get("CXC_BENCH_DATA")
    if not folder:
        figures.add("relevance across languages", "not given", "CXC_BENCH_DATA")
        return
    path = Path(folder) / "noga-4lang" / "noga2008_4lang.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        labels = [row for row in csv.DictReader(file) if row["level"] == "CLASS"]
    english, encoder = [row["en"] for row in labels], sentence_encoder()
    for code in ("de", "fr", "it"):
        typed = [row[code] for row in labels]
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit([*typed, *english])
        rival = hits((letters.transform(typed) @ letters.transform(english).T).toarray())
        ours = hits(relevance(typed, english, encoder=None))
        beside = f"char_wb 3-4 TF-IDF {rival[0]:.3f}, {rival[1]:.3f}"
        figures.add(
            f"{code} to en, first and mean reciprocal rank",
            f"{ours[0]:.3f}, {ours[1]:.3f}",
            beside,
            ours[0] / rival[0],
        )
        if encoder:
            meant = hits(relevance(typed, english, encoder=encoder))
            figures.add(
                "the same with the encoder",
                f"{meant[0]:.3f}, {meant[1]:.3f}",
                beside,
                meant[0] / rival[0],
            )


def hits(matrix: np.ndarray) -> tuple[float, float]:
    """The share of rows whose own column is the highest, and the mean of 1 / its rank."""
    own = np.diag(matrix)[:, None]
    ranks = 1 + (matrix > own).sum(axis=1) + ((matrix == own).sum(axis=1) - 1) / 2
    return float((ranks == 1).mean()), float((1 / ranks).mean())
