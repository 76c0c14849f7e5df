"""The Commitment to Quality: what four parties promise each other before a visit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.papers import layout, regional
from exchange.papers.layout import Card
from exchange.papers.signatures import SignatureInk, SignatureLine, signature_block
from storage.tables import Signatory

if TYPE_CHECKING:
    from datetime import datetime

    from exchange.money import Money
    from exchange.papers.sheet import Paper
    from exchange.words import Say


@dataclass(frozen=True)
class PaperSignatory:
    """One of the four: an organisation with its person, or a Partnership with its officer."""

    party: Signatory
    organisation: str
    country: str  # ISO 3166 alpha-2
    person: str = ""
    partnership: str = ""


@dataclass(frozen=True)
class PaperSignature:
    """Who signed, when, on whose clocks (IANA zone), and the SHA-256 of what was signed."""

    party: Signatory
    name: str
    at: datetime
    digest: str
    zone: str = "UTC"


@dataclass(frozen=True)
class HalvingText:
    """Why a lump sum is halved: an English text of the catalogue and its facts."""

    text: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class CommitmentPaper:
    """Everything on the paper. `parties` stand in signing order; texts are the parties’ own words.

    `more` are answers to further questions of the call, each under its title. A lump sum of None is to be confirmed by the visitor's Partnership.

    `signatures` and `prepared_at` (when the version was drawn up) are not part of what is signed.
    """

    reference: str
    version: int
    programme: str
    parties: tuple[PaperSignatory, ...]
    starts_on: date
    ends_on: date
    working_days: int
    lump_sum: Money | None
    full_sum: Money
    halved_for: tuple[HalvingText, ...]
    goals: tuple[str, ...]
    objectives: str
    agenda: str
    outcomes: str
    more: tuple[tuple[str, str], ...]
    prepared_at: datetime
    signatures: tuple[PaperSignature, ...] = ()


def commitment_digest(paper: CommitmentPaper) -> str:
    """SHA-256, in hex, of the content that all four sign: the same before and after signatures.

    The content is canonical JSON: sorted keys, ISO dates, amounts without trailing zeros.
    """
    more = () if paper.more else ("more",)  # papers of a call without further questions keep theirs
    return digest_of(paper, "signatures", "prepared_at", *more)


def digest_of(paper: Any, *left_out: str) -> str:
    """SHA-256, in hex, of a paper's fields as canonical JSON, but for those that are left out."""
    content = {name: value for name, value in _canonical(paper).items() if name not in left_out}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def commitment_pdf(paper: CommitmentPaper, say: Say, *, language: str = "en") -> bytes:
    """The paper as PDF (A4), the digest at the foot of every page; equal input, equal bytes.

    Sections after the scheme's FAQ (goals, objectives, agenda) and, for the expected outcomes,
    its sister scheme's contract.
    """
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    title = say("Commitment to Quality {reference}", reference=paper.reference)
    pdf = Paper(title, paper.prepared_at)
    digest = commitment_digest(paper)
    pdf.foot = (f"SHA-256 {digest}", say)
    pdf.add_page()
    _head(pdf, paper, say)
    _facts(pdf, paper, say, language)
    _parties(pdf, paper, say, language)
    _content(pdf, paper, say)
    _signatures(pdf, paper, say, language)
    return pdf.content()


def _canonical(value: Any) -> Any:
    if is_dataclass(value):
        return {entry.name: _canonical(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _canonical(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_canonical(entry) for entry in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _head(pdf: Paper, paper: CommitmentPaper, say: Say) -> None:
    reference = say(
        "{reference}, version {version}", reference=paper.reference, version=paper.version
    )
    title = say("Commitment to Quality")
    layout.paper_head(pdf, paper.programme, reference, title, _between(paper, say))


def _between(paper: CommitmentPaper, say: Say) -> str:
    names = {entry.party: layout.clipped(entry.organisation) for entry in paper.parties}
    return say(
        "{visitor} visits {host}",
        visitor=names.get(Signatory.VO, "?"),
        host=names.get(Signatory.HO, "?"),
    )


def _facts(pdf: Paper, paper: CommitmentPaper, say: Say, language: str) -> None:
    stay = Card(say("DATES"), regional.days(paper.starts_on, paper.ends_on, language))
    length = Card(
        say("WORKING DAYS"),
        regional.number(paper.working_days, language),
        [say("travel days not counted")],
    )
    sum_ = (
        say("to be confirmed")
        if paper.lump_sum is None
        else regional.amount(paper.lump_sum, language)
    )
    money = Card(say("LUMP SUM"), sum_, _halving(paper, say, language))
    layout.cards(pdf, [stay, length, money])


def _halving(paper: CommitmentPaper, say: Say, language: str) -> list[str]:
    if paper.lump_sum is None:
        return [say("by the visitor’s Partnership, which settles the distance")]
    if not paper.halved_for:
        return [say("to the visiting organisation")]
    full = regional.amount(paper.full_sum, language)
    reasons = [say(reason.text, **reason.facts) for reason in paper.halved_for if reason.text]
    half = paper.lump_sum == paper.full_sum.half()
    return [*([say("half of {full}:", full=full)] if half else []), *reasons]


def _parties(pdf: Paper, paper: CommitmentPaper, say: Say, language: str) -> None:
    layout.section(pdf, say("The parties"))
    pdf.set_y(pdf.y + 1)
    all_cards = [_party(entry, say, language) for entry in paper.parties]
    for first in range(0, len(all_cards), 2):
        layout.cards(pdf, all_cards[first : first + 2])


def _party(entry: PaperSignatory, say: Say, language: str) -> Card:
    country = regional.country(entry.country, language)
    lines = [country, entry.partnership, entry.person]
    return Card(part(entry.party, say).upper(), entry.organisation, lines)


def part(party: Signatory, say: Say) -> str:
    """What a party is in the exchange, in words."""
    return {
        Signatory.VO: say("Visiting organisation (VO)"),
        Signatory.HO: say("Host organisation (HO)"),
        Signatory.VOP: say("The visitor’s Partnership (VOP)"),
        Signatory.HOP: say("The host’s Partnership (HOP)"),
    }[party]


def _content(pdf: Paper, paper: CommitmentPaper, say: Say) -> None:
    if paper.goals:
        layout.section(pdf, say("Goals"))
        layout.bullets(pdf, [goal for goal in paper.goals if goal.strip()])
    for title, text, draw in (
        (say("Objectives"), paper.objectives, layout.paragraphs),
        (say("Agenda"), paper.agenda, layout.timetable),
        (say("Expected outcomes"), paper.outcomes, layout.paragraphs),
        *((say(title), text, layout.paragraphs) for title, text in paper.more),
    ):
        if text.strip():
            layout.section(pdf, title)
            draw(pdf, text)


def _signatures(pdf: Paper, paper: CommitmentPaper, say: Say, language: str) -> None:
    promise = say(
        "Each of us will prepare this visit, carry it out and follow it up as written here."
        " All sign the same text: the SHA-256 at the foot of each page is its fingerprint."
    )
    signed = {signature.party: signature for signature in paper.signatures}
    digest = commitment_digest(paper)
    lines = [
        SignatureLine(
            part(entry.party, say),
            entry.organisation,
            ink(signed.get(entry.party), digest, say, language),
        )
        for entry in paper.parties
    ]
    signature_block(pdf, say("Signatures"), promise, lines)


def ink(signature: PaperSignature | None, digest: str, say: Say, language: str) -> SignatureInk:
    """What stands in a party's place: that it has not signed, or its signature, which counts under this digest."""
    if signature is None:
        return SignatureInk(say("not yet signed"))
    times = [say("{moment} UTC", moment=regional.moment(signature.at, "UTC", language))]
    if signature.zone != "UTC":
        local = regional.moment(signature.at, signature.zone, language)
        times.append(say("{moment} in {zone}", moment=local, zone=signature.zone))
    counts = signature.digest == digest
    if not counts:
        times.append(say("This signature is under an earlier text and does not count."))
    return SignatureInk(signature.name, times, signature.digest, counts)
