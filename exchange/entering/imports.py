"""A table of people is entered: looked through first, then all rows that can be, or none."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from exchange.applying.applications import ACTIVE
from exchange.entering.absent import consent_row, person_row
from exchange.entering.table import (
    FIELDS,
    MOST_BYTES,
    Candidate,
    Good,
    Reading,
    read_table_of_people,
)
from exchange.errors import CxcError
from exchange.people.choosing import own_clusters
from exchange.people.cluster_staff import somebody_speaks_for
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.people.partnerships import today_at
from exchange.rows import row_id
from exchange.spreadsheets.called import in_english
from exchange.spreadsheets.errors import TableTooLarge
from exchange.spreadsheets.rows import Fault
from exchange.timing.memberships import ask_cluster_of_many
from exchange.words import N_
from exchange.work import SYSTEM
from matching.words.names import fold
from storage.engine.inserts import insert_many
from storage.tables import (
    Application,
    ApplicationAnswers,
    ApplicationState,
    Audit,
    Cluster,
    Consent,
    EnteredBy,
    Entry,
    Membership,
    MembershipState,
    Organisation,
    Partnership,
    Person,
    Role,
    SentTable,
    TableOf,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from exchange.spreadsheets.called import Called
    from exchange.work import Work
    from storage.tables import Officer

    Values = dict[str, Any]


_HERE = N_("already at your desk: A-{number:04}")
_ELSEWHERE = N_("already in the programme, at another Partnership")


class TableGone(CxcError):
    """This table is not kept any more. Please send it once more."""


class EnteredAlready(CxcError):
    """This table is entered already: {count} people. Nothing was entered twice."""


class NobodyToEnter(CxcError):
    """There is nobody in it who could be entered now. Please correct the rows and send the table once more."""


@dataclass(frozen=True)
class DryRun(Generic[Good]):
    """What entering a table would do: nothing is written by it. `known` tells who or what is here already."""

    reading: Reading[Good]
    good: tuple[Good, ...]
    known: tuple[Fault, ...]


def send_table(
    work: Work,
    officer: Officer | None,
    desk: int,
    name: str,
    content: bytes,
    rows_of: TableOf = TableOf.PEOPLE,
) -> SentTable:
    """The table, kept until it is entered or its days are over. Raises RoleMayNot, TableTooLarge."""
    if officer is not None:
        require(officer, Right.DECIDE)
    if len(content) > MOST_BYTES:
        raise TableTooLarge(path=name, most=5000)
    return work.add(
        SentTable(
            partnership_id=desk,
            sent_by=officer.id if officer else None,
            name=name[:160],
            rows_of=rows_of,
            content=content,
            sent_at=work.now,
        )
    )


def dry_run(work: Work, sent: SentTable, called: Called = in_english) -> DryRun[Candidate]:
    """What would be entered, what is wrong with the other rows, who is here already. Raises TableGone."""
    reading = _read(work, sent, called)
    good, known = _parted(work, sent.partnership_id, reading.good)
    return DryRun(reading, good, known)


def _read(work: Work, sent: SentTable, called: Called) -> Reading[Candidate]:
    """Beside the transaction: thousands of rows take their time."""
    if sent.content is None:
        raise TableGone
    digest = hashlib.sha256(sent.content).hexdigest()
    name = work.load(Partnership, sent.partnership_id).name
    role, today = sent.role or Role.HOST, today_at(work, sent.partnership_id)
    read = partial(
        read_table_of_people, sent.name, sent.content, work.scheme, today, name, role, called
    )
    return work.work_out(f"table:{digest}:{role}:{name}:{today}", read)


def _parted(
    work: Work, desk: int, found: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[Fault, ...]]:
    """Those who are new, and the rows of those who have applied or were entered before."""
    query = (
        sa.select(
            col(Application.id),
            col(Application.partnership_id),
            col(Application.email),
            col(Application.role),
            col(Organisation.name),
            col(Organisation.country),
        )
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(col(Application.state).in_(ACTIVE))
    )
    there: dict[object, tuple[int | None, int]] = {}
    for number, at, email, role, name, country in work.session.execute(query):
        there[email.strip().lower() or None] = there[fold(name), country, role] = (number, at)
        if role is not Role.HOST:
            there[fold(name), country] = (number, at)
    good, known = [], []
    for one in found:
        its = there.get(one.email or "") or there.get((*one.name, one.role))
        if its is None and one.role is not Role.HOST:
            its = there.get(one.name)  # one visit for each organisation
        if its is None:
            good.append(one)
        else:
            told = {"number": its[0]} if its[1] == desk else {}
            known.append(Fault(one.number, _HERE if told else _ELSEWHERE, told))
    return tuple(good), tuple(known)


def enter_table(
    work: Work, officer: Officer | None, sent_id: int, called: Called = in_english
) -> int:
    """How many people of a table are entered now: all rows that can be, in this transaction.

    Raises RoleMayNot, NotFound, TableGone, EnteredAlready, NobodyToEnter.
    """
    sent = work.hold(SentTable, sent_id)
    if officer is not None:
        require(officer, Right.DECIDE)
        require_partnership(officer, sent.partnership_id)
    if sent.entered_at:
        raise EnteredAlready(count=sent.entered)
    reading = _read(work, sent, called)
    work.hold(Partnership, sent.partnership_id)  # two tables of one desk go one after the other
    good, _ = _parted(work, sent.partnership_id, reading.good)
    if not good:
        raise NobodyToEnter
    _write(work, sent, officer, good)
    sent.content, sent.entered_at, sent.entered = None, work.now, len(good)
    work.add(sent)
    work.record(actor_of(officer), "table:enter", f"table:{sent.id}", people=len(good))
    return len(good)


def waiting_of(work: Work, sent_id: int) -> int:
    """How many people of a table wait until their membership is confirmed."""
    query = (
        select(sa.func.count(col(Entry.id)))
        .join(Application, col(Application.id) == col(Entry.application_id))
        .where(Entry.table_id == sent_id, Application.state == ApplicationState.SUBMITTED)
    )
    return work.session.exec(query).one()


def table_at_desk(work: Work, officer: Officer, sent_id: int) -> SentTable:
    """A table that the officer's Partnership has sent, held for what is done with it. Raises RoleMayNot, NotFound."""
    require(officer, Right.DECIDE)
    sent = work.hold(SentTable, sent_id)
    require_partnership(officer, sent.partnership_id)
    return sent


def drop_table(work: Work, officer: Officer, sent_id: int) -> None:
    """What was in it is kept no more. Raises RoleMayNot, NotFound, EnteredAlready."""
    sent = table_at_desk(work, officer, sent_id)
    if sent.entered_at:
        raise EnteredAlready(count=sent.entered)
    sent.content = None
    work.add(sent)


def _write(work: Work, sent: SentTable, officer: Officer | None, good: Sequence[Candidate]) -> None:
    """Every row of every table by one statement each: thousands of people in one short transaction."""
    clusters = _clusters(work, good)
    vouched = own_clusters(work, sent.partnership_id, clusters.values())
    people = _insert(work, Person, (person_row(work, one.values["country"]) for one in good))
    _insert(work, Consent, (consent_row(work, one) for one in people))
    organisations = _insert(work, Organisation, (_organisation(one, clusters) for one in good))
    decided = officer.id if officer else sent.sent_by
    rows = zip(good, people, organisations, strict=True)
    applications = _insert(
        work,
        Application,
        (
            {
                **_answers(one),
                "person_id": person,
                "organisation_id": organisation,
                "partnership_id": sent.partnership_id,
                **_state(work, decided, settled=_is_settled(work, one, clusters, vouched)),
            }
            for one, person, organisation in rows
        ),
    )
    _insert(work, Audit, (_entered(work, officer, one) for one in applications))
    own = vouched if decided else set()
    asked = {
        one
        for one in set(clusters.values()) - own
        if somebody_speaks_for(work, one, sent.partnership_id)
    }
    told = _memberships(work, good, applications, clusters, (own, asked), decided)
    _insert(work, Membership, told)
    entries = zip(good, applications, strict=True)
    _insert(
        work,
        Entry,
        (
            {
                "application_id": number,
                "way": EnteredBy.TABLE,
                "table_id": sent.id,
                "telephone": str(one.values.get("telephone", "")),
                "made_by": officer.id if officer else None,
                "made_at": work.now,
            }
            for one, number in entries
        ),
    )
    work.session.expire_all()
    _ask_about(work, sent)


def _ask_about(work: Work, sent: SentTable) -> None:
    """Ask each cluster that somebody else speaks for about all of its members in the table, in one list."""
    query = (
        select(Membership.cluster_id, Membership.id, Membership.application_id)
        .join(Entry, col(Entry.application_id) == col(Membership.application_id))
        .where(Entry.table_id == sent.id, Membership.state == MembershipState.ASKED)
        .order_by(col(Membership.id))
    )
    asked: defaultdict[int, list[int]] = defaultdict(list)
    acts: list[Values] = []
    for cluster, number, application in work.session.exec(query).all():
        asked[cluster or 0].append(number or 0)
        about = {"act": "membership:asked", "subject": f"application:{application}"}
        acts.append({**about, "at": work.now, "actor": SYSTEM, "facts": {"before": "named"}})
    for first, *others in asked.values():
        ask_cluster_of_many(work, work.load(Membership, first), others)
    _insert(work, Audit, acts)


def _is_settled(
    work: Work, one: Candidate, clusters: Mapping[str, int], vouched: Collection[int]
) -> bool:
    """Whether nothing is to be found out before it is accepted: its membership, where the call says so."""
    kind = work.scheme.organisation_type(one.values["organisation_type"])
    waits = kind.membership_required and work.scheme.membership.blocks == "acceptance"
    return not waits or clusters.get(str(one.values.get("cluster", ""))) in vouched


def _entered(work: Work, officer: Officer | None, number: int) -> Values:
    """That an application was entered: the first act of its history."""
    about = {"act": "application:enter", "subject": f"application:{number}", "facts": {}}
    return {**about, "at": work.now, "actor": actor_of(officer)}


def _memberships(
    work: Work,
    good: Sequence[Candidate],
    applications: Sequence[int],
    clusters: Mapping[str, int],
    own_and_asked: tuple[Collection[int], Collection[int]],
    officer_id: int | None,
) -> Iterator[Values]:
    """Of whoever needs one: who sends a table of people vouches for the clusters of its own desk, for no others."""
    own, asked = own_and_asked
    for one, number in zip(good, applications, strict=True):
        cluster = clusters.get(str(one.values.get("cluster", "")))
        kind = work.scheme.organisation_type(one.values["organisation_type"])
        if not kind.membership_required:
            continue
        row = {**_empty(Membership), "application_id": number, "cluster_id": cluster}
        if cluster in own:
            by = {"decided_at": work.now, "decided_by": officer_id}
            yield {**row, **by, "state": MembershipState.CONFIRMED}
        elif cluster in asked:
            yield {**row, "asked_at": work.now, "state": MembershipState.ASKED}
        else:
            yield {**row, "state": MembershipState.NAMED}


def _state(work: Work, officer_id: int | None, *, settled: bool) -> Values:
    """Who sends a table has decided, unless something is to be found out; from the command line nobody has."""
    if officer_id is None or not settled:
        return {"state": ApplicationState.SUBMITTED, "submitted_at": work.now}
    return {
        "state": ApplicationState.ACCEPTED,
        "submitted_at": work.now,
        "decided_at": work.now,
        "decided_by": officer_id,
    }


def _insert(work: Work, table: type[SQLModel], rows: Iterable[Values]) -> list[int]:
    """The numbers of new rows, in their order."""
    return insert_many(work.session, table, list(rows))


def _clusters(work: Work, good: Sequence[Candidate]) -> Mapping[str, int]:
    """The clusters that are named, by name; those that nobody knew are new."""
    named = {
        str(one.values["cluster"]): str(one.values["country"])
        for one in good
        if one.values.get("cluster")
    }
    found = select(Cluster).where(col(Cluster.name).in_(named))
    known = {one.name: row_id(one) for one in work.session.exec(found)}
    fresh = [
        {"name": name, "country": country} for name, country in named.items() if name not in known
    ]
    if fresh:
        numbers = _insert(work, Cluster, ({**_empty(Cluster), **one} for one in fresh))
        known.update(zip((one["name"] for one in fresh), numbers, strict=True))
    return known


@cache
def _empty(table: type[SQLModel]) -> Values:
    """What a row holds that says nothing."""
    return {
        name: one.get_default(call_default_factory=True)
        for name, one in table.model_fields.items()
        if name != "id" and not one.is_required()
    }


def _organisation(one: Candidate, clusters: Mapping[str, int]) -> Values:
    told = one.values
    row = {
        **_empty(Organisation),
        "name": told["organisation"],
        "type": told["organisation_type"],
        "country": told["country"],
        "city": told["city"],
        "cluster_id": clusters.get(str(told.get("cluster", ""))),
    }
    known = ("size", "body", "website", "vat", "latitude", "longitude", "region", "region_category")
    row |= {name: told[name] for name in known if told.get(name) not in (None, "")}
    return row


def _answers(one: Candidate) -> Values:
    """The columns of the application that the table tells, the others empty."""
    told = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in one.values.items()
        if name in FIELDS and FIELDS[name].model is ApplicationAnswers and value is not None
    }
    host = one.role is not Role.VISITOR
    return {
        **_empty(ApplicationAnswers),
        "declared": [],
        "reason": "",
        "person_name": one.values["organisation"][:120],
        "email": "",
        **told,
        "role": one.role,
        "capacity": max(1, told.get("capacity") or 1) if host else 0,
    }
