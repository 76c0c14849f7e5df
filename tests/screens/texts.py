"""A chapter as text, to be kept beside the tests and compared: what people read, nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.screens.book import paper_text, readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.screens.book import Chapter
    from tests.screens.stage import Shown

FOLDER = Path(__file__).parent / "written"
SECRET = re.compile(r"(/start |start=)(?:via_[\w-]{12}|[\w-]{40,})")  # of a link, another each time


def path_of(name: str, language: str) -> Path:
    """Where a chapter is kept."""
    return FOLDER / f"{name}.{language}.txt"


def as_text(chapter: Chapter) -> str:
    """The whole chapter."""
    return "\n".join(_lines(chapter))


def _lines(chapter: Chapter) -> Iterator[str]:
    yield f"# {chapter.title}"
    for scene in chapter.scenes:
        yield ""
        yield f"## {scene.who} {scene.did}".replace("  ", " ")
        before: list[str] = []
        for one in scene.shown:
            told = list(_message(one))
            if told != before:  # a desk's officers all read the same
                yield ""
                yield f"→ {one.reader}" + (
                    " (toast)" if one.toast else " (edited)" if one.edits else ""
                )
                yield from told
            else:
                yield f"→ {one.reader}: the same"
            before = told


def _message(one: Shown) -> Iterator[str]:
    yield from (f"  {line}".rstrip() for line in SECRET.sub(r"\1…", readable(one.text)).split("\n"))
    for row in one.rows:
        yield "  " + " ".join(f"[{button['text']}]" for button in row)
    if one.enclosed:
        yield f"  📎 {one.enclosed.name}"
        yield from (SECRET.sub(r"\1…", f"  │ {line}") for line in paper_text(one))
