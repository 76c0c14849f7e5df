"""What is told about an exchange: dates, papers, departure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import (
    exchange_of,
    partner_of,
    reader_of,
    reason_of_cancelling,
    side_of,
    there,
    to_exchange,
    when,
)
from bot.participants.notices.agreeing import BOOK
from bot.participants.notices.pair_room import received
from bot.participants.notices.unsigned import waits
from bot.participants.visiting import amending, times
from bot.words.amendments import ended
from bot.words.sums import sum_words
from exchange.notices import Notice
from exchange.people.signing import open_amendment
from exchange.people.spots import spots_of
from exchange.states import AMENDABLE
from exchange.timing.next_steps import EXCHANGE_IDLE
from exchange.timing.signatures import COMMITMENT_UNSIGNED
from exchange.timing.stays import DEPARTURE_NEAR
from exchange.visiting import calendars, commitments, dates, previews, sums
from exchange.visiting.calendars import Occasion
from exchange.visiting.online import offered
from exchange.words import N_
from storage.tables import (
    Amendment,
    AmendmentState,
    Correction,
    DateOffer,
    DateOfferState,
    ExchangeForm,
    ExchangeState,
    Side,
    Signatory,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery


CALENDAR: Mapping[Occasion, str] = {
    Occasion.FIRST: N_("📅 Your exchange with <b>{name}</b> for your calendar: open the file."),
    Occasion.DAYS: N_(
        "📅 Other days with <b>{name}</b>: open the file, and your calendar moves the visit."
    ),
    Occasion.PAPER: N_(
        "📅 The agenda with <b>{name}</b> is written: open the file, and your calendar has it by the day."
    ),
    Occasion.CHANGED: N_(
        "📅 What you all signed with <b>{name}</b> was changed: open the file, and your calendar has it as it is now."
    ),
    Occasion.LINK: N_(
        "🔗 Where you meet <b>{name}</b> online: the link is in the file for your calendar, and under “💻 Sessions”."
    ),
    Occasion.CORRECTED: N_(
        "📅 The last day with <b>{name}</b> is another one: open the file to correct your calendar."
    ),
    Occasion.BROKEN_OFF: N_(
        "📅 The visit with <b>{name}</b> ended early: open the file to shorten it in your calendar."
    ),
    Occasion.REVIVED: N_(
        "📅 The exchange with <b>{name}</b> takes place after all: open the file to have it back in your calendar."
    ),
    Occasion.CANCELLED: N_(
        "📅 The exchange with <b>{name}</b> is cancelled: open the file to take it out of your calendar."
    ),
}
"""Why a file for the calendar comes."""
WAIT = N_(
    "Your visit: {dates}. One paper is left, the agreement on the money. Please book your travel once both have signed that: I tell you."
)


def dates_offered(delivery: Delivery) -> Screen | None:
    """The partner proposes dates: what they mean in days and money."""
    offer = delivery.work.load(DateOffer, delivery["offer"])
    if offer.state is not DateOfferState.OPEN:
        return None
    say = delivery.say
    head = say(
        "📅 <b>{name}</b> proposes <b>{dates}</b>.",
        name=partner_of(delivery),
        dates=say.days(offer.starts_on, offer.ends_on),
    )
    return _offer(delivery, offer, head)


def _offer(delivery: Delivery, offer: DateOffer, head: str) -> Screen:
    """What proposed dates mean, and the answers to them."""
    exchange, say = exchange_of(delivery), delivery.say
    preview = previews.preview_of(delivery.work, exchange, offer)
    spots, sessions = previews.spots_offered(offer), offered(offer)
    text = paragraphs(
        head,
        lines(
            *times.told(say, reader_of(delivery), spots, sessions),
            offer.link,
            times.count_words(say, spots, sessions, preview),
            say(
                "💶 Lump sum for the visitor: {sum}",
                sum=sum_words(say, delivery.work.scheme, preview.sum),
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
            name=partner_of(delivery),
            dates=when(delivery),
        ),
        say(
            "Next comes the Commitment to Quality: what you want to reach and the agenda. Either of you can write it."
        ),
    )
    return Screen(
        text, ((Button(say("✍️ Write the commitment"), to.WRITE_COMMITMENT(delivery["exchange"])),),)
    )


def calendar_changed(delivery: Delivery) -> Screen | None:
    """The stay for the reader's calendar; None where a later change has overtaken it."""
    exchange, say = exchange_of(delivery), delivery.say
    if calendars.sequence(delivery.work, exchange) != delivery["sequence"]:
        return None
    why = calendars.last_change(delivery.work, exchange)
    file = calendars.calendar_of(delivery.work, exchange, say)
    return Screen(say(CALENDAR[why], name=partner_of(delivery)), (), file.id)


def sum_settled(delivery: Delivery) -> Screen | None:
    """The Partnership has settled how far it is, and with it the sum."""
    exchange, say = exchange_of(delivery), delivery.say
    if exchange.distance_km is None:
        return None
    text = say(
        "💶 Your Partnership has settled the distance to <b>{name}</b>: {km} km. Lump sum: {sum}.",
        name=partner_of(delivery),
        km=say.number(round(exchange.distance_km)),
        sum=sum_words(say, delivery.work.scheme, sums.lump_sum_of(exchange)),
    )
    return Screen(text, to_exchange(delivery))


def exchange_idle(delivery: Delivery) -> Screen | None:
    """A reminder of the next step, where it is still to be taken."""
    state = exchange_of(delivery).state
    if state is ExchangeState.DATES:
        return _dates_missing(delivery)
    return _paper_missing(delivery) if state is ExchangeState.COMMITMENT else None


def _dates_missing(delivery: Delivery) -> Screen | None:
    offer, say = dates.open_offer(delivery.work, exchange_of(delivery)), delivery.say
    if offer is None:
        text = say(
            "📅 You and <b>{name}</b> have no dates yet. Propose some: the other side only has to agree.",
            name=partner_of(delivery),
        )
        propose = Button(say("📅 Propose dates"), to.DATES(delivery["exchange"]))
        return Screen(text, ((propose,),))
    if offer.side is side_of(delivery):
        return None
    head = say(
        "⏳ <b>{name}</b> has proposed <b>{dates}</b> and waits for your answer.",
        name=partner_of(delivery),
        dates=say.days(offer.starts_on, offer.ends_on),
    )
    return _offer(delivery, offer, head)


def _paper_missing(delivery: Delivery) -> Screen:
    say = delivery.say
    text = say(
        "✍️ The dates with <b>{name}</b> stand: <b>{dates}</b>. The Commitment to Quality is still to be written. Either of you can do it; then all four sign.",
        name=partner_of(delivery),
        dates=when(delivery),
    )
    write = Button(say("✍️ Write the commitment"), to.WRITE_COMMITMENT(delivery["exchange"]))
    return Screen(text, ((write,),))


def _with_paper(delivery: Delivery, text: str, rows: tuple[tuple[Button, ...], ...]) -> Screen:
    file = commitments.commitment_file(delivery.work, exchange_of(delivery), delivery.say)
    return Screen(delivery.say("{text}", text=text), rows, file.id)


def commitment_drawn_up(delivery: Delivery) -> Screen | None:
    """The partner wrote the paper."""
    say = delivery.say
    text = say(
        "<b>{name}</b> has written your Commitment to Quality. Please read it; you are asked to sign when it is your turn.",
        name=partner_of(delivery),
    )
    change = ((Button(say("Change the text"), to.WRITE_COMMITMENT(delivery["exchange"])),),)
    return _with_paper(delivery, text, change)


def commitment_to_sign(delivery: Delivery) -> Screen | None:
    """It is the reader's turn."""
    exchange = exchange_of(delivery)
    if open_amendment(delivery.work, exchange):
        return amendment_asked(delivery)
    mine = Signatory.VO if side_of(delivery) is Side.VISITOR else Signatory.HO
    if commitments.next_signatory(delivery.work, exchange) is not mine:
        return None
    say = delivery.say
    text = say(
        "🖊 It is your turn to sign the Commitment to Quality with <b>{name}</b>.",
        name=partner_of(delivery),
    )
    sign = ((Button(say("🖊 I have read it and sign"), to.SIGN_COMMITMENT(exchange.id)),),)
    return _with_paper(delivery, text, sign)


def commitment_unsigned(delivery: Delivery) -> Screen | None:
    """A reminder to sign, which tells more than the one before."""
    found, more = commitment_to_sign(delivery), waits(delivery)
    return replace(found, text=lines(found.text, more)) if found and more else found


def amendment_asked(delivery: Delivery) -> Screen | None:
    """Somebody asks for a change of what was signed, which is still being signed."""
    amendment = open_amendment(delivery.work, exchange_of(delivery))
    if amendment is None or amendment.id != delivery.facts.get("amendment", amendment.id):
        return None
    return amending.screen(delivery.work, delivery.say, amendment, reader_of(delivery))


def amendment_ended(delivery: Delivery) -> Screen | None:
    """What became of a change: what counts now, and why it does not where it does not."""
    say, amendment = delivery.say, delivery.work.load(Amendment, delivery["amendment"])
    head = say("About your exchange with <b>{name}</b>:", name=partner_of(delivery))
    why = clip(amendment.ended_for, 300)
    in_force = amendment.state is AmendmentState.IN_FORCE
    text = lines(
        head,
        ended(say, delivery.work, amendment),
        say("📅 {dates}", dates=when(delivery)) if in_force else "",
        say("Reason: “{reason}”", reason=why) if why else "",
    )
    if in_force:
        return _with_paper(delivery, text, to_exchange(delivery))
    return Screen(text, to_exchange(delivery))


def exchange_ready(delivery: Delivery) -> Screen | None:
    """All four signed."""
    say = delivery.say
    host = side_of(delivery) is Side.HOST
    follows = N_("Your visitor comes on {dates}. I remind you a week before.")
    if not host:
        follows = BOOK if sums.money_is_agreed(delivery.work, exchange_of(delivery)) else WAIT
    partly = exchange_of(delivery).form is ExchangeForm.HYBRID
    if exchange_of(delivery).form is ExchangeForm.ONLINE:
        follows = N_("You meet online: {dates}. I remind you before each session, with its link.")
    text = paragraphs(
        say(
            "✅ All four have signed: your exchange with <b>{name}</b> is ready.",
            name=partner_of(delivery),
        ),
        say(follows, dates=there(delivery) or when(delivery)),
        say("💻 And partly online: I remind you before each session, with its link.")
        if partly
        else "",
    )
    return _with_paper(delivery, text, ())


def exchange_cancelled(delivery: Delivery) -> Screen | None:
    """It will not take place."""
    exchange, say = exchange_of(delivery), delivery.say
    text = paragraphs(
        say("The exchange with <b>{name}</b> was cancelled.", name=partner_of(delivery)),
        reason_of_cancelling(say, delivery.work.scheme, exchange.reason),
    )
    more = (
        ((Button(say("See other hosts"), to.BEST_HOSTS(0)),),)
        if side_of(delivery) is Side.VISITOR
        else ()
    )
    return Screen(text, more)


def exchange_interrupted(delivery: Delivery) -> Screen | None:
    """It was broken off."""
    say = delivery.say
    text = say(
        "The exchange with <b>{name}</b> was broken off. Your Partnership knows; a short survey follows.",
        name=partner_of(delivery),
    )
    return Screen(text, to_exchange(delivery))


def stay_corrected(delivery: Delivery) -> Screen | None:
    """The desk has put days or sum right: what counts now, the sum for the visitor only."""
    row, say = delivery.work.load(Correction, delivery["correction"]), delivery.say
    exchange = exchange_of(delivery)
    head = say(
        "✏️ Your stay with <b>{name}</b> was corrected: {dates}, {days}.",
        name=partner_of(delivery),
        dates=say.days(row.first_day_after, row.last_day_after),
        days=say.many("{count} working day", "{count} working days", row.days_after),
    )
    worth = sum_words(say, delivery.work.scheme, sums.lump_sum_of(exchange))
    mine = side_of(delivery) is Side.VISITOR
    sum_ = say("💶 Lump sum: {sum}", sum=worth) if mine else ""
    ask = say("Not as it was? Please ask your Partnership: just type your question.")
    return Screen(paragraphs(lines(head, sum_), ask), to_exchange(delivery))


def _of_slot(delivery: Delivery) -> str:
    """The days of the stay that begins: those of one part, where it has several."""
    told = delivery.facts.get("starts")
    spots = spots_of(delivery.work, exchange_of(delivery))
    own = [one for one in spots if f"{one[0]}" == told]
    return delivery.say.days(*own[0]) if own else when(delivery)


def departure_near(delivery: Delivery) -> Screen | None:
    """In a week, or tomorrow."""
    exchange, say, days = exchange_of(delivery), delivery.say, delivery["days"]
    if exchange.state not in AMENDABLE:
        return None
    dates_ = _of_slot(delivery)
    soon = say("tomorrow") if days <= 1 else say.many("in {count} day", "in {count} days", days)
    if side_of(delivery) is Side.HOST:
        text = say(
            "🧳 <b>{name}</b> arrives {soon} ({dates}). Is the agenda ready, and does somebody meet them?",
            name=partner_of(delivery),
            soon=soon,
            dates=dates_,
        )
    else:
        text = say(
            "🧳 Your visit to <b>{name}</b> begins {soon} ({dates}). Keep tickets and bills: a photo is enough. Have a good trip!",
            name=partner_of(delivery),
            soon=soon,
            dates=dates_,
        )
    prepare = Button(say("🧳 Prepare"), to.PREPARE(exchange.id))
    return Screen(text, ((prepare,), *to_exchange(delivery)))


STAY: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.DATES_OFFERED: dates_offered,
    Notice.DATES_AGREED: dates_agreed,
    Notice.CALENDAR: calendar_changed,
    Notice.SUM_SETTLED: sum_settled,
    EXCHANGE_IDLE: exchange_idle,
    Notice.COMMITMENT_DRAWN_UP: commitment_drawn_up,
    Notice.COMMITMENT_TO_SIGN: commitment_to_sign,
    COMMITMENT_UNSIGNED: commitment_unsigned,
    Notice.PARTNER_WROTE: received,
    Notice.AMENDMENT_ASKED: amendment_asked,
    Notice.AMENDMENT_ENDED: amendment_ended,
    Notice.EXCHANGE_READY: exchange_ready,
    Notice.EXCHANGE_CANCELLED: exchange_cancelled,
    Notice.EXCHANGE_INTERRUPTED: exchange_interrupted,
    Notice.STAY_CORRECTED: stay_corrected,
    DEPARTURE_NEAR: departure_near,
}
