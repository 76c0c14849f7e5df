"""The register: for every table, whose its rows are and what erasure leaves of each column.

One list, which the erasure works off, the test of every text column holds complete, and
docs/privacy.md shows. A new column of words, ids of Telegram, JSON or bytes has to be put here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from exchange.people.people import FALLBACK_LANGUAGE, HOME_ZONE
from storage.tables import (
    Agreement,
    Amendment,
    Application,
    Audit,
    Block,
    BotName,
    Budget,
    Chat,
    Cluster,
    CohortCompanion,
    CohortQuota,
    CohortRun,
    CohortWish,
    Commitment,
    Consent,
    Conversation,
    Correction,
    DeskAnswer,
    Draft,
    Due,
    Enquiry,
    Entry,
    Evidence,
    Exchange,
    HostMonth,
    Inbox,
    Instance,
    Lease,
    Mailing,
    Meaning,
    Note,
    Officer,
    OfficerInvitation,
    Organisation,
    Outbox,
    OutboxState,
    Pace,
    PairEvent,
    PairMessage,
    Partnership,
    Payment,
    Person,
    Proposal,
    Report,
    Resemblance,
    SentTable,
    Side,
    Signature,
    StaffGroup,
    StoredFile,
    SurveyReply,
    Tick,
    WaitingVisitor,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.privacy.belongings import Belongings
    from exchange.work import Work

ERASED = "–"  # what stands where a name stood
SCREEN = "screen"  # of the outbox: words, where every other kind has ids only
GIVEN_UP = (OutboxState.FAILED, OutboxState.UNCERTAIN, OutboxState.BLOCKED)


@dataclass(frozen=True)
class Rule:
    """What erasure does to some rows of a table: they go, or these columns become something else.

    What is `thinned` is made of what the column holds. `own`: the rows are the person's own, who
    gets a copy of them.
    """

    table: type[SQLModel]
    of: Callable[[Belongings], sa.ColumnElement[bool]]
    becomes: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    thinned: Mapping[str, Callable[[Work, Any], Any]] = field(default_factory=dict)
    own: bool = True

    @property
    def goes(self) -> bool:
        """Whether the rows go."""
        return not self.becomes and not self.thinned


def _sides(table: type[Any]) -> Callable[[Belongings], sa.ColumnElement[bool]]:
    """The rows with one of their applications on either side."""

    def of(its: Belongings) -> sa.ColumnElement[bool]:
        return col(table.visitor_id).in_(its.applications) | col(table.host_id).in_(
            its.applications
        )

    return of


def _handled(its: Belongings) -> sa.ColumnElement[bool]:
    """Updates that are done with, of everybody: a tap brings the tapped card along, whosever it is."""
    names_them: sa.ColumnElement[bool] = sa.false()
    if its.telegram > 0:
        names_them = sa.cast(col(Inbox.body), sa.Text).contains(str(its.telegram))
    done = col(Inbox.done_at).is_not(None) & says_something(Inbox.body)
    return done & (~col(Inbox.set_aside) | names_them)


def says_something(body: Any) -> sa.ColumnElement[bool]:
    """Rows whose JSON is not emptied yet: no row is written again for nothing."""
    return sa.cast(col(body), sa.Text) != "{}"


def _own_survey(its: Belongings) -> sa.ColumnElement[bool]:
    if not its.person:  # an exchange whose own time is over
        return col(SurveyReply.exchange_id).in_(its.exchanges)
    exchange, side = col(SurveyReply.exchange_id), col(SurveyReply.side)
    hosted = set(its.exchanges) - set(its.visits)
    return (exchange.in_(its.visits) & (side == Side.VISITOR)) | (
        exchange.in_(hosted) & (side == Side.HOST)
    )


def marks_only(work: Work, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers without what was typed: marks and choices, which name nobody."""
    asked = (*work.scheme.surveys.visitor, *work.scheme.surveys.host)
    unsaid = {question.id for question in asked if question.kind != "text"}
    return {name: answer for name, answer in answers.items() if name in unsaid}


def _signed(its: Belongings) -> sa.ColumnElement[bool]:
    """Theirs, where no law keeps it; of everybody where an exchange's own time is over (person 0)."""
    papers = col(Signature.commitment_id).in_(its.commitments) | col(Signature.agreement_id).in_(
        its.agreements
    )
    return papers & (col(Signature.person_id) == its.person) if its.person else papers


def _files(its: Belongings) -> sa.ColumnElement[bool]:
    """Theirs, the papers of their exchanges, and whatever was made for a reader: it may name them."""
    return (
        (col(StoredFile.person_id) == its.person)
        | col(StoredFile.id).in_(its.files)
        | col(StoredFile.exchange_id).in_(its.exchanges)
        | for_a_reader()
    )


def for_a_reader() -> sa.ColumnElement[bool]:
    """Files that are nobody's and wait for nobody: charts and workbooks that have been sent."""
    on_its_way = col(Outbox.body)["file"].as_integer()
    waiting = select(on_its_way).where(
        col(Outbox.kind) == SCREEN, col(Outbox.ended_at).is_(None), on_its_way.is_not(None)
    )
    nobodys = col(StoredFile.person_id).is_(None) & col(StoredFile.exchange_id).is_(None)
    return nobodys & col(StoredFile.id).not_in(waiting)


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
    Rule(Inbox, _handled, {"body": {}, "error": "", "set_aside": False}, own=False),
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
    Rule(PairEvent, _sides(PairEvent)),
    Rule(Meaning, lambda its: col(Meaning.application_id).in_(its.applications), own=False),
    Rule(WaitingVisitor, _sides(WaitingVisitor)),
    Rule(HostMonth, lambda its: col(HostMonth.application_id).in_(its.applications)),
    Rule(CohortWish, _sides(CohortWish)),
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
        Enquiry,
        lambda its: (
            col(Enquiry.application_id).in_(its.applications)
            | col(Enquiry.proposal_id).in_(its.proposals)
            | (col(Enquiry.partnership_id).is_not(None) & (col(Enquiry.asker_id) == its.person))
        ),
    ),
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
    Rule(
        Block,
        lambda its: (col(Block.by_id) == its.person) | (col(Block.about_id) == its.person),
        why="what was reported about somebody goes with them as well",
    ),
    Rule(
        Proposal,
        _sides(Proposal),
        {"message": "", "reason": "", "months": [], "parts": {}, "score": None},
    ),
    Rule(
        Report,
        lambda its: col(Report.exchange_id).in_(its.visits),
        {"answers": {}, "returned_for": "", "waived_for": ""},
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
        _signed,
        {"name": ERASED},
        own=False,
        why="under a paid exchange it stays for its time",
    ),
    Rule(
        Correction,
        lambda its: col(Correction.exchange_id).in_(its.visits),
        {"reason": ""},
        why="days and sums stay: money was paid on them",
    ),
    Rule(SurveyReply, _own_survey, thinned={"answers": marks_only}, why="marks without words stay"),
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
        {"reason": ""},
        why="dates and sums stay for the figures; they name nobody",
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
            "declared": [],
        },
        why="role, size of the party, state and days stay for the figures",
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
    Rule(StoredFile, _files),
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
        },
        why="the number stays: other rows point to it",
    ),
)

NOBODYS: Mapping[type[SQLModel], Mapping[str, str]] = {
    Agreement: {
        "currency": "a code",
        "halved_for": "ids of a list",
        "instalments": "shares",
        "terms": "words of the call",
        "facts": "figures of the call",
        "digest": "a digest",
    },
    Audit: {
        "actor": "a number, such as `person:7`, which is nobody's after erasure",
        "act": "a word of ours",
        "subject": "a number",
        "facts": "numbers and ids of lists",
        "digest": "a digest",
    },
    Cluster: {
        "name": "of the programme, or named by several",
        "country": "a code",
        "label": "a word of ours",
    },
    BotName: {"bot": "a word of ours", "username": "of a bot of ours"},
    CohortQuota: {"country": "a code"},
    CohortRun: {"fingerprint": "a digest", "figures": "counts and numbers of applications"},
    Commitment: {"digest": "a digest", "halved_for": "ids of a list"},
    DeskAnswer: {
        "question": "as an officer words it for everybody",
        "answer": "as an officer words it for everybody",
    },
    Due: {"key": "numbers and dates", "kind": "a word of ours", "facts": "numbers and dates"},
    Evidence: {"item": "an id of a list"},
    Exchange: {"currency": "a code", "halved_for": "ids of a list"},
    Inbox: {"bot": "a word of ours", "owner": "a process", "update_id": "a number of Telegram's"},
    Instance: {"id": "a process", "host": "a machine", "roles": "words of ours"},
    Lease: {"name": "a word of ours", "instance": "a process"},
    Mailing: {
        "ecosystem": "an id of a list",
        "month": "a month",
        "texts": "as an officer words it for many",
    },
    OfficerInvitation: {"secret_digest": "a digest"},
    Organisation: {
        "type": "an id of a list",
        "country": "a code",
        "region_category": "an id of a list",
    },
    Outbox: {
        "dedupe_key": "numbers and dates",
        "bot": "a word of ours",
        "kind": "a word of ours",
        "chat_id": "somebody else's, or a group's: letters to the person go",
        "message_id": "somebody else's",
        "owner": "a process",
    },
    Partnership: {"name": "of the programme", "field": "of the programme"},
    Payment: {"currency": "a code"},
    Resemblance: {"clues": "words of ours"},
    SentTable: {"name": "of a file, as an officer called it"},
    Signature: {"digest": "a digest"},
    StaffGroup: {"chat_id": "a group", "title": "of a group, as its members gave it"},
    Tick: {"name": "a word of ours"},
}
"""Columns of words that tell of nobody, and why; of a table whose rows all go none is named."""

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
        Entry,
        Enquiry,
        Proposal,
        Application,
        Resemblance,
        Organisation,
        Cluster,
    }
)
"""The tables of an application: its words go when its time is over, whoever it was."""
OF_EXCHANGES = frozenset(
    {Report, Evidence, Commitment, Amendment, Signature, Correction, SurveyReply, Payment, Exchange}
)
"""The tables of an exchange, likewise."""


def apply_rule(work: Work, rule: Rule, which: sa.ColumnElement[bool]) -> None:
    """Do to those rows what the rule says."""
    table: Any = rule.table
    if not rule.thinned:
        act: Any = sa.delete(table) if rule.goes else sa.update(table).values(dict(rule.becomes))
        work.session.execute(act.where(which), execution_options={"synchronize_session": False})
        return
    work.session.flush()
    for row in work.session.exec(select(table).where(which)).all():
        values = {name: of(work, getattr(row, name)) for name, of in rule.thinned.items()}
        work.session.add(row.sqlmodel_update(values))
    work.session.flush()
