"""What all have signed is changed: the desk asks for it, signs it, or refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.words import amendments as words
from exchange import desk
from exchange.people.officers import Right, require
from exchange.visiting import amending
from exchange.words import N_
from storage.tables import Amendment, AmendmentState, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.forms import Filling, Form, Question
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeCard
    from exchange.scheme.call import Scheme
    from exchange.work import Work
    from storage.tables import Officer

QUOTED = 300


def forms() -> tuple[Form, ...]:
    """A change asked for, and why one is refused."""
    why = N_("Why is the change refused? The other three read this.")
    return (
        words.change_form(_questions, _ask, _not_amendable, _who),
        words.refusal_form(N_("Refusal"), why, _refuse, _over),
    )


def told(say: Speech, scheme: Scheme, found: ExchangeCard) -> str:
    """The change that is being signed, whose turn it is under it; else how often the paper was changed."""
    if found.wanted is not None:
        return words.told(say, scheme, found.wanted)
    changed = found.amended
    return (
        say.many(
            "✏️ Changed by all four {count} time", "✏️ Changed by all four {count} times", changed
        )
        if changed
        else ""
    )


def buttons(say: Speech, found: ExchangeCard) -> list[tuple[Button, ...]]:
    """The ways to sign or refuse a change, or to ask for one."""
    if found.wanted is not None:
        number = found.wanted.amendment.id
        sign = [Button(say("🖊 Sign the change"), to.SIGN_AMENDMENT(number))]
        label = say("↩️ Take it back") if found.own_amendment else say("❌ Refuse it")
        refuse = [Button(label, to.REFUSE_AMENDMENT(number))]
        both = (sign if found.may_sign else []) + (refuse if found.may_amend else [])
        return [(one,) for one in both]
    if found.may_amend:
        return [(Button(say("✏️ Change what was signed"), to.AMEND(found.exchange.id)),)]
    return []


def begin(talk: Talk, number: int) -> None:
    """Ask what is to be different. Raises AlreadyAmending, StayOver, NothingSigned, RoleMayNot."""
    require(officer_of(talk), Right.DECIDE)
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    amending.require_amendable(talk.work, found.exchange)
    filling.begin(talk, words.FORM, number)


def _not_amendable(talk: Talk, number: int) -> Screen | None:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    if amending.may_amend(talk.work, found.exchange):
        return None
    text = talk.say("There is nothing to change here now: what counts stands on the exchange.")
    return Screen(text, ((Button(f"HX-{number:04}", to.EXCHANGE(number)),),))


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    return words.questions(talk, officer_of(talk), _side(talk, subject), subject)


def _side(talk: Talk, number: int) -> Side:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    return amending.side_of(talk.work, officer_of(talk), found.exchange)


def _who(filling: Filling) -> tuple[Officer, Side]:
    return officer_of(filling.talk), _side(filling.talk, filling.subject)


def _ask(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    change = words.change_of(_side(talk, subject), answers)
    amending.ask_amendment(
        talk.work, officer_of(talk), subject, change, answers.get("reason") or ""
    )
    talk.reply(
        talk.say(
            "✏️ Asked for: all four sign it in their turn, the visitor first. Until then the paper of before holds: /exchange {number}",
            number=subject,
        )
    )


def sign(talk: Talk, number: int) -> None:
    """Sign for one's Partnership."""
    over = _over(talk, number)
    if over:
        talk.show(over)
        return
    amending.sign_amendment(talk.work, officer_of(talk), number)
    talk.toast(talk.say("🖊 Signed."))
    shown = _over(talk, number)
    if shown:
        talk.show(shown)
        return
    exchange_id = talk.work.load(Amendment, number).exchange_id
    text = talk.say("🖊 Signed. I ask whoever is next.")
    talk.show(Screen(text, ((Button(f"HX-{exchange_id:04}", to.EXCHANGE(exchange_id)),),)))


def refuse(talk: Talk, number: int) -> None:
    """Ask why; one's own is taken back at once."""
    amendment = amending.amendment_for(talk.work, officer_of(talk), number)
    if not amending.is_own(talk.work, officer_of(talk), amendment):
        filling.begin(talk, words.REFUSAL, number)
        return
    amending.refuse_amendment(talk.work, officer_of(talk), number)
    talk.show(ended(talk.say, talk.work, amendment))


def ended(say: Speech, work: Work, amendment: Amendment) -> Screen:
    """What became of a change, with the reason where there is one."""
    why = clip(amendment.ended_for, QUOTED)
    text = lines(
        f"HX-{amendment.exchange_id:04}",
        words.ended(say, work, amendment, ENDED),
        say("“{reason}”", reason=why) if why else "",
    )
    number = amendment.exchange_id
    return Screen(paragraphs(text), ((Button(f"HX-{number:04}", to.EXCHANGE(number)),),))


ENDED = {
    AmendmentState.IN_FORCE: N_("✅ All four have signed the change: it counts from now on."),
    AmendmentState.REFUSED: N_("{who} refused a change. The paper of before holds."),
    AmendmentState.TAKEN_BACK: N_("{who} took a change back. The paper of before holds."),
    AmendmentState.OVERTAKEN: N_(
        "A change came too late: not all had signed it. The paper of before holds."
    ),
}


def _over(talk: Talk, number: int) -> Screen | None:
    amendment = talk.work.load(Amendment, number)
    desk.exchange_card(talk.work, officer_of(talk), amendment.exchange_id)
    if amendment.state is AmendmentState.OPEN:
        return None
    return ended(talk.say, talk.work, amendment)


def _refuse(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    amending.refuse_amendment(talk.work, officer_of(talk), subject, answers["text"])
    exchange_id = talk.work.load(Amendment, subject).exchange_id
    card = [Button(f"HX-{exchange_id:04}", to.EXCHANGE(exchange_id))]
    talk.reply(talk.say("Refused. All are told, and the paper of before holds."), card)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.AMEND: begin,
    to.SIGN_AMENDMENT: sign,
    to.REFUSE_AMENDMENT: refuse,
}
