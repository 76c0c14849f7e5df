"""`/learn`: what became of the pairs, which parts of a match told it, and weights to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.words.reasons import PARTS_AT_DESK
from exchange.finding import learning as use_case
from exchange.finding import what_if
from exchange.words import N_
from matching.learning.fitting import LEAST, LEAST_OF_EACH, Verdict
from storage.tables import PairEventKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.talk import Talk
    from exchange.finding.learning import Learnt
    from matching.learning.fitting import Lesson
    from matching.learning.signals import Signal
    from matching.reasons import PartName

SHOWN = 5
WHOLE = 100
NOTABLE = 5e-4
COUNTED: Mapping[PairEventKind, str] = {
    PairEventKind.SHOWN: N_("shown"),
    PairEventKind.INVITED: N_("invited"),
    PairEventKind.ACCEPTED: N_("accepted"),
    PairEventKind.DECLINED: N_("declined"),
    PairEventKind.EXPIRED: N_("without an answer"),
    PairEventKind.WITHDRAWN: N_("taken back"),
    PairEventKind.COMPLETED: N_("stayed to the end"),
    PairEventKind.INTERRUPTED: N_("broken off"),
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.TOO_FEW: N_(
        "Too few to learn from: {count} of {least}. Until then the weights stay as they are."
    ),
    Verdict.TOO_ALIKE: N_(
        "{well} of {count} ended well: to compare, I need at least {each} of either sort."
    ),
    Verdict.NOTHING_STANDS_OUT: N_(
        "No part stands out of what chance does, so I suggest to keep the weights."
    ),
    Verdict.NOT_BETTER: N_(
        "Other weights would not have put answers they had not seen in a better order "
        "({then} instead of {now} of 100 right), so I suggest to keep these."
    ),
    Verdict.BETTER: N_(
        "Tried on answers they had not seen, other weights put {then} of 100 pairs in the right "
        "order, today’s {now}."
    ),
}
# Stays are told for what they say; weights are suggested by answers alone.
COMPARED = {Verdict.NOT_BETTER, Verdict.BETTER}


def show(talk: Talk) -> None:
    """What became of the pairs and what it teaches; nothing is changed by looking."""
    found = use_case.learnt(talk.work, officer_of(talk))
    say = talk.say
    talk.send(
        Screen(
            paragraphs(
                _counts(talk, found),
                lines(
                    say("<b>Which invitations are accepted</b>"),
                    *_told(talk, found.answers),
                    _verdict(talk, found.answers),
                ),
                _suggestion(talk, found.answers),
                lines(
                    say("<b>Which stays are rated well</b>"),
                    *_told(talk, found.stays),
                    "" if found.stays.verdict in COMPARED else _verdict(talk, found.stays),
                ),
            ),
            ((Button(say("⚖️ What if"), to.COMMAND("whatif")),),),
        )
    )


def _counts(talk: Talk, found: Learnt) -> str:
    say, labels = talk.say, talk.work.scheme.decline_reasons
    counts = [
        say("{what}: {count}", what=say(words), count=found.pairs[kind])
        for kind, words in COUNTED.items()
        if kind in found.pairs
    ]
    named = {one.id: say(one.label) for one in labels}
    reasons = [
        say("{what}: {count}", what=named[reason], count=count)
        for reason, count in found.reasons.items()
        if reason in named
    ]
    return lines(
        say("🌍 <b>The whole programme</b>"),
        say("<b>What became of the pairs</b>"),
        Markup(" · ").join(counts) if counts else say("No host was shown yet."),
        say("Why they declined: {reasons}", reasons=Markup(" · ").join(reasons)) if reasons else "",
    )


def _verdict(talk: Talk, lesson: Lesson) -> str:
    return talk.say(
        VERDICTS[lesson.verdict],
        count=lesson.count,
        well=lesson.well,
        least=LEAST,
        each=LEAST_OF_EACH,
        now=_percent(lesson.now),
        then=_percent(lesson.then),
    )


def _told(talk: Talk, lesson: Lesson) -> list[str]:
    """How far the score as it is tells a good end, and which parts do."""
    if not lesson.thirds:
        return []
    told = [one for one in lesson.signals if one.tells][:SHOWN]
    low, middle, high = map(_percent, lesson.thirds)
    return [
        talk.say(
            "{well} of {count} ended well: {low} % of the third with the lowest scores, "
            "{middle} % of the middle, {high} % of the highest.",
            well=lesson.well,
            count=lesson.count,
            low=low,
            middle=middle,
            high=high,
        ),
        *(_signal(talk, one) for one in told),
    ]


def _signal(talk: Talk, signal: Signal) -> str:
    return talk.say(
        "· {name}: {well} % on average where it ended well, else {badly} %; more of it in {auc} of "
        "100 comparisons ({low} to {high})",
        name=talk.say(PARTS_AT_DESK[signal.part]),
        well=_percent(signal.well),
        badly=_percent(signal.badly),
        auc=_percent(signal.auc),
        low=_percent(signal.low),
        high=_percent(signal.high),
    )


def _suggestion(talk: Talk, lesson: Lesson) -> str:
    """The lines for the scheme's file, and the change to try first."""
    if lesson.verdict is not Verdict.BETTER:
        return ""
    say, now = talk.say, what_if.shares(talk.work)
    change = {part: weight - now[part] for part, weight in lesson.weights.items()}
    most = max(change, key=lambda part: abs(change[part]))
    changed = [
        say(
            "· {name}: {before} → {after} %",
            name=say(PARTS_AT_DESK[part]),
            before=round(now[part] * WHOLE, 1),
            after=round(lesson.weights[part] * WHOLE, 1),
        )
        for part in sorted(change, key=lambda part: -abs(change[part]))[:SHOWN]
        if abs(change[part]) > NOTABLE
    ]
    return paragraphs(
        lines(say("<b>Weights to try</b>"), *changed),
        say(
            "See first who would move: <code>/whatif {part} {share}</code>. I change nothing myself: "
            "whoever runs the bots puts these lines into the scheme’s file. Aims of the programme "
            "({policy}) keep their weights, whatever people choose.",
            part=most.value,
            share=f"{lesson.weights[most] * WHOLE:.1f}",
            policy=say.join(say(PARTS_AT_DESK[part]) for part in talk.work.scheme.learning.policy),
        ),
        say("<pre>{toml}</pre>", toml=escape(toml(lesson.weights))),
    )


def toml(weights: Mapping[PartName, float]) -> str:
    """The weights as a table of the scheme's file."""
    rows = (f"{part.value} = {round(weight, 6):g}" for part, weight in weights.items())
    return "\n".join(("[weights]", *rows))


def _percent(share: float) -> int:
    return round(share * WHOLE)
