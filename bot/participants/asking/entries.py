"""What is answered to which question: texts with places for what the call says, no figure in words.

The id of an entry is that of its phrasings (`matching.questions`). `own` adds what is true of the
person who asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.participants.asking import named, own_case
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.talk import Talk


@dataclass(frozen=True)
class Entry:
    """What an answer is about, in short; its text; what it says of what was named, and of oneself.

    What `named` says of something in the question stands in place of the text.
    """

    title: str
    text: str = ""
    own: Callable[[Talk], str] | None = None
    named: Callable[[Talk, str], str] | None = None


BEFORE: Mapping[str, Entry] = {
    "about": Entry(N_("What this is"), own=own_case.summary),
    "who_may_visit": Entry(
        N_("Who may visit"),
        N_("These may visit: {visitors}. You apply here, and your Partnership decides."),
    ),
    "who_may_host": Entry(
        N_("Who may host"),
        N_("These may host: {hosts}. Hosting can be repeated as often as you like."),
    ),
    "large_company": Entry(
        N_("Large companies"),
        N_("Visits are for: {visitors}. These may only host: {only_hosts}."),
    ),
    "cluster_member": Entry(
        N_("Membership in a cluster"),
        N_(
            "A cluster membership is needed by: {members}. Not a member yet? Ask a cluster near you to join, and apply then."
        ),
    ),
    "countries": Entry(
        N_("Countries"), N_("These countries take part: {countries}."), named=named.country
    ),
    "nationality": Entry(
        N_("Nationality and residence"),
        N_(
            "Your passport does not decide. What counts is where your organisation is registered: in a country that takes part."
        ),
    ),
    "go_twice": Entry(
        N_("Visiting again"),
        N_(
            "An organisation visits {visits} in this call. Hosting can be repeated as often as you like."
        ),
        named=named.again,
    ),
    "both_roles": Entry(
        N_("Visiting and hosting"),
        N_("You can do both: choose it at the first question of the application."),
    ),
    "fee": Entry(
        N_("What it costs"),
        N_(
            "Taking part costs no fee. Visitors pay their own travel and stay, and receive a lump sum for it."
        ),
    ),
    "how_long": Entry(
        N_("Length of a stay"),
        N_(
            "A stay is at least {min_days} working days at the host and at most {longest}. Travel days are not counted."
        ),
    ),
    "travel_days": Entry(
        N_("Travel days"),
        N_(
            "No: days of arrival and departure are not counted, only full working days at the host."
        ),
    ),
    "weekends": Entry(
        N_("Weekends and holidays"),
        N_(
            "Only working days count. Weekends and public holidays at the host’s, those of its region too, do not; they are named when you choose dates."
        ),
    ),
    "split_stay": Entry(
        N_("Splitting a stay"),
        N_(
            "A stay is one visit with a first and a last day, not several trips. Weekends in between are fine."
        ),
    ),
    "same_country": Entry(
        N_("Abroad or at home"),
        N_("The host has to be in another country than you. Hosts of your own are not proposed."),
    ),
    "colleagues": Entry(
        N_("Travelling together"),
        N_(
            "Up to {most_people} people of your organisation may come on the visit. The lump sum is one for all of you, and each takes one of the host’s places."
        ),
    ),
    "online": Entry(
        N_("Online visits"),
        N_(
            "This call is for real visits: you work at the host for at least {min_days} working days."
        ),
        named=named.online,
    ),
    "apply_deadline": Entry(
        N_("Last day to apply"),
        N_(
            "The call names no last day that I know of: you can apply now. Your Partnership knows when its own budget ends."
        ),
    ),
    "other_sector": Entry(
        N_("Another sector"),
        N_(
            "Yes, the host may be from another sector. What you look for and what they offer counts most when I suggest hosts."
        ),
    ),
    "sme_size": Entry(
        N_("Small and medium-sized"),
        N_("By size I ask for: {sizes}. Turnover counts as well: in doubt ask your Partnership."),
    ),
    "when_travel": Entry(
        N_("When to travel"),
        N_(
            "You name the months that suit you, the host names theirs, and you agree on the days together."
        ),
        own_case.dates,
    ),
}

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

PAIRING: Mapping[str, Entry] = {
    "find_host": Entry(
        N_("Finding a host"),
        N_(
            "Once your application is accepted: /hosts shows who fits you and why, /search looks through all of them."
        ),
    ),
    "own_partner": Entry(
        N_("You know a partner"),
        N_(
            "Both of you apply here. When both are accepted, one of you types /partner, and the other only confirms."
        ),
    ),
    "matching": Entry(
        N_("Why these hosts"),
        N_(
            "I compare what you look for with what they offer, then sector, languages, months and your wishes. Each host in /hosts has its reasons beside it."
        ),
    ),
    "how_many_invitations": Entry(
        N_("How many invitations"),
        N_(
            "You may have {max_open} invitations open at once. Each that is answered makes room for another."
        ),
        own_case.invitations,
    ),
    "invitation_time": Entry(
        N_("Time to answer"),
        N_("An invitation waits {expire_days} days for an answer. I remind the host in between."),
        own_case.invitations,
    ),
    "declined": Entry(
        N_("If a host declines"),
        N_("Nothing is lost: you are free to invite another host. /hosts shows who else fits."),
    ),
    "nobody_fits": Entry(
        N_("Nobody fits"),
        N_(
            "Widen what you wish: more countries or months make a difference, and /hosts shows which. You can also bring a partner of your own with /partner."
        ),
    ),
    "ask_host": Entry(
        N_("Asking a host"),
        N_(
            "Write it into your invitation: a few words of yours go with it. Whoever is invited can ask back, and you see each other’s e-mail once both agree."
        ),
    ),
    "keep_away": Entry(
        N_("Keeping somebody away"),
        N_(
            "Open their invitation in /invitations and tap “Block or report”. You hear nothing more from them, and your Partnership looks into what you report."
        ),
    ),
    "invitations_state": Entry(
        N_("My invitations"), N_("/invitations shows all of them."), own_case.invitations
    ),
    "host_duties": Entry(
        N_("What a host does"),
        N_(
            "A host receives the visitor for at least {min_days} working days, agrees on goals and a programme, signs the Commitment to Quality, and answers a short survey."
        ),
    ),
    "host_places": Entry(
        N_("Places of a host"),
        N_(
            "You say in your application how many people you can receive at the same time. How often you host is not limited."
        ),
    ),
}

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

AROUND: Mapping[str, Entry] = {
    "status": Entry(N_("Where I stand"), own=own_case.standing),
    "review_time": Entry(
        N_("Time for the decision"),
        N_("A Partnership usually decides within {review_days} days, and I tell you at once."),
    ),
    "rejected": Entry(
        N_("After a rejection"),
        N_("You read the reason here, and may apply again at any time: /start."),
        own_case.standing,
    ),
    "withdraw": Entry(
        N_("Leaving the programme"),
        N_(
            "/withdraw takes your application back, and with it your open invitations. It asks you once more before."
        ),
    ),
    "change_answers": Entry(
        N_("Changing my answers"),
        N_(
            "While you fill in the form: “Back”, or “Change an answer” on the last page. After sending: /mydata corrects name, e-mail and CV; for the rest ask your Partnership."
        ),
    ),
    "partnership": Entry(
        N_("What a Partnership is"),
        N_(
            "Clusters of several countries that run the programme together. Yours reviews your application, signs, pays and helps."
        ),
        own_case.partnership,
    ),
    "my_contact": Entry(N_("My contact"), own=own_case.partnership),
    "cv": Entry(
        N_("The CV"),
        N_(
            "Your Partnership wants to know who travels. Send it as a PDF of at most {cv_mb} MB and {cv_pages} pages."
        ),
    ),
    "language": Entry(
        N_("Languages"),
        N_(
            "Write in your own language: I read all official languages of the EU. /language changes the one that I write in: {languages}."
        ),
    ),
    "pause": Entry(
        N_("Going on later"),
        N_("Every answer is kept at once. Stop whenever you like; /start goes on where you were."),
    ),
    "delete_data": Entry(
        N_("Deleting my data"),
        N_("/deletemydata deletes it, and tells you before what goes and what the law wants kept."),
    ),
    "what_is_kept": Entry(
        N_("What is kept"),
        N_(
            "What you tell and send me. Messages go after {message_days} days, a CV {cv_days} days after the decision. /privacy tells all of it."
        ),
    ),
    "who_sees": Entry(
        N_("Who sees my data"),
        N_(
            "Your Partnership’s officers. Other participants see your profile, and your name and e-mail only once you both agree to an exchange."
        ),
    ),
    "data_copy": Entry(
        N_("A copy of my data"),
        N_("/mydata shows what is kept about you, and sends you all of it as files."),
    ),
    "human": Entry(
        N_("Talking to somebody"),
        N_(
            "Type your question and tap “Ask my Partnership”: the officers there answer, here in this chat."
        ),
        own_case.partnership,
    ),
    "robot": Entry(
        N_("Who writes here"),
        N_(
            "I am a program, and answer only what the call and your own case say. People decide: the officers of your Partnership."
        ),
    ),
    "group_visits": Entry(
        N_("Group visits"),
        N_(
            "Several organisations visit one host together, each with a lump sum of its own. /group shows what is planned, and how to publish one."
        ),
    ),
    "courses": Entry(
        N_("Courses"),
        N_(
            "Courses for the staff of clusters, also online: /learn shows them and keeps you a seat."
        ),
    ),
    "opportunities": Entry(
        N_("Other funding"),
        N_("/opportunities shows the funding programmes that fit you, with their deadlines."),
    ),
    "partners": Entry(
        N_("Partners without travel"),
        N_(
            "/partners searches your value chain: suppliers, makers, users. Where both sides agree I introduce you, and /projects keeps what you do together."
        ),
    ),
    "twinning": Entry(
        N_("Twinning of clusters"),
        N_(
            "Two cluster organisations become partners for years. /twinning suggests a cluster that fits yours, and asks it for you."
        ),
    ),
    "services": Entry(
        N_("Services for companies"),
        N_(
            "Technology centres, fab labs and training that clusters offer: /services finds them, and passes your request on."
        ),
    ),
    "files": Entry(
        N_("Photos and files"),
        N_(
            "Papers come as PDF, at most {cv_mb} MB and {cv_pages} pages; proofs of a stay may be photos. Voice messages I cannot hear: please type."
        ),
    ),
}

ENTRIES: Mapping[str, Entry] = {**BEFORE, **MONEY, **PAIRING, **VISITING, **AROUND}
