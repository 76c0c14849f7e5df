"""Meanings: needs and the offers that answer to them across languages, and what reading costs."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import numpy as np

from matching.assigning import assign
from matching.profiles import Profile
from matching.ranking.rank import HostIndex
from matching.reasons import Band
from matching.words.encoder import sentence_encoder
from tests.builders.matching.meant_pairs import (
    fresh_pairs,
    newer_pairs,
    pairs,
    plain_pairs,
    told_again_pairs,
    told_pairs,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matching.words.encoder import Encoder
    from tests.bench.figures import Figures
    from tests.builders.matching.meant_pairs import MeantPair


def pairs_found(figures: Figures) -> None:
    """The right host's place among all offers, and among offers and the traps of others."""
    for told, sort in (
        (pairs(), ""),
        (fresh_pairs(), ", fresh pairs"),
        (plain_pairs(), ", plain pairs"),
        (newer_pairs(), ", newer pairs"),
        (told_pairs(), ", told pairs"),
        (told_again_pairs(), ", told again pairs"),
    ):
        for name, encoder in (("words alone", None), ("with meanings", sentence_encoder())):
            _found(figures, told, f"{name}{sort}", encoder)


def _found(
    figures: Figures, told: tuple[MeantPair, ...], name: str, encoder: Encoder | None
) -> None:
    scores, mine = scored(told, encoder), np.arange(len(told))
    figures.add(f"hit@1, hit@5, MRR among offers, {name}", places(scores[:, : len(mine)]))
    apart = scores.copy()
    apart[mine, len(mine) + mine] = -1.0
    figures.add("the same with the traps of the other needs", places(apart))
    figures.add("the same with one's own trap too", places(scores))
    true = scores[mine, mine]
    apart[mine, mine] = -1.0
    others = apart[apart >= 0]
    figures.add("AUC of right pairs and others", f"{(true[:, None] > others).mean():.3f}")
    figures.add(
        f"pairs that assign makes of {len(told)}, among offers", f"{assigned(told, encoder)}"
    )


def bands_told(figures: Figures) -> None:
    """How often right pairs and others are told as each band."""
    index, mine = HostIndex.build(hosts(pairs()), sentence_encoder()), len(pairs())
    found = [
        [one.band for one in index.matches(need, [host.id for host in index.hosts])]
        for need in visitors(pairs())
    ]
    for band in Band:
        right = np.mean([row[number] is band for number, row in enumerate(found)])
        rest = [
            row[at] is band
            for number, row in enumerate(found)
            for at in range(2 * mine)
            if at % mine != number
        ]
        figures.add(f"right pairs that are {band}", f"{right:.2f}", f"others {np.mean(rest):.3f}")


def reading(figures: Figures) -> None:
    """What a text costs."""
    encoder = sentence_encoder()
    if encoder is None:
        return
    texts = [f"{pair.need} {number}" for number, pair in enumerate(pairs())]
    begun = time.process_time()
    encoder.encode(texts)
    each = (time.process_time() - begun) / len(texts)
    figures.add("a text of 100 letters, seconds of the processor", f"{each:.3f}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.add("memory of this process, MB at most", f"{most:.0f}")


def visitors(of: tuple[MeantPair, ...]) -> list[Profile]:
    """Those who have the needs, in their order."""
    return [Profile(id=f"v{number:03}", seeks=one.need) for number, one in enumerate(of)]


def hosts(of: tuple[MeantPair, ...]) -> list[Profile]:
    """All offers in the order of the needs, then all traps in that order."""
    told = [*(one.offer for one in of), *(one.trap for one in of)]
    return [Profile(id=f"h{number:03}", offers=text) for number, text in enumerate(told)]


def scored(of: tuple[MeantPair, ...], encoder: Encoder | None) -> NDArray[np.float64]:
    """Return the scores of all: (n_needs, 2 * n_needs)."""
    return HostIndex.build(hosts(of), encoder).scores(visitors(of))


def places(scores: NDArray[np.float64]) -> str:
    """Return hit@1, hit@5 and MRR, where the right column is the row's own number."""
    right = scores[np.arange(len(scores)), np.arange(len(scores))]
    place = (scores > right[:, None]).sum(axis=1) + 1
    return f"{(place == 1).mean():.3f} {(place <= 5).mean():.3f} {(1 / place).mean():.3f}"


def assigned(of: tuple[MeantPair, ...], encoder: Encoder | None) -> int:
    """Return how many needs an assignment gives to the host that answers them."""
    plan = assign(visitors(of), hosts(of)[: len(of)], encoder=encoder).plan
    return sum(one.visitor[1:] == one.host[1:] for one in plan.placed)
