"""Why a group visit cannot be published, joined or changed."""

from __future__ import annotations

from exchange.errors import CxcError, NotFound


class TooManyGroupVisits(CxcError):
    """You have {most} group visits to come already. When one is over, or cancelled, /group publishes another."""


class SeatsOutOfRange(CxcError):
    """A group visit has from 2 to {most} seats. Please choose a number between."""


class GroupVisitGone(NotFound):
    """This group visit is not open any more. /group shows what is."""


class GroupVisitCancelled(CxcError):
    """This group visit was cancelled. /group shows others."""


class TooLateToJoin(CxcError):
    """Places in this group visit were given until {day}, so that all papers can be signed. /group shows others."""


class JoinedAlready(CxcError):
    """You have your seat in this group visit already, and one is enough. /exchanges shows what comes next."""


class AskedAlready(CxcError):
    """You have asked for a seat already: the host answers, and I tell you at once. /invitations shows it."""


class WaitsAlready(CxcError):
    """You are on the waiting list already, and keep your place. I write as soon as a seat is yours."""


class OfferedAlready(CxcError):
    """A seat is kept for you already. /group shows it: take it there with one tap."""


class ElsewhereThen(CxcError):
    """You are somewhere else in the exchange on some of those days already. /exchanges shows where."""


class NoSeatOffered(CxcError):
    """No seat is kept for you any more. /group shows whether you can join, or wait."""


class NothingToLeave(CxcError):
    """You are not in this group visit, so there is nothing to leave. /group shows what is open."""


class LeaveByCancelling(CxcError):
    """You have a seat, and an exchange with it. To leave, open it under /exchanges and cancel it there."""


class GroupVisitBegun(CxcError):
    """This group visit has begun, so it stands. Under /exchanges each stay can be changed, or broken off, by itself."""


class GuestsHaveSigned(CxcError):
    """A guest's paper is signed by all, so the half days online stand. Agree on another hour with your guests, and tell me who was there."""


class TalksAreThere(CxcError):
    """Short talks are held where the host is, and this group visit is not only there. Sessions online are at their link."""


class SeatsTaken(CxcError):
    """As many as {count} seats are taken, so there cannot be fewer. Cancel an exchange under /exchanges first."""


class HostsThenAlready(CxcError):
    """You receive “{title}” from {first} to {last} already. Please choose other days, or change that one under /group."""


class AwayThen(CxcError):
    """You travel in the exchange yourself on some of those days. Please choose others; /exchanges shows where you are then."""


class NoGuestsYet(CxcError):
    """Nobody has a seat yet, so there is nobody to meet. When somebody has joined, /group asks the hosts near you."""


class NothingDifferent(CxcError):
    """That is how the group visit stands already, so nothing is changed. /group shows it."""
