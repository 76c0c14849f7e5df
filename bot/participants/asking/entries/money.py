"""What is answered about money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking import named, own_case
from bot.participants.asking.entries.entry import Entry
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

MONEY: Mapping[str, Entry] = {
    "amount": Entry(
        N_("The lump sum"),
        N_(
            "It depends on the host’s country: from {least_sum} to {most_sum} for the whole visit. Name a country, and I tell you its sum."
        ),
        own_case.lump_sum,
        named.lump_sum,
    ),
    "halved": Entry(
        N_("Half the lump sum"),
        N_(
            "Half is paid for fewer than {below_days} working days, or where you are less than {below_km} km apart. Both together halve it only once."
        ),
        own_case.lump_sum,
        named.halving,
    ),
    "who_pays_first": Entry(
        N_("Who pays first"),
        N_(
            "You pay your travel and stay yourself. The lump sum follows after the visit, once your report is validated."
        ),
    ),
    "when_paid": Entry(
        N_("When it is paid"),
        N_("Within {payment_days} days after your report is validated, by your Partnership."),
        own_case.payment,
    ),
    "receipts": Entry(
        N_("Receipts"),
        N_(
            "No receipts: it is a lump sum. What you hand in is proof that you were there, with your report."
        ),
    ),
    "proof": Entry(
        N_("Proof of stay"),
        N_(
            "Something that shows you were there: boarding passes or tickets, the invoice of the hotel. I ask for them with your report: PDFs or photos."
        ),
    ),
    "host_money": Entry(
        N_("Money for hosts"),
        N_(
            "The lump sum is for visitors. Hosts win a partner, fresh ideas and a foot in another market."
        ),
    ),
    "booking": Entry(
        N_("Booking the trip"),
        N_(
            "You book travel and hotel yourself. Better wait until all have signed the Commitment to Quality."
        ),
    ),
    "bank_details": Entry(
        N_("Bank details"),
        N_("Never type them here. Your Partnership asks you for them directly when it pays."),
    ),
}
