"""What is told about an exchange: dates, papers, departure, report, payment, survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.visiting.visits import halving_words
from exchange.notices import Notice
from exchange.people import parties
from exchange.timing.next_steps import EXCHANGE_IDLE
from exchange.timing.reports import REPORT_DUE, REPORT_OPEN
from exchange.timing.signatures import COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR
from exchange.timing.surveys import SURVEY_OPEN, SURVEY_REMINDER
from exchange.visiting import closing, commitments, dates
from exchange.words import N_
from storage.tables import (
    DateOffer,
    DateOfferState,
    Exchange,
    ExchangeState,
    Payment,
    Person,
    Report,
    Side,
    Signatory,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


def _exchange(delivery: Delivery) -> Exchange:
    return delivery.work.load(Exchange, delivery["exchange"])


def _reader(delivery: Delivery) -> Person:
    if delivery.reader is None:
        msg = "a participant's notice needs its reader"
        raise LookupError(msg)
    return delivery.reader


def _partner(delivery: Delivery) -> str:
    return parties.partner_name(delivery.work, _reader(delivery), _exchange(delivery))


def _side(delivery: Delivery) -> Side:
    return parties.side_in(delivery.work, _reader(delivery), _exchange(delivery))


def _when(delivery: Delivery) -> str:
    exchange = _exchange(delivery)
    if not exchange.starts_on or not exchange.ends_on:
        return ""
    return delivery.say.days(exchange.starts_on, exchange.ends_on)


def _open(delivery: Delivery, label: str | None = None) -> tuple[tuple[Button, ...], ...]:
    say = delivery.say
    return ((Button(label or say("Open the exchange"), to.EXCHANGE(delivery["exchange"])),),)


def dates_offered(delivery: Delivery) -> Screen | None:
    """The partner proposes dates: what they mean in days and money."""
    offer = delivery.work.load(DateOffer, delivery["offer"])
    if offer.state is not DateOfferState.OPEN:
        return None
    say = delivery.say
    head = say(
        "📅 <b>{name}</b> proposes <b>{dates}</b>.",
        name=_partner(delivery),
        dates=say.days(offer.starts_on, offer.ends_on),
    )
    return _offer(delivery, offer, head)


def _offer(delivery: Delivery, offer: DateOffer, head: str) -> Screen:
    """What proposed dates mean, and the answers to them."""
    exchange, say = _exchange(delivery), delivery.say
    preview = dates.preview_stay(delivery.work, exchange, offer.starts_on, offer.ends_on)
    text = paragraphs(
        head,
        lines(
            say.many(
                "🗓 {count} working day, travel not counted",
                "🗓 {count} working days, travel not counted",
                preview.stay.count,
            ),
            say(
                "💶 Lump sum for the visitor: {amount}{reason}",
                amount=preview.sum.amount,
                reason=halving_words(say, delivery.work.scheme, preview.sum),
            ),
        ),
    )
    return Screen(
        text,
        (
            (
                Button(say("✅ Agree"), to.AGREE_DATES(exchange.id)),
                Button(say("📅 Other dates"), to.DATES(exchange.id)),
            ),
        ),
    )


def dates_agreed(delivery: Delivery) -> Screen | None:
    """Both agree: now the paper."""
    say = delivery.say
    text = paragraphs(
        say(
            "✓ The dates with <b>{name}</b> are agreed: <b>{dates}</b>.",
            name=_partner(delivery),
            dates=_when(delivery),
        ),
        say(
            "Next comes the Commitment to Quality: what you want to reach and the agenda. Either of you can write it."
        ),
    )
    return Screen(
        text, ((Button(say("✍️ Write the commitment"), to.WRITE_COMMITMENT(delivery["exchange"])),),)
    )


def exchange_idle(delivery: Delivery) -> Screen | None:
    """A reminder of the next step, where it is still to be taken."""
    state = _exchange(delivery).state
    if state is ExchangeState.DATES:
        return _dates_missing(delivery)
    return _paper_missing(delivery) if state is ExchangeState.COMMITMENT else None


def _dates_missing(delivery: Delivery) -> Screen | None:
    offer, say = dates.open_offer(delivery.work, _exchange(delivery)), delivery.say
    if offer is None:
        text = say(
            "📅 You and <b>{name}</b> have no dates yet. Propose some: the other side only has to agree.",
            name=_partner(delivery),
        )
        propose = Button(say("📅 Propose dates"), to.DATES(delivery["exchange"]))
        return Screen(text, ((propose,),))
    if offer.side is _side(delivery):
        return None
    head = say(
        "⏳ <b>{name}</b> has proposed <b>{dates}</b> and waits for your answer.",
        name=_partner(delivery),
        dates=say.days(offer.starts_on, offer.ends_on),
    )
    return _offer(delivery, offer, head)


def _paper_missing(delivery: Delivery) -> Screen:
    say = delivery.say
    text = say(
        "✍️ The dates with <b>{name}</b> stand: <b>{dates}</b>. The Commitment to Quality is still to be written. Either of you can do it; then all four sign.",
        name=_partner(delivery),
        dates=_when(delivery),
    )
    write = Button(say("✍️ Write the commitment"), to.WRITE_COMMITMENT(delivery["exchange"]))
    return Screen(text, ((write,),))


def _with_paper(delivery: Delivery, text: str, rows: tuple[tuple[Button, ...], ...]) -> Screen:
    file = commitments.commitment_file(delivery.work, _exchange(delivery), delivery.say)
    return Screen(delivery.say("{text}", text=text), rows, file.id)


def commitment_drawn_up(delivery: Delivery) -> Screen | None:
    """The partner wrote the paper."""
    say = delivery.say
    text = say(
        "<b>{name}</b> has written your Commitment to Quality. Please read it; you are asked to sign when it is your turn.",
        name=_partner(delivery),
    )
    change = ((Button(say("Change the text"), to.WRITE_COMMITMENT(delivery["exchange"])),),)
    return _with_paper(delivery, text, change)


def commitment_to_sign(delivery: Delivery) -> Screen | None:
    """It is the reader's turn."""
    exchange = _exchange(delivery)
    mine = Signatory.VO if _side(delivery) is Side.VISITOR else Signatory.HO
    if commitments.next_signatory(delivery.work, exchange) is not mine:
        return None
    say = delivery.say
    text = say(
        "🖊 It is your turn to sign the Commitment to Quality with <b>{name}</b>.",
        name=_partner(delivery),
    )
    sign = ((Button(say("🖊 I have read it and sign"), to.SIGN_COMMITMENT(exchange.id)),),)
    return _with_paper(delivery, text, sign)


def commitment_unsigned(delivery: Delivery) -> Screen | None:
    """A reminder to sign."""
    return commitment_to_sign(delivery)


def exchange_ready(delivery: Delivery) -> Screen | None:
    """All four signed."""
    say = delivery.say
    host = _side(delivery) is Side.HOST
    follows = N_("Your visitor comes on {dates}. I remind you a week before.")
    if not host:
        follows = N_(
            "You can book your travel now: {dates}. Keep one proof of it (a ticket, a hotel bill); you pay first and get the lump sum after your report."
        )
    text = paragraphs(
        say(
            "✅ All four have signed: your exchange with <b>{name}</b> is ready.",
            name=_partner(delivery),
        ),
        say(follows, dates=_when(delivery)),
    )
    return _with_paper(delivery, text, ())


def exchange_cancelled(delivery: Delivery) -> Screen | None:
    """It will not take place."""
    exchange, say = _exchange(delivery), delivery.say
    reasons = {one.id: one.label for one in delivery.work.scheme.cancellation_reasons}
    text = paragraphs(
        say("The exchange with <b>{name}</b> was cancelled.", name=_partner(delivery)),
        say("Reason: {reason}", reason=say(reasons.get(exchange.reason, exchange.reason)))
        if exchange.reason
        else "",
    )
    more = (
        ((Button(say("See other hosts"), to.BEST_HOSTS(0)),),)
        if _side(delivery) is Side.VISITOR
        else ()
    )
    return Screen(text, more)


def exchange_interrupted(delivery: Delivery) -> Screen | None:
    """It was broken off."""
    say = delivery.say
    text = say(
        "The exchange with <b>{name}</b> was broken off. Your Partnership knows; a short survey follows.",
        name=_partner(delivery),
    )
    return Screen(text, _open(delivery))


def departure_near(delivery: Delivery) -> Screen | None:
    """In a week, or tomorrow."""
    exchange, say, days = _exchange(delivery), delivery.say, delivery["days"]
    if exchange.state is not ExchangeState.READY:
        return None
    soon = say("tomorrow") if days <= 1 else say.many("in {count} day", "in {count} days", days)
    if _side(delivery) is Side.HOST:
        text = say(
            "🧳 <b>{name}</b> arrives {soon} ({dates}). Is the agenda ready, and does somebody meet them?",
            name=_partner(delivery),
            soon=soon,
            dates=_when(delivery),
        )
    else:
        text = say(
            "🧳 Your visit to <b>{name}</b> begins {soon} ({dates}). Keep one proof of travel. Have a good trip!",
            name=_partner(delivery),
            soon=soon,
            dates=_when(delivery),
        )
    return Screen(text, _open(delivery))


def report_open(delivery: Delivery) -> Screen | None:
    """The stay is over."""
    if _exchange(delivery).state not in {ExchangeState.DONE, ExchangeState.INTERRUPTED}:
        return None
    say = delivery.say
    text = paragraphs(
        say("Welcome back from <b>{name}</b>!", name=_partner(delivery)),
        say(
            "Please tell your Partnership what came of it: a few short questions. When they have validated your report, the lump sum is paid."
        ),
    )
    return Screen(text, _report_button(delivery))


def _report_button(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    return ((Button(delivery.say("📝 Write the report"), to.REPORT(delivery["exchange"])),),)


def report_due(delivery: Delivery) -> Screen | None:
    """A reminder before or after the day."""
    if _exchange(delivery).state not in {ExchangeState.DONE, ExchangeState.INTERRUPTED}:
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
    exchange = _exchange(delivery)
    report = closing.report_of(delivery.work, exchange)
    text = paragraphs(
        say("Your Partnership needs something more in your report:"),
        say("“{text}”", text=report.returned_for if isinstance(report, Report) else ""),
    )
    return Screen(text, _report_button(delivery))


def report_validated(delivery: Delivery) -> Screen | None:
    """Good: money follows."""
    exchange, say = _exchange(delivery), delivery.say
    money = dates.lump_sum_of(exchange).amount
    days = delivery.work.scheme.deadlines.payment_days
    return Screen(
        say(
            "✓ Your report is validated. The lump sum of <b>{amount}</b> is paid within {days} days.",
            amount=money,
            days=days,
        )
    )


def payment_made(delivery: Delivery) -> Screen | None:
    """The transfer left."""
    payment = closing.payment_of(delivery.work, _exchange(delivery))
    if not isinstance(payment, Payment):
        return None
    say = delivery.say
    money = dates.lump_sum_of(_exchange(delivery)).amount
    return Screen(
        say(
            "💶 Your Partnership has paid <b>{amount}</b> (reference {reference}). Thank you for taking part!",
            amount=money,
            reference=payment.reference,
        )
    )


def certificate_ready(delivery: Delivery) -> Screen | None:
    """The certificate, as a PDF."""
    file = closing.certificate_file(delivery.work, _exchange(delivery), delivery.say)
    return Screen(
        delivery.say(
            "🏅 Here is the certificate of the exchange with <b>{name}</b>.",
            name=_partner(delivery),
        ),
        (),
        file.id,
    )


def survey_open(delivery: Delivery) -> Screen | None:
    """Ask how it was."""
    say = delivery.say
    text = say(
        "How was it with <b>{name}</b>? Your answers help the next ones; it takes two minutes.",
        name=_partner(delivery),
    )
    return Screen(text, ((Button(say("⭐ Begin"), to.SURVEY(delivery["exchange"])),),))


def survey_reminder(delivery: Delivery) -> Screen | None:
    """Asked again, at most twice."""
    say = delivery.say
    text = say(
        "A small reminder: your feedback on the exchange with <b>{name}</b> is still missing. Two minutes, promised.",
        name=_partner(delivery),
    )
    return Screen(text, ((Button(say("⭐ Begin"), to.SURVEY(delivery["exchange"])),),))


STAY: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.DATES_OFFERED: dates_offered,
    Notice.DATES_AGREED: dates_agreed,
    EXCHANGE_IDLE: exchange_idle,
    Notice.COMMITMENT_DRAWN_UP: commitment_drawn_up,
    Notice.COMMITMENT_TO_SIGN: commitment_to_sign,
    COMMITMENT_UNSIGNED: commitment_unsigned,
    Notice.EXCHANGE_READY: exchange_ready,
    Notice.EXCHANGE_CANCELLED: exchange_cancelled,
    Notice.EXCHANGE_INTERRUPTED: exchange_interrupted,
    DEPARTURE_NEAR: departure_near,
    REPORT_OPEN: report_open,
    REPORT_DUE: report_due,
    Notice.REPORT_RETURNED: report_returned,
    Notice.REPORT_VALIDATED: report_validated,
    Notice.PAYMENT_MADE: payment_made,
    Notice.CERTIFICATE_READY: certificate_ready,
    SURVEY_OPEN: survey_open,
    SURVEY_REMINDER: survey_reminder,
}
