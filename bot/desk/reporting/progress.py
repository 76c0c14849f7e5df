"""How far the Partnership has come: against its target, told apart, step by step; and the programme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, grid, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import troubles
from bot.desk.officer import officer_of, whose
from bot.desk.pipeline import TITLES as STEPS
from exchange import desk
from exchange.papers.chart import progress_chart
from exchange.people.officers import RIGHTS, Right
from exchange.reporting import figures
from exchange.reporting.promises import promised_kind
from exchange.reporting.splits import TITLES, Split, named, splits_of
from exchange.visiting.kept_files import PNG, Drawing, drawn, language_of, on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.reporting.figures import Progress
    from exchange.reporting.pace import Passage

SHOWN = 7
OWN, WHOLE = "own", "all"


def stats(talk: Talk) -> None:
    """The Partnership against its own target, with the chart and the ways to more."""
    _show(talk, OWN)


def _show(talk: Talk, whose_: str) -> None:
    whole = whose_ == WHOLE
    found = figures.progress(talk.work, officer_of(talk), whole=whole)
    text = paragraphs(
        lines(
            _whose(talk, whose_),
            _target(talk, found),
            talk.say("Of these online: <b>{online}</b>.", online=found.online)
            if found.online
            else "",
            _outlook(talk, found),
        ),
        lines(*_promised(talk, found)),
        "" if whole else troubles.note(talk),
    )
    talk.reply(text, *_ways(talk, whose_), file_id=_chart(talk, found), picture=True)


def _whose(talk: Talk, whose_: str) -> str:
    if whose_ == OWN:
        return whose(talk)
    return talk.say(
        "🏛 <b>{programme}</b>, all Partnerships together", programme=talk.work.scheme.name
    )


def _target(talk: Talk, found: Progress) -> str:
    return talk.say(
        "Exchanges done: <b>{done}</b> of {target}, {under_way} under way.",
        done=found.chart.done,
        target=found.chart.target,
        under_way=found.chart.under_way,
    )


def _outlook(talk: Talk, found: Progress) -> str:
    """What is likely, or why nobody can say yet."""
    say, likely = talk.say, found.forecast
    if likely:
        return say(
            "At this pace <b>{low} to {high}</b> by {until} (8 times of 10).",
            low=likely.low,
            high=likely.high,
            until=likely.until,
        )
    if found.ends_on and found.ends_on <= talk.say.on(talk.work.now):
        return say("Its work ended on {ends_on}.", ends_on=found.ends_on)
    return say("A forecast comes after five stays and ninety days.")


def _promised(talk: Talk, found: Progress) -> list[str]:
    return [
        talk.say(
            "{mark} {kind}: {done} of {promised} promised",
            mark="✅" if one.done >= one.promised else "▫️",
            kind=promised_kind(talk.say, talk.work.scheme, one),
            done=one.done,
            promised=one.promised,
        )
        for one in found.promised
    ]


def _ways(talk: Talk, whose_: str) -> tuple[tuple[Button, ...], ...]:
    say = talk.say
    more = (
        Button(say("🧩 Told apart"), to.SPLIT(Split.TYPE, whose_)),
        Button(say("⏱ Step by step"), to.PACE(whose_)),
    )
    own = (Button(say("💶 Money"), to.BUDGET()), Button(say("📍 Where from"), to.ORIGINS()))
    money = own if whose_ == OWN else ()
    where = Button(say("🗺 Map"), to.MAP(whose_))
    without_travel = Button(say("🔗 Without travel"), to.COOPERATION())
    partners = (where, without_travel) if whose_ == OWN else (where,)
    if Right.OVERSEE not in RIGHTS[officer_of(talk).role]:
        return tuple(row for row in (more, money, partners) if row)
    other = WHOLE if whose_ == OWN else OWN
    label = say("🇪🇺 Whole programme") if whose_ == OWN else say("🏛 Own Partnership")
    return tuple(row for row in (more, money, partners, (Button(label, to.STATS(other)),)) if row)


def _chart(talk: Talk, found: Progress) -> int | None:
    say, language = on_paper(talk.say), language_of(talk.say)
    drawing = Drawing("figures.png", PNG, (found.chart, language))
    draw = partial(progress_chart, found.chart, say, language=language)
    return drawn(talk.work, drawing, draw, talk.person).id


def _split(talk: Talk, by: Split, whose_: str) -> None:
    """The exchanges done, told apart in one way, with buttons to the others."""
    say, scheme = talk.say, talk.work.scheme
    found = figures.splits(talk.work, officer_of(talk), by, whole=whose_ == WHOLE)
    rows = [
        say(
            "{kind}: <b>{count}</b>",
            kind=named(say, scheme, by, key, language_of(say)),
            count=count,
        )
        for key, count in found[:SHOWN]
    ]
    rest = sum(count for _, count in found[SHOWN:])
    more = say("All others: <b>{count}</b>", count=rest) if rest else ""
    none = "" if found else say("No stay is done yet.")
    head = say("<b>Exchanges done: {title}</b>", title=say(TITLES[by]))
    ways = [one for one in splits_of(scheme) if one is not by]
    others = [Button(say(TITLES[one]), to.SPLIT(one, whose_)) for one in ways]
    talk.show(
        Screen(
            paragraphs(lines(_whose(talk, whose_), head), lines(*rows, more, none)),
            (*grid(others, 1), _back(talk, whose_)),
        )
    )


def _pace(talk: Talk, whose_: str) -> None:
    """How many working days each step took, and where cases stand too long now."""
    say = talk.say
    passed = figures.paces(talk.work, officer_of(talk), whole=whose_ == WHOLE)
    rows = [_passage(talk, one) for one in passed]
    none = "" if rows else say("No exchange has left a step behind yet.")
    stuck = "" if whose_ == WHOLE else _stuck(talk)
    head = say("<b>Working days for each step</b> (middle, slowest)")
    talk.show(
        Screen(
            paragraphs(lines(_whose(talk, whose_), head), lines(*rows, none), stuck),
            (_back(talk, whose_),),
        )
    )


def _passage(talk: Talk, one: Passage) -> str:
    return talk.say(
        "{step}: <b>{days}</b>, {slowest}",
        step=talk.say(STEPS[one.step]),
        days=one.median,
        slowest=one.slowest,
    )


def _stuck(talk: Talk) -> str:
    """The step at which most stand longer than the call says."""
    standing = desk.pipeline(talk.work, officer_of(talk))
    late = {step: sum(one.late for one in some) for step, some in standing.items()}
    worst = max(late, key=lambda step: late[step], default=None)
    if worst is None or not late[worst]:
        return talk.say("Nothing stands longer than the call says.")
    return talk.say.many(
        "🔴 Most stuck: {step}, {count} longer than the call says. /today shows who.",
        "🔴 Most stuck: {step}, {count} longer than the call says. /today shows who.",
        late[worst],
        step=talk.say(STEPS[worst]),
    )


def _back(talk: Talk, whose_: str) -> tuple[Button, ...]:
    return (Button(talk.say("‹ Back"), to.STATS(whose_)),)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.STATS: _show,
    to.SPLIT: _split,
    to.PACE: _pace,
}
