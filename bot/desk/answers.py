"""Which part of the staff bot answers what an officer did. Strangers learn nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import between, filling, languages, stickers
from bot.conversation.addresses import StaleButton, parse
from bot.conversation.events import Did
from bot.conversation.kit import Kit
from bot.conversation.small_words import Meaning, meaning
from bot.desk import (
    acts,
    amending,
    colleagues,
    cooperation,
    courses,
    entrance,
    exchanges,
    group_visits,
    holding,
    opportunities,
    pipeline,
    questions,
    rights,
    roster,
    support,
    troubles,
    twinning,
    undoing,
)
from bot.desk import addresses as to
from bot.desk.cases import cases, membership, passing_on, regions
from bot.desk.commands import COMMANDS
from bot.desk.entering import joining, links, tables, telephone
from bot.desk.forms import FORMS as OF_CASES
from bot.desk.matching import by_hand, cohort, quotas, together
from bot.desk.notices import RENDERERS
from bot.desk.refusals import shown_beside
from bot.desk.reporting import agency, history, money, places, progress
from bot.desk.typed import hearing
from bot.desk.writing import mailings
from exchange.errors import NotAllowed
from exchange.people import officers, staff_groups
from exchange.work import DESK
from storage.queues import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.commands import Command
    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk
    from storage.tables import Officer

PASSING_ON, EXCEPTION, NEW_LINK = passing_on.form(), membership.form(), joining.form()
REGION = regions.form()
FORMS: Mapping[str, Form] = {
    **OF_CASES,
    PASSING_ON.key: PASSING_ON,
    EXCEPTION.key: EXCEPTION,
    NEW_LINK.key: NEW_LINK,
    REGION.key: REGION,
    **questions.FORMS,
    **mailings.FORMS,
    **telephone.FORMS,
    **{
        form.key: form
        for form in (*amending.forms(), *holding.forms(), *opportunities.forms(), *courses.forms())
    },
}
BY_NAME: Mapping[str, Command] = {one.name: one for one in COMMANDS}


def _chosen(talk: Talk, name: str) -> None:
    """A button of the first page. Raises StaleButton for one that it does not have."""
    command = BY_NAME.get(name)
    if command is None or not command.button:
        raise StaleButton
    command.answer(talk)


OPEN_TAPS = {to.WANT_GROUP}  # buttons that work in groups which are not bound to the desk
TAPS: Mapping[Family, Callable[..., None]] = {
    **filling.TAPS,
    to.COMMAND: _chosen,
    **languages.TAPS,
    **cases.TAPS,
    **membership.TAPS,
    **regions.TAPS,
    **links.TAPS,
    **joining.TAPS,
    **group_visits.TAPS,
    **tables.TAPS,
    **opportunities.TAPS,
    **support.TAPS,
    **cooperation.TAPS,
    **twinning.TAPS,
    **courses.TAPS,
    **exchanges.TAPS,
    **amending.TAPS,
    **pipeline.TAPS,
    **progress.TAPS,
    **places.TAPS,
    **money.TAPS,
    **agency.TAPS,
    **history.TAPS,
    **questions.TAPS,
    **mailings.TAPS,
    **by_hand.TAPS,
    **cohort.TAPS,
    **quotas.TAPS,
    **together.TAPS,
    **colleagues.TAPS,
    **roster.TAPS,
    **troubles.TAPS,
    **acts.TAPS,
    **undoing.TAPS,
    **holding.TAPS,
}


PRIVATE_TAPS = frozenset(
    {to.CV, to.PROOF, to.READ_COMMITMENT, to.READ_AGREEMENT, to.WRITE, to.PAYMENTS, to.REPORT}
)
"""They bring files of people, or what was written with somebody: whoever is in a group would read it."""


class OnlyInPrivate(NotAllowed):
    """That is personal, and others read along here. Please ask me for it in our private chat."""


def answer(talk: Talk) -> None:
    """Answer one thing that somebody did."""
    talk.officer = officers.officer_of(talk.work, talk.event.user_id)
    if talk.event.did is Did.BLOCKED:
        chats.block_chat(talk.work.session, DESK, talk.event.chat_id, talk.work.now)
    elif talk.event.did is Did.UNBLOCKED:
        return  # nothing was asked
    elif talk.event.did is Did.MOVED:
        colleagues.follow_group(talk)
    elif talk.event.anonymous:
        entrance.anonymous(talk)
    elif talk.officer is None:
        entrance.stranger(talk, COMMANDS)
    else:
        officers.seen(talk.work, talk.officer)
        _officer(talk, at_home=_at_home(talk, talk.officer))
        if talk.event.private:  # in a group others may what this one may not
            talk.replies = [rights.within(one, talk.officer) for one in talk.replies]


def _at_home(talk: Talk, officer: Officer) -> bool:
    """Whether the desk's business may be told here: in private, or in a group bound to that desk."""
    if talk.event.private:
        return True
    return staff_groups.partnership_of_group(talk.work, talk.event.chat_id) == (
        officer.partnership_id
    )


def _officer(talk: Talk, *, at_home: bool) -> None:
    if talk.event.did is Did.TAP:
        hearing.forget(talk)
        _tap(talk, at_home=at_home)
    elif talk.event.did is Did.COMMAND:
        _command(talk, BY_NAME[talk.event.command], at_home=at_home)
    elif not at_home:
        return
    elif talk.event.text.startswith("/") and talk.event.private:
        entrance.unknown(talk, COMMANDS)
    elif talk.event.did is Did.EDIT:
        _edited(talk)
    elif talk.event.did in {Did.TEXT, Did.OTHER, Did.FILE}:
        _words(talk)


def _command(talk: Talk, command: Command, *, at_home: bool) -> None:
    if command.private and at_home and not talk.event.private:
        raise OnlyInPrivate
    hearing.forget(talk)
    waits = talk.conversation.place, talk.conversation.facts
    (command.answer if at_home or command.open else elsewhere)(talk)
    if talk.event.private and waits == (talk.conversation.place, talk.conversation.facts):
        filling.resume(talk)  # else the next words would answer a question that is out of sight


def elsewhere(talk: Talk) -> None:
    """Nothing of the desk in a group that is not bound to it: whoever is in it would read it."""
    talk.toast(
        talk.say(
            "This is no staff group of your Partnership, so I say nothing of your desk here. /bind makes it one; or ask me in private."
        )
    )


def _tap(talk: Talk, *, at_home: bool) -> None:
    try:
        address = parse(talk.event.data, TAPS)
        if not at_home and address.family not in OPEN_TAPS:
            elsewhere(talk)
            return
        if address.family in PRIVATE_TAPS and not talk.event.private:
            raise OnlyInPrivate
        talk.check(address)
        TAPS[address.family](talk, *address.values)
    except StaleButton:
        talk.toast(talk.say("That button is from an older version. /queue shows what waits."))


def _edited(talk: Talk) -> None:
    """An edited message corrects the answer that it gave, while that is open; what is done stays."""
    if not filling.edited(talk) and talk.event.private:
        talk.reply(
            talk.say("I saw that you edited a message. It answers nothing that is open now.")
        )


def _words(talk: Talk) -> None:
    helped = _called_for_help(talk) or between.asked_anew(talk, RENDERERS)
    if helped or filling.hear(talk) or stickers.answered(talk):
        return
    if talk.event.private and talk.event.text:
        _typed(talk)
    elif talk.event.private and not tables.sent(talk):
        talk.reply(talk.say("I can only read typed words. /help shows what I can do."))


def _called_for_help(talk: Talk) -> bool:
    """Whether a small word asked for help, and is answered; what is open is asked again."""
    called = meaning(talk.event.text) in {Meaning.HELP, Meaning.HUMAN}
    if not called or not (talk.event.private or filling.current(talk)):
        return False
    BY_NAME["help"].answer(talk)
    filling.resume(talk)
    return True


def _typed(talk: Talk) -> None:
    """Words that no form asked for: what a button does, or something to search for."""
    at_home = partial(_tap, at_home=True)
    if hearing.confirmed(talk, at_home, RENDERERS) or hearing.labelled(talk, at_home, RENDERERS):
        return
    if hearing.heard(talk, BY_NAME, at_home):
        return
    if not cases.list_found(talk):
        hearing.not_understood(talk)


KIT = Kit(DESK, answer, COMMANDS, TAPS, FORMS, RENDERERS, shown_beside)
