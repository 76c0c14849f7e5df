"""A stay corrected by the desk: its days, another sum if need be, and why; what it comes to is shown first."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Question
from bot.conversation.kinds.days import CalendarDays, days_of
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.screens import Button, clip, lines
from bot.desk import addresses as to
from bot.desk import distances
from bot.desk.officer import officer_of
from bot.words.sums import sum_words
from exchange.errors import CxcError
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

A_WEEK = timedelta(days=7)
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
    before = say.days(one.first_day_before, one.last_day_before)
    after = say.days(one.first_day_after, one.last_day_after)
    sums = [
        say("to be confirmed") if amount is None else say("{sum}", sum=Money(amount, currency))
        for amount in (one.sum_before, one.sum_after)
    ]
    return say(
        "✏️ {officer}, {at}: {days} → {now}, {sum} → {worth}: “{reason}”",
        officer=by.name,
        at=say.on(one.made_at),
        days=before,
        now=after,
        sum=sums[0],
        worth=sums[1],
        reason=clip(one.reason, 200),
    )


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """The days, another sum, the reason under what it comes to."""
    exchange = _exchange(talk, subject)
    starts, most = exchange.starts_on or today_at_host(talk.work, exchange), exchange.full_sum
    return (
        Question(
            "days",
            N_("Days"),
            N_("Which were the first and the last day at the host's?"),
            CalendarDays(_near(starts)),
            check=lambda _talk, _answers, value: _refused(talk, subject, value),
        ),
        Question(
            "amount",
            N_("Another sum"),
            N_("Is another sum due, in whole euros? Skip it to pay what the rule says."),
            Whole(1, int(most or 1)),
            optional=True,
            applies=lambda answers: _is_worth(talk, subject, answers),
            shows=_by_the_rule,
        ),
        Question(
            "reason",
            N_("Reason"),
            N_("Why? Your reason stays on record, with both states; both sides hear what is new."),
            FreeText(3, 500, why=True),
            shows=_comes_to,
        ),
    )


def _near(starts: date) -> date:
    """From which day on days without a year are meant; the calendar opens in its month."""
    first = starts.replace(day=1)
    return first if starts - first >= A_WEEK else starts - A_WEEK


def _refused(talk: Talk, subject: int, value: Sequence[str]) -> str:
    """Why the stay cannot have been on those days; nothing where it can."""
    first, last = days_of(value)
    try:
        would_be(talk.work, officer_of(talk), subject, last, first_day=first)
    except CxcError as error:
        return talk.say(error.template, **error.facts)
    return ""


def _exchange(talk: Talk, subject: int) -> Exchange:
    return exchange_at_desk(talk.work, officer_of(talk), subject, Right.READ)


def _is_worth(talk: Talk, subject: int, answers: Mapping[str, Any]) -> bool:
    """Whether anything is paid for the days told: below the shortest stay no sum is asked for."""
    if not answers.get("days"):
        return True
    first, last = days_of(answers["days"])
    found = would_be(talk.work, officer_of(talk), subject, last, first_day=first).sum.amount
    return found is None or bool(found.amount)


def _by_the_rule(asked: Asked) -> str:
    return _words(asked, None)


def _comes_to(asked: Asked) -> str:
    return _words(asked, asked.answers.get("amount"))


def _words(asked: Asked, amount: int | None) -> str:
    """What the answers so far come to; nothing before the days are told."""
    talk, say = asked.talk, asked.say
    if not asked.answers.get("days"):
        return ""
    first, last = days_of(asked.answers["days"])
    sum_, number = None if amount is None else Decimal(amount), asked.form.subject
    found = would_be(talk.work, officer_of(talk), number, last, sum_, first_day=first)
    return say(
        "{days}: {sum}",
        days=say.many("{count} working day", "{count} working days", found.working_days),
        sum=sum_words(say, talk.work.scheme, found.sum),
    )


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Corrected, and told to both."""
    amount, (first, last) = answers.get("amount"), days_of(answers["days"])
    sum_ = None if amount is None else Decimal(amount)
    officer, why = officer_of(talk), answers["reason"]
    correct_stay(talk.work, officer, subject, last, why, sum_, first_day=first)
    talk.reply(
        talk.say(
            "✏️ Corrected, with your name and reason. Both sides are told: /exchange {number}",
            number=subject,
        )
    )
