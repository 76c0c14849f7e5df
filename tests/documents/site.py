"""The pages of this tree as a small site: `make docs` lays them out here, and MkDocs makes build/site of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE, SITE = ROOT / "build" / "site-source", ROOT / "build" / "site"
STORYBOOK = ROOT / "build" / "storybook" / "index.html"
NAMED = {  # SECURITY.md and docs/security.md are one name to some machines
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "telling.md",
}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]*)(#[^)\s]*)?\)")
IMAGE = re.compile(r'src="docs/')


def lay_out(folder: Path) -> list[str]:
    """Write every page into a folder, with links as they are there; the pages' names."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pages = {name: ROOT / page for page, name in NAMED.items()}
    pages |= {page.name: page for page in sorted((ROOT / "docs").glob("*.md"))}
    for name, page in pages.items():
        text = page.read_text(encoding="utf-8")
        (folder / name).write_text(_relinked(text, page.parent), encoding="utf-8")
    for picture in (ROOT / "docs").glob("*.png"):
        shutil.copy(picture, folder)
    return sorted(pages)


def _relinked(text: str, here: Path) -> str:
    """Links between pages lead to pages; what links to a file of the tree names it only."""

    def link(found: re.Match[str]) -> str:
        picture, words, place, anchor = found.groups()
        if not place or "://" in place:
            return found[0]
        target = (here / place).resolve()
        inside = str(target.relative_to(ROOT))
        if inside in NAMED or target.parent == ROOT / "docs":
            return f"{picture}[{words}]({NAMED.get(inside, target.name)}{anchor or ''})"
        return words

    return IMAGE.sub('src="', LINK.sub(link, text))


def build(config: Path = ROOT / "mkdocs.yml") -> None:
    """Make the site; a link that leads nowhere ends it. Raises CalledProcessError."""
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", config]
    subprocess.run(words, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})


def main() -> None:
    """Lay out, make, and put the storybook beside it, where there is one."""
    lay_out(SOURCE)
    build()
    if STORYBOOK.exists():
        shutil.copytree(STORYBOOK.parent, SITE / "storybook", dirs_exist_ok=True)
    else:
        print("`make storybook` first, and its screens are in the site too.")  # noqa: T201
    print(SITE / "index.html")  # noqa: T201 - that is what it is called for


if __name__ == "__main__":
    main()
