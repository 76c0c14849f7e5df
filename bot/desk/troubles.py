"""What did not arrive or could not be handled: a list, each with *try again*."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.conversation.screens import Button, Screen, folded, lines
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from exchange.desk import troubles
from exchange.desk.troubles import Why
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.desk.troubles import Trouble

SHOWN = 8
DESK = "desk."
ABOUT: Mapping[str, str] = {  # by the first word of a notice's kind
    "application": N_("about the application"),
    "review": N_("about a review that is late"),
    "proposal": N_("about an invitation"),
    "pair": N_("about a pair that agreed"),
    "partner": N_("a message between the two of an exchange"),
    "dates": N_("about the dates"),
    "commitment": N_("about the Commitment to Quality"),
    "agreement": N_("about the agreement on the money"),
    "amendment": N_("about a change of what was signed"),
    "exchange": N_("about an exchange"),
    "departure": N_("a reminder before the departure"),
    "report": N_("about the report"),
    "payment": N_("about the payment"),
    "certificate": N_("the certificate"),
    "survey": N_("about the survey"),
    "card": N_("a card on which somebody has acted"),
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


def show(talk: Talk) -> None:
    """The list, newest first, with its buttons."""
    found = troubles.troubles(talk.work, officer_of(talk))
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
    last = (Button(talk.say("🔁 Try all again"), to.TRY_ALL()),)
    buttons = (*(_buttons(talk, one) for one in found[:SHOWN]), last)
    talk.show(Screen(lines(head, folded(lines(*rows)), more), buttons))


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
    """What can be done about it; a case only where the person has one."""
    found = []
    if not one.blocked:
        found.append(Button(f"🔁 {short(one.reference)}", to.TRY_AGAIN(one.reference)))
    if one.application_id is not None:
        found.append(Button(f"A-{one.application_id:04}", to.CASE(one.application_id)))
    return (*found, Button(talk.say("Let it be"), to.LET_BE(one.reference)))


def short(reference: str) -> str:
    """A reference without the bot in it, which a button has no room for: `U-participants-9` is `U-9`."""
    kind, _, rest = reference.partition("-")
    return f"{kind}-{rest.rpartition('-')[2]}"


def _try_again(talk: Talk, reference: str) -> None:
    troubles.try_again(talk.work, officer_of(talk), reference)
    talk.toast(talk.say("{reference} is on its way again.", reference=reference))
    show(talk)


def _let_be(talk: Talk, reference: str) -> None:
    troubles.let_be(talk.work, officer_of(talk), reference)
    talk.toast(talk.say("{reference} is off the list.", reference=reference))
    show(talk)


def _try_all(talk: Talk) -> None:
    count = troubles.try_all_again(talk.work, officer_of(talk))
    talk.toast(talk.say.many("{count} is tried again.", "{count} are tried again.", count))
    show(talk)


def note(talk: Talk) -> str:
    """A line for other pages; empty when all is well."""
    count = len(troubles.troubles(talk.work, officer_of(talk)))
    if not count:
        return ""
    return talk.say.many(
        "⚠️ {count} thing did not go through: /troubles",
        "⚠️ {count} things did not go through: /troubles",
        count,
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.TRY_AGAIN: _try_again,
    to.LET_BE: _let_be,
    to.TRY_ALL: _try_all,
}
