"""The Agreement for Financial Support: what a visitor is paid, why so much, when, and on which terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.papers import layout, regional
from exchange.papers.commitment import digest_of, ink, part
from exchange.papers.layout import Card
from exchange.papers.signatures import SignatureLine, signature_block

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from exchange.money import Money
    from exchange.papers.commitment import HalvingText, PaperSignatory, PaperSignature
    from exchange.papers.sheet import Paper
    from exchange.words import Say


@dataclass(frozen=True)
class PartPayment:
    """An instalment: what of the sum, and which share of it in hundredths."""

    amount: Money
    share: int


@dataclass(frozen=True)
class AgreementPaper:
    """Everything on the paper. `parties` stand in signing order, each without a person: who signs is below.

    `kind` is the label of the visiting organisation's type, `terms` are sentences whose places
    `facts` fill, both English texts of the catalogue. A distance of None is not known, and did not
    decide. `follows` is the version that was signed, where this one follows from its terms.

    `signatures` and `prepared_at` (when the version was drawn up) are not part of what is signed.
    """

    reference: str
    version: int
    follows: int
    programme: str
    parties: tuple[PaperSignatory, ...]
    kind: str
    host: str
    host_city: str
    host_country: str  # ISO 3166 alpha-2
    starts_on: date
    last_day: date
    working_days: int
    distance_km: int | None
    lump_sum: Money
    full_sum: Money
    halved_for: tuple[HalvingText, ...]
    instalments: tuple[PartPayment, ...]
    terms: tuple[str, ...]
    facts: Mapping[str, int]
    prepared_at: datetime
    signatures: tuple[PaperSignature, ...] = ()


def agreement_digest(paper: AgreementPaper) -> str:
    """SHA-256, in hex, of the content that both sign: the same before and after signatures."""
    return digest_of(paper, "signatures", "prepared_at")


def agreement_pdf(
    paper: AgreementPaper, say: Say, *, language: str = "en", signed: str = ""
) -> bytes:
    """The paper as PDF (A4), the digest at the foot of every page; equal input, equal bytes.

    Sections after the sister scheme's agreement: amount and terms of payment. `signed` is the digest
    of the version that the signatures are under, where this one follows from it.
    """
    from exchange.papers.sheet import Paper  # noqa: PLC0415 - loaded by whoever draws

    title = say("Agreement for Financial Support {reference}", reference=paper.reference)
    pdf = Paper(title, paper.prepared_at)
    digest = agreement_digest(paper)
    pdf.foot = (f"SHA-256 {digest}", say)
    pdf.add_page()
    _head(pdf, paper, say, language)
    _sum(pdf, paper, say, language)
    _stay(pdf, paper, say, language)
    _payment(pdf, paper, say, language)
    _terms(pdf, paper, say)
    _signatures(pdf, paper, say, language, signed or digest)
    return pdf.content()


def _head(pdf: Paper, paper: AgreementPaper, say: Say, language: str) -> None:
    reference = say(
        "{reference}, version {version}", reference=paper.reference, version=paper.version
    )
    visitor, payer = (_named(one, language) for one in _both(paper))
    between = say("between {visitor} and {payer}", visitor=visitor, payer=payer)
    title = say("Agreement for Financial Support")
    layout.paper_head(pdf, paper.programme, reference, title, between)


def _both(paper: AgreementPaper) -> tuple[PaperSignatory, PaperSignatory]:
    """The visiting organisation and the Partnership, whoever signs first."""
    first, second = sorted(paper.parties, key=lambda one: len(one.party.value))
    return first, second


def _named(party: PaperSignatory, language: str) -> str:
    country = regional.country(party.country, language)
    return layout.clipped(f"{party.organisation} ({country})" if country else party.organisation)


def _sum(pdf: Paper, paper: AgreementPaper, say: Say, language: str) -> None:
    """The amount, and everything that decided on it."""
    why = [say("the whole sum for a visit to this country")]
    if paper.halved_for:
        full = regional.amount(paper.full_sum, language)
        reasons = [say(one.text, **one.facts) for one in paper.halved_for if one.text]
        why = [say("half of {full}:", full=full), *reasons]
    elif paper.lump_sum != paper.full_sum:
        full = regional.amount(paper.full_sum, language)
        why = [say("of {full} at most, as the Partnership has settled it", full=full)]
    money = Card(say("LUMP SUM"), regional.amount(paper.lump_sum, language), why)
    country = regional.country(paper.host_country, language)
    place = Card(say("HOST COUNTRY"), country, [f"{paper.host}, {paper.host_city}"])
    km = paper.distance_km
    far = say("not known") if km is None else say("{km} km", km=regional.number(km, language))
    distance = Card(say("DISTANCE"), far, [say("between the two organisations")])
    layout.cards(pdf, [money, place, distance])


def _stay(pdf: Paper, paper: AgreementPaper, say: Say, language: str) -> None:
    days = regional.days(paper.starts_on, paper.last_day, language)
    stay = Card(say("DATES"), days)
    count = regional.number(paper.working_days, language)
    length = Card(say("WORKING DAYS"), count, [say("travel days not counted")])
    kind = Card(say("VISITING ORGANISATION"), say(paper.kind), [say("travels, pays first")])
    layout.cards(pdf, [stay, length, kind])


def _payment(pdf: Paper, paper: AgreementPaper, say: Say, language: str) -> None:
    layout.section(pdf, say("Payment"))
    if len(paper.instalments) == 1:
        layout.bullets(pdf, [say("in one instalment, to the account of the visiting organisation")])
        return
    layout.bullets(pdf, [_instalment(one, say, language) for one in paper.instalments])


def _instalment(one: PartPayment, say: Say, language: str) -> str:
    amount = regional.amount(one.amount, language)
    return say("{amount} ({share} %)", amount=amount, share=one.share)


def _terms(pdf: Paper, paper: AgreementPaper, say: Say) -> None:
    if paper.terms:
        layout.section(pdf, say("Terms"))
        layout.bullets(pdf, [say(one, **paper.facts) for one in paper.terms])


def _signatures(pdf: Paper, paper: AgreementPaper, say: Say, language: str, digest: str) -> None:
    promise = say(
        "Both of us agree to this. Both sign the same text: the SHA-256 at the foot of each page is"
        " its fingerprint."
    )
    if paper.follows:
        promise = say(
            "This version follows from the terms of version {version}, which both have signed: the"
            " days that were stayed changed the sum.",
            version=paper.follows,
        )
    signed = {one.party: one for one in paper.signatures}
    lines = [
        SignatureLine(
            part(one.party, say),
            one.organisation,
            ink(signed.get(one.party), digest, say, language),
        )
        for one in paper.parties
    ]
    signature_block(pdf, say("Signatures"), promise, lines)
