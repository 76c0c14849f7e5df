"""Which part of the public bot answers what somebody did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import between, filling, labels, languages, stickers
from bot.conversation.addresses import StaleButton, parse
from bot.conversation.commands import Command, named_by, not_known
from bot.conversation.events import Did
from bot.conversation.kit import Kit
from bot.conversation.small_words import Meaning, meaning, only_nice
from bot.participants import (
    arriving,
    desk_notes,
    home,
    hosting,
    leaving,
    nudges,
    opportunities,
    own_data,
    replying,
    support,
    welcome,
    yes_and_no,
)
from bot.participants.asking import hearing, question, screens
from bot.participants.commands import COMMANDS
from bot.participants.cooperating import introductions, projects, searching
from bot.participants.finding import arranging, by_name, hosts, inviting, keeping_away
from bot.participants.forms import (
    breaking_off,
    correction,
    cv,
    group_visits,
    invitation,
    outcomes,
    papers,
    survey,
    words,
)
from bot.participants.forms import (
    hosting as hosting_forms,
)
from bot.participants.forms.applying import application
from bot.participants.group_visits import attendance, joining, own, talks
from bot.participants.learning import afterwards, giving
from bot.participants.learning import finding as learning_lists
from bot.participants.notices import members
from bot.participants.notices.applying import RENDERERS
from bot.participants.twinning import clusters, joint, twinnings
from bot.participants.visiting import (
    agreements,
    amending,
    closing,
    commitments,
    online,
    preparing,
    room,
    times,
    visits,
)
from exchange.people import people
from exchange.work import PARTICIPANTS
from matching.chains.telling import tells
from matching.questions.asked import is_question
from storage.queues import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk

FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        application.form(),
        invitation.form(),
        breaking_off.form(),
        *words.forms(),
        *papers.forms(),
        *amending.forms(),
        room.form(),
        survey.form(),
        outcomes.form(),
        correction.form(),
        cv.form(),
        *hosting_forms.forms(),
        *group_visits.forms(),
        *support.forms(),
        *giving.forms(),
        learning_lists.form(),
        afterwards.form(),
        searching.form(),
        *introductions.forms(),
        projects.form(),
        clusters.form(),
        twinnings.form(),
        joint.form(),
        question.form(),
        desk_notes.form(),
    )
}

BY_NAME: Mapping[str, Command] = {one.name: one for one in COMMANDS}

TAPS: Mapping[Family, Callable[..., None]] = {
    **filling.TAPS,
    **welcome.TAPS,
    **arriving.TAPS,
    **home.TAPS,
    **cv.TAPS,
    **languages.TAPS,
    **hosts.TAPS,
    **hosting.TAPS,
    **own.TAPS,
    **attendance.TAPS,
    **talks.TAPS,
    **joining.TAPS,
    **inviting.TAPS,
    **arranging.TAPS,
    **keeping_away.TAPS,
    **visits.TAPS,
    **online.TAPS,
    **times.TAPS,
    **commitments.TAPS,
    **agreements.TAPS,
    **amending.TAPS,
    **preparing.TAPS,
    **room.TAPS,
    **closing.TAPS,
    **leaving.TAPS,
    **desk_notes.TAPS,
    **nudges.TAPS,
    **opportunities.TAPS,
    **support.TAPS,
    **giving.TAPS,
    **learning_lists.TAPS,
    **afterwards.TAPS,
    **searching.TAPS,
    **introductions.TAPS,
    **projects.TAPS,
    **clusters.TAPS,
    **twinnings.TAPS,
    **joint.TAPS,
    **replying.TAPS,
    **members.TAPS,
    **own_data.TAPS,
    **screens.TAPS,
}

# What typed words are taken for outside a form.
PLACES: Mapping[str, Callable[[Talk], None]] = {
    "search": hosts.searched,
    "partner": arranging.named,
    support.PLACE: support.searched,
    learning_lists.PLACE: learning_lists.searched,
    searching.PLACE: searching.corrected,
    clusters.PLACE: clusters.corrected,
    "dates": visits.typed_dates,
    online.PLACE: online.typed_link,
}
FINDS: Mapping[str, Callable[[Talk], bool]] = {
    "search": lambda _: True,
    support.PLACE: support.finds,
    learning_lists.PLACE: learning_lists.finds,
    searching.PLACE: lambda talk: tells(talk.event.text),
    clusters.PLACE: lambda _: False,
}
"""Whether a question is one to an open list or card, such as “anything in Porto?”; else it is one to us."""
CARDS = {searching.PLACE, clusters.PLACE}
MEANT_COMMANDS = {Meaning.HELP: "help", Meaning.LATER: "cancel", Meaning.RESTART: "start"}
"""What a command in another language stands for, told by its small word."""

OPEN_ROOMS = {"w", "l", "h", "n", "q"}  # buttons that work without consent


def answer(talk: Talk) -> None:
    """Answer one thing that somebody did."""
    match talk.event.did:
        case Did.BLOCKED:
            chats.block_chat(talk.work.session, PARTICIPANTS, talk.event.chat_id, talk.work.now)
            people.unreachable(talk.work, PARTICIPANTS, talk.event.chat_id)
        case Did.UNBLOCKED:
            return
        case Did.COMMAND:
            _command(talk)
        case Did.TAP:
            yes_and_no.forget(talk)
            _tap(talk)
        case Did.EDIT:
            _edited(talk)
        case _:
            _words(talk)


def _edited(talk: Talk) -> None:
    """An edited message corrects the answer that it gave, while that is open."""
    if people.let_in(talk.work, talk.person) and filling.edited(talk):
        return
    talk.reply(
        talk.say(
            "I saw that you edited a message. It answers nothing that is open now, so your first "
            "version stays. To change an answer, use “Back” or the review page."
        )
    )


def _command(talk: Talk) -> None:
    yes_and_no.forget(talk)
    command = BY_NAME.get(talk.event.command, UNKNOWN)
    if not command.open and not people.let_in(talk.work, talk.person):
        welcome.start(talk)
        return
    command.answer(talk)


def _unknown(talk: Talk) -> None:
    """A command in one's own words, “/hilfe”; else one with a slip: say so, and ask the open question again."""
    typed = talk.event.command
    named = named_by(typed, COMMANDS) or BY_NAME.get(
        MEANT_COMMANDS.get(meaning(typed) or Meaning.NO, "")
    )
    if named and (named.open or people.let_in(talk.work, talk.person)):
        named.answer(talk)
        return
    talk.reply(not_known(talk.say, talk.event.command, COMMANDS))
    filling.resume(talk)


UNKNOWN = Command("", _unknown)


def _tap(talk: Talk) -> None:
    try:
        address = parse(talk.event.data, TAPS)
        needs_consent = address.family.room not in OPEN_ROOMS
        if needs_consent and not people.let_in(talk.work, talk.person):
            welcome.start(talk)
        else:
            talk.check(address)
            TAPS[address.family](talk, *address.values)
    except StaleButton:
        talk.toast(talk.say("That button is from an older version. /start shows where you are."))


def _words(talk: Talk) -> None:
    if not people.let_in(talk.work, talk.person):
        if not stickers.answered(talk):
            welcome.at_the_door(talk)
    elif not (
        (filling.current(talk) is None and _meant_for_others(talk))
        or cv.came(talk)
        or _called_for(talk)
        or between.asked_anew(talk, RENDERERS)
        or hearing.heard(talk)
        or filling.hear(talk)
        or _tapped_by_place(talk)
    ):
        _said_in_sight(talk)


def _meant_for_others(talk: Talk) -> bool:
    """Whether nothing is to be answered, as the first of an album was, or it is for a partner or an officer."""
    return (
        talk.goes_on_with_album()
        or stickers.answered(talk)
        or room.replied(talk)
        or replying.heard(talk)
        or by_name.heard(talk)
    )


def _said_in_sight(talk: Talk) -> None:
    """What is waited for, or else what stands in sight, is what words are about."""
    listener = PLACES.get(talk.conversation.place)
    if talk.conversation.place == yes_and_no.PLACE and talk.event.text:
        if not yes_and_no.tapped_whole(talk, TAPS, _does):
            yes_and_no.confirmed(talk, _does, _words)
    elif listener and talk.event.text:
        if not _answered_otherwise(talk):
            listener(talk)
    elif not (
        yes_and_no.tapped(talk, TAPS, _does)
        or yes_and_no.said_no(talk, _does)
        or _shown_in_words(talk)
        or yes_and_no.meant(talk, TAPS, _does)
    ):
        _unmeant(talk)


def _answered_otherwise(talk: Talk) -> bool:
    """Whether words that are waited for were a button's, a yes or a no to the newest question, or a stop."""
    return (
        yes_and_no.tapped_whole(talk, TAPS, _does)
        or yes_and_no.said_yes(talk, TAPS, _does)
        or yes_and_no.said_no(talk, _does)
        or yes_and_no.small_word(talk)
        or _strayed(talk)
    )


def _strayed(talk: Talk) -> bool:
    """Whether words that come by while a list or a card is open are not for it, and are answered as anywhere."""
    finds = FINDS.get(talk.conversation.place)
    if finds is None:
        return False
    if only_nice(talk.event.text):
        home.lost(talk)
        return True
    if not is_question(talk.event.text) or finds(talk):
        return False
    if hearing.lost(talk):
        return True
    if talk.conversation.place in CARDS:  # where any words would change something
        home.lost(talk)
    return talk.conversation.place in CARDS


def _unmeant(talk: Talk) -> None:
    """Words that mean nothing in sight: perhaps a question without its sign; “the second” of nothing is none."""
    if labels.names_a_place(talk.event.text) or not hearing.lost(talk):
        home.lost(talk)


def _shown_in_words(talk: Talk) -> bool:
    """Whether words name what a command shows: “show me my invitations”, “Gastgeber”. It is shown at once."""
    command = named_by(talk.event.text, COMMANDS)
    if command:
        talk.event = replace(talk.event, text="")  # as the command alone
        command.answer(talk)
    return command is not None


def _tapped_by_place(talk: Talk) -> bool:
    """Whether one of several choices was named by its place, “the second”, which is done."""
    return _does(talk, labels.button_by_place(talk, RENDERERS))


def _does(talk: Talk, data: str | None) -> bool:
    return yes_and_no.do(_tap, talk, data)


def _called_for(talk: Talk) -> bool:
    """Whether a small word asked for help, for a person or for funding; what is open waits where it was."""
    if _asks_for_funding(talk):
        BY_NAME["opportunities"].answer(talk)
        return True
    match meaning(talk.event.text):
        case Meaning.HELP:
            BY_NAME["help"].answer(talk)
        case Meaning.HUMAN:
            screens.to_a_person(talk)
        case _:
            return False
    return True


def _asks_for_funding(talk: Talk) -> bool:
    """“Funding?”, which the answers on the lump sum would take for theirs."""
    asks = talk.event.text.rstrip().endswith("?")
    return asks and named_by(talk.event.text, [BY_NAME["opportunities"]]) is not None


KIT = Kit(PARTICIPANTS, answer, COMMANDS, TAPS, FORMS, RENDERERS)
