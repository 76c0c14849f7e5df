"""Exchanges on the desk: where each stands; sign, validate, pay."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.addresses import StaleButton, typed_rows
from bot.conversation.screens import Button, Screen, clip, folded, grid, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import agreements, amending, correcting, distances
from bot.desk.cases import on_hold, taking_back
from bot.desk.officer import note_reading, officer_of, whose
from bot.desk.settled import unless_exchange
from bot.words.states import EXCHANGE_STATES
from bot.words.sums import sum_words
from exchange import desk
from exchange.money import Money
from exchange.people.signing import (
    commitment_to_sign,
    current_commitment,
    signatures_of,
    versions_of,
)
from exchange.states import AFTER_STAY, AGREEABLE, CANCELLABLE
from exchange.visiting import closing, commitments, paying, taking
from exchange.visiting.agreement_papers import agreement_file
from exchange.visiting.agreements import sign_as_payer
from exchange.visiting.distances import BEFORE_MONEY, settle_distance
from exchange.visiting.sums import lump_sum_of
from exchange.words import N_
from matching.places.countries import flag
from storage.tables import ExchangeState, Signatory, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import ExchangeCard, ExchangeLine
    from exchange.scheme.call import Scheme
    from exchange.work import Work
    from storage.tables import Commitment, Exchange

SHOWN = 12
SIGNATORIES = {  # in the order in which they sign
    Signatory.VO: N_("Visitor"),
    Signatory.HO: N_("Host"),
    Signatory.VOP: N_("Visitor’s Partnership"),
    Signatory.HOP: N_("Host’s Partnership"),
}
PROOF_OF_STAY = N_("Proof of stay")  # of an item that the call does not name (any more)
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


def card(say: Speech, scheme: Scheme, found: ExchangeCard) -> Screen:
    """An exchange on one page, and what the desk can do now: what it is about in sight, the rest folded."""
    exchange, parties = found.exchange, found.parties
    visitor, host = parties.visitor_organisation, parties.host_organisation
    text = lines(
        lines(
            say(
                "<b>HX-{number:04}</b> · {state}",
                number=exchange.id or 0,
                state=say(EXCHANGE_STATES[exchange.state]),
            ),
            say(
                "<b>{visitor}</b> {from_} → <b>{host}</b> {to}",
                visitor=visitor.name,
                from_=flag(visitor.country),
                host=host.name,
                to=flag(host.country),
            ),
            *_terms(say, scheme, found),
            _why(say, scheme, found),
            say("✋ {officer} sees to it.", officer=found.taker.name) if found.taker else "",
            on_hold.told(say, found.hold),
        ),
        amending.told(say, scheme, found) if found.wanted else "",
        folded(lines(*_details(say, scheme, found))),
    )
    return Screen(text, _buttons(say, found))


def _details(say: Speech, scheme: Scheme, found: ExchangeCard) -> Iterator[str]:
    """The papers, what was reported, proved and paid; what was last comes first."""
    after = found.report or found.exchange.state in AFTER_STAY
    if after:
        yield _payment(say, found)
        yield _proofs(say, scheme, found)
        yield _report(say, scheme, found)
        yield correcting.told(say, found)
    yield agreements.told(say, found)
    yield from _signatures(say, found)
    if not found.wanted:
        yield amending.told(say, scheme, found)
    if not after:
        yield _proofs(say, scheme, found)
    yield say("{vop} pays · {hop} hosts", vop=found.parties.vop.name, hop=found.parties.hop.name)
    if found.group:
        yield say("👥 In the group visit <b>{title}</b>", title=found.group.title)


def _terms(say: Speech, scheme: Scheme, found: ExchangeCard) -> list[str]:
    exchange = found.exchange
    if not exchange.starts_on or not exchange.ends_on:
        over = exchange.state is ExchangeState.CANCELLED
        return [] if over else [say("No dates agreed yet.")]
    days = say.many("{count} working day", "{count} working days", exchange.working_days or 0)
    return [
        say("📅 {dates} · {days}", dates=say.days(exchange.starts_on, exchange.ends_on), days=days),
        say("💶 {sum}", sum=sum_words(say, scheme, lump_sum_of(exchange))),
        *distances.told(say, found),
    ]


def _why(say: Speech, scheme: Scheme, found: ExchangeCard) -> str:
    """Why it was cancelled or broken off, and when."""
    exchange = found.exchange
    known = {one.id: one.label for one in scheme.cancellation_reasons}
    label = known.get(exchange.reason)
    why = say(label) if label else clip(exchange.reason, 300)
    if exchange.ended_early_on:
        text = "⚠️ Broken off on {at}: “{reason}”"
        return say(text, at=exchange.ended_early_on, reason=why)
    return say("⚠️ Cancelled: “{reason}”", reason=why) if why else ""


def _signatures(say: Speech, found: ExchangeCard) -> list[str]:
    signed = {one.party: one for one in found.signatures}
    if len(signed) == len(Signatory):
        last = max(one.signed_at for one in found.signatures)
        return [say("🖊 Signed by all four, {at}", at=last)]
    if not signed and found.next_signatory is None:
        return []
    rows = [
        say("🖊 {party}: {name}, {at}", party=say(words), name=one.name, at=one.signed_at)
        for party, words in SIGNATORIES.items()
        if (one := signed.get(party))
    ]
    missing = ", ".join(say(words) for party, words in SIGNATORIES.items() if party not in signed)
    return [*rows, say("▫️ Not signed yet: {parties}", parties=missing)]


def _report(say: Speech, scheme: Scheme, found: ExchangeCard) -> str:
    if not found.report:
        return ""
    if found.report.validated_at:  # it was read then, and what counts now is money
        return say(
            "<b>Report</b> of {at}, validated on {day}",
            at=found.report.submitted_at.date(),
            day=found.report.validated_at.date(),
        )
    titles = {one.id: one.title for one in scheme.report_form}
    rows = [
        say("<b>{title}:</b> {text}", title=say(titles.get(key, key)), text=clip(str(value), 500))
        for key, value in found.report.answers.items()
        if value
    ]
    return lines(say("<b>Report</b> of {at}", at=found.report.submitted_at.date()), *rows)


def _proofs(say: Speech, scheme: Scheme, found: ExchangeCard) -> str:
    """What proves the stay, what is missing, and why a coordinator has it paid without."""
    titles = {one.id: one.title for one in scheme.evidence}
    counted = Counter(one.item for one in found.evidence)
    there = [
        say("{item} ({count})", item=say(titles.get(item, PROOF_OF_STAY)), count=count)
        for item, count in counted.items()
    ]
    asked = found.report or there
    missing = [say(one.title) for one in found.missing] if asked else []
    report, by = found.report, found.waived_by
    return lines(
        say("📎 {items}", items=", ".join(there)) if there else "",
        say("⚠️ Proof missing: {items}", items=say.join(missing)) if missing else "",
        say("{officer} pays without it: “{reason}”", officer=by.name, reason=report.waived_for)
        if report and by
        else "",
    )


def _payment(say: Speech, found: ExchangeCard) -> str:
    payment, proposer, approver = found.payment, found.proposed_by, found.decided_by
    if payment is None or proposer is None:
        return ""
    if approver is None or payment.decided_at is None:
        return say(
            "💶 Proposed by {officer} on {at}, reference {reference}",
            officer=proposer.name,
            at=payment.proposed_at.date(),
            reference=payment.reference,
        )
    paid = say(
        "💶 Paid on {at}, reference {reference}",
        at=payment.decided_at.date(),
        reference=payment.reference,
    )
    by = {"proposer": proposer.name, "approver": approver.name}
    if payment.alone:
        return lines(paid, say("Proposed and approved by {approver} alone", **by))
    return lines(paid, say("Proposed by {proposer}, approved by {approver}", **by))


def _buttons(say: Speech, found: ExchangeCard) -> tuple[tuple[Button, ...], ...]:
    number, state = found.exchange.id, found.exchange.state
    rows: list[tuple[Button, ...]] = []
    if found.may_sign and found.wanted is None:
        rows.append((Button(say("🖊 Sign for the Partnership"), to.SIGN(number)),))
    rows += agreements.buttons(say, found)
    if state is ExchangeState.REPORTED:
        rows.append(
            (
                Button(say("✅ Validate"), to.VALIDATE(number)),
                Button(say("↩️ Ask for more"), to.RETURN_REPORT(number)),
            )
        )
    if found.may_waive:
        rows.append((Button(say("Pay without the proof"), to.WAIVE(number)),))
    if found.may_propose:
        rows.append((Button(say("💶 Propose the payment"), to.PAY(number)),))
    if found.may_approve:
        rows.append((Button(say("✅ Approve the payment"), to.APPROVE_PAYMENT(number)),))
    if state is ExchangeState.PROPOSED:
        rows.append((Button(say("↩️ Send it back"), to.DECLINE_PAYMENT(number)),))
    rows += amending.buttons(say, found)
    rows += correcting.buttons(say, found)
    papers = (
        [Button(say("📄 Commitment"), to.READ_COMMITMENT(number))]
        if found.signatures or found.next_signatory
        else []
    )
    if found.agreement:
        papers.append(Button(say("💶 Agreement"), to.READ_AGREEMENT(number)))
    if any(one.file_id for one in found.evidence):
        papers.append(Button(say("📎 Proof"), to.PROOF(number)))
    papers.append(Button(say("🕰 History"), to.HISTORY(number)))
    rows += grid([*papers, *_taking(say, found)], 2)
    rows += [on_hold.of_exchange(say, found), taking_back.buttons(say, found.undoable)]
    if state in CANCELLABLE:
        rows.append((Button(say("Cancel the exchange"), to.CANCEL_EXCHANGE(number)),))
    return tuple(row for row in rows if row)


def _taking(say: Speech, found: ExchangeCard) -> Iterator[Button]:
    number = found.exchange.id
    if found.may_take and found.taker:
        yield Button(say("👐 Free it"), to.LET_EXCHANGE_GO(number))
    elif found.may_take:
        yield Button(say("✋ I take it"), to.TAKE_EXCHANGE(number))


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
