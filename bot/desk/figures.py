"""The programme in figures: chart, surveys, spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import clip, lines, paragraphs
from bot.desk import troubles
from bot.desk.officer import note_reading, officer_of, whose
from exchange import desk
from exchange.papers.chart import progress_chart
from exchange.visiting import surveys
from exchange.visiting.kept_files import PNG, Drawing, drawn, language_of, on_paper

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.papers.chart import ProgressFigures
    from exchange.visiting.surveys import QuestionResult

QUOTED = 3


def stats(talk: Talk) -> None:
    """Numbers, with the funnel and the way to the target as a picture."""
    figures = desk.figures(talk.work, officer_of(talk))
    rows = [
        talk.say("{name}: <b>{count}</b>", name=talk.say(name), count=count)
        for name, count in figures.funnel
    ]
    target = talk.say(
        "Exchanges done: <b>{done}</b> of {target}, {under_way} under way.",
        done=figures.done,
        target=figures.target,
        under_way=figures.under_way,
    )
    picture = _chart(talk, figures)
    whole = talk.say(
        "🏛 <b>{programme}</b>, all Partnerships together", programme=talk.work.scheme.name
    )
    text = paragraphs(lines(whole, target), lines(*rows), troubles.note(talk))
    talk.reply(text, file_id=picture, picture=True)


def _chart(talk: Talk, figures: ProgressFigures) -> int | None:
    say, language = on_paper(talk.say), language_of(talk.say)
    drawing = Drawing("figures.png", PNG, (figures, language))
    draw = partial(progress_chart, figures, say, language=language)
    return drawn(talk.work, drawing, draw, talk.person).id


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
