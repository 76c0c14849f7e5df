"""The programme in figures: surveys, spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import clip, lines, paragraphs
from bot.desk.officer import note_reading, officer_of, whose
from exchange import desk
from exchange.visiting import surveys

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
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
    answered = [one for one in results if one.count]
    if not answered:
        talk.reply(talk.say("No survey has come back yet. It is sent the day after each stay."))
        return
    talk.reply(
        paragraphs(
            lines(whose(talk), talk.say("<b>After the stay</b>")),
            *(_result(talk, one) for one in answered),
        )
    )


def _result(talk: Talk, result: QuestionResult) -> str:
    say = talk.say
    head = say(
        "<b>{title}</b> ({side}, {count})",
        title=say(result.title),
        side=say(result.side.value),
        count=result.count,
    )
    mean = say("∅ {mean}", mean=round(result.mean, 1)) if result.mean is not None else ""
    counts = ", ".join(f"{say(label)}: {count}" for label, count in result.counts.items())
    texts = [say("“{text}”", text=clip(text, 200)) for text in result.texts[:QUOTED]]
    return lines(
        head, mean, say("{counts}", counts=counts) if counts and result.mean is None else "", *texts
    )
