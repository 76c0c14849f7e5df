"""The Commitment to Quality as a paper: its versions, its content, its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.errors import CxcError, NotFound
from exchange.money import Money
from exchange.papers.commitment import (
    CommitmentPaper,
    HalvingText,
    PaperSignatory,
    PaperSignature,
    commitment_pdf,
)
from exchange.people.parties import application_on, parties
from exchange.people.partnerships import country_of
from exchange.people.signing import SIDE_OF, current_commitment, signatures_of
from exchange.people.spots import slots_of
from exchange.scheme.lump_sum import HalvingReason
from exchange.visiting.kept_files import PDF, Drawing, drawn, language_of, on_paper
from exchange.visiting.online import hours_of
from exchange.words import N_
from storage.tables import Commitment, Person, Side, Signatory, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.people.parties import Parties
    from exchange.scheme.call import Scheme
    from exchange.scheme.questions import FormQuestion
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Exchange, StoredFile

HALVED = {
    HalvingReason.ONLINE: N_("an exchange online: nobody travels"),
    HalvingReason.FEW_ON_THE_SPOT: N_("too few days on the spot to be paid"),
    HalvingReason.SHORT_STAY: N_("fewer than {days} working days"),
    HalvingReason.SHORT_DISTANCE: N_("less than {km} km apart"),
}


PRINTED = ("goals", "objectives", "agenda", "outcomes")  # each in a section of its own


class PaperForgotten(CxcError):
    """The text of this paper is no longer kept. What was signed holds; the file you were sent shows it."""


def current_answers(work: Work, exchange: Exchange) -> dict[str, Any]:
    """What the latest version says, to go on from; empty while there is none."""
    commitment = current_commitment(work, exchange)
    return dict(commitment.answers) if commitment else {}


def commitment_paper(work: Work, exchange: Exchange) -> CommitmentPaper:
    """The version that counts as a paper, with its signatures. Raises NotFound while there is none."""
    commitment = current_commitment(work, exchange)
    if commitment is None:
        raise NotFound
    return paper_of(work, exchange, commitment)


def takes_part(work: Work, exchange: Exchange, side: Side) -> str:
    """Who takes part on a side: as the paper that counts says, else who applied."""
    commitment = current_commitment(work, exchange)
    named = commitment.people.get(side) if commitment else None
    return named or application_on(work, exchange, side).person_name


def paper_of(work: Work, exchange: Exchange, commitment: Commitment) -> CommitmentPaper:
    """A version as a paper, with its signatures. Raises NotFound while no dates are agreed, PaperForgotten."""
    starts, ends, full = commitment.starts_on, commitment.ends_on, commitment.full_sum
    if exchange.starts_on is None or starts is None or ends is None or full is None:
        raise NotFound
    answers, lump_sum = commitment.answers, commitment.lump_sum
    if not answers:
        raise PaperForgotten
    return CommitmentPaper(
        reference=f"HX-{exchange.id:04}",
        version=commitment.version,
        programme=work.scheme.name,
        parties=_paper_parties(work, parties(work, exchange), commitment),
        starts_on=starts,
        ends_on=ends,
        working_days=commitment.working_days,
        lump_sum=None if lump_sum is None else Money(lump_sum, exchange.currency),
        full_sum=Money(full, exchange.currency),
        halved_for=tuple(halving_text(work, reason) for reason in commitment.halved_for),
        goals=tuple(line for line in str(answers.get("goals", "")).splitlines() if line.strip()),
        objectives=str(answers.get("objectives", "")),
        agenda=str(answers.get("agenda", "")),
        outcomes=str(answers.get("outcomes", "")),
        more=(*_more(work, answers), *_spots(work, exchange), *_online(work, exchange)),
        prepared_at=commitment.drawn_up_at,
        signatures=tuple(paper_signature(work, one) for one in signatures_of(work, commitment)),
    )


def _more(work: Work, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the call asks beside goals, objectives, agenda and outcomes, and what was answered."""
    return tuple(
        (one.title, _told(one, answers[one.id]))
        for one in work.scheme.commitment_form
        if one.id not in PRINTED and answers.get(one.id) not in (None, "", [])
    )


def _spots(work: Work, exchange: Exchange) -> list[tuple[str, str]]:
    """The days at the host's of a stay in parts, or of one that is partly online; else they are its dates."""
    told = [f"{one.starts_on} – {one.ends_on}" for one in slots_of(work, exchange)]
    return [(N_("Days at the host's"), "\n".join(told))] if told else []


def _online(work: Work, exchange: Exchange) -> list[tuple[str, str]]:
    """The half days of an exchange online; nothing for a visit."""
    told = hours_of(work, exchange)
    return [(N_("Sessions online"), "\n".join(told))] if told else []


def _told(question: FormQuestion, answer: Any) -> str:
    """An answer in words: the labels of what was chosen, else what was written."""
    labels = {one.id: one.label for one in question.options}
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(labels.get(str(one), str(one)) for one in chosen)


def _paper_parties(work: Work, all_: Parties, commitment: Commitment) -> tuple[PaperSignatory, ...]:
    people = commitment.people
    sides = {
        Signatory.VO: (all_.visitor_organisation, all_.visitor, all_.vop),
        Signatory.HO: (all_.host_organisation, all_.host, all_.hop),
    }
    found = {
        party: PaperSignatory(
            party,
            organisation.name,
            organisation.country,
            people.get(SIDE_OF[party]) or one.person_name,
            partnership.name,
        )
        for party, (organisation, one, partnership) in sides.items()
    }
    for party, partnership in ((Signatory.VOP, all_.vop), (Signatory.HOP, all_.hop)):
        country = country_of(work, partnership.id) or ""
        found[party] = PaperSignatory(party, partnership.name, country)
    return tuple(found[Signatory(name)] for name in work.scheme.signing_order)


def halving_text(work: Work, reason: str) -> HalvingText:
    """Why a sum is halved, in words with the figures of the call."""
    below = work.scheme.halving
    facts: dict[str, str | int] = {"days": below.below_working_days, "km": below.below_km}
    return HalvingText(HALVED[HalvingReason(reason)], facts)


def halved_words(scheme: Scheme, reasons: Iterable[str], say: Say) -> str:
    """Why only half is paid, in words; empty where the whole sum is."""
    facts = {"days": scheme.halving.below_working_days, "km": scheme.halving.below_km}
    return ", ".join(say(HALVED[HalvingReason(why)], **facts) for why in reasons)


def paper_signature(work: Work, signature: Signature) -> PaperSignature:
    """A signature as it stands on paper, with the signer's clocks."""
    zone = work.load(Person, signature.person_id).zone
    return PaperSignature(
        signature.party, signature.name, signature.signed_at, signature.digest, zone
    )


def commitment_file(
    work: Work,
    exchange: Exchange,
    say: Say,
    asked_by: Person | None = None,
    version: Commitment | None = None,
) -> StoredFile:
    """The version that counts, or another, as a PDF in the words of `say`, kept once per content and language.

    Raises NotFound, TooManyDrawings.
    """
    paper = paper_of(work, exchange, version) if version else commitment_paper(work, exchange)
    language = language_of(say)
    name = f"commitment-{paper.reference}-v{paper.version}.pdf"
    drawing = Drawing(name, PDF, (paper, language))
    return drawn(
        work,
        drawing,
        lambda: commitment_pdf(paper, on_paper(say), language=language),
        asked_by,
        exchange_id=exchange.id,
    )
