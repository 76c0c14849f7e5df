"""What did not arrive or could not be handled: a list, each with *try again*."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, lines, paragraphs
from exchange.desk import troubles
from exchange.desk.troubles import Why
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.talk import Talk
    from exchange.desk.troubles import Trouble
    from storage.tables import Officer

SHOWN = 8
DESK = "desk."
ABOUT: Mapping[str, str] = {  # by the first word of a notice's kind
    "application": N_("about the application"),
    "review": N_("about a review that is late"),
    "proposal": N_("about an invitation"),
    "pair": N_("about a pair that agreed"),
    "dates": N_("about the dates"),
    "commitment": N_("about the Commitment to Quality"),
    "exchange": N_("about an exchange"),
    "departure": N_("a reminder before the departure"),
    "report": N_("about the report"),
    "payment": N_("about the payment"),
    "certificate": N_("the certificate"),
    "survey": N_("about the survey"),
    "draft": N_("a reminder of an unfinished application"),
    "unreachable": N_("about somebody who cannot be reached"),
    "screen": N_("an answer from the bot"),
    "update": N_("something they wrote or tapped"),
}
OTHER = N_("a notice")
REASONS: Mapping[Why, str] = {
    Why.BLOCKED: N_("the bot is blocked there, or was never opened"),
    Why.UNCERTAIN: N_("the line broke while it left, so it may have arrived"),
    Why.UNREACHED: N_("Telegram could not be reached for too long"),
    Why.REFUSED: N_("Telegram refused it; please tell whoever runs the bots"),
    Why.OURS: N_("our program failed; please tell whoever runs the bots"),
}


def _officer(talk: Talk) -> Officer:
    assert talk.officer is not None  # noqa: S101 - answers.answer has seen to it
    return talk.officer


def show(talk: Talk) -> None:
    """The list, newest first, with its buttons."""
    found = troubles.troubles(talk.work, _officer(talk))
    if not found:
        talk.show(Screen(talk.say("Everything has arrived, and nothing is set aside. 🌿")))
        return
    head = talk.say.many(
        "<b>{count} thing did not go through</b>",
        "<b>{count} things did not go through</b>",
        len(found),
    )
    rows = [_line(talk, one) for one in found[:SHOWN]]
    left = len(found) - SHOWN
    more = talk.say("… and {count} more.", count=left) if left > 0 else ""
    last = (Button(talk.say("🔁 Try all again"), "t:all:"),)
    buttons = (*(_buttons(talk, one) for one in found[:SHOWN]), last)
    talk.show(Screen(paragraphs(head, lines(*rows), more), buttons))


def _line(talk: Talk, one: Trouble) -> str:
    at = one.at.astimezone(ZoneInfo(talk.person.zone))
    case = f"A-{one.application_id:04}" if one.application_id else talk.say("no case")
    return talk.say(
        "<b>{reference}</b> · {case} · {time}\n{what}: {why}",
        reference=one.reference,
        case=case,
        time=f"{at:%d.%m. %H:%M}",
        what=talk.say(about(one.kind)),
        why=talk.say(REASONS[one.why]),
    )


def about(kind: str) -> str:
    """What a message of that kind tells, in a few words (a msgid)."""
    return ABOUT.get(kind.removeprefix(DESK).partition(".")[0], OTHER)


def _buttons(talk: Talk, one: Trouble) -> tuple[Button, ...]:
    let_be = Button(talk.say("Let it be"), f"t:leave:{one.reference}")
    case = Button(f"A-{one.application_id:04}", f"a:show:{one.application_id}")
    again = Button(f"🔁 {one.reference}", f"t:again:{one.reference}")
    return tuple(
        button
        for button, wanted in (
            (again, not one.blocked),
            (case, one.application_id is not None),
            (let_be, True),
        )
        if wanted
    )


def tapped(talk: Talk, data: str) -> None:
    """A button of the list."""
    _, verb, reference = data.split(":")
    officer = _officer(talk)
    match verb:
        case "show":
            pass
        case "again":
            troubles.try_again(talk.work, officer, reference)
            talk.toast(talk.say("{reference} is on its way again.", reference=reference))
        case "leave":
            troubles.let_be(talk.work, officer, reference)
            talk.toast(talk.say("{reference} is off the list.", reference=reference))
        case "all":
            count = troubles.try_all_again(talk.work, officer)
            talk.toast(talk.say.many("{count} is tried again.", "{count} are tried again.", count))
    show(talk)


def note(talk: Talk) -> str:
    """A line for other pages; empty when all is well."""
    count = len(troubles.troubles(talk.work, _officer(talk)))
    if not count:
        return ""
    return talk.say.many(
        "⚠️ {count} thing did not go through: /troubles",
        "⚠️ {count} things did not go through: /troubles",
        count,
    )
