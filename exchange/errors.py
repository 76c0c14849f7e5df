"""What can go wrong in the scheme. Each error's docstring is what the person reads."""

from __future__ import annotations

import inspect


class CxcError(Exception):
    """Something went wrong. Nothing you gave is lost; please try again."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))

    @property
    def template(self) -> str:
        """The message with its {placeholders}: an English msgid of the catalogue."""
        return " ".join(inspect.cleandoc(type(self).__doc__ or "").split())


class NotAllowed(CxcError):
    """This is not open to you. /help shows what is."""


class NotFound(CxcError):
    """I cannot find that any more. /start shows where you are."""


class NotPossibleNow(CxcError):
    """That is no longer possible: things have moved on since. /start shows where you are."""


class NeverRests(CxcError):
    """Others are changing just what you asked about. Please try again in a minute."""
