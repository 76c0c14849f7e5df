"""The storybook as one page: the languages side by side, for translators and newcomers."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.screens import units
from tests.screens.book import CHAPTERS, LANGUAGES, paper_text
from tests.screens.texts import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.screens.book import Chapter
    from tests.screens.stage import Scene, Shown

Book = "Mapping[tuple[str, str], Chapter]"
FRAME = (Path(__file__).parent / "page.html").read_text(encoding="utf-8")


def page(book: Mapping[tuple[str, str], Chapter]) -> str:
    """The page; it needs nothing from elsewhere."""
    names = "".join(f'<a href="#{name}">{escape(_title(name))}</a>' for name in CHAPTERS)
    body = "".join(part for name in CHAPTERS for part in _chapter(book, name))
    return FRAME.replace("{{contents}}", names).replace("{{chapters}}", body)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _chapter(book: Mapping[tuple[str, str], Chapter], name: str) -> Iterator[str]:
    told = [book[name, language] for language in LANGUAGES]
    yield f'<section id="{name}"><h2>{escape(_title(name))}</h2><p>{escape(told[0].title)}</p>'
    for scenes in zip(*(one.scenes for one in told), strict=True):
        yield '<article class="scene">'
        for language, scene in zip(LANGUAGES, scenes, strict=True):
            yield f'<div lang="{language}">{"".join(_scene(scene))}</div>'
        yield "</article>"
    yield "</section>"


def _scene(scene: Scene) -> Iterator[str]:
    yield f'<p class="did"><b>{escape(scene.who)}</b> {escape(scene.did)}</p>'
    for one in scene.shown:
        kind = "toast" if one.toast else "bubble"
        text = SECRET.sub(r"\1…", one.text)
        yield f'<figure class="{kind}"><figcaption>{escape(one.reader)} · {escape(one.about)} · '
        yield f"{units(one.text)}</figcaption><div>{text}</div>"
        if one.enclosed:
            lines = "\n".join(paper_text(one))
            yield f"<details><summary>📎 {escape(one.enclosed.name)}</summary>"
            yield f"<pre>{escape(lines)}</pre></details>"
        yield from _rows(one)
        yield "</figure>"


def _rows(one: Shown) -> Iterator[str]:
    for row in one.rows:
        labels = "".join(f"<span>{escape(button['text'])}</span>" for button in row)
        yield f'<p class="row">{labels}</p>'
