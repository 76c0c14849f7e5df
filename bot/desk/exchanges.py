"""Exchanges on the desk: where each stands; sign, validate, pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.addresses import StaleButton, typed_rows
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import agreements
from bot.desk.exchange_card import PROOF_OF_STAY, SIGNATORIES, card
from bot.desk.officer import note_reading, officer_of, whose
from bot.desk.settled import unless_exchange
from exchange import desk
from exchange.life.stands import EXCHANGE_STATES
from exchange.money import Money
from exchange.people.signing import (
    commitment_to_sign,
    current_commitment,
    signatures_of,
    versions_of,
)
from exchange.states import AGREEABLE
from exchange.visiting import closing, commitments, paying, taking
from exchange.visiting.agreement_papers import agreement_file
from exchange.visiting.agreements import sign_as_payer
from exchange.visiting.distances import BEFORE_MONEY, settle_distance
from exchange.words import N_
from storage.tables import ExchangeState, Signatory, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeLine
    from exchange.work import Work
    from storage.tables import Commitment, Exchange

SHOWN = 12
WAITS_FOR = {
    "visitor": N_("waits for the visitor"),
    "host": N_("waits for the host"),
    "VO": N_("waits for the visitor's signature"),
    "HO": N_("waits for the host's signature"),
    "VOP": N_("waits for the visitor's Partnership"),
    "HOP": N_("waits for the host's Partnership"),
    "officer": N_("waits for the desk"),
}


def overview(talk: Talk) -> None:
    """Exchanges that are not over, those in need first."""
    found = desk.exchange_lines(talk.work, officer_of(talk))
    if not found:
        talk.reply(talk.say("No exchanges yet. They begin as soon as a pair has agreed."))
        return
    head = talk.say.many("<b>{count} exchange</b>", "<b>{count} exchanges</b>", len(found))
    rows = [_line(talk.say, one) for one in found[:SHOWN]]
    buttons = tuple(
        (Button(clip(f"HX-{one.exchange_id:04} {one.visitor}", 50), to.EXCHANGE(one.exchange_id)),)
        for one in found[:SHOWN]
    )
    more = (
        talk.say("… and {count} more: /export has them all.", count=len(found) - SHOWN)
        if len(found) > SHOWN
        else ""
    )
    talk.show(Screen(paragraphs(lines(whose(talk), head), lines(*rows), more), buttons))


def _line(say: Speech, line: ExchangeLine) -> str:
    waits = (
        say(" – {waits}", waits=say(WAITS_FOR[line.waits_for]))
        if line.waits_for in WAITS_FOR
        else ""
    )
    return say(
        "HX-{number:04} <b>{visitor}</b> → <b>{host}</b>: {state}{waits}",
        number=line.exchange_id,
        visitor=line.visitor,
        host=line.host,
        state=say(EXCHANGE_STATES[line.state]),
        waits=waits,
    )


def show_typed(talk: Talk) -> None:
    """`/exchange 7`, also `/exchange HX-0007`."""
    numbers = typed_rows(talk.event.text)
    if not numbers:
        talk.reply(talk.say("Which one? For example: /exchange 7. /exchanges lists them."))
        return
    show(talk, numbers[0])


def show(talk: Talk, exchange_id: int) -> None:
    """One exchange with its buttons."""
    found = desk.exchange_card(talk.work, officer_of(talk), exchange_id)
    note_reading(talk, "card", f"exchange:{exchange_id}")
    talk.send(card(talk.say, talk.work.scheme, found))


def _take(talk: Talk, number: int) -> None:
    taking.take_exchange(talk.work, officer_of(talk), number)
    _show_anew(talk, number)


def _let_go(talk: Talk, number: int) -> None:
    taking.let_exchange_go(talk.work, officer_of(talk), number)
    _show_anew(talk, number)


def _sign(talk: Talk, number: int) -> None:
    if _settled(talk, number, ExchangeState.SIGNING):
        return
    signature = commitments.sign_as_officer(talk.work, officer_of(talk), number)
    party = talk.say(SIGNATORIES[signature.party])
    done(talk, number, talk.say("🖊 {party}: signed by {name}", party=party, name=signature.name))


def _settled(talk: Talk, number: int, *open_in: ExchangeState) -> bool:
    """Whether it is in no such state any more; the card then says what has become of it."""
    over = unless_exchange(*open_in)(talk, number)
    if over:
        talk.show(over)
    return over is not None


def _validate(talk: Talk, number: int) -> None:
    if _settled(talk, number, ExchangeState.REPORTED):
        return
    closing.validate_report(talk.work, officer_of(talk), number)
    done(talk, number, talk.say("✅ Report validated. The visitor is told."))


def _validate_to_pay(talk: Talk, number: int) -> None:
    """The same, and on to the payment's reference, where nothing else is in its way."""
    _validate(talk, number)
    if paying.payable(talk.work, desk.exchange_card(talk.work, officer_of(talk), number).exchange):
        filling.begin(talk, "pay", number)


def _begin(form: str) -> Callable[[Talk, int], None]:
    """What a button does that asks for words first; others' exchanges are not found."""

    def tapped(talk: Talk, number: int) -> None:
        desk.exchange_card(talk.work, officer_of(talk), number)
        filling.begin(talk, form, number)

    return tapped


def _pay(talk: Talk, number: int) -> None:
    """A payment begins with its reference. Raises what is in its way before anything is typed."""
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    paying.require_payable(talk.work, found.exchange)
    filling.begin(talk, "pay", number)


def _approve(talk: Talk, number: int) -> None:
    if _settled(talk, number, ExchangeState.PROPOSED):
        return
    payment = paying.approve_payment(talk.work, officer_of(talk), number)
    amount = Money(payment.amount, payment.currency)
    done(talk, number, talk.say("✅ {amount} approved. The visitor is told.", amount=amount))


def _settle_distance(talk: Talk, number: int, km: int) -> None:
    if _settled(talk, number, *BEFORE_MONEY):
        return
    settle_distance(talk.work, officer_of(talk), number, km)
    done(talk, number, talk.say("📍 Settled. The visitor is told."))


def _read(talk: Talk, number: int) -> None:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    note_reading(talk, "paper", f"exchange:{number}")
    for version, text in _papers(talk.work, found.exchange):
        file = commitments.commitment_file(
            talk.work, found.exchange, talk.say, talk.person, version
        )
        talk.reply(talk.say(text, number=number), file_id=file.id)


def _papers(work: Work, exchange: Exchange) -> Iterator[tuple[Commitment, str]]:
    """What counts, or is written to be signed; what is being signed instead; what all had signed before."""
    current, other = current_commitment(work, exchange), commitment_to_sign(work, exchange)
    if current:
        yield current, N_("The Commitment to Quality of HX-{number:04}.")
    if other and current and other.id != current.id:
        yield other, N_("The change of it that is being signed.")
    for one in reversed(versions_of(work, exchange)):
        signed = len(signatures_of(work, one)) == len(Signatory)
        if signed and current and one.id != current.id:
            yield one, N_("What all four had signed before.")


def _agree(talk: Talk, number: int, version: int) -> None:
    if _settled(talk, number, *AGREEABLE):
        return
    signature = sign_as_payer(talk.work, officer_of(talk), number, version)
    done(talk, number, talk.say("🖊 Agreement: signed by {name}", name=signature.name))


def _read_agreement(talk: Talk, number: int) -> None:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    agreements.require(found)
    file = agreement_file(talk.work, found.exchange, talk.say, talk.person)
    note_reading(talk, "paper", f"exchange:{number}")
    text = talk.say("The agreement on the money of HX-{number:04}.", number=number)
    talk.reply(text, file_id=file.id)


def _proof(talk: Talk, number: int) -> None:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    files = [(one.item, one.file_id) for one in found.evidence if one.file_id]
    if not files:
        raise StaleButton
    note_reading(talk, "proof", f"exchange:{number}")
    titles = {one.id: one.title for one in talk.work.scheme.evidence}
    for at, (item, file_id) in enumerate(files, 1):
        text = talk.say(
            "{item}: {at} of {count} proofs of HX-{number:04}.",
            item=talk.say(titles.get(item, PROOF_OF_STAY)),
            at=at,
            count=len(files),
            number=number,
        )
        photo = talk.work.load(StoredFile, file_id).mime.startswith("image/")
        talk.reply(text, file_id=file_id, picture=photo)


def done(talk: Talk, number: int, words: str) -> None:
    """Say it over the chat, and show the card as it is now."""
    talk.toast(words)
    _show_anew(talk, number)


def _show_anew(talk: Talk, number: int) -> None:
    found = desk.exchange_card(talk.work, officer_of(talk), number)
    talk.show(card(talk.say, talk.work.scheme, found))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.EXCHANGE: show,
    to.SIGN: _sign,
    to.VALIDATE: _validate,
    to.VALIDATE_TO_PAY: _validate_to_pay,
    to.RETURN_REPORT: _begin("return"),
    to.PAY: _pay,
    to.APPROVE_PAYMENT: _approve,
    to.DECLINE_PAYMENT: _begin("unpay"),
    to.CANCEL_EXCHANGE: _begin("stop"),
    to.READ_COMMITMENT: _read,
    to.SIGN_AGREEMENT: _agree,
    to.READ_AGREEMENT: _read_agreement,
    to.PROOF: _proof,
    to.WAIVE: _begin("waive"),
    to.CORRECT: _begin("correct"),
    to.DISTANCE: _begin("distance"),
    to.SETTLE_DISTANCE: _settle_distance,
    to.TAKE_EXCHANGE: _take,
    to.LET_EXCHANGE_GO: _let_go,
}
