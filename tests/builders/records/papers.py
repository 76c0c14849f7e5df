"""Invented papers for the tests."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf

from exchange.money import Money
from exchange.papers.agreement import AgreementPaper, PartPayment
from exchange.papers.certificate import Certificate
from exchange.papers.commitment import CommitmentPaper, HalvingText, PaperSignatory, PaperSignature
from storage.tables import Signatory

PARTIES = (
    PaperSignatory(Signatory.VO, "Filatures Martin (fictional)", "FR", "Élodie Martin"),
    PaperSignatory(Signatory.HO, "Κλωστήρια Θεσσαλίας", "GR", "Ελένη Παπαδοπούλου"),
    PaperSignatory(Signatory.VOP, "AEI Tèxtils", "ES", "Marta Puig", "Hi-Tech-TEX"),
    PaperSignatory(Signatory.HOP, "Hellenic BioCluster", "GR", "Nikos Vasileiou", "MEDIC-NEST"),
)
SIGNED_AT = datetime(2027, 3, 2, 8, 15, tzinfo=UTC)


def paper(**changes):
    """A commitment, changed as asked."""
    facts = {
        "reference": "HX-0042",
        "version": 2,
        "programme": "ClusterXchange 2026–2028",
        "parties": PARTIES,
        "starts_on": date(2027, 5, 10),
        "ends_on": date(2027, 5, 12),
        "working_days": 3,
        "lump_sum": Money(Decimal(390), "EUR"),
        "full_sum": Money(Decimal(780), "EUR"),
        "halved_for": (HalvingText("fewer than {days} working days", {"days": 5}),),
        "goals": ("Learn from another cluster", "Explore new markets"),
        "objectives": "See how a mill halved its water use.",
        "agenda": "Monday, 10 May: Tour of the mill.\nTuesday, 11 May: Workshop.",
        "outcomes": "- A joint project sheet\n- A return visit",
        "more": (),
        "prepared_at": datetime(2027, 3, 1, 9, tzinfo=UTC),
        "signatures": (),
    }
    return CommitmentPaper(**{**facts, **changes})


def agreement(**changes):
    """An agreement on the money, changed as asked."""
    facts = {
        "reference": "HX-0042",
        "version": 1,
        "follows": 0,
        "programme": "ClusterXchange 2026–2028",
        "parties": (PARTIES[0], PARTIES[2]),
        "kind": "Small or medium-sized company",
        "host": "Κλωστήρια Θεσσαλίας",
        "host_city": "Λάρισα",
        "host_country": "GR",
        "starts_on": date(2027, 5, 10),
        "last_day": date(2027, 5, 12),
        "working_days": 3,
        "distance_km": 1880,
        "lump_sum": Money(Decimal(390), "EUR"),
        "full_sum": Money(Decimal(780), "EUR"),
        "halved_for": (HalvingText("fewer than {days} working days", {"days": 5}),),
        "instalments": (PartPayment(Money(Decimal(390), "EUR"), 100),),
        "terms": ("It is paid within {payment_days} days.",),
        "facts": {"payment_days": 10},
        "prepared_at": datetime(2027, 3, 1, 9, tzinfo=UTC),
        "signatures": (),
    }
    return AgreementPaper(**{**facts, **changes})


def signature(party, digest, zone="Europe/Paris"):
    """A signature of that party under that text."""
    return PaperSignature(party, f"Signer {party}", SIGNED_AT, digest, zone)


def certificate(**changes):
    """A certificate, changed as asked."""
    facts = {
        "number": "HX-0042",
        "programme": "ClusterXchange 2026–2028",
        "person": "Élodie Martin",
        "organisation": "Filatures Martin (fictional)",
        "country": "FR",
        "partner": "Κλωστήρια Θεσσαλίας",
        "partner_city": "Λάρισα",
        "partner_country": "GR",
        "starts_on": date(2027, 5, 10),
        "ends_on": date(2027, 5, 12),
        "working_days": 3,
        "partnership": "Hi-Tech-TEX",
        "issued_on": date(2027, 6, 1),
    }
    return Certificate(**{**facts, **changes})


def pages_of(pdf):
    """The text of each page, white space made even."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]
