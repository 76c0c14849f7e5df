"""Why an assignment cannot be made: each error names what contradicts what."""

from __future__ import annotations

from matching.errors import MatchingError


class CohortError(MatchingError):
    """The cohort cannot be assigned as asked."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))

    @property
    def template(self) -> str:
        """The message with its {placeholders}: an English msgid of the catalogue."""
        return " ".join((type(self).__doc__ or "").split())


class BadScores(CohortError):
    """The scores cannot be used: {why}."""


class UnknownMember(CohortError):
    """{what} names {id}, who is not part of this cohort."""


class LockedTwice(CohortError):
    """Visitor {visitor} is locked to two hosts: {hosts}. A visitor goes to one. Unlock one pair."""


class LockedAndForbidden(CohortError):
    """The pair {visitor} with {host} is both locked and forbidden. Take one of the two back."""


class LockedNotEligible(CohortError):
    """The pair {visitor} with {host} is locked, but they may not be matched. Unlock it."""


class LockedOverPlaces(CohortError):
    """Host {host} has room for {places}, and the visitors locked to it need {locked} places. Unlock some or add places."""


class LockedOverQuota(CohortError):
    """The quota “{quota}” allows {most}, and {locked} locked pairs count in it. Raise it or unlock some."""


class QuotaUpsideDown(CohortError):
    """The quota “{quota}” asks for at least {least} and allows at most {most}."""


class LeastOverPlaces(CohortError):
    """Host {host} must get {least} visitors and has room for {places}. Lower one or raise the other."""


class NegativePlaces(CohortError):
    """Host {host} has room for {places}; that cannot be less than none."""


class NoSeats(CohortError):
    """Visitor {visitor} would take {seats} places; each visit takes one at least."""


class LeastNotReached(CohortError):
    """Too few eligible pairs for the minimum of {names}: {missing} short. Lower the minimum, raise a quota above it, or admit more visitors."""


class GroupsOverlap(CohortError):
    """{visitor} is in two groups: {groups}. One person travels in one group."""


class GroupSplitByLocks(CohortError):
    """The group {group} travels together, but its locked members go to different hosts."""


class NotSolved(CohortError):
    """The solver stopped without an answer ({why}). Nothing has changed; please report this."""
