"""What a screen may be, measured: length, buttons, and nothing in it that is not for people."""

from __future__ import annotations

import re
import textwrap
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.screens import CAPTION_LIMIT, TEXT_LIMIT, units
from tests.screens.book import buttons, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tests.screens.book import Chapter
    from tests.screens.stage import Shown

FILE = Path(__file__).parent / "limits.toml"
LINES, WIDTH = 10, 40
FOLDED = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
UNFOLDED = 3  # lines that Telegram shows of such a text
DATA, TOAST = 64, 200
# Signs that a label has room for on a telephone, by how many buttons stand beside each other.
ROOM = {1: 38, 2: 18, 3: 12, 4: 8, 5: 6, 6: 5, 7: 4}
PATTERN = r"[a-z]+_[a-z_]+|\bNone\b(?! of)|\bTrue\b|\bFalse\b|[{}]|<[a-z]+ |\w+\.\w+Error|\['|&amp;|document-"
CODES = re.compile(PATTERN)
PARTIES = re.compile(r"\b(?:VO|HO|VOP|HOP)\b")
# Words of a player without an end, and the payload of an invitation, which chance has made.
TYPED = re.compile(r"x{20,}\S*|(?:/start |\?start=)\S{16,}")

Found = dict[str, dict[str, int]]


def limits() -> Mapping[str, Mapping[str, object]]:
    """The exceptions with their reasons, and what is over a limit today."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def name_of(one: Shown) -> str:
    """The name of a screen in the list."""
    return f"{one.bot} {one.about}".strip()


def length(one: Shown) -> int:
    """How many lines of a telephone a message takes, empty ones too."""
    rows = readable(FOLDED.sub(_in_sight, one.text)).split("\n")
    return sum(max(1, len(textwrap.wrap(row, WIDTH))) for row in rows)


def _in_sight(found: re.Match[str]) -> str:
    """What is seen of a folded text before it is tapped."""
    rows = [line for row in found[1].split("\n") for line in textwrap.wrap(row, WIDTH) or [""]]
    return "\n".join(rows[:UNFOLDED])


def width(label: str) -> int:
    """How many signs wide a label is; a picture is as wide as two, what joins pictures has none."""
    wide = [2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in label]
    none = [unicodedata.category(sign) in {"Mn", "Cf"} for sign in label]
    return sum(size for size, joins in zip(wide, none, strict=True) if not joins)


def measured(one: Shown) -> Iterator[tuple[str, int]]:
    """Each limit that a message is over, and by what it is."""
    seen = length(one)
    if seen > LINES and not one.toast:
        yield "lines", seen
    most = TOAST if one.toast else CAPTION_LIMIT if one.enclosed else TEXT_LIMIT
    if units(one.text) > most:
        yield "units", units(one.text)
    over = [width(label) - ROOM.get(beside, 0) for label, _, beside in buttons(one)]
    if max(over, default=0) > 0:
        yield "labels", max(over)
    data = max((len(data.encode()) for _, data, _ in buttons(one)), default=0)
    if data > DATA:
        yield "data", data
    words = "\n".join([readable(one.text), *(label for label, *_ in buttons(one))])
    enclosed = one.enclosed.name if one.enclosed else ""
    codes = [*CODES.findall(TYPED.sub("", words)), *CODES.findall(enclosed)]
    if codes:
        yield "codes", len(codes)
    if PARTIES.search(words):
        yield "parties", len(PARTIES.findall(words))


def over(chapters: Iterable[Chapter]) -> Found:
    """The worst of every screen that is over a limit, by the limit's name."""
    found: Found = defaultdict(dict)
    for chapter in chapters:
        for one in chapter.shown():
            for limit, much in measured(one):
                name = name_of(one)
                found[limit][name] = max(much, found[limit].get(name, 0))
    return {limit: dict(sorted(names.items())) for limit, names in sorted(found.items())}
