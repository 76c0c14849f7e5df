"""What is told after a stay: report, proof, payment, certificate, survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import (
    exchange_of,
    partner_of,
    side_of,
)
from bot.participants.visiting import proofs
from bot.words.sums import sum_words
from exchange.money import Money
from exchange.notices import Notice
from exchange.states import REPORTABLE
from exchange.timing.evidence import AWAITED, EVIDENCE_MISSING
from exchange.timing.outcomes import OUTCOMES_OPEN, OUTCOMES_REMINDER, current_round
from exchange.timing.reports import REPORT_DUE, REPORT_OPEN, report_of
from exchange.timing.surveys import SURVEY_OPEN, SURVEY_REMINDER, reply_of
from exchange.visiting import closing, sums
from exchange.visiting.paying import payment_of
from storage.tables import (
    ExchangeForm,
    Payment,
    PaymentState,
    Report,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def report_open(delivery: Delivery) -> Screen | None:
    """The stay is over."""
    if exchange_of(delivery).state not in REPORTABLE:
        return None
    say = delivery.say
    if exchange_of(delivery).form is ExchangeForm.ONLINE:
        return _report_online(delivery)
    partly = exchange_of(delivery).form is ExchangeForm.HYBRID
    text = paragraphs(
        say("Welcome back from <b>{name}</b>!", name=partner_of(delivery)),
        say(
            "Please tell your Partnership what came of it: a few short questions. When they have validated your report, the lump sum is paid."
        ),
        say("💻 Say of each session online, too, whether it was held.") if partly else "",
    )
    return Screen(text, (*(_sessions(delivery) if partly else ()), *_report_button(delivery)))


def _report_online(delivery: Delivery) -> Screen:
    """What was held counts, as long as the report is not handed in."""
    say = delivery.say
    text = paragraphs(
        say("Your sessions with <b>{name}</b> are over.", name=partner_of(delivery)),
        say(
            "Say of each whether it was held, then tell your Partnership what came of it: a few short questions. A certificate follows."
        ),
    )
    return Screen(text, (*_sessions(delivery), *_report_button(delivery)))


def _sessions(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("💻 Sessions"), to.SESSIONS(delivery["exchange"])),),)


def _report_button(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("📝 Write the report"), to.REPORT(delivery["exchange"])),),)


def report_due(delivery: Delivery) -> Screen | None:
    """A reminder before or after the day."""
    if exchange_of(delivery).state not in REPORTABLE:
        return None
    say, days = delivery.say, delivery["days"]
    if days < 0:
        text = say.many(
            "⏰ Your report is {count} day overdue. Without it the lump sum cannot be paid.",
            "⏰ Your report is {count} days overdue. Without it the lump sum cannot be paid.",
            -days,
        )
    else:
        text = say.many(
            "⏳ Your report is due in {count} day. It takes a few minutes.",
            "⏳ Your report is due in {count} days. It takes a few minutes.",
            days,
        )
    return Screen(text, _report_button(delivery))


def report_returned(delivery: Delivery) -> Screen | None:
    """An officer wants more."""
    say = delivery.say
    exchange = exchange_of(delivery)
    report = report_of(delivery.work, exchange)
    text = paragraphs(
        say("Your Partnership needs something more in your report:"),
        say("“{text}”", text=report.returned_for if isinstance(report, Report) else ""),
    )
    return Screen(text, _report_button(delivery))


def report_validated(delivery: Delivery) -> Screen | None:
    """Good: money follows."""
    exchange, say = exchange_of(delivery), delivery.say
    money = sums.lump_sum_of(exchange).amount
    missing = proofs.wanted(say, delivery.work, exchange)
    if missing:
        worth = sum_words(say, delivery.work.scheme, sums.lump_sum_of(exchange))
        head = say("✓ Your report is validated. Your lump sum: <b>{sum}</b>.", sum=worth)
        return Screen(paragraphs(head, missing), ((proofs.send_button(say, exchange),),))
    if money is None:
        return Screen(
            say(
                "✓ Your report is validated. How much the lump sum is I tell you as soon as your Partnership has settled the distance; then it is paid."
            )
        )
    days = delivery.work.scheme.deadlines.payment_days
    return Screen(
        say(
            "✓ Your report is validated. The lump sum of <b>{amount}</b> is paid within {days} days.",
            amount=money,
            days=days,
        )
    )


def closed(delivery: Delivery) -> Screen | None:
    """Complete, though nothing is paid: the stay was too short, or it was online."""
    say, name = delivery.say, partner_of(delivery)
    if exchange_of(delivery).form is ExchangeForm.ONLINE:
        return Screen(
            say(
                "✓ Your exchange with <b>{name}</b> is complete. Nothing is paid for it, as you met online. Nothing more is asked of you; /exchanges keeps it.",
                name=name,
            )
        )
    if closing.was_long_enough(delivery.work, exchange_of(delivery)):
        return Screen(
            say(
                "✓ Your exchange with <b>{name}</b> is complete, and it counts. Nothing is paid for it, as too few of its days were on the spot. Nothing more is asked of you; /exchanges keeps it.",
                name=name,
            )
        )
    return Screen(
        delivery.say(
            "✓ Your exchange with <b>{name}</b> is complete. Nothing is paid for it, as fewer than {least} working days are no exchange. Nothing more is asked of you; /exchanges keeps it.",
            name=partner_of(delivery),
            least=delivery.work.scheme.stay.min_working_days,
        )
    )


def evidence_missing(delivery: Delivery) -> Screen | None:
    """A reminder of what the payment waits for."""
    exchange, say = exchange_of(delivery), delivery.say
    missing = proofs.wanted(say, delivery.work, exchange)
    if not missing or exchange.state not in AWAITED:
        return None
    head = say("About your visit to <b>{name}</b>:", name=partner_of(delivery))
    photo = say("A photo of it is enough.")
    return Screen(lines(head, missing, photo), ((proofs.send_button(say, exchange),),))


def payment_made(delivery: Delivery) -> Screen | None:
    """The transfer left."""
    number = delivery.facts.get("payment")  # not in letters of before there were instalments
    last = payment_of(delivery.work, exchange_of(delivery))
    payment = delivery.work.load(Payment, number) if number else last
    if payment is None or payment.state is not PaymentState.PAID:
        return None
    say = delivery.say
    money = Money(payment.amount, payment.currency)
    return Screen(
        say(
            "💶 Your Partnership has paid <b>{amount}</b> (reference {reference}). Thank you for taking part!",
            amount=money,
            reference=payment.reference,
        )
    )


def certificate_ready(delivery: Delivery) -> Screen | None:
    """The certificate, as a PDF."""
    mine = closing.certificate_file
    if side_of(delivery) is Side.HOST:
        mine = closing.host_certificate_file
    file = mine(delivery.work, exchange_of(delivery), delivery.say)
    return Screen(
        delivery.say(
            "🏅 Here is the certificate of the exchange with <b>{name}</b>.",
            name=partner_of(delivery),
        ),
        (),
        file.id,
    )


def _survey_button(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("⭐ Begin"), to.SURVEY(delivery["exchange"])),),)


def survey_open(delivery: Delivery) -> Screen | None:
    """Ask how it was."""
    say = delivery.say
    text = say(
        "How was it with <b>{name}</b>? Your answers help the next ones; it takes two minutes.",
        name=partner_of(delivery),
    )
    return Screen(text, _survey_button(delivery))


def survey_reminder(delivery: Delivery) -> Screen | None:
    """Asked again; the last time it says so."""
    say, name = delivery.say, partner_of(delivery)
    times = len(delivery.work.scheme.reminding_days(SURVEY_REMINDER))
    text = say(
        "A small reminder: your feedback on the exchange with <b>{name}</b> is still missing. Two minutes, promised.",
        name=name,
    )
    if delivery["round"] == times:
        text = say(
            "I ask for the last time: how was it with <b>{name}</b>? A few taps help those who come after you.",
            name=name,
        )
    return Screen(text, _survey_button(delivery))


def _outcomes_button(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("🌱 Tell it"), to.OUTCOMES(delivery["exchange"])),),)


def _untold(delivery: Delivery) -> bool:
    """Whether the round is still open, and this side has told nothing in it."""
    exchange, number = exchange_of(delivery), delivery["round"]
    return current_round(delivery.work, exchange) == number and not reply_of(
        delivery.work, exchange, side_of(delivery), number
    )


def outcomes_open(delivery: Delivery) -> Screen | None:
    """Ask what came of it."""
    if not _untold(delivery):
        return None
    say = delivery.say
    text = say(
        "It is a while since your exchange with <b>{name}</b>. What has come of it? Three taps and a sentence; it shows what such visits are worth.",
        name=partner_of(delivery),
    )
    return Screen(text, _outcomes_button(delivery))


def outcomes_reminder(delivery: Delivery) -> Screen | None:
    """Asked again, at most twice."""
    if not _untold(delivery):
        return None
    say = delivery.say
    text = say(
        "Once more about your exchange with <b>{name}</b>: what has come of it? “Nothing yet” is an answer too.",
        name=partner_of(delivery),
    )
    return Screen(text, _outcomes_button(delivery))


CLOSING: Mapping[str, Callable[[Delivery], Screen | None]] = {
    REPORT_OPEN: report_open,
    REPORT_DUE: report_due,
    Notice.REPORT_RETURNED: report_returned,
    Notice.REPORT_VALIDATED: report_validated,
    Notice.CLOSED: closed,
    EVIDENCE_MISSING: evidence_missing,
    Notice.PAYMENT_MADE: payment_made,
    Notice.CERTIFICATE_READY: certificate_ready,
    SURVEY_OPEN: survey_open,
    SURVEY_REMINDER: survey_reminder,
    OUTCOMES_OPEN: outcomes_open,
    OUTCOMES_REMINDER: outcomes_reminder,
}
