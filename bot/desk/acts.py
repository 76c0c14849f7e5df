"""The trail for auditors: what was done and by whom, and whether it is as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, folded, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from exchange.desk.acts import acts_of
from exchange.trail.act_words import words_of
from exchange.trail.naming import thing, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.desk.acts import Act, Acts

AT_ONCE = 8
TOLD = 16  # letters of the head that people can compare


def show(talk: Talk) -> None:
    """The newest acts."""
    _page(talk, 0)


def _page(talk: Talk, offset: int) -> None:
    found = acts_of(talk.work, officer_of(talk), offset=offset, limit=AT_ONCE)
    rows = lines(*(_line(talk, one) for one in found.shown)) or talk.say("Nothing was done yet.")
    turn = []
    if offset:
        turn.append(Button(talk.say("‹ Newer"), to.ACTS(max(0, offset - AT_ONCE))))
    if offset + AT_ONCE < found.total:
        turn.append(Button(talk.say("Older ›"), to.ACTS(offset + AT_ONCE)))
    text = paragraphs(lines(whose(talk), folded(rows)), _chain(talk, found))
    talk.show(Screen(text, (tuple(turn),) if turn else ()))


def _line(talk: Talk, act: Act) -> str:
    say = talk.say
    return say(
        "{at} · {who}: {act}, {subject}",
        at=act.at,
        who=act.who or say(unnamed(act.actor)),
        act=say(words_of(act.act)),
        subject=thing(act.subject).said(say, say.language),
    )


def _chain(talk: Talk, found: Acts) -> str:
    chain, say = found.chain, talk.say
    if not chain.whole:
        return say("🔴 The trail was changed. Please tell whoever runs this machine at once.")
    return say(
        "🔗 {count} acts in all, none changed. Write this down to be sure: {head}",
        count=chain.links,
        head=chain.head[:TOLD],
    )


TAPS: Mapping[Family, Callable[..., None]] = {to.ACTS: _page}
