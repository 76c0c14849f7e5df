"""Where an application, an invitation or an exchange stands, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.words import N_
from storage.tables import ApplicationState, ExchangeForm, ExchangeState, ProposalState

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLICATION_STATES: Mapping[ApplicationState, str] = {
    ApplicationState.SUBMITTED: N_("waits for review"),
    ApplicationState.INFO_REQUESTED: N_("question asked"),
    ApplicationState.ACCEPTED: N_("accepted"),
    ApplicationState.REJECTED: N_("rejected"),
    ApplicationState.WITHDRAWN: N_("withdrawn"),
}
PROPOSAL_STATES: Mapping[ProposalState, str] = {
    ProposalState.PROPOSED: N_("waiting for an answer until {until}"),
    ProposalState.ACCEPTED: N_("accepted"),
    ProposalState.DECLINED: N_("declined"),
    ProposalState.EXPIRED: N_("expired without an answer"),
    ProposalState.WITHDRAWN: N_("withdrawn"),
}
EXCHANGE_FORMS: Mapping[ExchangeForm, str] = {
    ExchangeForm.VISIT: N_("on the spot"),
    ExchangeForm.ONLINE: N_("online"),
    ExchangeForm.HYBRID: N_("partly on the spot, partly online"),
}
EXCHANGE_STATES: Mapping[ExchangeState, str] = {
    ExchangeState.DATES: N_("dates to be agreed"),
    ExchangeState.COMMITMENT: N_("Commitment to Quality to be written"),
    ExchangeState.SIGNING: N_("signatures under way"),
    ExchangeState.READY: N_("ready: all four have signed"),
    ExchangeState.UNDER_WAY: N_("under way"),
    ExchangeState.DONE: N_("done, report to be written"),
    ExchangeState.REPORTED: N_("report handed in"),
    ExchangeState.VALIDATED: N_("report validated, payment to follow"),
    ExchangeState.PROPOSED: N_("report validated, payment on its way"),
    ExchangeState.PAID: N_("paid and complete"),
    ExchangeState.CLOSED: N_("complete, with nothing to pay"),
    ExchangeState.INTERRUPTED: N_("ended early, report to be written"),
    ExchangeState.CANCELLED: N_("cancelled"),
}
