"""The programme in figures: chart, surveys, spreadsheet."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.conversation.screens import clip, lines, paragraphs
from bot.desk import troubles
from bot.desk.officer import note_reading, officer_of, whose
from exchange import desk
from exchange.papers.chart import progress_chart
from exchange.visiting import surveys
from exchange.visiting.kept_files import language_of, on_paper
from storage.tables import StoredFile

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.papers.chart import ProgressFigures
    from exchange.visiting.surveys import QuestionResult

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    picture = _keep(talk, "figures.png", "image/png", _chart(talk, figures))
    whole = talk.say(
        "🏛 <b>{programme}</b>, all Partnerships together", programme=talk.work.scheme.name
    )
    text = paragraphs(lines(whole, target), lines(*rows), troubles.note(talk))
    talk.reply(text, file_id=picture, picture=True)


def _chart(talk: Talk, figures: ProgressFigures) -> bytes:
    return progress_chart(figures, on_paper(talk.say), language=language_of(talk.say))


def export(talk: Talk) -> None:
    """Everything of the Partnership as a spreadsheet."""
    content = desk.export_workbook(talk.work, officer_of(talk), talk.say)
    name = f"clusterxchange-{talk.work.now:%Y-%m-%d}.xlsx"
    note_reading(talk, "export", f"partnership:{officer_of(talk).partnership_id}")
    text = talk.say(
        "Everything of your Partnership as of today. It holds personal data: keep it safe."
    )
    talk.reply(text, file_id=_keep(talk, name, XLSX, content))


def _keep(talk: Talk, name: str, mime: str, content: bytes) -> int | None:
    digest = hashlib.sha256(content).hexdigest()
    file = StoredFile(
        name=name,
        mime=mime,
        size=len(content),
        sha256=digest,
        content=content,
        kept_at=talk.work.now,
    )
    return talk.work.add(file).id


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
