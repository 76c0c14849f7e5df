"""Same organisation or not: affiliations of scholars with the truth.

The affiliations are no part of the repository: CXC_BENCH_DATA names a folder that has
`org-affiliations-ror/` with the files of ror-community/affiliation-matching-experimental.
"""

from __future__ import annotations

import csv
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score, roc_auc_score

from matching.organisations.sameness import Register

if TYPE_CHECKING:
    from tests.bench.figures import Figures

SETS = ("crossref", "springer")
QUERIES = 2000
NEIGHBOURS = 20
BINS = 10


class Strings(NamedTuple):
    """Strings of organisations that have two or more, and whose they are."""

    texts: list[str]
    owners: np.ndarray


def strings(path: Path) -> Strings:
    """Every string once, of organisations that have another one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ror_id"] and row["affiliation"].strip()]
    owner = {row["affiliation"]: row["ror_id"] for row in reversed(rows)}
    _, places, counts = np.unique(list(owner.values()), return_inverse=True, return_counts=True)
    kept = counts[places] > 1
    texts = [text for text, keep in zip(owner, kept, strict=True) if keep]
    return Strings(texts, np.array(list(owner.values()))[kept])


def nearest_by_words(known: Strings, asked: np.ndarray) -> float:
    """The rival: the share whose nearest other string, by TF-IDF of words 1-2, has its owner."""
    matrix = TfidfVectorizer(ngram_range=(1, 2)).fit_transform(known.texts)
    hits = 0
    for chunk in np.array_split(asked, 8):
        likeness = (matrix[chunk] @ matrix.T).toarray()
        likeness[np.arange(len(chunk)), chunk] = -1
        hits += int((known.owners[likeness.argmax(axis=1)] == known.owners[chunk]).sum())
    return hits / len(asked)


class Pairs(NamedTuple):
    """Pairs of a query with its nearest: how probable we hold them, the truth, and whose."""

    nearest: float
    probabilities: np.ndarray
    same: np.ndarray
    owners: np.ndarray


def our_pairs(known: Strings, asked: np.ndarray) -> Pairs:
    """Our nearest of each query, as a share that is right, and the twenty nearest."""
    found = Register(known.texts).matches([known.texts[one] for one in asked], NEIGHBOURS + 1)
    rows = [
        (one, match.index, match.probability)
        for one, matches in zip(asked, found, strict=True)
        for match in [m for m in matches if m.index != one][:NEIGHBOURS]
    ]
    ours, theirs, probabilities = (np.array(column) for column in zip(*rows, strict=True))
    same = known.owners[ours] == known.owners[theirs]
    _, firsts = np.unique(ours, return_index=True)
    return Pairs(same[firsts].sum() / len(asked), probabilities, same, known.owners[ours])


def held_out(owners: np.ndarray) -> np.ndarray:
    """The half of the organisations that the probability was not fitted on."""
    return np.array([zlib.crc32(one.encode()) % 2 == 1 for one in owners])


def reliability(probabilities: np.ndarray, same: np.ndarray) -> tuple[float, str]:
    """The mean gap between probability and truth, and both in ten bins."""
    places = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    gap, told = 0.0, []
    for number in np.unique(places):
        within = places == number
        said, was = float(probabilities[within].mean()), float(same[within].mean())
        gap += abs(said - was) * float(within.mean())
        told.append(f"{said:.2f}:{was:.2f}")
    return gap, " ".join(told)


def affiliations(table: Figures) -> None:
    """Rows on the affiliations, when their folder is named."""
    folder = os.environ.get("CXC_BENCH_DATA")
    if not folder:
        table.add_row("same organisation, affiliations", "not given", "CXC_BENCH_DATA", "")
        return
    for name in SETS:
        known = strings(Path(folder) / "org-affiliations-ror" / f"{name}_affiliations.csv")
        asked = np.random.default_rng(0).choice(len(known.texts), QUERIES, replace=False)
        rival, ours = nearest_by_words(known, asked), our_pairs(known, asked)
        table.add_row(
            f"{name}: nearest is the same organisation",
            f"{ours.nearest:.3f}",
            f"words 1-2 TF-IDF {rival:.3f}",
            f"{ours.nearest / rival:.2f}",
        )
        fresh = held_out(ours.owners)
        said, same = ours.probabilities[fresh], ours.same[fresh]
        gap, told = reliability(said, same)
        table.add_row(
            f"{name}: twenty nearest, held out",
            f"AUC {roc_auc_score(same, said):.3f}",
            f"precision on average {average_precision_score(same, said):.3f}, same {same.mean():.2f}",
            "",
        )
        table.add_row(f"{name}: said and true", f"gap {gap:.3f}", told, "")
