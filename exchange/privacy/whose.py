"""Whose a row is, where more than one column tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import col, select

from storage.tables import GroupGuest, Inbox, Outbox, Side, Signature, StoredFile, SurveyReply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.privacy.belongings import Belongings
    from exchange.work import Work

SCREEN = "screen"  # of the outbox: words, where every other kind has ids only


def sides(table: type[Any]) -> Callable[[Belongings], sa.ColumnElement[bool]]:
    """The rows with one of their applications on either side."""

    def of(its: Belongings) -> sa.ColumnElement[bool]:
        return col(table.visitor_id).in_(its.applications) | col(table.host_id).in_(
            its.applications
        )

    return of


def guest_of(its: Belongings) -> sa.ColumnElement[bool]:
    """Their places in group visits and courses."""
    return col(GroupGuest.visitor_id).in_(its.applications) | (
        col(GroupGuest.person_id) == its.person
    )


def handled(its: Belongings) -> sa.ColumnElement[bool]:
    """Updates that are done with, of everybody: a tap brings the tapped card along, whosever it is."""
    names_them: sa.ColumnElement[bool] = sa.false()
    if its.telegram > 0:
        names_them = sa.cast(col(Inbox.body), sa.Text).contains(str(its.telegram))
    done = col(Inbox.done_at).is_not(None) & says_something(Inbox.body)
    return done & (~col(Inbox.set_aside) | names_them)


def says_something(body: Any) -> sa.ColumnElement[bool]:
    """Rows whose JSON is not emptied yet: no row is written again for nothing."""
    return sa.cast(col(body), sa.Text) != "{}"


def own_survey(its: Belongings) -> sa.ColumnElement[bool]:
    """What they answered in surveys."""
    if not its.person:  # an exchange whose own time is over
        return col(SurveyReply.exchange_id).in_(its.exchanges)
    exchange, side = col(SurveyReply.exchange_id), col(SurveyReply.side)
    hosted = set(its.exchanges) - set(its.visits)
    return (exchange.in_(its.visits) & (side == Side.VISITOR)) | (
        exchange.in_(hosted) & (side == Side.HOST)
    )


def marks_only(work: Work, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers without what was typed: marks and choices, which name nobody."""
    surveys, outcomes = work.scheme.surveys, work.scheme.outcomes
    asked = (*surveys.visitor, *surveys.host, *outcomes.visitor, *outcomes.host)
    unsaid = {question.id for question in asked if question.kind != "text"}
    return {name: answer for name, answer in answers.items() if name in unsaid}


def signed(its: Belongings) -> sa.ColumnElement[bool]:
    """Theirs, where no law keeps it; of everybody where an exchange's own time is over (person 0)."""
    papers = col(Signature.commitment_id).in_(its.commitments) | col(Signature.agreement_id).in_(
        its.agreements
    )
    return papers & (col(Signature.person_id) == its.person) if its.person else papers


def files(its: Belongings) -> sa.ColumnElement[bool]:
    """Theirs, the papers of their exchanges, and whatever was made for a reader: it may name them."""
    return (
        (col(StoredFile.person_id) == its.person)
        | col(StoredFile.id).in_(its.files)
        | col(StoredFile.exchange_id).in_(its.exchanges)
        | for_a_reader()
    )


def for_a_reader() -> sa.ColumnElement[bool]:
    """Files that are nobody's and wait for nobody: charts and workbooks that have been sent."""
    on_its_way = col(Outbox.body)["file"].as_integer()
    waiting = select(on_its_way).where(
        col(Outbox.kind) == SCREEN, col(Outbox.ended_at).is_(None), on_its_way.is_not(None)
    )
    nobodys = col(StoredFile.person_id).is_(None) & col(StoredFile.exchange_id).is_(None)
    return nobodys & col(StoredFile.id).not_in(waiting)
