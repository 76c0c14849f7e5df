"""A cluster's own people are asked who is a member of theirs: one list, three answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.words import memberships as words
from exchange.applying.memberships import MemberAnswer, answer_as_cluster
from exchange.people.cluster_staff import asked_of
from exchange.people.partnerships import partnership_of
from exchange.timing.memberships import MEMBERSHIP_UNANSWERED
from storage.tables import Application

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.talk import Talk

ANSWERS = (to.MEMBER, to.NO_MEMBER, to.WHO_IS_IT)


def asked(delivery: Delivery) -> Screen | None:
    """Everybody of whom the reader is asked; None where nothing is open any more."""
    reader = delivery.reader
    some = asked_of(delivery.work, reader, delivery["cluster"]) if reader else []
    if not some:
        return None
    return words.asked_list(delivery.work, delivery.say, some, ANSWERS)


def _say(answer: MemberAnswer, talk: Talk, number: int) -> None:
    """Keep the answer; in place of the question come those that are still open."""
    found = answer_as_cluster(talk.work, talk.person, number, answer)
    some = asked_of(talk.work, talk.person, found.cluster_id)
    thanks = talk.say("✓ Thank you, it is noted.")
    if not some:
        talk.settle(thanks)
        return
    screen = words.asked_list(talk.work, talk.say, some, ANSWERS)
    talk.show(Screen(paragraphs(thanks, screen.text), screen.rows))


def _who(talk: Talk, number: int) -> None:
    """Show what may be shown; the desk finds out, and the answer is open still."""
    found = answer_as_cluster(talk.work, talk.person, number, MemberAnswer.WHO)
    application = talk.work.load(Application, found.application_id)
    desk = partnership_of(talk.work, application).name
    text = paragraphs(
        words.profile(talk.work, talk.say, found),
        lines(
            talk.say("<b>{partnership}</b> is told, and finds out.", partnership=desk),
            talk.say("If you know them after all, your word counts."),
        ),
    )
    talk.show(Screen(text, words.three(talk.say, found, ANSWERS)[:1]))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.MEMBER: partial(_say, MemberAnswer.YES),
    to.NO_MEMBER: partial(_say, MemberAnswer.NO),
    to.WHO_IS_IT: _who,
}
ASKING: Mapping[str, Callable[[Delivery], Screen | None]] = {MEMBERSHIP_UNANSWERED: asked}
