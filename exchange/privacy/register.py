"""The register: for every table, whose its rows are and what erasure leaves of each column.

One list, which the erasure works off, the test of every text column holds complete, and
docs/privacy.md shows. A new column of words, ids of Telegram, JSON or bytes has to be put
here, or, where it tells of nobody, in `nobodys`.
"""

from __future__ import annotations

from sqlmodel import col

from exchange.people.people import FALLBACK_LANGUAGE, HOME_ZONE
from exchange.privacy.rule import ERASED, Rule
from exchange.privacy.together import TOGETHER
from exchange.privacy.whose import (
    SCREEN,
    files,
    handled,
    marks_only,
    own_survey,
    says_something,
    sides,
    signed,
)
from storage.tables import (
    ActReason,
    Amendment,
    Application,
    Arrival,
    Block,
    Budget,
    Chat,
    Cluster,
    ClusterProfile,
    CohortCompanion,
    CohortWish,
    Commitment,
    Consent,
    Conversation,
    Correction,
    Course,
    DateOffer,
    Draft,
    Enquiry,
    Entry,
    Evidence,
    Exchange,
    GroupVisit,
    Hold,
    HostMonth,
    Inbox,
    LessonWish,
    Meaning,
    Membership,
    Note,
    Officer,
    Organisation,
    Outbox,
    OutboxState,
    Pace,
    PairEvent,
    PairMessage,
    PartnerSearch,
    Payment,
    Person,
    Project,
    Proposal,
    Recommendation,
    Report,
    Resemblance,
    SentTable,
    Service,
    Signature,
    StoredFile,
    SurveyReply,
    Twinning,
    TwinningActivity,
    WaitingVisitor,
)

GIVEN_UP = (OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)


RULES: tuple[Rule, ...] = (
    Rule(Consent, lambda its: col(Consent.person_id) == its.person),
    Rule(Chat, lambda its: col(Chat.chat_id) == its.telegram),
    Rule(Pace, lambda its: col(Pace.chat_id) == its.telegram),
    Rule(
        Conversation,
        lambda its: (
            (col(Conversation.user_id) == its.telegram)
            | (col(Conversation.chat_id) == its.telegram)
        ),
        why="also the words of the last search",
    ),
    Rule(Draft, lambda its: col(Draft.user_id) == its.telegram),
    Rule(Inbox, handled, {"body": {}, "error": "", "set_aside": False}, own=False),
    Rule(
        Inbox,
        lambda its: (col(Inbox.chat_id) == its.telegram) & col(Inbox.done_at).is_not(None),
        {"chat_id": 0},
        why="the number of the update stays: it is not handled twice",
    ),
    Rule(
        Outbox,
        lambda its: (
            (col(Outbox.chat_id) == its.telegram) & (col(Outbox.state) != OutboxState.SENDING)
        ),
    ),
    Rule(
        Outbox,
        lambda _: (
            (col(Outbox.kind) == SCREEN)
            & col(Outbox.state).in_(GIVEN_UP)
            & says_something(Outbox.body)
        ),
        {"state": OutboxState.CANCELLED},
        why="what was said to others and may name them is not said again",
        own=False,
    ),
    Rule(
        Outbox,
        lambda _: (
            (col(Outbox.kind) == SCREEN)
            & col(Outbox.ended_at).is_not(None)
            & says_something(Outbox.body)
        ),
        {"body": {}, "error": ""},
        own=False,
    ),
    Rule(PairEvent, sides(PairEvent)),
    Rule(Meaning, lambda its: col(Meaning.application_id).in_(its.applications), own=False),
    Rule(WaitingVisitor, sides(WaitingVisitor)),
    Rule(HostMonth, lambda its: col(HostMonth.application_id).in_(its.applications)),
    Rule(CohortWish, sides(CohortWish)),
    Rule(CohortCompanion, lambda its: col(CohortCompanion.application_id).in_(its.applications)),
    Rule(
        Entry,
        lambda its: col(Entry.application_id).in_(its.applications),
        why="a telephone number, and the link to take it over",
    ),
    Rule(
        SentTable,
        lambda _: col(SentTable.content).is_not(None),
        {"content": None},
        own=False,
        why="a table of many may name them: whoever sent it sends it once more",
    ),
    Rule(
        Recommendation,
        lambda its: col(Recommendation.person_id) == its.person,
        why="which funding programmes were shown to them, and what they said",
    ),
    Rule(Arrival, lambda its: col(Arrival.person_id) == its.person, why="by which link they came"),
    Rule(
        Enquiry,
        lambda its: (
            col(Enquiry.application_id).in_(its.applications)
            | col(Enquiry.proposal_id).in_(its.proposals)
            | (col(Enquiry.partnership_id).is_not(None) & (col(Enquiry.asker_id) == its.person))
        ),
    ),
    *TOGETHER,
    Rule(
        Note,
        lambda its: col(Note.person_id) == its.person,
        why="what a desk and the person wrote to each other",
    ),
    Rule(
        PairMessage,
        lambda its: col(PairMessage.writer_id) == its.person,
        why="what they wrote and sent to the other side of an exchange",
    ),
    Rule(Block, lambda its: col(Block.by_id) == its.person),
    Rule(
        Block,
        lambda its: col(Block.about_id) == its.person,
        own=False,  # whoever keeps somebody away does not want them to know
        why="what was reported about somebody goes with them as well",
    ),
    Rule(
        Proposal,
        sides(Proposal),
        {"message": "", "reason": "", "months": [], "parts": {}, "score": None},
    ),
    Rule(
        Report,
        lambda its: col(Report.exchange_id).in_(its.visits),
        {"answers": {}, "returned_for": "", "returns": [], "waived_for": ""},
    ),
    Rule(
        Evidence,
        lambda its: col(Evidence.exchange_id).in_(its.visits),
        {"file_id": None},
        why="that there was one stays: money was paid on it",
    ),
    Rule(
        Commitment,
        lambda its: col(Commitment.exchange_id).in_(its.exchanges),
        {"answers": {}, "people": {}},
        why="the digest stays: who has the paper can prove what was signed",
    ),
    Rule(
        Amendment,
        lambda its: col(Amendment.exchange_id).in_(its.exchanges),
        {"reason": "", "ended_for": ""},
        why="that it was asked for, and what became of it, stays with the versions",
    ),
    Rule(
        Signature,
        signed,
        {"name": ERASED},
        own=False,
        why="under a paid exchange it stays for its time",
    ),
    Rule(Hold, lambda its: col(Hold.application_id).in_(its.applications), {"reason": ""}),
    Rule(Hold, lambda its: col(Hold.exchange_id).in_(its.exchanges), {"reason": ""}, own=False),
    Rule(
        ActReason,
        lambda its: col(ActReason.application_id).in_(its.applications),
        why="that it was decided stays in the record, without the reason",
    ),
    Rule(ActReason, lambda its: col(ActReason.exchange_id).in_(its.exchanges)),
    Rule(
        Correction,
        lambda its: col(Correction.exchange_id).in_(its.visits),
        {"reason": ""},
        why="days and sums stay: money was paid on them",
    ),
    Rule(SurveyReply, own_survey, thinned={"answers": marks_only}, why="marks without words stay"),
    Rule(
        Payment,
        lambda its: col(Payment.exchange_id).in_(its.let_go),
        {"reference": ERASED, "declined_for": ""},
        own=False,
        why="of a paid exchange it stays for its time",
    ),
    Rule(
        Exchange,
        lambda its: col(Exchange.id).in_(its.exchanges),
        {"reason": "", "link": ""},
        why="dates and sums stay for the figures; they name nobody",
    ),
    Rule(
        DateOffer,
        lambda its: col(DateOffer.exchange_id).in_(its.exchanges),
        {"link": ""},
        own=False,
        why="dates stay as they were offered; where people met online goes",
    ),
    Rule(Exchange, lambda its: col(Exchange.id).in_(its.visits), {"certificate_id": None}),
    Rule(
        Application,
        lambda its: col(Application.id).in_(its.applications),
        {
            "person_name": ERASED,
            "position": "",
            "email": "",
            "languages": [],
            "ecosystems": [],
            "topics": [],
            "offers": "",
            "seeks": "",
            "goals": [],
            "activities": [],
            "wished_countries": [],
            "months": [],
            "partner_kinds": [],
            "motivation": "",
            "host_programme": "",
            "reason": "",
            "cv_id": None,
            "cv_owed": False,
            "declared": [],
        },
        why="role, size of the party, state and days stay for the figures",
    ),
    Rule(
        GroupVisit,
        lambda its: col(GroupVisit.host_id).in_(its.applications),
        {"title": ERASED, "programme": "", "ecosystems": [], "reason": "", "link": ""},
        why="days, seats and who had them stay for the figures; they name nobody",
    ),
    Rule(
        Membership,
        lambda its: col(Membership.application_id).in_(its.applications),
        {"cluster_id": None, "reason": ERASED, "approval": ERASED},
        why="that it was confirmed, or an exception, stays for the figures",
    ),
    Rule(
        Resemblance,
        lambda its: (
            col(Resemblance.one_id).in_(its.theirs) | col(Resemblance.other_id).in_(its.theirs)
        ),
    ),
    Rule(
        Organisation,
        lambda its: col(Organisation.id).in_(its.organisations),
        {"website": None, "size": None, "latitude": None, "longitude": None, "region": None},
    ),
    Rule(
        Organisation,
        lambda its: col(Organisation.id).in_(its.theirs),
        {"name": ERASED, "city": ERASED, "vat": None, "cluster_id": None},
        why="of a paid exchange it stays for its time; country and type stay for the figures",
    ),
    Rule(Cluster, lambda its: col(Cluster.id).in_(its.clusters), why="if only they had named it"),
    Rule(StoredFile, files),
    Rule(Budget, lambda its: col(Budget.person_id) == its.person, own=False),
    Rule(
        Officer,
        lambda its: col(Officer.person_id) == its.person,
        {"name": ERASED},
        why="they are out of the desk before",
    ),
    Rule(
        Person,
        lambda its: col(Person.id) == its.person,
        {
            "telegram_id": -col(Person.id),
            "language": FALLBACK_LANGUAGE,
            "language_chosen": False,
            "zone": HOME_ZONE,
            "country": None,
            "seen_on": None,
            "quiet_since": None,
            "resting_since": None,
            "unsought_since": None,
            "no_nudges": [],
            "call": "",
        },
        why="the number stays: other rows point to it",
    ),
)

WHOLE = frozenset(
    rule.table for rule in RULES if rule.goes and rule.table not in {Outbox, Cluster, Resemblance}
)
"""The tables of which every row of a person goes."""

OF_APPLICATIONS = frozenset(
    {
        PairEvent,
        WaitingVisitor,
        HostMonth,
        CohortWish,
        CohortCompanion,
        ActReason,
        Entry,
        Hold,
        Meaning,
        Enquiry,
        PartnerSearch,
        ClusterProfile,
        Twinning,
        TwinningActivity,
        Project,
        SurveyReply,
        Service,
        LessonWish,
        Course,
        Proposal,
        Application,
        GroupVisit,
        Membership,
        Resemblance,
        Organisation,
        Cluster,
    }
)
"""The tables of an application: its words go when its time is over, whoever it was."""
OF_EXCHANGES = frozenset(
    {
        ActReason,
        Hold,
        DateOffer,
        Report,
        Evidence,
        Commitment,
        Amendment,
        Signature,
        Correction,
        SurveyReply,
        Payment,
        Exchange,
    }
)
"""The tables of an exchange, likewise."""
