"""An invitation: a few words of one's own, and when it would suit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button
from bot.participants import addresses as to
from bot.participants.ended import host_gone
from bot.participants.finding.inviting import INVITATION
from exchange.access import Thing
from exchange.applying import applications
from exchange.proposing import proposals
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk


def questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    """Two questions; the subject is the host's application."""
    del subject
    most = talk.work.scheme.limits.text
    return (
        Question(
            "words",
            N_("Your message"),
            N_("Write a few words to them: what would you like to do together?"),
            FreeText(10, most),
        ),
        Question(
            "months",
            N_("Months"),
            N_("When would it suit you?"),
            options.which_months(N_("Any time")),
            assume=_as_applied,
        ),
    )


def _as_applied(asked: Asked) -> list[str] | None:
    """The months of the application, which are not asked for twice; None where all are over."""
    own = applications.active_application(asked.talk.work, asked.talk.person)
    offered = {one.id for one in options.months(asked)}
    ahead = [one for one in own.months if one in offered] if own else []
    return ahead if ahead or (own and not own.months) else None


def finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Send the invitation. Raises what invite_host raises."""
    proposal = proposals.invite_host(
        talk.work, talk.person, subject, answers["words"], answers["months"]
    )
    most = talk.work.scheme.proposals.max_open
    text = talk.say(
        "Your invitation is on its way. They have until {until} to answer, and I remind them. You "
        "can have {most} invitations open at once – why not invite another host as well?",
        until=talk.say.on(proposal.expires_at),
        most=most,
    )
    talk.reply(text, [Button(talk.say("See more hosts"), to.BEST_HOSTS(0))])


def form() -> Form:
    """The invitation as a form."""
    return Form(
        INVITATION,
        N_("Your invitation"),
        questions,
        finish,
        submit=N_("Send the invitation"),
        ended=host_gone,
        about=Thing.HOST,
    )
