"""The card of an exchange at the desk: where it stands, who has signed, the money, what may be done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, folded, grid, lines
from bot.desk import addresses as to
from bot.desk import agreements, amending, correcting, distances
from bot.desk.cases import on_hold, taking_back
from bot.words.sums import sum_words
from exchange.life.stands import EXCHANGE_STATES
from exchange.states import AFTER_STAY, CANCELLABLE
from exchange.visiting.sums import lump_sum_of
from exchange.words import N_
from matching.places.countries import flag
from storage.tables import ExchangeForm, ExchangeState, Signatory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.speech import Speech
    from exchange.desk import ExchangeCard
    from exchange.scheme.call import Scheme

SIGNATORIES = {  # in the order in which they sign
    Signatory.VO: N_("Visitor"),
    Signatory.HO: N_("Host"),
    Signatory.VOP: N_("Visitor’s Partnership"),
    Signatory.HOP: N_("Host’s Partnership"),
}
PROOF_OF_STAY = N_("Proof of stay")  # of an item that the call does not name (any more)


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
        *form_lines(say, found),
        say("💶 {sum}", sum=sum_words(say, scheme, lump_sum_of(exchange))),
        *distances.told(say, found),
    ]


def form_lines(say: Speech, found: ExchangeCard) -> list[str]:
    """That it is online, or partly; and the days on the spot, where they are in several parts or beside sessions."""
    form, spots = found.exchange.form, say.join(say.days(*one) for one in found.slots)
    if form is ExchangeForm.HYBRID:
        return [say("🏠 {days}, else online", days=spots)]
    if form is ExchangeForm.ONLINE:
        return [say("💻 Online, in half days")]
    return [say("🏠 On the spot: {days}", days=spots)] if spots else []


def _why(say: Speech, scheme: Scheme, found: ExchangeCard) -> str:
    """Why it was cancelled or broken off, and when."""
    exchange = found.exchange
    known = {one.id: one.label for one in scheme.cancellation_reasons}
    label = known.get(exchange.reason)
    why = say(label) if label else clip(exchange.reason, 300)
    if exchange.ended_early_on:
        if not why:  # corrected by a desk, or long ago
            return say("⚠️ Ended sooner than agreed, on {at}", at=exchange.ended_early_on)
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
            at=say.on(found.report.submitted_at),
            day=say.on(found.report.validated_at),
        )
    titles = {one.id: one.title for one in scheme.report_form}
    rows = [
        say("<b>{title}:</b> {text}", title=say(titles.get(key, key)), text=clip(str(value), 500))
        for key, value in found.report.answers.items()
        if value
    ]
    return lines(say("<b>Report</b> of {at}", at=say.on(found.report.submitted_at)), *rows)


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
            at=say.on(payment.proposed_at),
            reference=payment.reference,
        )
    paid = say(
        "💶 Paid on {at}, reference {reference}",
        at=say.on(payment.decided_at),
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
    rows += [(one,) for one in _of_the_payment(say, found)]
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


def _of_the_payment(say: Speech, found: ExchangeCard) -> Iterator[Button]:
    number = found.exchange.id
    if found.may_validate_and_propose:
        yield Button(say("✅ Validate, propose payment"), to.VALIDATE_TO_PAY(number))
    if found.may_waive:
        yield Button(say("Pay without the proof"), to.WAIVE(number))
    if found.may_propose:
        yield Button(say("💶 Propose the payment"), to.PAY(number))
    if found.may_approve:
        yield Button(say("✅ Approve the payment"), to.APPROVE_PAYMENT(number))
    if found.exchange.state is ExchangeState.PROPOSED:
        yield Button(say("↩️ Send it back"), to.DECLINE_PAYMENT(number))


def _taking(say: Speech, found: ExchangeCard) -> Iterator[Button]:
    number = found.exchange.id
    if found.may_take and found.taker:
        yield Button(say("👐 Free it"), to.LET_EXCHANGE_GO(number))
    elif found.may_take:
        yield Button(say("✋ I take it"), to.TAKE_EXCHANGE(number))
