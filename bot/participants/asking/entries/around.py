"""What is answered about oneself, one's data, and what there is beside the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking import own_case
from bot.participants.asking.entries.entry import Entry
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

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
            "Your Partnership wants to know who travels. Send it as a PDF of at most {cv_mb} MB and {cv_pages} pages, or as photos of its pages."
        ),
        own_case.cv,
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
