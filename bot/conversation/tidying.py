"""What people type or are called, tidied: text by people shall not pass for a word of ours."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
# Signs that say "checked", "official", "beware" or "paid": on our cards only we say so.
BADGES = re.compile(
    "[\u221a\u2610-\u2612\u2705\u2713-\u2718\u2714\u26a0\u26d4\u274c-\u274e"
    "\U0001f192-\U0001f19a\U0001f396\U0001f3c5\U0001f3db\U0001f4b0-\U0001f4b8\U0001f4e5\U0001f4ce"
    "\U0001f50f-\U0001f513\U0001f534\U0001f535\U0001f58a\U0001f5f8\U0001f5f9\U0001f6e1\U0001f6ab\U0001f7e2"
    "\U0001fa99]\ufe0f?"
)
BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
LONG_BLANKS = re.compile(r"([^\S\n]{2})[^\S\n]+|(\n[^\S\n]*\n)\s+")
PICTURES = frozenset({"So", "Sk", "Cs", "Co", "Cn"})
"""Categories of signs: pictures, their colours of skin, halves of signs, and what is no sign."""
VARIANT = "\ufe0f"
QUOTES = frozenset('"„“”«»‹›‚‘')
STACKED = 3  # marks over one letter; what stands higher covers the lines above


def squeezed(text: str) -> str:
    """The same words without long stretches of nothing, which nobody reads and reading gets lost in."""
    return LONG_BLANKS.sub(r"\1\2", text)


def tidy(text: str) -> str:
    """Words as they were meant: blanks of any kind are spaces, line ends are line ends.

    Signs that cannot be seen, that turn the direction of what follows, that pile up over a letter or
    that look like a badge of ours are left out.
    """
    lined = BREAKS.sub("\n", text)
    seen = "".join(map(_seen, lined))
    plain = _flattened(BADGES.sub("", seen))
    spaced = re.sub(r"[^\S\n]+", " ", plain)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", spaced)).strip()


def _seen(sign: str) -> str:
    if sign == "\n" or sign.isprintable():
        return sign
    return " " if sign.isspace() else ""


def _flattened(text: str) -> str:
    """Without the marks over a letter that are too many for any language."""
    kept: list[str] = []
    height = 0
    for sign in text:
        height = height + 1 if unicodedata.combining(sign) else 0
        if height <= STACKED:
            kept.append(sign)
    return "".join(kept)


def one_line(text: str) -> str:
    """As `tidy`, in one line: for names, and for whatever is asked for in a line."""
    return " ".join(tidy(text).split())


def without_pictures(text: str) -> str:
    """A line without emoji, which print as nothing on papers."""
    kept = (one for one in text if unicodedata.category(one) not in PICTURES and one != VARIANT)
    return " ".join("".join(kept).split())


def unquoted(text: str) -> str:
    """A line without the quotation marks around all of it: “Loom & Co.” is Loom & Co."""
    inside = text[1:-1].strip()
    around = text[:1] in QUOTES and text[-1:] in QUOTES
    return inside if around and inside and not QUOTES & set(inside) else text


def personal_name(text: str) -> str:
    """What somebody is called in Telegram, if it can be used as a name; else nothing."""
    name = one_line(text)[:LONGEST_NAME].rstrip()
    return name if any(map(str.isalpha, name)) else ""
