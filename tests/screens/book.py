"""The storybook: every play in every language, as scenes that can be read, measured and compared."""

from __future__ import annotations

import fcntl
import io
import pickle
import pkgutil
from dataclasses import dataclass
from html import unescape
from importlib import import_module
from typing import TYPE_CHECKING

import openpyxl
import pypdf
from markupsafe import Markup

import exchange
from bot.conversation.speech import Speech, languages
from bot.conversation.turns import TOAST_LIMIT
from exchange.errors import CxcError
from tests.builders.records.works import under
from tests.screens.plays import (
    applying,
    asking,
    calls,
    changing,
    cooperation,
    corresponding,
    cv,
    desk,
    entering,
    funding,
    groups,
    later,
    learning,
    meanwhile,
    membership,
    online,
    pairing,
    places,
    support,
    twinning,
    undoing,
    visiting,
    winning,
)
from tests.screens.programme import Cast, open_stage
from tests.screens.stage import FOREVER, Scene, Shown, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.screens.steps import Function

ROOMS = (
    applying,
    cv,
    membership,
    pairing,
    visiting,
    changing,
    corresponding,
    meanwhile,
    asking,
    desk,
    entering,
    groups,
    undoing,
    later,
    winning,
    funding,
    places,
    support,
    online,
    cooperation,
    twinning,
    learning,
    calls,
)
PLAYS: dict[str, Callable[[Cast], None]] = {
    play.__name__: play for room in ROOMS for play in room.PLAYS
}
assert len(PLAYS) == sum(len(room.PLAYS) for room in ROOMS), "two plays have one name"
ERRORS = "errors"
CHAPTERS = (*PLAYS, ERRORS)
LANGUAGES = languages()
PDF = "application/pdf"
SENT = "document-"  # of a file that somebody sent
SHEET_LINES = 3


@dataclass
class Chapter:
    """One play in one language, and what was done and said while it was played."""

    name: str
    title: str
    language: str
    scenes: list[Scene]
    tapped: set[tuple[str, str]]
    asked: set[tuple[str, str, str]]
    texts: set[str]
    said: set[str]
    entered: set[Function]
    slow: dict[str, float]

    def shown(self) -> Iterator[Shown]:
        """Every message, in its order."""
        return (one for scene in self.scenes for one in scene.shown)


def play(name: str, language: str, *, times: bool = False) -> Chapter:
    """A chapter, played now; with `times` it is looked for what takes too long."""
    if name == ERRORS:
        return _errors(language)
    with under({**online.CALLS, **calls.CALLS}.get(PLAYS[name])):
        stage = open_stage(language, times=times)
        try:
            with patience(FOREVER):
                PLAYS[name](Cast(stage))
        finally:
            stage.close()
    watch = stage.watch
    title = str(PLAYS[name].__doc__).splitlines()[0]
    done = (stage.tapped, stage.asked, watch.asked, watch.said, watch.entered(), watch.slow)
    return Chapter(name, title, language, stage.scenes, *done)


def chapter(folder: Path, name: str, language: str) -> Chapter:
    """A chapter, played by whoever asks first and read by all others; `folder` is theirs together."""
    path = folder / f"{name}.{language}.pickle"
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_bytes(pickle.dumps(play(name, language)))
    found: Chapter = pickle.loads(path.read_bytes())  # noqa: S301 - we wrote it ourselves
    return found


# An example of every fact that an error tells.
FACTS = {
    "cluster": "CITEVE",
    "most": 5,
    "least": 3,
    "count": 2,
    "months": 1,
    "limit": 5,
    "hours": 24,
    "days": 60,
    "number": 12,
    "starts": "Mon 12 Apr 2027",
    "first": "Mon 12 Apr 2027",
    "last": "Fri 16 Apr 2027",
    "ends": "Fri 16 Apr 2027",
    "title": "What we did",
    "name": "Ringweberei Wien",
    "whole": "Portugal",
    "typed": "Nowhere",
    "known": "Hi-Tech-TEX, BLUES",
    "rules": "Your country does not take part.",
    "path": "visitors.csv",
    "why": "it is open in another program",
    "column": "citty",
    "row": 3,
    "nearest": "city",
    "faults": "line 3, city: empty.",
    "month": "Maytember",
    "language": "xx",
    "size_mb": 7,
    "limit_mb": 5,
    "pages": 20,
    "thing": "CV",
    "minutes": 5,
    "megabytes": 24,
    "people": 2,
    "day": "Mon 12 Apr 2027",
    "free": "Mon 19 Apr 2027",
}


def errors() -> list[type[CxcError]]:
    """Everything that can be refused, but what only passes on the words of another error."""
    for module in pkgutil.walk_packages(exchange.__path__, "exchange."):
        import_module(module.name)
    found, waiting = set[type[CxcError]](), [CxcError]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith(("exchange.", "bot.participants.", "bot.desk.")):
            found.add(one)
    own_words = (one for one in found if one.__init__ is CxcError.__init__)
    return sorted(own_words, key=lambda one: (one.__module__, one.__name__))


def _errors(language: str) -> Chapter:
    say = Speech(language)
    scenes = []
    for error in errors():
        template = " ".join(str(error.__doc__).split())
        text = str(say(template, **FACTS))
        shown = Shown("", "", f"error {error.__name__}", text, toast=len(text) <= TOAST_LIMIT)
        scenes.append(Scene("", "", error.__name__, [shown]))
    texts = {" ".join(str(error.__doc__).split()) for error in errors()}
    return Chapter(
        ERRORS,
        "Whatever can be refused",
        language,
        scenes,
        set(),
        set(),
        texts,
        set(),
        set(),
        {},
    )


def readable(text: str) -> str:
    """A marked-up text as it is read."""
    return (
        unescape(Markup(text).striptags())
        if "\n" not in text
        else "\n".join(readable(line) for line in text.split("\n"))
    )


def paper_text(one: Shown) -> list[str]:
    """What stands in an enclosed file: the first page of a paper, the first lines of each sheet."""
    if one.enclosed is None or one.enclosed.name.startswith(SENT):
        return []
    if one.enclosed.mime == PDF:
        reader = pypdf.PdfReader(io.BytesIO(one.enclosed.content))
        text = reader.pages[0].extract_text() if reader.pages else ""
        return [line.strip() for line in text.splitlines() if line.strip()]
    if one.enclosed.name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(one.enclosed.content))
        return [line for sheet in book for line in _sheet(sheet)]
    return []


def _sheet(sheet) -> Iterator[str]:
    yield f"[{sheet.title}]"
    for row in sheet.iter_rows(max_row=SHEET_LINES, values_only=True):
        yield " | ".join("" if cell is None else str(cell) for cell in row)


def buttons(one: Shown) -> Iterator[tuple[str, str, int]]:
    """Label, address and how many stand beside each other, of each button."""
    for row in one.rows:
        for button in row:
            yield button["text"], button.get("callback_data", ""), len(row)
