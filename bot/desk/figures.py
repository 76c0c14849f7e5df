"""The programme in figures: surveys, spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import clip, folded, lines, paragraphs
from bot.desk.officer import note_reading, officer_of, whose
from exchange import desk
from exchange.reporting.outcomes import outcomes_so_far
from exchange.visiting import surveys
from exchange.words import N_
from storage.tables import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.talk import Talk
    from exchange.reporting.outcomes import Outcomes, Round
    from exchange.visiting.surveys import QuestionResult

QUOTED = 3


def export(talk: Talk) -> None:
    """Everything of the Partnership as a spreadsheet."""
    file = desk.export_file(talk.work, officer_of(talk), talk.say)
    note_reading(talk, "export", f"partnership:{officer_of(talk).partnership_id}")
    text = talk.say(
        "Everything of your Partnership as of today. It holds personal data: keep it safe."
    )
    talk.reply(text, file_id=file.id)


def survey(talk: Talk) -> None:
    """What people said after their stay."""
    results = surveys.survey_results(talk.work, officer_of(talk))
    later = outcomes_so_far(talk.work, officer_of(talk))
    answered = [one for one in results if one.count]
    if not answered and not later.any_told:
        talk.reply(talk.say("No survey has come back yet. It is sent the day after each stay."))
        return
    talk.reply(
        lines(
            whose(talk),
            talk.say("<b>After the stay</b>"),
            folded(paragraphs(*(_result(talk, one) for one in answered))),
            *map(folded, _later(talk, later)),
        )
    )


def _later(talk: Talk, later: Outcomes) -> Iterator[str]:
    """What came of it, a round after the other, then which goals were reached."""
    if not later.any_told:
        return
    yield from (_round(talk, one) for one in later.rounds if sum(one.told.values()))
    say = talk.say
    line = N_("{goal}: wanted by {wanted}, reached by {reached}")
    yield lines(
        say("<b>Goals wanted and reached</b>, of those who told"),
        *(say(line, goal=say(g.label), wanted=g.wanted, reached=g.reached) for g in later.goals),
    )


def _round(talk: Talk, one: Round) -> str:
    say = talk.say
    visitors, hosts = (one.told.get(side, 0) for side in Side)
    came = ", ".join(f"{say(label)}: {count}" for label, count in one.came.items() if count)
    return lines(
        say.many("<b>{count} month later</b>", "<b>{count} months later</b>", one.months),
        say(
            "Answers of visitors: {visitors}, of hosts: {hosts}; exchanges asked: {asked}",
            visitors=visitors,
            hosts=hosts,
            asked=one.asked,
        ),
        say("{counts}", counts=came) if came else "",
    )


def _result(talk: Talk, result: QuestionResult) -> str:
    say = talk.say
    head = say(
        "<b>{title}</b> ({side}, {count})",
        title=say(result.title),
        side=say(result.side.value),
        count=result.count,
    )
    most = N_("On average {mean} of 10") if result.kind == "score" else N_("On average {mean} of 5")
    mean = say(most, mean=round(result.mean, 1)) if result.mean is not None else ""
    counts = ", ".join(f"{say(label)}: {count}" for label, count in result.counts.items())
    texts = [say("“{text}”", text=clip(text, 200)) for text in result.texts[:QUOTED]]
    return lines(
        head, mean, say("{counts}", counts=counts) if counts and result.mean is None else "", *texts
    )
