"""An officer's what-if: another weight, tried out on everybody and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.errors import CxcError
from exchange.finding import hosts
from exchange.finding.waiting import seekers
from exchange.people.officers import Right, require
from matching.errors import BadWeightsError
from matching.ranking import what_if as matcher
from matching.weights import checked_weights, with_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work
    from matching.ranking.what_if import WhatIf
    from matching.reasons import PartName
    from storage.tables import Officer


class NoSuchShare(CxcError):
    """A part counts between 0 and 100 %, and something has to count. /whatif lists the parts."""


def shares(work: Work) -> Mapping[str, float]:
    """How much each part of a match counts in this call; they add up to 1."""
    weights = checked_weights(work.scheme.weights)
    whole = sum(weights.values())
    return {part: weight / whole for part, weight in weights.items()}


def what_if(work: Work, officer: Officer, part: PartName, share: float) -> WhatIf:
    """Whose best host changes if a part counts `share` of the whole, the others as before.

    For the visitors of the officer's Partnership who look for a host. Raises RoleMayNot,
    NoSuchShare.
    """
    require(officer, Right.READ)
    before = shares(work)
    try:
        after = with_share(before, part, share)
    except BadWeightsError as error:
        raise NoSuchShare from error
    columns = hosts.host_index(work).columns
    visitors = seekers(work, officer.partnership_id)
    return work.work_out("what if", lambda: matcher.what_if(visitors, columns, before, after))
