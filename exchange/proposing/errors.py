"""Why a proposal cannot be made or answered."""

from __future__ import annotations

from exchange.errors import CxcError


class TooManyOpenProposals(CxcError):
    """You have {most} invitations open already. Wait for an answer, or take one back under /invitations."""


class PartnerHasEnough(CxcError):
    """They have {most} invitations open already. Please try again in some days; /hosts shows others."""


class HostFull(CxcError):
    """This host has no place left for as many people as would come. /hosts shows others."""


class SameCountry(CxcError):
    """An exchange goes to another country, and you are in the same one. /hosts shows others."""


class OtherCall(CxcError):
    """The two take part in different programmes, and an exchange is within one: its rules, its papers, its money. /hosts shows others."""


class SameOrganisation(CxcError):
    """An organisation cannot visit itself."""


class NotForEachOther(CxcError):
    """The rules keep the two of you apart. /hosts shows others."""


class NotTakingPart(CxcError):
    """They do not take part any more. /hosts shows others."""


class AlreadyProposed(CxcError):
    """There is an invitation between you two already: /invitations shows it."""


class VisitsUsedUp(CxcError):
    """An organisation can visit once in this programme, and this visit is agreed or made already."""


class NotAcceptedYet(CxcError):
    """Both sides need an accepted application first. /status shows where yours is."""


class WrongRole(CxcError):
    """One side must visit and the other must host. /status shows your role."""


class AskerGone(CxcError):
    """Who asked takes part no more, so no answer is needed. Thank you for thinking of it."""


class AnsweredAlready(CxcError):
    """This invitation is answered or closed already. /invitations shows how it stands."""
