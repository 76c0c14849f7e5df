"""Makes `matching/words/data/axes.npy`: `python -m tests.bench.meaning_axes`, some minutes.

A sentence encoder puts much of a text's language into its vector, so that texts of one language
are near whatever they say. The names of our topics in 24 languages tell what of a vector is
meaning: axes on which topics differ much, and the names of one topic little (a linear discriminant,
much shrunk towards all directions alike, as the names are few and short). The centre is the mean of
sentences in as many languages. Left out is the direction from those who ask to those who offer:
whoever has a problem is not to be near to all others who tell of themselves in that manner.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matching.topics.vocabulary import languages, topic_names
from matching.words import encoder
from tests.builders.matching.meant_pairs import pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

AXES = 128
EVERY = 3
"""Of the topics one in so many is read, which takes minutes enough."""
SHRUNK = 0.8
FILE = Path(encoder.__file__).parent / "data" / "axes.npy"


def main() -> None:
    """Read the names and the sentences, and write the centre and the axes below it."""
    model = encoder.engine()
    names = [(topic, ", ".join(of[:2])) for code in languages() for topic, of in _named(code)]
    meant = np.vstack(
        [model.passage([name for _, name in names[at : at + 64]]) for at in _firsts(names)]
    )
    asked, offered, traps = (
        model.query([*texts])
        for texts in zip(*((one.need, one.offer, one.trap) for one in pairs()), strict=True)
    )
    centre = np.vstack([asked, offered, traps]).mean(axis=0)
    manner = asked.mean(axis=0) - offered.mean(axis=0)
    axes = discriminating(meant, np.array([topic for topic, _ in names]), manner)
    np.save(FILE, np.vstack([centre, axes.T]).astype(np.float16))


def discriminating(
    vectors: NDArray[np.float32], topics: NDArray[np.str_], manner: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return the axes that tell topics apart, of `vectors` of their names: (n_features, AXES).

    All of them are at right angles to `manner`.
    """
    size = vectors.shape[1]
    apart = np.eye(size) - np.outer(manner, manner) / (manner @ manner)
    vectors = vectors @ apart
    means = np.array([vectors[topics == topic].mean(axis=0) for topic in np.unique(topics)])
    rest = vectors - means[np.searchsorted(np.unique(topics), topics)]
    within = rest.T @ rest / len(rest)
    means -= means.mean(axis=0)
    between = means.T @ means / len(means)
    within = (1 - SHRUNK) * within + SHRUNK * np.trace(within) / size * np.eye(size)
    spreads, ways = np.linalg.eigh(within)
    white = ways @ np.diag(spreads**-0.5) @ ways.T
    _, found = np.linalg.eigh(white @ between @ white)
    axes: NDArray[np.float64] = apart @ white @ found[:, -AXES:]
    return axes / np.abs(axes).max()


def _named(code: str) -> list[tuple[str, tuple[str, ...]]]:
    return [*topic_names(code).items()][::EVERY]


def _firsts(texts: list[tuple[str, str]]) -> range:
    return range(0, len(texts), 64)


if __name__ == "__main__":
    main()
