"""`python -m tests.screens`: play everything, keep it as text, and make the pages for people."""

from __future__ import annotations

from pathlib import Path

from tests.screens.book import CHAPTERS, LANGUAGES, play
from tests.screens.page import page
from tests.screens.written import FOLDER, as_text, path_of

PAGE = Path("build/storybook/index.html")


def main() -> None:
    """Write both."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    book = {(name, one): play(name, one) for name in CHAPTERS for one in LANGUAGES}
    for (name, language), chapter in book.items():
        path_of(name, language).write_text(as_text(chapter) + "\n", encoding="utf-8")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(book), encoding="utf-8")
    print(PAGE)  # noqa: T201 - that is what it is called for


if __name__ == "__main__":
    main()
