"""One organisation among many, quickly: a rough pick that a close look then sorts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from matching.organisations.legal_forms import without_legal_form
from matching.organisations.names import parts_of
from matching.words.latin import in_latin

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUGHLY_ALIKE = 50
"""Of 100, by rapidfuzz's token_set_ratio: generous, as subsets of words count in full."""


def roughly_alike(name: str, names: Sequence[str], country: str = "", limit: int = 30) -> list[int]:
    """Return the places in `names` that `same_organisations` should look at for `name`.

    All are of one country. At most `limit` are picked by their words; besides, all of which one
    is the other's short form. 10,000 names take some 20 ms once each was seen.
    """
    bare = [in_latin(without_legal_form(one, country).name) for one in names]
    own = in_latin(without_legal_form(name, country).name)
    near = process.extract(
        own, bare, scorer=fuzz.token_set_ratio, limit=limit, score_cutoff=_ROUGHLY_ALIKE
    )
    short = parts_of(name, country).short_forms
    by_short_form = (
        place
        for place, one in enumerate(bare)
        if one in short or (own in short and own == "".join(word[0] for word in one.split()))
    )
    return list(dict.fromkeys([*(place for _, _, place in near), *by_short_form]))
