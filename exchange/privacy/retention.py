"""What has been kept long enough goes, by the periods of the call: once a day, by the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from exchange import leaving
from exchange.applying.applications import ACTIVE
from exchange.nudging import plan_nudges
from exchange.opportunities.weekly import plan_opportunities
from exchange.people.calls import (
    in_each_call,
    of_its_people,
    of_its_rows,
    of_this_call,
)
from exchange.privacy import dormancy, erasure, told_words
from exchange.privacy.belongings import belongings_of, kept_until
from exchange.privacy.periods import ago, changed, not_frozen
from exchange.privacy.register import OF_APPLICATIONS, OF_EXCHANGES, RULES
from exchange.privacy.rule import ERASED, apply_rule
from exchange.privacy.whose import SCREEN, for_a_reader, says_something
from exchange.rows import row_id
from exchange.states import OVER
from exchange.twinning.keeping import plan_all as plan_twinnings
from storage.care.orphans import files_in
from storage.tables import (
    Application,
    ApplicationState,
    Audit,
    Commitment,
    Consent,
    Conversation,
    Draft,
    Entry,
    Evidence,
    Exchange,
    ExchangeState,
    Inbox,
    Officer,
    Outbox,
    PairMessage,
    Payment,
    PaymentState,
    Person,
    Report,
    SentTable,
    StoredFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.work import Work

AT_ONCE = 200  # people in one transaction: the rest waits for the next day
_OTHER = aliased(Inbox)
_NEWEST = (
    sa.select(sa.func.max(col(_OTHER.update_id)))
    .where(col(_OTHER.bot) == col(Inbox.bot))
    .scalar_subquery()
)


def _updates(work: Work) -> int:
    """Raw updates that are done with.

    Telegram brings nothing again after a day. The newest of each bot stays as a number: it tells
    where to go on.
    """
    before = ago(work, work.scheme.retention.update_days)
    here = _free(Inbox.chat_id) & of_its_people(work, col(Inbox.chat_id))
    old = (col(Inbox.done_at) < before) & here
    last = col(Inbox.update_id) == _NEWEST
    blank = sa.update(Inbox).where(old, last, says_something(Inbox.body))
    count = changed(work, blank.values(body={}, error="", chat_id=0, set_aside=False))
    return count + changed(work, sa.delete(Inbox).where(old, ~last))


def _messages(work: Work) -> int:
    """Words that were sent, or were given up."""
    before = ago(work, work.scheme.retention.message_days)
    here = _free(Outbox.chat_id) & of_its_rows(work, col(Outbox.call))
    old = (col(Outbox.ended_at) < before) & here
    return changed(
        work,
        sa.update(Outbox)
        .where(old, col(Outbox.kind) == SCREEN, says_something(Outbox.body))
        .values(body={}, error=""),
    )


def _strangers(work: Work) -> int:
    """People who looked in and never agreed to anything."""
    known = sa.union(
        sa.select(col(Consent.person_id)),
        sa.select(col(Officer.person_id)),
        sa.select(col(Application.person_id)),
    )
    return _forget(
        work,
        dormancy.unseen(work, work.scheme.retention.stranger_days),
        col(Person.id).not_in(known),
    )


def _idle(work: Work) -> int:
    """People who agreed once, have no application, and have not been here for long."""
    busy = sa.union(
        sa.select(col(Officer.person_id)).where(col(Officer.revoked_at).is_(None)),
        sa.select(col(Application.person_id)).where(col(Application.state).in_(ACTIVE)),
    )
    return _forget(
        work, dormancy.unseen(work, work.scheme.retention.dormant_days), col(Person.id).not_in(busy)
    )


def _forget(work: Work, *which: sa.ColumnElement[bool]) -> int:
    free = col(Person.erased_at).is_(None) & col(Person.frozen_at).is_(None)
    here = of_its_people(work, col(Person.id), Person.id)
    query = select(Person).where(free, here, *which).limit(AT_ONCE)
    found = [one for one in work.session.exec(query) if not erasure.held_by(work, one)]
    for person in found:
        leaving.withdraw_consent(work, person)
        erasure.erase(work, person)
    return len(found)


def _drafts(work: Work) -> int:
    """Forms begun and left, and what was typed into a search."""
    before = ago(work, work.scheme.retention.draft_days)
    old = sa.update(Conversation).where(
        col(Conversation.updated_at) < before,
        says_something(Conversation.facts),
        _free(Conversation.user_id),
        of_its_people(work, col(Conversation.user_id)),
    )
    count = changed(work, old.values(place="", facts={}))
    here = _free(Draft.user_id) & of_its_people(work, col(Draft.user_id))
    return count + changed(work, sa.delete(Draft).where(col(Draft.updated_at) < before, here))


def _free(chat: Any) -> sa.ColumnElement[bool]:
    """Whether the data of whoever has that chat is not frozen: of theirs nothing is deleted."""
    frozen = select(Person.telegram_id).where(col(Person.frozen_at).is_not(None))
    return col(chat).not_in(frozen)


def _rejected(work: Work) -> int:
    before = ago(work, work.scheme.retention.rejected_days)
    return _thin(
        work,
        select(Application).where(
            Application.state == ApplicationState.REJECTED,
            col(Application.decided_at) < before,
            of_this_call(work, col(Application.partnership_id)),
        ),
    )


def _withdrawn(work: Work) -> int:
    before = ago(work, work.scheme.retention.withdrawn_days)
    lately = select(Audit.subject).where(
        Audit.act == "application:withdrawn", col(Audit.at) >= before
    )
    subject = sa.literal("application:") + sa.cast(col(Application.id), sa.String)
    return _thin(
        work,
        select(Application).where(
            Application.state == ApplicationState.WITHDRAWN,
            col(Application.submitted_at) < before,
            subject.not_in(lately),
            of_this_call(work, col(Application.partnership_id)),
        ),
    )


def _thin(work: Work, query: Any) -> int:
    """Applications that are over, without their words; those whose exchange goes on are left."""
    to_do = col(Application.person_name) != ERASED, not_frozen()
    found = work.session.exec(query.where(*to_do).limit(AT_ONCE)).all()
    over = [one for one in found if not _goes_on(work, one)]
    for application in over:
        its = belongings_of(work, [row_id(application)])
        for rule in RULES:
            if rule.table in OF_APPLICATIONS:
                apply_rule(work, rule, rule.of(its))
        _drop_files(work, its.files)
        work.session.expire_all()
    return len(over)


def _goes_on(work: Work, application: Application) -> bool:
    query = select(Exchange.id).where(
        (Exchange.visitor_id == application.id) | (Exchange.host_id == application.id),
        col(Exchange.state).not_in(OVER),
    )
    return work.session.exec(query.limit(1)).first() is not None


def _drop_files(work: Work, files: Any) -> int:
    return changed(work, sa.delete(StoredFile).where(col(StoredFile.id).in_(files)))


def _cvs(work: Work) -> int:
    """CVs, once the decision is long made: nobody needs them any more."""
    before = ago(work, work.scheme.retention.cv_days)
    here = of_this_call(work, col(Application.partnership_id))
    there = col(Application.cv_id).is_not(None) & not_frozen() & here
    decided = (col(Application.decided_at) < before) & there
    files = work.session.exec(select(Application.cv_id).where(decided)).all()
    changed(work, sa.update(Application).where(decided).values(cv_id=None))
    return _drop_files(work, files)


def _files(work: Work) -> int:
    """Charts and workbooks made for a reader, tables nobody entered, uploads that nothing names.

    What was made for a reader is nobody's, and of several calls it goes by the shortest days.
    """
    old = col(StoredFile.kept_at) < ago(work, work.scheme.retention.reader_days)
    query = select(StoredFile.id).where(old, for_a_reader())
    sent = col(SentTable.sent_at) < ago(work, work.scheme.retention.reader_days)
    here = of_this_call(work, col(SentTable.partnership_id))
    stale = sa.update(SentTable).where(sent, here, col(SentTable.content).is_not(None))
    changed(work, stale.values(content=None))
    return _drop_files(work, [*work.session.exec(query), *_orphans(work, old)])


def _orphans(work: Work, old: sa.ColumnElement[bool]) -> list[int]:
    named: list[Any] = [
        sa.select(col(column)).where(col(column).is_not(None))
        for column in (
            *(Application.cv_id, Evidence.file_id, Exchange.certificate_id),
            PairMessage.file_id,
        )
    ]
    query = (
        select(StoredFile.id, Person.telegram_id)
        .join(Person, col(Person.id) == col(StoredFile.person_id))
        .where(old, col(StoredFile.id).not_in(sa.union(*named)), col(Person.frozen_at).is_(None))
        .where(of_its_people(work, col(Person.id), Person.id))
    )
    found = work.session.exec(query).all()
    return [number for number, whose in found if number and not _in_a_form(work, number, whose)]


def _in_a_form(work: Work, number: int, telegram_id: int) -> bool:
    drafts = work.session.exec(select(Draft.answers).where(Draft.user_id == telegram_id))
    return any(number in files_in(answers) for answers in drafts)


def _exchanges(work: Work) -> int:
    """Exchanges whose years are over, paid or not: sums and dates stay for the figures, and name nobody."""
    here = of_this_call(work, col(Exchange.visitor_partnership_id))
    query = (
        select(Payment.exchange_id).join(Exchange).where(here, Payment.state == PaymentState.PAID)
    )
    paid: set[int] = set(work.session.exec(query.where(Payment.reference != ERASED)))
    over = (paid - set(kept_until(work, paid)) | _never_paid(work)) - _of_frozen(work)
    if over:
        its = belongings_of(work, [], over)
        for rule in RULES:
            if rule.table in OF_EXCHANGES:
                apply_rule(work, rule, rule.of(its))
        drawn = select(StoredFile.id).where(col(StoredFile.exchange_id).in_(over))
        _drop_files(work, {*its.files, *work.session.exec(drawn)})
        work.session.expire_all()
    return len(over) + erasure.thin_finished(work)


def _never_paid(work: Work) -> set[int]:
    """Those that were cancelled, or closed without a payment, as many years ago, and still have words."""
    first = datetime(work.now.year - work.scheme.retention.finished_years, 1, 1, tzinfo=UTC)
    without_days = col(Exchange.ends_on).is_(None) & (col(Exchange.agreed_at) < first)
    told = select(Report.exchange_id).where(says_something(Report.answers))
    written = select(Commitment.exchange_id).where(says_something(Commitment.answers))
    words = (col(Exchange.reason) != "") | (col(Exchange.link) != "")
    query = select(Exchange).where(
        of_this_call(work, col(Exchange.visitor_partnership_id)),
        col(Exchange.state).in_({ExchangeState.CANCELLED, ExchangeState.CLOSED}),
        (col(Exchange.ends_on) < first.date()) | without_days,
        words | col(Exchange.id).in_(told) | col(Exchange.id).in_(written),
    )
    return {row_id(one) for one in work.session.exec(query)}


def _of_frozen(work: Work) -> set[int | None]:
    """The exchanges with somebody whose data is frozen on either side."""
    theirs = select(Application.id).where(~not_frozen())
    sides = col(Exchange.visitor_id).in_(theirs) | col(Exchange.host_id).in_(theirs)
    return set(work.session.exec(select(Exchange.id).where(sides)))


def _unwilling(work: Work) -> int:
    """Applications of people who took their consent back before that had effects."""
    willing = select(Consent.person_id).where(col(Consent.withdrawn_at).is_(None))
    query = (
        select(Person)
        .join(Application, col(Application.person_id) == col(Person.id))
        .where(col(Application.state).in_(ACTIVE), col(Person.id).not_in(willing))
        .where(col(Person.id).in_(select(Consent.person_id)))
    )
    found = work.session.exec(query).all()
    for person in found:
        leaving.withdraw_application(work, person)
    return len(found)


def _unclaimed(work: Work) -> int:
    """People whom a desk has entered and who have not taken it over; an exchange keeps them."""
    made = col(Entry.made_at) < ago(work, work.scheme.retention.entry_days)
    here = of_this_call(work, col(Application.partnership_id))
    entered = select(Application.person_id).join(Entry)
    old = entered.where(here, made, col(Entry.claimed_at).is_(None))
    return _forget(work, col(Person.id).in_(old), col(Person.telegram_id) < 0)


PERIODS: Mapping[str, Callable[[Work], int]] = {
    "consents taken back": _unwilling,
    "raw updates": in_each_call(_updates),
    "messages": in_each_call(_messages),
    "strangers": in_each_call(_strangers),
    "people without an application": in_each_call(_idle),
    "drafts": in_each_call(_drafts),
    "rejected applications": in_each_call(_rejected),
    "withdrawn applications": in_each_call(_withdrawn),
    "CVs": in_each_call(_cvs),
    "files": in_each_call(_files),
    "silent profiles": in_each_call(dormancy.ask_the_silent),
    "dormant profiles": in_each_call(dormancy.ask_the_gone),
    "finished exchanges": in_each_call(_exchanges),
    "entries nobody took over": in_each_call(_unclaimed),
    "questions": in_each_call(told_words.questions),
    "what was said of courses": in_each_call(told_words.lessons),
    "what became of pairs": in_each_call(told_words.pairs),
    "opportunities": in_each_call(told_words.opportunities),
    "nudges": plan_nudges,
    "weekly opportunities": in_each_call(plan_opportunities),
    "twinnings that hold": in_each_call(plan_twinnings),
}
"""What is looked at each day, by its name; each gives how many there were."""
