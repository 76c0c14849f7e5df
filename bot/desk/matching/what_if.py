"""`/whatif languages 20`: who would move if a part of a match counted more or less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.screens import Screen, folded, lines, paragraphs
from bot.desk.officer import officer_of, whose
from bot.words.reasons import PARTS_AT_DESK
from exchange.finding import what_if as use_case
from exchange.scheme.levels import REGIONS
from matching.reasons import PartName
from matching.words.names import Certainty, resolve

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.talk import Talk
    from matching.ranking.what_if import Move, WhatIf

SHOWN = 6
SIDE_EFFECTS = 2
NOTABLE = 0.005
WHOLE = 100
TYPED = re.compile(r"^(?P<part>.*?)\s*(?P<number>-?\d+(?:[.,]\d+)?)\s*(?P<percent>%?)\s*$")
# Parts that are named from the visitor's side elsewhere.


def ask(talk: Talk) -> None:
    """Try another share, or list the parts and what they count."""
    typed = talk.event.text.strip()
    found = TYPED.match(typed)
    if found is None:
        _list(talk, half_said=typed != "")
        return
    part = _part(talk, found["part"])
    if part is None:
        talk.reply(
            talk.say(
                "I do not know the part “{part}”. /whatif lists them all.",
                part=found["part"][:40],
            )
        )
        return
    share = _share(found["number"], percent=bool(found["percent"]))
    result = use_case.what_if(talk.work, officer_of(talk), part, share)
    talk.send(Screen(_result(talk, part, share, result)))


def _share(number: str, *, percent: bool) -> float:
    """Return a share of the whole: 20, 20 % and 0.2 are the same; 1 and more are per cent."""
    value = float(number.replace(",", "."))
    return value / WHOLE if percent or value >= 1 else value


def _part(talk: Talk, typed: str) -> PartName | None:
    names = {part.value: [part.value, str(talk.say(PARTS_AT_DESK[part]))] for part in PartName}
    found = resolve(typed, names)
    sure = found.certainty is Certainty.SURE and found.best is not None
    return PartName(str(found.best)) if sure else None


def _list(talk: Talk, *, half_said: bool) -> None:
    say, shares = talk.say, use_case.shares(talk.work)
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    rows = [
        say(
            "<code>{part}</code> {share} % – {name}",
            part=part,
            share=_percent(share),
            name=say(PARTS_AT_DESK[part]),
        )
        for part, share in ranked
    ]
    talk.reply(
        paragraphs(
            say("I need a part and then a number, such as: /whatif languages 20.")
            if half_said
            else "",
            say("<b>How much each part of a match counts</b>"),
            folded(lines(*rows)),
            say("Try another share, for example: /whatif languages 20. Nothing is changed by it."),
        )
    )


def _percent(share: float) -> float:
    return round(share * WHOLE, 1)


def _result(talk: Talk, part: PartName, share: float, result: WhatIf) -> Markup:
    say = talk.say
    head = say(
        "<b>If “{name}” counted {share} % instead of {now} %</b>",
        name=say(PARTS_AT_DESK[part]),
        share=_percent(share),
        now=_percent(use_case.shares(talk.work)[part]),
    )
    moved = say.many(
        "{moved} of {count} visitor would see another host first.",
        "{moved} of {count} visitors would see another host first.",
        result.visitors,
        moved=len(result.moves),
    )
    more = len(result.moves) - SHOWN
    return paragraphs(
        lines(whose(talk), head),
        moved,
        lines(*_effects(talk, part, result), _regions(talk, result)),
        lines(
            *(_move(talk, one) for one in result.moves[:SHOWN]),
            say("… and {count} more.", count=more) if more > 0 else "",
        ),
        say("Nothing has been changed: the weights stand in the scheme’s file."),
    )


def _effects(talk: Talk, part: PartName, result: WhatIf) -> list[str]:
    """How well the first hosts fit on average, before and after: this part, and what pays for it."""
    change = {name: after - before for name, (before, after) in result.means.items()}
    losers = sorted(change, key=lambda name: change[name])[:SIDE_EFFECTS]
    told = [part, *(name for name in losers if change[name] < -NOTABLE and name is not part)]
    return [
        talk.say(
            "· {name}: {before} → {after} % on average",
            name=talk.say(PARTS_AT_DESK[name]),
            before=round(result.means[name][0] * WHOLE),
            after=round(result.means[name][1] * WHOLE),
        )
        for name in told
        if result.moves and name in result.means
    ]


def _regions(talk: Talk, result: WhatIf) -> str:
    """How the first hosts spread over the levels of development, where that changes."""
    if all(before == after for before, after in result.regions.values()):
        return ""
    told = (
        talk.say(
            "{level} {before} → {after}", level=talk.say(REGIONS[level]), before=one, after=other
        )
        for level, (one, other) in result.regions.items()
    )
    return talk.say("· first hosts by region: {regions}", regions=talk.say.join(told))


def _move(talk: Talk, move: Move) -> str:
    return talk.say(
        "<b>{visitor}</b>: {before} → {after} ({name} {was} → {becomes} %)",
        visitor=move.visitor.organisation,
        before=move.before.organisation,
        after=move.after.organisation,
        name=talk.say(PARTS_AT_DESK[move.part]),
        was=round(move.was * WHOLE),
        becomes=round(move.becomes * WHOLE),
    )
