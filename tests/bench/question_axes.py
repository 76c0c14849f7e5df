"""`python -m tests.bench.question_axes`: on which axes questions for one answer lie close together.

Reads every phrasing of `matching/questions/data` (some minutes), and writes the axes, the phrasings
along them, and the digest of what they were made of. The axes are a linear discriminant: within an
answer phrasings of all languages are to be near, between answers far. Beside them it writes the axis that
tells our questions from those of the weather and the world, which are in `data/foreign`. To be run after any
change of either; with `keep` the axes stay as they are, and new phrasings are laid along them (a few new
answers tell what was asked before a little better so).
"""

from __future__ import annotations

import sys

import numpy as np

from matching.questions.phrasings import DATA, digest, foreign, phrasings
from matching.words.encoder import SentenceEncoder

SHRINK = 1.0
"""Of the spread within answers towards a ball: too few phrasings tell 384 directions."""
ONES_OWN = 0.005
"""Of our own phrasings, those that look foreign."""
AT_ONCE = 64


def main() -> None:
    """Make the files anew."""
    reader = SentenceEncoder()

    def read(texts):
        parts = [reader.plain(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts).astype(np.float64)

    vectors = read([one.text for one in phrasings()])
    if "keep" in sys.argv[1:]:
        lay_along(np.load(DATA / "axes.npy").astype(np.float64), vectors)
    else:
        write(vectors, read(list(foreign())))


def write(vectors, others) -> None:
    """Write the files, from the plain vectors of all phrasings, and of foreign questions, in their order."""
    np.save(DATA / "ours.npy", ours_of(vectors, others).astype(np.float32))
    told = phrasings()
    axes = axes_of(vectors, [one.entry for one in told])
    np.save(DATA / "axes.npy", axes.astype(np.float16))
    lay_along(axes, vectors)


def lay_along(axes, vectors) -> None:
    """Write where all phrasings lie along the axes, and the digest of what they say."""
    meant = (vectors - axes[0]) @ axes[1:].T
    meant /= np.linalg.norm(meant, axis=1, keepdims=True)
    np.save(DATA / "meanings.npy", np.rint(meant * 127).astype(np.int8))
    (DATA / "made_of.sha256").write_text(digest() + "\n", encoding="utf-8")


def ours_of(vectors, others) -> np.ndarray:
    """The axis from foreign questions to ours, and at its end where ours begin on it."""
    mean, away = vectors.mean(axis=0), others.mean(axis=0)
    spread = np.cov(np.vstack([vectors - mean, others - away]).T)
    spread += SHRINK * np.trace(spread) / len(spread) * np.eye(len(spread))
    axis = np.linalg.solve(spread, mean - away)
    return np.append(axis, np.quantile(vectors @ axis, ONES_OWN))


def axes_of(vectors, entries) -> np.ndarray:
    """The centre and the axes: (1 + n_axes, size)."""
    centre = vectors.mean(axis=0)
    names = sorted(set(entries))
    which = np.array([names.index(one) for one in entries])
    moved = vectors - centre
    means = np.array([moved[which == at].mean(axis=0) for at in range(len(names))])
    around = moved - means[which]
    within = around.T @ around / len(moved)
    within += SHRINK * np.trace(within) / len(within) * np.eye(len(within))
    whitening = np.linalg.cholesky(np.linalg.inv(within))
    _, strengths, directions = np.linalg.svd(means @ whitening, full_matrices=False)
    kept = directions[strengths > strengths[0] * 1e-6]
    axes = (whitening @ kept.T).T
    return np.vstack([centre, axes / np.abs(axes).max()])


if __name__ == "__main__":
    main()
