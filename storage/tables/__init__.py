"""Every table. Import this package before you create, migrate or compare a schema.

Many files beside each other: one for each thing that is kept, found by its name.
"""

from __future__ import annotations

from storage.tables.agreements import Agreement
from storage.tables.amendments import Amendment, AmendmentState
from storage.tables.answers import (
    ANSWERS,
    Answer,
    ApplicationAnswers,
    OrganisationAnswers,
    OrganisationHead,
    Point,
    Role,
    Shown,
)
from storage.tables.applications import Application, ApplicationState, Enquiry
from storage.tables.blocks import Block
from storage.tables.bot_names import BotName
from storage.tables.budgets import Budget, Budgeted
from storage.tables.cities import ProgrammeCity
from storage.tables.cohorts import (
    CohortCompanion,
    CohortPair,
    CohortQuota,
    CohortRun,
    CohortState,
    CohortWish,
    Wish,
)
from storage.tables.conversations import Conversation, Draft
from storage.tables.cooperation import PartnerSearch, Project, ProjectPartner, ProjectState
from storage.tables.corrections import Correction
from storage.tables.courses import Course, Lesson, LessonWish
from storage.tables.desk_answers import DeskAnswer
from storage.tables.entries import EnteredBy, Entry
from storage.tables.exchanges import (
    Commitment,
    DateOffer,
    DateOfferState,
    Evidence,
    Exchange,
    ExchangeForm,
    ExchangeState,
    Payment,
    PaymentState,
    Report,
    Side,
    Signatory,
    Signature,
    SurveyReply,
)
from storage.tables.files import StoredFile
from storage.tables.group_visits import (
    GroupGuest,
    GroupSeat,
    GroupVisit,
    GroupVisitState,
    GuestState,
)
from storage.tables.holds import Hold, HoldState
from storage.tables.host_months import HostMonth
from storage.tables.instances import Instance, Lease
from storage.tables.joining import Arrival, JoiningLink
from storage.tables.meanings import Meaning
from storage.tables.memberships import Membership, MembershipException, MembershipState
from storage.tables.messages import Chat, Inbox, Outbox, OutboxState, Pace, Urgency
from storage.tables.notes import Audience, Mailing, Note, PairMessage
from storage.tables.officers import Officer, OfficerInvitation, OfficerRole, StaffGroup
from storage.tables.online import OnlineSession
from storage.tables.opportunities import FundingLevel, Interest, Opportunity, Recommendation
from storage.tables.organisations import Cluster, Organisation, Partnership
from storage.tables.pair_events import PairEvent, PairEventKind
from storage.tables.people import Consent, Erasure, Person
from storage.tables.proposals import Proposal, ProposalState
from storage.tables.reasons import ActReason
from storage.tables.records import Audit, Due, DueOutcome, Tick
from storage.tables.resemblances import Resemblance, Sameness
from storage.tables.sent_tables import SentTable, TableOf
from storage.tables.short_talks import ShortTalk, TalkHost, TalkHostState
from storage.tables.slots import StaySlot
from storage.tables.support import Service, ServiceKind
from storage.tables.takings import Taking
from storage.tables.twinning import (
    ClusterProfile,
    Twinning,
    TwinningActivity,
    TwinningProject,
    TwinningState,
)
from storage.tables.waiting import WaitingVisitor

__all__ = [
    "ANSWERS",
    "ActReason",
    "Agreement",
    "Amendment",
    "AmendmentState",
    "Answer",
    "Application",
    "ApplicationAnswers",
    "ApplicationState",
    "Arrival",
    "Audience",
    "Audit",
    "Block",
    "BotName",
    "Budget",
    "Budgeted",
    "Chat",
    "Cluster",
    "ClusterProfile",
    "CohortCompanion",
    "CohortPair",
    "CohortQuota",
    "CohortRun",
    "CohortState",
    "CohortWish",
    "Commitment",
    "Consent",
    "Conversation",
    "Correction",
    "Course",
    "DateOffer",
    "DateOfferState",
    "DeskAnswer",
    "Draft",
    "Due",
    "DueOutcome",
    "Enquiry",
    "EnteredBy",
    "Entry",
    "Erasure",
    "Evidence",
    "Exchange",
    "ExchangeForm",
    "ExchangeState",
    "FundingLevel",
    "GroupGuest",
    "GroupSeat",
    "GroupVisit",
    "GroupVisitState",
    "GuestState",
    "Hold",
    "HoldState",
    "HostMonth",
    "Inbox",
    "Instance",
    "Interest",
    "JoiningLink",
    "Lease",
    "Lesson",
    "LessonWish",
    "Mailing",
    "Meaning",
    "Membership",
    "MembershipException",
    "MembershipState",
    "Note",
    "Officer",
    "OfficerInvitation",
    "OfficerRole",
    "OnlineSession",
    "Opportunity",
    "Organisation",
    "OrganisationAnswers",
    "OrganisationHead",
    "Outbox",
    "OutboxState",
    "Pace",
    "PairEvent",
    "PairEventKind",
    "PairMessage",
    "PartnerSearch",
    "Partnership",
    "Payment",
    "PaymentState",
    "Person",
    "Point",
    "ProgrammeCity",
    "Project",
    "ProjectPartner",
    "ProjectState",
    "Proposal",
    "ProposalState",
    "Recommendation",
    "Report",
    "Resemblance",
    "Role",
    "Sameness",
    "SentTable",
    "Service",
    "ServiceKind",
    "ShortTalk",
    "Shown",
    "Side",
    "Signatory",
    "Signature",
    "StaffGroup",
    "StaySlot",
    "StoredFile",
    "SurveyReply",
    "TableOf",
    "Taking",
    "TalkHost",
    "TalkHostState",
    "Tick",
    "Twinning",
    "TwinningActivity",
    "TwinningProject",
    "TwinningState",
    "Urgency",
    "WaitingVisitor",
    "Wish",
]
