"""What the programme's pairs teach about the matcher: counts, signals, weights to try. Read only."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.finding.pair_log import RATED_BY
from exchange.people.officers import Right, require
from matching.learning.fitting import Ended, Lesson, learn
from storage.tables import PairEvent, PairEventKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from exchange.work import Work
    from matching.reasons import PartName
    from storage.tables import Officer


@dataclass(frozen=True)
class Learnt:
    """How many pairs came how far, why hosts or visitors declined, and what that teaches.

    `reasons` are ids of the scheme's list, the most frequent first. `answers` learns from
    invitations that were accepted or declined, `stays` from stays that were rated.
    """

    pairs: Mapping[PairEventKind, int]
    reasons: Mapping[str, int]
    answers: Lesson
    stays: Lesson


def learnt(work: Work, officer: Officer) -> Learnt:
    """What became of all pairs of the programme: the weights are the programme's too.

    Pairs that agreed before they came to us did not choose by what we show: of their answers
    nothing is learnt, of their stays it is. Raises RoleMayNot: the coordinators tune the matcher.
    """
    require(officer, Right.TUNE)
    answered = _events(work, (PairEventKind.ACCEPTED, PairEventKind.DECLINED))
    reasons = Counter(one.reason for one in answered if one.kind is PairEventKind.DECLINED)
    policy, weights = work.scheme.learning.policy, work.scheme.weights
    stays = learn(_stays(work), weights, policy)
    return Learnt(
        pairs=_counts(work),
        reasons=dict(reasons.most_common()),
        answers=learn(_answers(answered), weights, {*policy, *_regretted(stays)}),
        stays=stays,
    )


def _regretted(stays: Lesson) -> set[PartName]:
    """Parts that stays which ended well have less of: a yes to them is no reason for more weight."""
    return {signal.part for signal in stays.signals if signal.tells and signal.well < signal.badly}


def _counts(work: Work) -> dict[PairEventKind, int]:
    query = select(PairEvent.kind, sa.func.count()).group_by(col(PairEvent.kind))
    return {PairEventKind(kind): count for kind, count in work.session.exec(query)}


def _events(work: Work, kinds: Collection[PairEventKind]) -> Sequence[PairEvent]:
    query = (
        select(PairEvent)
        .where(col(PairEvent.kind).in_(kinds))
        .order_by(col(PairEvent.visitor_id), col(PairEvent.host_id), col(PairEvent.id))
    )
    return work.session.exec(query).all()


def _answers(events: Sequence[PairEvent]) -> list[Ended]:
    """Each pair's answer: a yes that was once given stays one, whatever came of it later."""
    found: dict[tuple[int, int], Ended] = {}
    for event in events:
        pair, known = (
            (event.visitor_id, event.host_id),
            found.get((event.visitor_id, event.host_id)),
        )
        if not event.prearranged and not (known and known.well):
            found[pair] = Ended(event.visitor_id, event.parts, event.kind is PairEventKind.ACCEPTED)
    return list(found.values())


def _stays(work: Work) -> list[Ended]:
    """Each rated stay: good where the mean of both sides' marks is."""
    marks: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    parts: dict[tuple[int, int], Mapping[str, float]] = {}
    for one in _events(work, tuple(RATED_BY.values())):
        pair = (one.visitor_id, one.host_id)
        parts[pair] = one.parts
        marks[pair].append(one.mark or 0.0)
    good_from = work.scheme.learning.good_from
    return [Ended(pair[0], parts[pair], fmean(marks[pair]) >= good_from) for pair in marks]
