"""What did not arrive, and what could not be handled: seen by officers, tried again by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.errors import CxcError
from exchange.people.officers import Right, require
from exchange.work import DESK, PARTICIPANTS
from storage.care.troubles import let_message_be, let_update_be, lost_messages, updates_set_aside
from storage.queues import chats, inbox, outbox
from storage.queues.outbox import PATIENCE
from storage.tables import (
    Application,
    Officer,
    OfficerRole,
    OutboxState,
    Person,
    StaffGroup,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from exchange.work import Work
    from storage.tables import Inbox, Outbox

BOTS = (PARTICIPANTS, DESK)
WORTH_KNOWING = timedelta(days=30)
MOST = 200
UPDATE = "update"  # the kind of a trouble that is no message


class NoSuchTrouble(CxcError):
    """That is settled already. /troubles shows what is left."""


class Why(StrEnum):
    """Why something is a trouble, as far as an officer needs to know."""

    BLOCKED = "blocked"  # the person blocked the bot, or never opened it
    UNCERTAIN = "uncertain"  # the line broke after it left
    UNREACHED = "unreached"  # Telegram was out of reach for too long
    REFUSED = "refused"  # Telegram does not take it
    OURS = "ours"  # our program failed


@dataclass(frozen=True)
class Trouble:
    """One message or update that was given up.

    `reference` is `M-12` or `U-desk-7`; `kind` a notice's kind, `screen` for an answer, or
    `update`. `application_id` is the case of the person it is about, if they have one.
    """

    reference: str
    kind: str
    why: Why
    at: datetime
    application_id: int | None
    blocked: bool


@dataclass(frozen=True)
class _Owner:
    partnership_id: int | None
    application_id: int | None = None


def troubles(work: Work, officer: Officer) -> list[Trouble]:
    """What is given up and not settled, newest first.

    An officer sees what concerns their Partnership; what concerns none, coordinators see.
    Raises RoleMayNot.
    """
    require(officer, Right.READ)
    messages = lost_messages(work.session, BOTS, work.now - WORTH_KNOWING, limit=MOST)
    updates = updates_set_aside(work.session, BOTS, limit=MOST)
    chat_ids = {message.chat_id for message in messages} | {update.chat_id for update in updates}
    owners = _Owners(work, chat_ids)
    found = [*owners.messages(officer, messages), *owners.updates(officer, updates)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def try_again(work: Work, officer: Officer, reference: str) -> None:
    """Have a trouble tried once more. Raises RoleMayNot, NoSuchTrouble."""
    bot, number = _own(work, officer, reference)
    done = (
        inbox.try_again(work.session, bot, number)
        if bot
        else outbox.try_again(work.session, number, work.now)
    )
    _settled(work, officer, "again", reference, done=done)


def try_all_again(work: Work, officer: Officer) -> int:
    """How many troubles are tried once more: all but those whose person blocked the bot."""
    unblocked = [one for one in troubles(work, officer) if not one.blocked]
    for trouble in unblocked:
        try_again(work, officer, trouble.reference)
    return len(unblocked)


def let_be(work: Work, officer: Officer, reference: str) -> None:
    """Take a trouble off the list without trying again. Raises RoleMayNot, NoSuchTrouble."""
    bot, number = _own(work, officer, reference)
    done = let_update_be(work.session, bot, number) if bot else let_message_be(work.session, number)
    _settled(work, officer, "leave", reference, done=done)


def _own(work: Work, officer: Officer, reference: str) -> tuple[str, int]:
    """The bot (of an update; "" for a message) and the number of a trouble this officer sees."""
    require(officer, Right.DECIDE)
    if all(one.reference != reference for one in troubles(work, officer)):
        raise NoSuchTrouble
    head, _, number = reference.rpartition("-")
    return head.partition("-")[2], int(number)


def _settled(work: Work, officer: Officer, what: str, reference: str, *, done: bool) -> None:
    if not done:
        raise NoSuchTrouble
    work.record(f"officer:{officer.id}", f"trouble:{what}", f"trouble:{reference}")


class _Owners:
    """Whom the chats of some troubles belong to."""

    def __init__(self, work: Work, chat_ids: Collection[int]) -> None:
        self._session = work.session
        self._of = {
            PARTICIPANTS: dict(_participants(work, chat_ids)),
            DESK: dict(_desks(work, chat_ids)),
        }

    def messages(self, officer: Officer, rows: list[Outbox]) -> Iterator[Trouble]:
        """Those of the messages that this officer sees."""
        blocked = {
            bot: chats.blocked_among(self._session, bot, [one.chat_id for one in rows])
            for bot in BOTS
        }
        for row in rows:
            owner = self._seen_by(officer, row.bot, row.chat_id)
            if owner:
                gone = row.chat_id in blocked[row.bot]
                at, case = row.ended_at or row.due_at, owner.application_id
                yield Trouble(f"M-{row.id}", row.kind, why_of(row), at, case, gone)

    def updates(self, officer: Officer, rows: list[Inbox]) -> Iterator[Trouble]:
        """Those of the updates that this officer sees."""
        for row in rows:
            owner = self._seen_by(officer, row.bot, row.chat_id)
            if owner:
                reference, at = f"U-{row.bot}-{row.update_id}", row.done_at or row.received_at
                yield Trouble(reference, UPDATE, Why.OURS, at, owner.application_id, blocked=False)

    def _seen_by(self, officer: Officer, bot: str, chat_id: int) -> _Owner | None:
        owner = self._of[bot].get(chat_id, _Owner(None))
        mine = owner.partnership_id == officer.partnership_id
        nobodys = owner.partnership_id is None and officer.role is OfficerRole.COORDINATOR
        return owner if mine or nobodys else None


def _participants(work: Work, chat_ids: Collection[int]) -> Iterator[tuple[int, _Owner]]:
    """Each person's newest application."""
    query = (
        select(Person.telegram_id, Application.partnership_id, Application.id)
        .join(Application, col(Application.person_id) == col(Person.id))
        .where(col(Person.telegram_id).in_(chat_ids))
        .order_by(col(Application.id))
    )
    for chat_id, partnership_id, application_id in work.session.exec(query):
        yield chat_id, _Owner(partnership_id, application_id)


def _desks(work: Work, chat_ids: Collection[int]) -> Iterator[tuple[int, _Owner]]:
    """Officers and staff groups."""
    officers = (
        select(Person.telegram_id, Officer.partnership_id)
        .join(Officer, col(Officer.person_id) == col(Person.id))
        .where(col(Person.telegram_id).in_(chat_ids))
    )
    groups = select(StaffGroup.chat_id, StaffGroup.partnership_id).where(
        col(StaffGroup.chat_id).in_(chat_ids)
    )
    for chat_id, partnership_id in (*work.session.exec(officers), *work.session.exec(groups)):
        yield chat_id, _Owner(partnership_id)


BY_STATE: Mapping[OutboxState, Why] = {
    OutboxState.BLOCKED: Why.BLOCKED,
    OutboxState.UNCERTAIN: Why.UNCERTAIN,
}


def why_of(row: Outbox) -> Why:
    """Why a message was given up.

    One that our program could not make holds the error's kind, a single word; what Telegram
    refuses holds Telegram's words.
    """
    if row.state in BY_STATE:
        return BY_STATE[row.state]
    if row.error.isidentifier():
        return Why.OURS
    return Why.UNREACHED if row.attempts >= PATIENCE else Why.REFUSED
