"""What can go wrong in matching; each docstring is the message a person sees."""

from __future__ import annotations


class MatchingError(Exception):
    """The match could not be worked out."""


class UnknownPlaceError(MatchingError):
    """I do not know that place. Please type the name of a city or country again."""


class BadWeightsError(MatchingError):
    """The weights of the call are not usable: they need known names and numbers of 0 or more."""


class UnreadableProfileError(MatchingError):
    """What was told can be meant neither as profiles nor as texts."""
