"""“Tell me about Lichtwerk”: what there is of a host, or of a partner, that is called by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip
from bot.conversation.small_words import bare, listed
from bot.participants import addresses as to
from bot.participants.finding import inviting
from bot.participants.finding.hosts import show_host
from exchange.applying import applications
from exchange.finding import hosts
from exchange.proposing import by_the_desk
from matching.words.names import Certainty, resolve
from storage.tables import Application, ApplicationState, Organisation, Role

if TYPE_CHECKING:
    from bot.conversation.talk import Talk

SHOWN = 6
LONGEST = 8  # words
ASKING = listed(
    """
    tell me about, tell me more about, tell me something about, more about, more on, what about, what is, who is, who are, show me, show,
    open, i want to know more about, i would like to know more about, describe, what does, let me see,
    erzähl mir von, erzähle mir von, erzählen sie mir von, erzähl mir mehr über, erzählen sie mir mehr über, mehr über, was ist mit, was ist,
    wer ist, wer sind, zeig mir, zeige mir, zeigen sie mir, zeige, zeig, öffne,
    parlez moi de, dites moi plus sur, qui est, montrez moi, montre moi, háblame de, quién es, muéstrame, parlami di, chi è, mostrami,
    fala me de, quem é, mostra me, vertel me over, wie is, laat zien, opowiedz mi o, kto to jest, pokaż mi, řekni mi o, kdo je, ukaž mi
    """
)
"""With these somebody asks for an organisation that they name after it."""


def heard(talk: Talk) -> bool:
    """Whether somebody called a partner or a host by its name, and sees what there is of it.

    Whom they write with comes first; where several hosts are called so, they choose.
    """
    name = _name(talk.event.text)
    own = applications.active_application(talk.work, talk.person) if name else None
    if own is None or own.state is not ApplicationState.ACCEPTED:
        return False
    return _known(talk, own, name) or (own.role is not Role.HOST and _host(talk, own, name))


def _known(talk: Talk, own: Application, name: str) -> bool:
    """The invitation from, or to, whoever is called so: the newest there is."""
    there = by_the_desk.shown_proposals(talk.work, own)
    newest = {inviting.partner_name(talk, one): one.id or 0 for one in reversed(there)}
    found = resolve(name, {one: [one] for one in newest})
    if found.certainty is not Certainty.SURE or not found.best:
        return False
    inviting.show(talk, newest[found.best])
    return True


def _host(talk: Talk, own: Application, name: str) -> bool:
    found = hosts.find_partners(talk.work, own, name, limit=SHOWN)
    there = [one for one in found if one.role is not Role.VISITOR]
    if len(there) == 1:
        show_host(talk, there[0].id or 0)
    elif there:
        rows = tuple((Button(_called(talk, one), to.HOST(one.id)),) for one in there)
        talk.send(Screen(talk.say("Which one is it?"), rows))
    return bool(there)


def _name(typed: str) -> str:
    """What stands after the words that ask for it; nothing where none do."""
    words = typed.strip(" ?!.…").split()
    for length in range(min(7, len(words) - 1), 0, -1):
        if bare(" ".join(words[:length])) in ASKING and len(words) - length <= LONGEST:
            return " ".join(words[length:]).strip(" „“”\"'")
    return ""


def _called(talk: Talk, one: Application) -> str:
    where = talk.work.load(Organisation, one.organisation_id)
    return clip(f"{where.name} ({talk.say.city(where.city, where.country)})", 38)
