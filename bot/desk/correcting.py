"""A stay corrected by the desk: its last day, another sum if need be, and why; what it comes to is shown first."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.conversation.calendar import read_dates
from bot.conversation.forms import Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button, clip, lines
from bot.desk import addresses as to
from bot.desk import distances
from bot.desk.officer import officer_of
from bot.words.sums import sum_words
from exchange.money import Money
from exchange.people.officers import Right
from exchange.people.parties import exchange_at_desk, today_at_host
from exchange.visiting.correcting import correct_stay, would_be
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.kinds.base import Asked
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeCard
    from storage.tables import Correction, Exchange

SHOWN = 2  # corrections on a card, the newest


def buttons(say: Speech, found: ExchangeCard) -> list[tuple[Button, ...]]:
    """The ways to settle a distance, and to correct a stay."""
    rows: list[tuple[Button, ...]] = []
    if found.may_settle:
        rows.append((distances.button(say, found),))
    if found.may_correct:
        rows.append((Button(say("✏️ Correct the stay"), to.CORRECT(found.exchange.id)),))
    return rows


def told(say: Speech, found: ExchangeCard) -> str:
    """The newest corrections: by whom, what was and what is, and why."""
    return lines(*(_told(say, found, one) for one in found.corrections[-SHOWN:]))


def _told(say: Speech, found: ExchangeCard, one: Correction) -> str:
    by, currency = found.corrected_by[one.officer_id], found.exchange.currency
    sums = [
        say("to be confirmed") if amount is None else say("{sum}", sum=Money(amount, currency))
        for amount in (one.sum_before, one.sum_after)
    ]
    return say(
        "✏️ {officer}, {at}: {days} → {now} days, {sum} → {worth}: “{reason}”",
        officer=by.name,
        at=one.made_at.date(),
        days=one.days_before,
        now=one.days_after,
        sum=sums[0],
        worth=sums[1],
        reason=clip(one.reason, 200),
    )


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The last day, another sum, the reason under what it comes to."""
    exchange = _exchange(talk, subject)

    def read(text: str) -> str | None:
        """A day without its year is one of the stay's."""
        found = read_dates(text, exchange.starts_on) if exchange.starts_on else []
        return found[0].isoformat() if found else None

    most = int(exchange.full_sum or 1)
    return (
        Question(
            "day",
            N_("Last day"),
            N_("Which was the last day at the host's? The days are counted from it."),
            OneOf(_days, size=31, read=read),
        ),
        Question(
            "amount",
            N_("Another sum"),
            N_("Is another sum due, in whole euros? Skip it to pay what the rule says."),
            Whole(1, most),
            optional=True,
            applies=lambda answers: _is_worth(talk, subject, answers),
            shows=_by_the_rule,
        ),
        Question(
            "reason",
            N_("Reason"),
            N_("Why? Your reason stays on record, with both states; both sides hear what is new."),
            FreeText(3, 500),
            shows=_comes_to,
        ),
    )


def _exchange(talk: Talk, subject: int) -> Exchange:
    return exchange_at_desk(talk.work, officer_of(talk), subject, Right.READ)


def _days(asked: Asked) -> Sequence[Option]:
    """The days of the stay until today at the host's, and its last one; the latest first."""
    talk = asked.talk
    exchange = _exchange(talk, asked.form.subject)
    starts, ends = exchange.starts_on, exchange.ends_on
    if starts is None or ends is None:
        return []
    today = today_at_host(talk.work, exchange)
    days = (starts + timedelta(days=one) for one in range((ends - starts).days + 1))
    there = [day for day in days if day <= today or day == ends]
    return [Option(day.isoformat(), str(asked.say.date(day))) for day in reversed(there)]


def _is_worth(talk: Talk, subject: int, answers: Mapping[str, Any]) -> bool:
    """Whether anything is paid for the days told: below the shortest stay no sum is asked for."""
    if not answers.get("day"):
        return True
    found = would_be(
        talk.work, officer_of(talk), subject, date.fromisoformat(answers["day"])
    ).sum.amount
    return found is None or bool(found.amount)


def _by_the_rule(asked: Asked) -> str:
    return _words(asked, None)


def _comes_to(asked: Asked) -> str:
    return _words(asked, asked.answers.get("amount"))


def _words(asked: Asked, amount: int | None) -> str:
    """What the answers so far come to; nothing before a day is told."""
    talk, say = asked.talk, asked.say
    if not asked.answers.get("day"):
        return ""
    found = would_be(
        talk.work,
        officer_of(talk),
        asked.form.subject,
        date.fromisoformat(asked.answers["day"]),
        None if amount is None else Decimal(amount),
    )
    return say(
        "{days}: {sum}",
        days=say.many("{count} working day", "{count} working days", found.working_days),
        sum=sum_words(say, talk.work.scheme, found.sum),
    )


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Corrected, and told to both."""
    amount = answers.get("amount")
    correct_stay(
        talk.work,
        officer_of(talk),
        subject,
        date.fromisoformat(answers["day"]),
        answers["reason"],
        None if amount is None else Decimal(amount),
    )
    talk.reply(
        talk.say(
            "✏️ Corrected, with your name and reason. Both sides are told: /exchange {number}",
            number=subject,
        )
    )
