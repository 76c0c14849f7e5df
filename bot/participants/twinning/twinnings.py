"""A twinning in chat: proposed with words on what it is for, agreed to or not, how it stands, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.twinning import under_one_roof
from exchange.access import Thing
from exchange.rows import row_id
from exchange.twinning import agreeing, profiles
from exchange.twinning.agreeing import LONGEST_AIM
from exchange.words import N_
from storage.tables import Cluster, Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk

PROPOSE = "twin"  # the form
AIM = 240
OVER: Mapping[TwinningState, str] = {
    TwinningState.DECLINED: N_("It was declined on {day}."),
    TwinningState.EXPIRED: N_("Nobody answered until {day}. You can propose it anew."),
    TwinningState.WITHDRAWN: N_("It was taken back on {day}."),
    TwinningState.ENDED: N_("It ended on {day}."),
}


def show(talk: Talk, number: int) -> None:
    """One twinning as it stands for the reader."""
    talk.send(screen(talk, talk.work.load(Twinning, number)))


def screen(talk: Talk, one: Twinning) -> Screen:
    """The question to who is asked, that it waits to who asked, and what both have where they agreed."""
    say, mine = talk.say, agreeing.side_of(talk.work, talk.person, one)
    text = paragraphs(
        say("🤝 <b>{one} – {other}</b>", **_names(talk, one, mine)),
        say("“{words}”", words=clip(one.aim, AIM)) if one.aim else "",
        lines(_stands(talk, one, mine), *under_one_roof.told(talk, one)),
    )
    back = (Button(say("‹ My cluster"), to.OWN_CLUSTER()),)
    return Screen(text, (*_ways(talk, one, mine), back))


def _names(talk: Talk, one: Twinning, mine: int) -> dict[str, Any]:
    return {
        "one": talk.work.load(Cluster, mine).name,
        "other": talk.work.load(Cluster, one.beside(mine)).name,
    }


def _stands(talk: Talk, one: Twinning, mine: int) -> str:
    say = talk.say
    if one.state is TwinningState.AGREED and one.agreed_at:
        return say("Agreed on {day}.", day=say.on(one.agreed_at))
    if one.ended_at:
        return say(OVER[one.state], day=say.on(one.ended_at))
    if one.asker_id == mine:
        return say(
            "⏳ They have your proposal and are reminded of it, until {day}. I write to you as soon as they answer.",
            day=say.on(one.expires_at),
        )
    return say(
        "They ask you for a twinning. You can answer until {day}.", day=say.on(one.expires_at)
    )


def _ways(talk: Talk, one: Twinning, mine: int) -> Rows:
    say, number = talk.say, row_id(one)
    if one.state is TwinningState.AGREED:
        return under_one_roof.ways(talk, one)
    if one.state is not TwinningState.PROPOSED:
        return under_one_roof.pages_of(talk, one)
    if one.asker_id == mine:
        return ((Button(say("Take it back"), to.END_TWINNING(number)),),)
    yes = Button(say("✓ Yes, gladly"), to.AGREE_TWINNING(number))
    return ((yes, Button(say("Not now"), to.DECLINE_TWINNING(number))),)


def agree(talk: Talk, number: int) -> None:
    """Yes: the other side and both desks hear of it."""
    one = agreeing.answer(talk.work, talk.person, number, agreed=True)
    talk.settle(talk.say("✓ You are twinned. They are told at once."))
    talk.send(screen(talk, one))


def decline(talk: Talk, number: int) -> None:
    """No: they are told kindly."""
    agreeing.answer(talk.work, talk.person, number, agreed=False)
    talk.settle(
        talk.say("Not now, then. I told them kindly. /twinning shows which clusters fit you.")
    )


def ask_to_end(talk: Talk, number: int) -> None:
    """What ends with it, before it does."""
    one, say = talk.work.load(Twinning, number), talk.say
    if one.state is not TwinningState.AGREED:
        show(talk, number)
        return
    mine = agreeing.side_of(talk.work, talk.person, one)
    text = say(
        "End the twinning with <b>{other}</b>? They are told. Exchanges and projects that are under way go on; what was counted stays.",
        **_names(talk, one, mine),
    )
    keep = Button(say("No, keep it"), to.TWINNING(number))
    talk.send(Screen(text, ((Button(say("Yes, end it"), to.END_TWINNING(number)), keep),)))


def end(talk: Talk, number: int) -> None:
    """Over, or taken back; the other side is told."""
    one = agreeing.end(talk.work, talk.person, number)
    talk.settle(talk.say("It is over, and they are told. /twinning shows which clusters fit you."))
    talk.send(screen(talk, one))


def form() -> Form:
    """The words that a twinning is proposed with."""
    return Form(
        PROPOSE,
        N_("A twinning"),
        _questions,
        _propose,
        review=False,
        about=Thing.CLUSTER,
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    prompt = talk.say(
        "What would you do with {name} in the next years? A few sentences: visits of members, joint activities, projects.",
        name=talk.work.load(Cluster, subject).name,
    )
    return (Question("text", N_("What it is for"), prompt, FreeText(10, LONGEST_AIM)),)


def _propose(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    one = agreeing.propose(talk.work, talk.person, subject, answers["text"])
    talk.send(screen(talk, one))


def _begin(talk: Talk, number: int) -> None:
    mine = row_id(profiles.own(talk.work, talk.person).cluster)
    if known := agreeing.open_between(talk.work, mine, number):
        talk.send(screen(talk, known))
        return
    agreeing.may_propose(talk.work, mine, number)
    filling.begin(talk, PROPOSE, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.PROPOSE_TWINNING: _begin,
    to.TWINNING: show,
    to.AGREE_TWINNING: agree,
    to.DECLINE_TWINNING: decline,
    to.ASK_TO_END_TWINNING: ask_to_end,
    to.END_TWINNING: end,
}
