"""What is answered from the dates to the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking import own_case
from bot.participants.asking.entries.entry import Entry
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

VISITING: Mapping[str, Entry] = {
    "agree_dates": Entry(
        N_("Agreeing on dates"),
        N_(
            "One side proposes dates in /exchanges, the other agrees or proposes others. Both can begin."
        ),
        own_case.dates,
    ),
    "change_dates": Entry(
        N_("Changing dates"),
        N_(
            "As long as not everybody has signed: open the exchange in /exchanges and tap “Change the dates”. After that, ask your Partnership."
        ),
        own_case.dates,
    ),
    "my_dates": Entry(N_("My dates"), N_("Dates stand in /exchanges."), own_case.dates),
    "commitment": Entry(
        N_("Commitment to Quality"),
        N_(
            "The paper that all sides sign before the stay: what you both want, what is to come out, and what you do on each day. I draw it up from your answers."
        ),
    ),
    "who_signs": Entry(
        N_("Who signs"),
        N_("In this order: {signers}. I tell each of them when it is their turn."),
        own_case.signatures,
    ),
    "how_to_sign": Entry(
        N_("How to sign"),
        N_(
            "Here, with one tap: read the paper in /exchanges, then tap “Sign”. Nothing has to be printed or scanned."
        ),
        own_case.signatures,
    ),
    "change_commitment": Entry(
        N_("Changing the commitment"),
        N_(
            "Until all have signed it can be written anew in /exchanges; who has signed then signs again. After that, ask your Partnership."
        ),
    ),
    "report": Entry(
        N_("The report"),
        N_(
            "I ask you for: {report_titles}. A few sentences each, and proofs of your stay, as PDFs or photos."
        ),
    ),
    "report_deadline": Entry(
        N_("When the report is due"),
        N_("Within {report_days} days after the stay. I ask for it by myself, and remind you."),
        own_case.papers,
    ),
    "certificate": Entry(
        N_("Certificate"),
        N_("You get it here as a PDF, as soon as your report is validated."),
    ),
    "survey": Entry(
        N_("The survey"),
        N_("A few taps after the stay, for both sides. What you tell makes the programme better."),
    ),
    "cancel_exchange": Entry(
        N_("Cancelling an exchange"),
        N_(
            "Before the stay: open the exchange in /exchanges and tap “Cancel the exchange”. Everybody is told, and you may invite somebody else."
        ),
    ),
    "break_off": Entry(
        N_("Leaving early"),
        N_(
            "Tell me in /exchanges: “It had to be broken off”. Then write your report: days that were done count, and your Partnership sees what can be paid."
        ),
    ),
    "missing": Entry(N_("What is missing"), own=own_case.papers),
    "partner_contact": Entry(
        N_("My partner’s contact"),
        N_("Names and e-mails are shown in /exchanges once both have agreed to the exchange."),
        own_case.partners,
    ),
}
