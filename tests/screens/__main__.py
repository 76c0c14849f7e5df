"""`python -m tests.screens`: play everything, keep it as text, and make the pages for people.

`python -m tests.screens asked_on_the_way …` plays these chapters only, and keeps their text.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from tests.screens.book import CHAPTERS, LANGUAGES, play
from tests.screens.page import page
from tests.screens.texts import FOLDER, as_text, path_of

PAGE = Path("build/storybook/index.html")


def main(names: list[str]) -> None:
    """Write the text of the chapters named; of all, and the page, if none is."""
    unknown = set(names) - set(CHAPTERS)
    if unknown:
        sys.exit(f"No chapter is called {', '.join(sorted(unknown))}: {', '.join(CHAPTERS)}")
    if not names:
        _clear()
    wanted = list(product(names or CHAPTERS, LANGUAGES))
    with ProcessPoolExecutor() as processes:
        chapters = processes.map(play, *zip(*wanted, strict=True))
        book = dict(zip(wanted, chapters, strict=True))
    for (name, language), chapter in book.items():
        path_of(name, language).write_text(as_text(chapter) + "\n", encoding="utf-8")
    if not names:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(book), encoding="utf-8")
        print(PAGE)  # noqa: T201 - that is what it is called for


def _clear() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
