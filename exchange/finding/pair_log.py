"""The log of what became of pairs: a row the first time, nothing when it happens again."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.people.calls import of_its_applications
from storage.engine.inserts import insert_new
from storage.tables import PairEvent, PairEventKind, Proposal, Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.scheme.questions import FormQuestion
    from exchange.work import Work
    from matching.reasons import Match
    from storage.tables import Application, Exchange

RATED_BY = {Side.VISITOR: PairEventKind.RATED_BY_VISITOR, Side.HOST: PairEventKind.RATED_BY_HOST}
OTHER = "other"  # of the scheme's reasons to decline
_UNIQUE = "visitor_id host_id kind"
_DIGITS = 4  # more would only make the rows longer


def note_shown(
    work: Work, visitor: Application, matches: Sequence[Match], *, first: int | None = None
) -> None:
    """Note the hosts of a page, in one statement; `first` is the place of the first, if in a list."""
    rows = [
        _row(work, visitor.id, int(one.host.id), PairEventKind.SHOWN)
        | {"parts": _parts({part.name.value: part.value for part in one.parts})}
        | {"place": None if first is None else first + number}
        for number, one in enumerate(matches)
    ]
    insert_new(work.session, PairEvent, rows, unique=_UNIQUE)


def forget(work: Work) -> None:
    """Delete what of this call is older than it keeps it."""
    before = work.now - timedelta(days=work.scheme.learning.keep_days)
    here = of_its_applications(work, col(PairEvent.visitor_id))
    old = (col(PairEvent.happened_at) < before) & here
    if work.session.exec(select(PairEvent.id).where(old).limit(1)).first():
        work.session.execute(sa.delete(PairEvent).where(old))


def note(work: Work, proposal: Proposal, kind: PairEventKind, mark: float | None = None) -> None:
    """Note what became of an invitation, with the parts it was made with.

    Of a reason to decline only the id of the scheme's list is kept, not anybody's own words.
    """
    row = _row(work, proposal.visitor_id, proposal.host_id, kind)
    row |= {"parts": _parts(proposal.parts), "prearranged": proposal.prearranged, "mark": mark}
    if kind is PairEventKind.DECLINED:
        known = {decline_reason.id for decline_reason in work.scheme.decline_reasons}
        row["reason"] = proposal.reason if proposal.reason in known else OTHER
    insert_new(work.session, PairEvent, [row], unique=_UNIQUE)


def unnote(work: Work, proposal: Proposal, kind: PairEventKind) -> None:
    """What became of an invitation did not: it was taken back."""
    its = (
        col(PairEvent.visitor_id) == proposal.visitor_id,
        col(PairEvent.host_id) == proposal.host_id,
        col(PairEvent.kind) == kind,
    )
    work.session.execute(sa.delete(PairEvent).where(*its))


def note_of(work: Work, exchange: Exchange, kind: PairEventKind, mark: float | None = None) -> None:
    """Note what became of an exchange."""
    note(work, work.load(Proposal, exchange.proposal_id), kind, mark)


def note_marks(work: Work, exchange: Exchange, side: Side, answers: Mapping[str, Any]) -> None:
    """Note how one side rated the pair: the mean of its marks, 0 the worst and 1 the best.

    Nothing is noted where none of the questions that the scheme names was answered.
    """
    surveys = work.scheme.surveys
    asked = surveys.visitor if side is Side.VISITOR else surveys.host
    wanted = [one for one in asked if one.id in work.scheme.learning.marks and one.id in answers]
    marks = [mark for one in wanted if (mark := _mark(one, answers[one.id])) is not None]
    if marks:
        note_of(work, exchange, RATED_BY[side], fmean(marks))


def _mark(question: FormQuestion, given: Any) -> float | None:
    """An answer in [0, 1]: stars from 1 to 5, scores from 0 to 10; others are no marks."""
    match question.kind:
        case "rating":
            return (int(given) - 1) / 4
        case "score":
            return int(given) / 10
    return None


def _row(work: Work, visitor: int | None, host: int, kind: PairEventKind) -> dict[str, Any]:
    return {
        "visitor_id": visitor,
        "host_id": host,
        "kind": kind,
        "parts": {},
        "prearranged": False,
        "place": None,
        "reason": "",
        "mark": None,
        "happened_at": work.now,
    }


def _parts(parts: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in parts.items()}
