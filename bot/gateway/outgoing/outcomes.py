"""What becomes of a message that was not plainly sent."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.gateway import errors, figures
from storage.queues import chats, inbox, outbox, pace
from storage.tables import OutboxState, Urgency

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlmodel import Session

    from storage.queues.claiming import Held
    from storage.tables import Outbox

logger = logging.getLogger(__name__)

RETRY = timedelta(seconds=5)
SOON = timedelta(seconds=10)  # after which an uncertain message is looked at
STALE = timedelta(hours=1)  # after which it is not worth saying any more


class Policy(StrEnum):
    """What to do about a message that may have arrived."""

    DROP = "drop"  # a reminder: another one comes, or none is needed
    REPEAT = "repeat"  # a decision, money, a deadline: say it once more, and say that we do


@dataclass(frozen=True)
class Hooks:
    """What a bot's sender tells the scheme, and asks it, in the transaction that settles."""

    unreachable: Callable[[Session, int], None]
    moved: Callable[[Session, int, int], None]
    policy: Callable[[str], Policy]


def settle(
    session: Session, row: Held, error: errors.DeliveryError, now: datetime, hooks: Hooks
) -> None:
    """Write down what became of a message that was not plainly sent.

    A sender that hung and was taken for dead may come late with it: the pause that Telegram asked
    for counts, but what somebody else has sent or is sending meanwhile is not sent again.
    """
    if isinstance(error, errors.Throttled):
        figures.THROTTLED.labels(row.bot).inc()
        until = (now + timedelta(seconds=error.seconds)).timestamp()
        pace.refused(session, row.bot, row.chat_id, until, now.timestamp())
    if not outbox.overtaken(session, row):
        _settle(session, row, error, now, hooks)


def _settle(
    session: Session, row: Held, error: errors.DeliveryError, now: datetime, hooks: Hooks
) -> None:
    match error:
        case errors.NothingNew():
            outbox.finish(session, [(row.id, None)], now)
        case errors.CannotEdit():
            outbox.send_anew(session, row.id)
        case errors.Throttled():
            until = now + timedelta(seconds=error.seconds)
            outbox.postpone(session, row.id, until, "asked to wait", counts=False)
        case errors.NotSent():
            outbox.postpone(session, row.id, now + RETRY * row.attempts, str(error))
        case errors.Migrated():
            chats.move_chat(session, row.bot, row.chat_id, error.chat_id)
            outbox.postpone(session, row.id, now, "the group has another id", counts=False)
            hooks.moved(session, row.chat_id, error.chat_id)
        case errors.Unreachable():
            _refused_by_person(session, row, str(error), now, hooks)
        case errors.Uncertain() if row.body.get("edits"):  # an edit says nothing twice
            outbox.postpone(session, row.id, now + RETRY * row.attempts, str(error))
        case errors.Uncertain():
            outbox.close(session, row.id, OutboxState.UNCERTAIN, str(error), now)
        case _:
            logger.error("%s: message %s refused: %s", row.bot, row.id, _kind_of(error))
            outbox.close(session, row.id, OutboxState.FAILED, str(error), now)


def _refused_by_person(
    session: Session, row: Held, error: str, now: datetime, hooks: Hooks
) -> None:
    """They keep us out; or did when it left, and it is told when they have let us in again."""
    if chats.opened_since(session, row.bot, row.chat_id, row.taken_at):
        outbox.postpone(session, row.id, now, "the chat was opened again", counts=False)
        return
    outbox.close(session, row.id, OutboxState.BLOCKED, error, now)
    if chats.block_chat(session, row.bot, row.chat_id, now):
        hooks.unreachable(session, row.chat_id)


def _kind_of(error: errors.DeliveryError) -> str:
    """Telegram's refusal without its particulars, which may quote the message."""
    return ": ".join(str(error).split(": ")[:2])


def _went_on(session: Session, row: Outbox) -> bool:
    """Whether somebody has done more since a reply to them, answered or not yet."""
    return outbox.replied_since(session, row) or inbox.anything_open(session, row.bot, row.chat_id)


def resolve_uncertain(session: Session, bot: str, now: datetime, hooks: Hooks) -> int:
    """How many messages that may have arrived are said once more, by the policy of their kind.

    A reply is repeated only while its person does nothing more: an answer to a question that comes
    a second time would be taken for the answer to the next one.
    """
    repeated = 0
    for row in outbox.uncertain(session, bot, now - STALE, now - SOON):
        overtaken = row.urgency <= Urgency.WELCOME and _went_on(session, row)
        if hooks.policy(row.kind) is Policy.REPEAT and not overtaken:
            outbox.repeat(session, row, now)
            repeated += 1
    return repeated
