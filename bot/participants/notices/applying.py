"""Everything the scheme tells visitors and hosts by itself, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape
from sqlmodel import col, select

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants import desk_notes
from bot.participants.finding import inviting
from bot.participants.forms import cv
from bot.participants.notices import courses, group_visits, members
from bot.participants.notices.agreeing import AGREEING
from bot.participants.notices.closing import CLOSING
from bot.participants.notices.cooperation import NOTICES as COOPERATION
from bot.participants.notices.holds import HOLDS
from bot.participants.notices.nudging import NOTICES as NUDGING
from bot.participants.notices.online import ONLINE
from bot.participants.notices.staying import STAY
from bot.participants.notices.support import NOTICES as SUPPORT
from bot.participants.notices.twinning import NOTICES as TWINNING
from bot.participants.notices.undone import decision_undone
from exchange.notices import Notice
from exchange.people import partnerships
from exchange.timing.cvs import CV_OWED
from exchange.timing.drafts import DRAFT_WAITING
from exchange.timing.invitations import PROPOSAL_UNANSWERED
from exchange.timing.reviews import APPLICATION_UNANSWERED
from storage.tables import (
    Application,
    ApplicationState,
    Enquiry,
    Organisation,
    Partnership,
    Proposal,
    ProposalState,
    Role,
    Side,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech


def application_accepted(delivery: Delivery) -> Screen | None:
    """Good news, and what to do now."""
    application = delivery.work.load(Application, delivery["application"])
    say, partnership = delivery.say, partnerships.partnership_of(delivery.work, application)
    head = say(
        "🎉 <b>{partnership}</b> has accepted your application!", partnership=partnership.name
    )
    if application.role is Role.HOST:
        foot = say(
            "Visitors can find you now. I tell you as soon as one invites you; until then there is nothing to do."
        )
        return Screen(paragraphs(head, foot))
    foot = say(
        "Now the best part: here are the hosts that fit you. You can invite up to {most} at once.",
        most=delivery.work.scheme.proposals.max_open,
    )
    return Screen(paragraphs(head, foot), ((Button(say("Show me the hosts"), to.BEST_HOSTS(0)),),))


def application_rejected(delivery: Delivery) -> Screen | None:
    """The reason, and that one may apply again."""
    application = delivery.work.load(Application, delivery["application"])
    say = delivery.say
    partnership = partnerships.partnership_of(delivery.work, application)
    text = paragraphs(
        say(
            "I am sorry: <b>{partnership}</b> could not accept your application.",
            partnership=partnership.name,
        ),
        say("Their reason: {reason}", reason=reason_words(say, application.reason)),
        say("If that changes, or if it is a misunderstanding, you can apply again at any time."),
    )
    return Screen(text, ((Button(say("Begin a new application"), to.APPLY()),),))


def reason_words(say: Speech, reason: str) -> str:
    """A reason from the scheme's list in the reader's language, with what was added as typed."""
    label, _, added = reason.partition("\n")
    return lines(say(label), escape(added)) if label else ""


def application_asked(delivery: Delivery) -> Screen | None:
    """An officer's question."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    if enquiry.answered_at or enquiry.taken_back_at:
        return None
    say = delivery.say
    application = delivery.work.load(Application, delivery["application"])
    partnership = partnerships.partnership_of(delivery.work, application)
    text = paragraphs(
        say(
            "<b>{partnership}</b> has a question about your application:",
            partnership=partnership.name,
        ),
        say("“{question}”", question=enquiry.question),
    )
    return Screen(text, ((Button(say("Answer"), to.ANSWER_DESK()),),))


def application_moved(delivery: Delivery) -> Screen | None:
    """Another Partnership reviews it now."""
    application = delivery.work.load(Application, delivery["application"])
    if application.state is not ApplicationState.SUBMITTED:
        return None
    text = delivery.say(
        "➡️ Your application is now with <b>{partnership}</b>, which fits you better. They usually decide within {days} days; nothing to do for you.",
        partnership=partnerships.partnership_of(delivery.work, application).name,
        days=delivery.work.scheme.deadlines.review_days,
    )
    return Screen(text)


def application_unanswered(delivery: Delivery) -> Screen | None:
    """A reminder of an officer's question."""
    screen = application_asked(delivery)
    if screen is None:
        return None
    head = delivery.say(
        "⏳ A question still waits for your answer; your application goes on after it."
    )
    return Screen(paragraphs(head, screen.text), screen.rows)


def proposal_received(delivery: Delivery) -> Screen | None:
    """An invitation came."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    if proposal.state is not ProposalState.PROPOSED:
        return None
    return inviting.card(delivery.work, delivery.say, proposal)


def proposal_unanswered(delivery: Delivery) -> Screen | None:
    """A gentle word about an invitation that waits."""
    screen = proposal_received(delivery)
    if screen is None:
        return None
    head = delivery.say("⏳ An invitation still waits for your answer:")
    return Screen(paragraphs(head, screen.text), screen.rows)


def _name(delivery: Delivery, application_id: int) -> str:
    application = delivery.work.load(Application, application_id)
    return delivery.work.load(Organisation, application.organisation_id).name


def _other_name(delivery: Delivery, proposal: Proposal) -> str:
    """The organisation on the other side of whoever reads."""
    visitor = delivery.work.load(Application, proposal.visitor_id)
    reads_visitor = delivery.reader is not None and visitor.person_id == delivery.reader.id
    return _name(delivery, proposal.host_id if reads_visitor else proposal.visitor_id)


def proposal_asked(delivery: Delivery) -> Screen | None:
    """The partner has a question."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    if enquiry.answered_at:
        return None
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    say = delivery.say
    text = paragraphs(
        say(
            "<b>{name}</b> would like to know something before they answer:",
            name=_other_name(delivery, proposal),
        ),
        say("“{question}”", question=enquiry.question),
    )
    answer = Button(say("Answer"), to.ANSWER_PARTNER(enquiry.id))
    return Screen(text, ((answer,), (inviting.keep_away(say, proposal.id),)))


def proposal_asked_more(delivery: Delivery) -> Screen | None:
    """What the partner has asked besides, each with its button."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    query = select(Enquiry).where(
        Enquiry.proposal_id == proposal.id, col(Enquiry.answered_at).is_(None)
    )
    reader = delivery.reader.id if delivery.reader else None
    asked = [one for one in delivery.work.session.exec(query) if one.asked_id == reader]
    if not asked or proposal.state is not ProposalState.PROPOSED:
        return None
    say = delivery.say
    text = paragraphs(
        say("<b>{name}</b> has more questions:", name=_other_name(delivery, proposal)),
        lines(
            *(
                say("{number}. “{question}”", number=number, question=one.question)
                for number, one in enumerate(asked, 1)
            )
        ),
    )
    answers = tuple(
        Button(say("Answer {number}", number=number), to.ANSWER_PARTNER(one.id))
        for number, one in enumerate(asked, 1)
    )
    return Screen(text, (answers, (inviting.keep_away(say, proposal.id),)))


def proposal_answered(delivery: Delivery) -> Screen | None:
    """The partner's answer, and the invitation again."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    say = delivery.say
    text = paragraphs(
        say(
            "<b>{name}</b> answers your question “{question}”:",
            name=_other_name(delivery, proposal),
            question=enquiry.question,
        ),
        say("“{answer}”", answer=enquiry.answer or ""),
    )
    return Screen(text, ((Button(say("Open the invitation"), to.INVITATION(proposal.id)),),))


def proposal_accepted(delivery: Delivery) -> Screen | None:
    """The partner said yes."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    if in_a_group := group_visits.joined(delivery, proposal):
        return in_a_group
    say = delivery.say
    text = paragraphs(
        say("🎉 <b>{name}</b> has accepted your invitation!", name=_other_name(delivery, proposal)),
        say("Next, agree on the dates."),
    )
    return Screen(text, ((Button(say("📅 Propose dates"), to.DATES(delivery["exchange"])),),))


def proposal_declined(delivery: Delivery) -> Screen | None:
    """The partner said no: the reason, and what now."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    say = delivery.say
    reasons = {one.id: one.label for one in delivery.work.scheme.decline_reasons}
    text = lines(
        say("<b>{name}</b> cannot take part this time.", name=_other_name(delivery, proposal)),
        say("Their reason: {reason}", reason=say(reasons.get(proposal.reason, proposal.reason)))
        if proposal.reason
        else "",
    )
    return Screen(text, _onward(delivery, proposal))


def _onward(delivery: Delivery, proposal: Proposal) -> tuple[tuple[Button, ...], ...]:
    """More hosts for a visitor; a host just waits."""
    if proposal.made_by is Side.HOST:
        return ()
    return ((Button(delivery.say("See other hosts"), to.BEST_HOSTS(0)),),)


def proposal_expired(delivery: Delivery) -> Screen | None:
    """Nobody answered in time."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    visitor = delivery.work.load(Application, proposal.visitor_id)
    made_by_visitor = proposal.made_by is Side.VISITOR
    reads_visitor = delivery.reader is not None and visitor.person_id == delivery.reader.id
    name = _other_name(delivery, proposal)
    if made_by_visitor is not reads_visitor:
        return Screen(
            delivery.say(
                "The invitation of <b>{name}</b> has expired without an answer. Nothing to do for you.",
                name=name,
            )
        )
    text = delivery.say(
        "<b>{name}</b> did not answer in time, so this invitation has ended. You have a place free for another one.",
        name=name,
    )
    return Screen(text, _onward(delivery, proposal))


def proposal_withdrawn(delivery: Delivery) -> Screen | None:
    """The inviting side took it back."""
    proposal = delivery.work.load(Proposal, delivery["proposal"])
    return Screen(
        delivery.say(
            "The invitation between you and <b>{name}</b> was taken back. Nothing to do for you.",
            name=_other_name(delivery, proposal),
        )
    )


def draft_waiting(delivery: Delivery) -> Screen | None:
    """An application begun and left."""
    say = delivery.say
    text = say(
        "Your application is waiting where you left it. Everything you answered is saved; going on takes a few minutes."
    )
    return Screen(text, ((Button(say("Go on"), to.APPLY()),),))


def _taking_part(delivery: Delivery) -> bool:
    """Whether their application is still accepted: else nothing is to be asked."""
    application = delivery.work.load(Application, delivery["application"])
    return application.state is ApplicationState.ACCEPTED


def dormant_asked(delivery: Delivery) -> Screen | None:
    """Silent for months: the question whether partners shall still see the profile."""
    if not _taking_part(delivery):
        return None
    say, days = delivery.say, delivery.work.scheme.dormancy.answer_days
    text = paragraphs(
        say("👋 It has been quiet for a while. Would you still like to take part in an exchange?"),
        say("One tap is enough. Without it your profile rests in {days} days.", days=days),
    )
    return Screen(text, ((Button(say("Yes, I am still in"), to.STILL_HERE()),),))


def dormant_rests(delivery: Delivery) -> Screen | None:
    """The profile rests; None where they are back."""
    if not (_taking_part(delivery) and delivery.reader and delivery.reader.resting_since):
        return None
    say = delivery.say
    text = paragraphs(
        say("💤 Your profile rests now: nobody sees it, and nobody invites you in vain."),
        say("Nothing is lost. Come back whenever you like, with one tap."),
    )
    return Screen(text, ((Button(say("Show me again"), to.STILL_HERE()),),))


def interest_asked(delivery: Delivery) -> Screen | None:
    """Nothing was heard for long: the question whether they still wish to take part."""
    if not _taking_part(delivery):
        return None
    say, days = delivery.say, delivery.work.scheme.retention.answer_days
    text = paragraphs(
        say("👋 We have not heard from you for a long time. Would you still like to take part?"),
        say("Without an answer within {days} days I take your profile out.", days=days),
    )
    stay = Button(say("Yes, I am still in"), to.STATUS())
    return Screen(text, ((stay,), (Button(say("No, delete my data"), to.DELETE_DATA()),)))


def interest_lapsed(delivery: Delivery) -> Screen | None:
    """The profile was taken out, as nobody answered."""
    return Screen(
        delivery.say(
            "As I did not hear from you, your profile is out of the programme. /start begins anew, /deletemydata deletes what is left."
        )
    )


def host_free(delivery: Delivery) -> Screen | None:
    """A host that was full, or paused, has room again."""
    host = delivery.work.load(Application, delivery["application"])
    if host.state is not ApplicationState.ACCEPTED or host.paused_at:
        return None
    say = delivery.say
    text = say(
        "🔔 <b>{name}</b> has room again. Places go fast: shall we look?",
        name=delivery.work.load(Organisation, host.organisation_id).name,
    )
    return Screen(text, ((Button(say("See the host"), to.HOST(host.id)),),))


def question_answered(delivery: Delivery) -> Screen | None:
    """What the Partnership answers to a question."""
    enquiry = delivery.work.load(Enquiry, delivery["enquiry"])
    say = delivery.say
    head = say(
        "💬 <b>{partnership}</b> answers your question “{question}”:",
        partnership=delivery.work.load(Partnership, enquiry.partnership_id).name,
        question=clip(enquiry.question, 200),
    )
    answer = say("“{answer}”", answer=enquiry.answer or "")
    return Screen(paragraphs(head, answer, say("Is there more? Just type it here.")))


RENDERERS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.APPLICATION_ACCEPTED: application_accepted,
    Notice.APPLICATION_REJECTED: application_rejected,
    Notice.APPLICATION_MOVED: application_moved,
    Notice.APPLICATION_ASKED: application_asked,
    APPLICATION_UNANSWERED: application_unanswered,
    Notice.QUESTION_ANSWERED: question_answered,
    Notice.DESK_WROTE: desk_notes.received,
    Notice.PROPOSAL_RECEIVED: proposal_received,
    PROPOSAL_UNANSWERED: proposal_unanswered,
    Notice.PROPOSAL_ASKED: proposal_asked,
    Notice.PROPOSAL_ASKED_MORE: proposal_asked_more,
    Notice.PROPOSAL_ANSWERED: proposal_answered,
    Notice.PROPOSAL_ACCEPTED: proposal_accepted,
    Notice.PROPOSAL_DECLINED: proposal_declined,
    Notice.PROPOSAL_EXPIRED: proposal_expired,
    Notice.PROPOSAL_WITHDRAWN: proposal_withdrawn,
    Notice.HOST_FREE: host_free,
    Notice.DECISION_UNDONE: decision_undone,
    DRAFT_WAITING: draft_waiting,
    CV_OWED: cv.owed,
    Notice.DORMANT_ASKED: dormant_asked,
    Notice.DORMANT_RESTS: dormant_rests,
    Notice.INTEREST_ASKED: interest_asked,
    Notice.INTEREST_LAPSED: interest_lapsed,
    **HOLDS,
    **members.ASKING,
    **NUDGING,
    **group_visits.NOTICES,
    **SUPPORT,
    **courses.NOTICES,
    **COOPERATION,
    **TWINNING,
    **STAY,
    **ONLINE,
    **AGREEING,
    **CLOSING,
}
