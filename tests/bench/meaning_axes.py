"""Makes `axes.npy` and `topics.npy` of `matching/words/data`: `python -m tests.bench.meaning_axes`, some minutes.

With `topics` behind it only the topics are placed anew, along the axes as they are: after a change of their names.

A sentence encoder puts much of a text's language into its vector, so that texts of one language
are near whatever they say. The names of our topics in 24 languages tell what of a vector is
meaning: axes on which topics differ much, and the names of one topic little (a linear discriminant,
much shrunk towards all directions alike, as the names are few and short). An axis counts the more
the better it tells topics apart; by the fourth root of how well, as it tells that of names and not of
sentences. The centre is the mean of
sentences in as many languages. Left out is the direction from those who ask to those who offer:
whoever has a problem is not to be near to all others who tell of themselves in that manner.
Where each topic lies along the axes is written beside them.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.topics.vocabulary import languages, topic_names, topics
from matching.words import encoder
from tests.builders.matching.meant_pairs import pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

AXES = 128
AT_ONCE = 64
SHRUNK = 0.8
TOLD_APART = 0.25
DATA = Path(encoder.__file__).parent / "data"
MADE_OF = DATA / "topics_made_of.sha256"


def main() -> None:
    """Read the names and the sentences, and write the centre and the axes below it."""
    model = encoder.engine()
    which, meant = _meant(model)
    if sys.argv[1:] == ["topics"]:
        centre, *ways = np.load(DATA / "axes.npy").astype(np.float64)
        _write_topics(np.array(ways).T, meant - centre, which)
        return
    asked, offered, traps = (
        model.query([*texts])
        for texts in zip(*((one.need, one.offer, one.trap) for one in pairs()), strict=True)
    )
    centre = np.vstack([asked, offered, traps]).mean(axis=0)
    manner = asked.mean(axis=0) - offered.mean(axis=0)
    axes = discriminating(meant, which, manner)
    np.save(DATA / "axes.npy", np.vstack([centre, axes.T]).astype(np.float16))
    _write_topics(axes, meant - centre, which)


def named_topics() -> list[tuple[str, str]]:
    """Return every topic with its first two names in each language, in an order that costs least to read."""
    named = [one for code in languages() for one in topic_names(code).items()]
    return sorted(((topic, ", ".join(of[:2])) for topic, of in named), key=lambda one: len(one[1]))


def digest() -> str:
    """Return a digest of the topics in their order and of their names, of which `topics.npy` is made."""
    told = "\n".join([*topics(), *(f"{topic}: {name}" for topic, name in sorted(named_topics()))])
    return sha256(told.encode()).hexdigest()


def _meant(model: Any) -> tuple[NDArray[np.str_], NDArray[np.float32]]:
    """Return of which topic each name is, and what it means."""
    names = named_topics()
    meant = np.vstack(
        [
            model.query([name for _, name in names[at : at + AT_ONCE]])
            for at in range(0, len(names), AT_ONCE)
        ]
    )
    return np.array([topic for topic, _ in names]), meant


def _write_topics(
    axes: NDArray[np.float64], meant: NDArray[np.float32], which: NDArray[np.str_]
) -> None:
    np.save(DATA / "topics.npy", encoder.whole(_along(axes, meant, which)))
    MADE_OF.write_text(digest() + "\n", encoding="utf-8")


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
    told, found = np.linalg.eigh(white @ between @ white)
    axes: NDArray[np.float64] = apart @ white @ found[:, -AXES:] * told[-AXES:] ** TOLD_APART
    return axes / np.abs(axes).max()


def _along(
    axes: NDArray[np.float64], vectors: NDArray[np.float32], which: NDArray[np.str_]
) -> NDArray[np.float32]:
    """Return where each topic of the vocabulary lies, the mean of its names: (n_topics, AXES)."""
    means = np.array([vectors[which == topic].mean(axis=0) for topic in topics()]) @ axes
    found: NDArray[np.float32] = means / np.linalg.norm(means, axis=1, keepdims=True)
    return found


if __name__ == "__main__":
    main()
