"""Columns of words that tell of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.tables import (
    Agreement,
    Audit,
    BotName,
    Cluster,
    CohortQuota,
    CohortRun,
    Commitment,
    Course,
    DateOffer,
    DeskAnswer,
    Due,
    Evidence,
    Exchange,
    GroupVisit,
    Inbox,
    Instance,
    JoiningLink,
    Lease,
    Mailing,
    OfficerInvitation,
    Opportunity,
    Organisation,
    Outbox,
    PartnerSearch,
    Partnership,
    Payment,
    ProgrammeCity,
    Resemblance,
    SentTable,
    Signature,
    StaffGroup,
    Tick,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import SQLModel

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
        "eccp": "a public address",
    },
    BotName: {"bot": "a word of ours", "username": "of a bot of ours"},
    CohortQuota: {"country": "a code"},
    CohortRun: {"fingerprint": "a digest", "figures": "counts and numbers of applications"},
    Commitment: {"digest": "a digest", "halved_for": "ids of a list"},
    Course: {"language": "a code", "zone": "of a clock", "sessions": "moments"},
    DeskAnswer: {
        "question": "as an officer words it for everybody",
        "answer": "as an officer words it for everybody",
    },
    Due: {
        "key": "numbers and dates",
        "kind": "a word of ours",
        "facts": "numbers and dates",
        "call": "an id of a call",
    },
    DateOffer: {"sessions": "moments", "slots": "days"},
    Evidence: {"item": "an id of a list"},
    Exchange: {"currency": "a code", "halved_for": "ids of a list"},
    GroupVisit: {"slots": "half days", "sessions": "half days online"},
    Inbox: {"bot": "a word of ours", "owner": "a process", "update_id": "a number of Telegram's"},
    Instance: {"id": "a process", "host": "a machine", "roles": "words of ours"},
    JoiningLink: {"code": "chance", "name": "as an officer called it"},
    Lease: {"name": "a word of ours", "instance": "a process"},
    Mailing: {
        "ecosystem": "an id of a list",
        "month": "a month",
        "texts": "as an officer words it for many",
    },
    OfficerInvitation: {"secret_digest": "a digest"},
    PartnerSearch: {"role": "a word of ours", "wanted": "words of ours"},
    Opportunity: {
        "title": "of a programme",
        "about": "of a programme, as an officer words it for many",
        "link": "a public address",
        "countries": "codes",
        "kinds": "ids of a list",
    },
    Organisation: {
        "type": "an id of a list",
        "body": "an id of a list",
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
        "call": "an id of a call",
    },
    Partnership: {
        "name": "of the programme",
        "field": "of the programme",
        "call": "an id of a call",
    },
    Payment: {"currency": "a code"},
    ProgrammeCity: {
        "place_id": "a number on our map",
        "name": "of a city",
        "country": "a code",
    },
    Resemblance: {"clues": "words of ours"},
    SentTable: {"name": "of a file, as an officer called it"},
    Signature: {"digest": "a digest"},
    StaffGroup: {"chat_id": "a group", "title": "of a group, as its members gave it"},
    Tick: {"name": "a word of ours"},
}
"""Columns of words that tell of nobody, and why; of a table whose rows all go none is named."""
