"""An exchange in the making and on its way: dates, what is next, what to do when it fails."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.calendar import DAY_FIRST, month_rows, read_dates, tells_one_stay
from bot.conversation.screens import Button, Screen, clip, grid, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.visiting import (
    agreements,
    amending,
    online,
    preparing,
    proofs,
    room,
    times,
    what_next,
)
from bot.words.holds import line
from bot.words.sums import sum_words
from exchange.finding.group_seats import group_of
from exchange.life.stands import EXCHANGE_STATES
from exchange.people import parties
from exchange.people.holds import hold_of
from exchange.people.parties import application_on, other, today_at_host
from exchange.people.signing import next_to_agree
from exchange.people.spots import slots_of, spots_of
from exchange.states import AMENDABLE, CANCELLABLE, OVER, REPORTABLE
from exchange.visiting import commitments, dates, previews, sums
from exchange.visiting.course import INTERRUPTIBLE
from exchange.visiting.evidence import HANDED_IN
from matching.times.days_told import last_of, month_first
from matching.times.lengths import length_of
from matching.times.parts import parts_told
from storage.tables import Exchange, ExchangeState, Side, Signatory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.visiting.previews import StayPreview
    from matching.times.parts import Stretch

STAYS = 4  # that are offered where a time is told loosely
TITLE = 18  # signs of a group visit's title


def overview(talk: Talk) -> None:
    """Every exchange of this person with a button for each."""
    found = parties.exchanges_of(talk.work, talk.person)
    if not found:
        talk.reply(
            talk.say(
                "No exchange yet. One begins as soon as an invitation is accepted: /invitations"
            )
        )
        return
    if len(found) == 1:
        show(talk, found[0])
        return
    rows = [_line(talk, one) for one in found]
    buttons = tuple(
        (Button(parties.partner_name(talk.work, talk.person, one)[:40], to.EXCHANGE(one.id)),)
        for one in found
    )
    talk.send(Screen(paragraphs(talk.say("<b>Your exchanges</b>"), lines(*rows)), buttons))


def _line(talk: Talk, exchange: Exchange) -> str:
    name = parties.partner_name(talk.work, talk.person, exchange)
    return talk.say(
        "<b>{name}</b>: {state}", name=name, state=talk.say(EXCHANGE_STATES[exchange.state])
    )


def next_steps(talk: Talk) -> Iterator[str]:
    """One line for each exchange that is not over."""
    for exchange in parties.exchanges_of(talk.work, talk.person):
        if exchange.state not in OVER:
            yield _line(talk, exchange)
            yield what_next.said(talk, exchange)
            if resting := line(talk.say, hold_of(talk.work, exchange)):
                yield resting
            if changing := amending.line(talk.say, talk.work, exchange):
                yield changing
            if next_to_agree(talk.work, exchange) is _party(_side(talk, exchange)):
                yield talk.say("🖊 Your signature under the agreement on the money: /exchanges")


def where_files_go(talk: Talk) -> Iterator[tuple[Button, ...]]:
    """For each exchange that is not over: to its partner, and among the proofs where they are asked for."""
    for exchange in parties.exchanges_of(talk.work, talk.person):
        if exchange.state in OVER:
            continue
        if proofs.may_send(talk.work, exchange, _side(talk, exchange)):
            yield (proofs.send_button(talk.say, exchange),)
        if room.buttons(talk, exchange):
            name = parties.partner_name(talk.work, talk.person, exchange)[:25]
            yield (Button(talk.say("💬 To {name}", name=name), to.WRITE_PARTNER(exchange.id)),)


def show(talk: Talk, exchange: Exchange) -> None:
    """One exchange: where it stands and the buttons for what comes next."""
    say = talk.say
    agreed = (
        say.days(exchange.starts_on, exchange.ends_on)
        if exchange.starts_on and exchange.ends_on
        else ""
    )
    text = paragraphs(
        _head(talk, exchange),
        lines(
            _line(talk, exchange),
            say("📅 {dates}, {days} working days", dates=agreed, days=exchange.working_days or 0)
            if agreed
            else "",
            _slots(talk, exchange),
            line(talk.say, hold_of(talk.work, exchange)),
            online.told(say, talk.work, exchange),
            sum_line(talk, exchange),
            agreements.line(say, talk.work, exchange, _side(talk, exchange)),
            amending.line(say, talk.work, exchange),
            _proof_line(talk, exchange),
            contact(talk, exchange),
        ),
    )
    talk.send(Screen(text, _buttons(talk, exchange)))


def _slots(talk: Talk, exchange: Exchange) -> str:
    """The days on the spot, where they are in several parts or beside half days online."""
    if not slots_of(talk.work, exchange):
        return ""
    days = talk.say.join(talk.say.days(*one) for one in spots_of(talk.work, exchange))
    return talk.say("🏠 On the spot: {days}", days=days)


def _head(talk: Talk, exchange: Exchange) -> str:
    """Its number, and the group visit that it is part of."""
    number, group = exchange.id or 0, group_of(talk.work, exchange)
    if group is None:
        return talk.say("<b>Exchange HX-{number:04}</b>", number=number)
    title = clip(group.title, TITLE)
    return talk.say("<b>Exchange HX-{number:04}</b> · 👥 {title}", number=number, title=title)


def contact(talk: Talk, exchange: Exchange) -> str:
    """Whom to write to: both agreed, so both may know (the consent text says so)."""
    if exchange.state is ExchangeState.CANCELLED:
        return ""
    side = parties.side_in(talk.work, talk.person, exchange)
    partner = application_on(talk.work, exchange, other(side))
    return talk.say("✉️ {name}, {email}", name=partner.person_name, email=partner.email)


def _proof_line(talk: Talk, exchange: Exchange) -> str:
    mine = parties.side_in(talk.work, talk.person, exchange) is Side.VISITOR
    shown = mine and exchange.state in HANDED_IN
    return proofs.checklist(talk.say, talk.work, exchange) if shown else ""


def sum_line(talk: Talk, exchange: Exchange) -> str:
    """The visitor's lump sum, once dates are agreed; else nothing."""
    side = parties.side_in(talk.work, talk.person, exchange)
    if exchange.starts_on is None or side is Side.HOST:
        return ""
    sum_ = sum_words(talk.say, talk.work.scheme, sums.lump_sum_of(exchange))
    return talk.say("💶 Lump sum: {sum}", sum=sum_)


def _buttons(talk: Talk, exchange: Exchange) -> tuple[tuple[Button, ...], ...]:
    say, number = talk.say, exchange.id
    rows: list[tuple[Button, ...]] = []
    side = parties.side_in(talk.work, talk.person, exchange)
    if exchange.state is ExchangeState.DATES:
        rows.append((Button(say("📅 Propose dates"), to.DATES(number)),))
    if exchange.state is ExchangeState.COMMITMENT:
        rows.append((Button(say("✍️ Write the commitment"), to.WRITE_COMMITMENT(number)),))
    if exchange.state in {ExchangeState.SIGNING, *AMENDABLE}:
        rows.append((Button(say("📄 Read the commitment"), to.READ_COMMITMENT(number)),))
    if exchange.state is ExchangeState.SIGNING and commitments.next_signatory(
        talk.work, exchange
    ) is _party(side):
        rows.append((Button(say("🖊 Sign"), to.SIGN_COMMITMENT(number)),))
    rows += agreements.buttons(say, talk.work, exchange, side)
    rows += [(one,) for one in room.buttons(talk, exchange)]
    rows += online.buttons(say, exchange)
    rows += grid(preparing.buttons(say, exchange), 2)
    if exchange.state in REPORTABLE and side is Side.VISITOR:
        rows.append((Button(say("📝 Write the report"), to.REPORT(number)),))
    if proofs.may_send(talk.work, exchange, side):
        rows.append((proofs.send_button(say, exchange),))
    if exchange.state in INTERRUPTIBLE and exchange.ended_early_on is None:
        rows.append((Button(say("It had to be broken off"), to.BREAK_OFF(number)),))
    changeable = exchange.state in {ExchangeState.COMMITMENT, ExchangeState.SIGNING}
    if changeable and not group_of(talk.work, exchange):
        rows.append((Button(say("Change the dates"), to.CHANGE_DATES(number)),))
    rows += [(one,) for one in amending.button(say, talk.work, exchange)]
    if exchange.state in CANCELLABLE:
        rows.append((Button(say("Cancel the exchange"), to.CANCEL_EXCHANGE(number)),))
    return tuple(rows)


def _side(talk: Talk, exchange: Exchange) -> Side:
    return parties.side_in(talk.work, talk.person, exchange)


def _party(side: Side) -> Signatory:
    return Signatory.VO if side is Side.VISITOR else Signatory.HO


def _own(act: Callable[..., None]) -> Callable[..., None]:
    """What a button does with an exchange of the person's own; others' are not found."""

    def tapped(talk: Talk, number: int, *values: date) -> None:
        act(talk, parties.exchange_for(talk.work, talk.person, number), *values)

    return tapped


def _turn_month(talk: Talk, exchange: Exchange, month: date) -> None:
    _ask_day(talk, exchange, month, in_place=True)


def _change_dates(talk: Talk, exchange: Exchange) -> None:
    dates.reopen_dates(talk.work, talk.person, exchange.id or 0)
    ask_dates(talk, exchange)


def _begin(form: str) -> Callable[..., None]:
    return _own(lambda talk, exchange: filling.begin(talk, form, exchange.id))


def ask_dates(talk: Talk, exchange: Exchange) -> None:
    """Ask for the first day, by calendar or typed."""
    talk.expect("dates", exchange=exchange.id)
    wished = dates.wished_month(talk.work, exchange)
    _ask_day(talk, exchange, wished, in_place=False)


def _ask_day(talk: Talk, exchange: Exchange, month: date, *, in_place: bool) -> None:
    say = talk.say
    starts = talk.conversation.facts.get("starts")
    if starts:
        text = say(
            "First day: <b>{day}</b>. And the last working day at the host?",
            day=date.fromisoformat(starts),
        )
    else:
        text = say(
            "📅 Which is the first working day at the host? Travel days do not count. Tap a day, or "
            "type both dates (for example: 12–16 April)."
        )
    number = exchange.id
    today = date.fromisoformat(starts) if starts else today_at_host(talk.work, exchange)
    day, turn = partial(to.DATES_DAY, number), partial(to.DATES_MONTH, number)
    rows = month_rows(say, month, day=day, turn=turn, today=today)
    screen = Screen(text if starts else paragraphs(text, times.examples(talk)), rows)
    if in_place:
        talk.show(screen)
    else:
        talk.send(screen)


def _stay_picked(talk: Talk, exchange: Exchange, starts: date, ends: date) -> None:
    talk.expect("dates", exchange=exchange.id)
    _preview(talk, exchange, starts, ends)


def _picked(talk: Talk, exchange: Exchange, day: date) -> None:
    starts = talk.conversation.facts.get("starts")
    if talk.conversation.place != "dates":
        talk.expect("dates", exchange=exchange.id)
    if starts and date.fromisoformat(starts) <= day:
        _preview(talk, exchange, date.fromisoformat(starts), day)
        return
    talk.remember(starts=day.isoformat())
    _ask_day(talk, exchange, day.replace(day=1), in_place=True)


def typed_dates(talk: Talk) -> None:
    """Dates typed instead of tapped: one, or both."""
    exchange = parties.exchange_for(
        talk.work, talk.person, int(talk.conversation.facts["exchange"])
    )
    if times.typed(talk, exchange) or times.asked_for_hours(talk, exchange):
        return
    if month_first(talk.event.text):
        talk.reply(talk.say(DAY_FIRST))
        return
    found = read_dates(talk.event.text, today_at_host(talk.work, exchange))
    loosely = () if found else parts_told(talk.event.text, today_at_host(talk.work, exchange))
    if loosely:
        _offer_stays(talk, exchange, loosely)
        return
    if found and not tells_one_stay(talk.event.text):
        talk.reply(
            talk.say(
                "Please tell only the first and the last day that you want, like this: 12–16 April 2027"
            )
        )
        return
    facts = talk.conversation.facts
    starts = (
        None if facts.get("ends") else facts.get("starts")
    )  # after a proposal a day begins anew
    if len(found) >= 2:  # noqa: PLR2004 - first and last day
        _preview(talk, exchange, found[0], found[1])
    elif found and starts:
        _preview(talk, exchange, date.fromisoformat(starts), found[0])
    elif found and (days := length_of(talk.event.text)[0]):
        _preview(talk, exchange, found[0], last_of(found[0], days))
    elif found:
        talk.remember(starts=found[0].isoformat(), ends="")
        _ask_day(talk, exchange, found[0].replace(day=1), in_place=False)
    else:
        talk.reply(
            talk.say("I could not read a date in that. Please type it like this: 12–16 April 2027")
        )


def _offer_stays(talk: Talk, exchange: Exchange, loosely: Sequence[Stretch]) -> None:
    """“Any week in May”: the stays that fit into it, to be tapped."""
    say = talk.say
    stays = _stays_in(talk, exchange, loosely)
    if len(stays) == 1:
        _preview(talk, exchange, *stays[0])
        return
    when = say.join(say.days(*one) for one in loosely)
    if not stays:
        none = say(
            "{when}: I find no days then that fit both of you. Which other time would suit you?",
            when=when,
        )
        talk.reply(none)
        return
    rows = tuple(
        (Button(say.days(*one), to.DATES_STAY(exchange.id, *one)),) for one in stays[:STAYS]
    )
    head = say(
        "These days fit, with free places at the host. Tap the ones that you want, or type others."
    )
    talk.send(Screen(head, rows))


def _stays_in(
    talk: Talk, exchange: Exchange, loosely: Sequence[Stretch]
) -> list[tuple[date, date]]:
    """The stays to offer: some of each time that was told, those that fit best first."""
    times = [(one.first, one.last) for one in loosely]
    share = max(1, STAYS // len(times))
    each = [dates.stays_within(talk.work, exchange, [one])[:share] for one in times]
    fair = dict.fromkeys(stay for stays in each for stay in stays)
    rest = dates.stays_within(talk.work, exchange, times)
    return [*dict.fromkeys((*fair, *rest))]


def _preview(talk: Talk, exchange: Exchange, starts: date, ends: date) -> None:
    preview = previews.preview_stay(talk.work, exchange, starts, ends)
    dates.check_places(talk.work, exchange, starts, ends)
    talk.remember(starts=starts.isoformat(), ends=ends.isoformat())
    say, number = talk.say, exchange.id
    text = paragraphs(
        say("<b>{dates}</b>", dates=say.days(starts, ends)),
        stay_words(talk, preview),
        say(
            "Shall I propose these dates to <b>{name}</b>?",
            name=parties.partner_name(talk.work, talk.person, exchange),
        ),
    )
    talk.show(
        Screen(
            text,
            (
                (Button(say("Yes, propose them"), to.OFFER_DATES(number)),),
                (Button(say("Other dates"), to.DATES(number)),),
            ),
        )
    )


def stay_words(talk: Talk, preview: StayPreview) -> str:
    """Working days, holidays between, distance and lump sum with the reason for a halving."""
    say = talk.say
    days = say.many("{count} working day", "{count} working days", preview.stay.count)
    holidays = [f"{say.date(day)} ({name})" for day, name in preview.stay.holidays.items()]
    return lines(
        say("🗓 {days}, travel not counted", days=days),
        say("Public holidays not counted: {days}", days=", ".join(holidays)) if holidays else "",
        say("📍 {km} km apart", km=say.number(round(preview.distance_km)))
        if preview.distance_km is not None
        else "",
        say(
            "💶 Lump sum for the visitor: {sum}",
            sum=sum_words(say, talk.work.scheme, preview.sum),
        ),
    )


def _offer(talk: Talk, exchange: Exchange) -> None:
    facts = talk.conversation.facts
    if "starts" not in facts or "ends" not in facts or facts.get("exchange") != exchange.id:
        if not times.proposed_already(talk, exchange):
            ask_dates(talk, exchange)
        return
    starts, ends = date.fromisoformat(facts["starts"]), date.fromisoformat(facts["ends"])
    dates.offer_dates(talk.work, talk.person, exchange.id or 0, starts, ends)
    talk.expect()
    name = parties.partner_name(talk.work, talk.person, exchange)
    talk.settle(talk.say("✓ Proposed: {dates}", dates=talk.say.days(starts, ends)))
    talk.reply(
        talk.say(
            "I asked <b>{name}</b>. They can agree or propose other dates; I tell you at once.",
            name=name,
        )
    )


def _agree(talk: Talk, exchange: Exchange) -> None:
    dates.agree_dates(talk.work, talk.person, exchange.id or 0)
    talk.expect()
    talk.settle(talk.say("✓ Dates agreed."))
    talk.reply(
        talk.say(
            "Next comes the Commitment to Quality: what you want to reach and the agenda. It takes "
            "four short answers, and either of you can write it."
        ),
        [Button(talk.say("✍️ Write it now"), to.WRITE_COMMITMENT(exchange.id))],
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.EXCHANGE: _own(show),
    to.DATES: _own(ask_dates),
    to.DATES_MONTH: _own(_turn_month),
    to.DATES_DAY: _own(_picked),
    to.DATES_STAY: _own(_stay_picked),
    to.OFFER_DATES: _own(_offer),
    to.AGREE_DATES: _own(_agree),
    to.CHANGE_DATES: _own(_change_dates),
    to.CANCEL_EXCHANGE: _begin("stop"),
    to.BREAK_OFF: _begin("early"),
}
