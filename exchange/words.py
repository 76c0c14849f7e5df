"""Words for people, before they are put into a language."""

from __future__ import annotations

from typing import Protocol


class Say(Protocol):
    """Puts an English text with {placeholders} into a reader's language."""

    def __call__(self, text: str, /, **facts: object) -> str:
        """The text in that language, its facts filled in."""
        ...


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name for "to be translated later"
    """The text itself, marked for the catalogues."""
    return text


def N_many(one: str, other: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Singular and plural of a text with `{count}`, marked for the catalogues."""
    return one, other


def plain_english(text: str, /, **facts: object) -> str:
    """The text as it stands: for tests and logs."""
    return text.format(**facts) if facts else text
