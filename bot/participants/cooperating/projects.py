"""`/projects`: cooperation projects, begun with a partner, joined by others, moved from an idea to an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, grid, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.cooperating.searching import name_of
from bot.words.chains import STANDS
from exchange.access import Thing
from exchange.cooperating import introducing, projects
from exchange.cooperating.projects import LONGEST_AIM, LONGEST_CALL, LONGEST_TITLE
from exchange.life.moves import PROJECT_MOVES
from exchange.rows import row_id
from exchange.timing.cooperation import FINAL
from exchange.words import N_
from storage.tables import Application, Project, ProjectState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk

PROJECT = "joint"  # the form
SHOWN, AIM, NAMES = 8, 160, 80
MOVES: Mapping[ProjectState, str] = {
    ProjectState.PREPARED: N_("✍️ In preparation"),
    ProjectState.SUBMITTED: N_("📮 Submitted"),
    ProjectState.FUNDED: N_("💶 Funded"),
    ProjectState.REFUSED: N_("✗ Refused"),
    ProjectState.ENDED: N_("🏁 It has ended"),
}


def show(talk: Talk) -> None:
    """What somebody leads or is in."""
    say, found = talk.say, projects.projects_of(talk.work, talk.person)
    if not found:
        text = say(
            "You are in no project yet. You begin one with a partner you were introduced to: /partners"
        )
        talk.show(Screen(text, ((Button(say("🤝 Introductions"), to.INTRODUCTIONS()),),)))
        return
    rows = tuple((Button(clip(one.title, 38), to.PROJECT(row_id(one))),) for one in found[:SHOWN])
    talk.show(Screen(say("🚀 <b>Your projects</b>: tap one to see it, or to move it on."), rows))


def open_one(talk: Talk, number: int) -> None:
    """One project."""
    talk.send(_card(talk, talk.work.load(Project, number)))


def _card(talk: Talk, one: Project) -> Screen:
    say = talk.say
    there = ", ".join(name_of(talk, each) for each in projects.shown_members(talk.work, one))
    text = paragraphs(
        lines(
            say("🚀 <b>{title}</b>", title=one.title),
            say("{state}, since {day}", state=say(STANDS[one.state]), day=say.on(one.moved_at)),
            say("Call: {call}", call=one.call) if one.call else "",
            say("In it: {names}", names=clip(there, NAMES)),
        ),
        say("{aim}", aim=clip(one.aim, AIM)),
    )
    return Screen(text, _rows(talk, one))


def _rows(talk: Talk, one: Project) -> Rows:
    number, may = row_id(one), PROJECT_MOVES[one.state]
    moves = [
        Button(talk.say(label), to.MOVE_PROJECT(number, state))
        for state, label in MOVES.items()
        if state in may
    ]
    if one.state in FINAL:
        return ()
    more = [Button(talk.say("➕ Partner"), to.PROJECT_PARTNERS(number))]
    if talk.work.load(Application, one.lead_id).person_id != talk.person.id:
        more.append(Button(talk.say("Leave it"), to.LEAVE_PROJECT(number)))
    return (*grid(moves, 2), tuple(more))


def move(talk: Talk, number: int, to_state: ProjectState) -> None:
    """Where it stands now; all others in it are told."""
    one = projects.bring(talk.work, talk.person, number, to_state)
    talk.show(_card(talk, one))


def leave(talk: Talk, number: int) -> None:
    """Without this partner."""
    one = projects.leave(talk.work, talk.person, number)
    talk.settle(
        talk.say("You have left <b>{title}</b>. /projects shows the others.", title=one.title)
    )


def choose(talk: Talk, number: int) -> None:
    """Whom somebody knows and who is not in it yet."""
    say, one = talk.say, talk.work.load(Project, number)
    there = {each.id for each in projects.members(talk.work, one)}
    known = [
        (each, other)
        for each in introducing.introductions_of(talk.work, talk.person)
        if each.agreed
        and (other := introducing.other_of(talk.work, talk.person, each)).id not in there
    ]
    back = (Button(say("‹ Back to the project"), to.PROJECT(number)),)
    if not known:
        text = say("Everybody you were introduced to is in it. /partners finds more.")
        talk.show(Screen(text, (back,)))
        return
    rows = tuple(
        (Button(clip(name_of(talk, other), 38), to.ADD_PARTNER(number, row_id(each))),)
        for each, other in known[:SHOWN]
    )
    talk.show(Screen(say("Who joins? They are told, and may leave it."), (*rows, back)))


def add(talk: Talk, number: int, enquiry: int) -> None:
    """One more partner."""
    one = projects.add_partner(talk.work, talk.person, number, enquiry)
    talk.show(_card(talk, one))


def form() -> Form:
    """A project in three answers."""
    return Form(
        PROJECT,
        N_("A project"),
        _questions,
        _begin,
        submit=N_("Begin it"),
        about=Thing.INTRODUCTION,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "title", N_("Title"), N_("What is the project called?"), FreeText(3, LONGEST_TITLE)
        ),
        Question(
            "aim",
            N_("Aim"),
            N_("What do you want to reach together? A few sentences."),
            FreeText(10, LONGEST_AIM),
        ),
        Question(
            "call",
            N_("Call"),
            N_("Is it for a certain call or programme? Its name; or skip it."),
            FreeText(3, LONGEST_CALL),
            optional=True,
        ),
    )


def _begin(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    one = projects.begin(
        talk.work,
        talk.person,
        subject,
        answers["title"],
        answers["aim"],
        answers.get("call") or "",
    )
    talk.reply(talk.say("✓ Begun. Your partner is told; both of you can move it on: /projects"))
    talk.send(_card(talk, one))


def _new(talk: Talk, number: int) -> None:
    filling.begin(talk, PROJECT, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.PROJECT: open_one,
    to.NEW_PROJECT: _new,
    to.MOVE_PROJECT: move,
    to.LEAVE_PROJECT: leave,
    to.PROJECT_PARTNERS: choose,
    to.ADD_PARTNER: add,
}
