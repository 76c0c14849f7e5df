"""Applications as officers read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz
from sqlmodel import col, or_, select

from exchange.applying import regions
from exchange.applying.applications import ACTIVE
from exchange.applying.memberships import may_be_excepted_host
from exchange.applying.taking import taker
from exchange.entering.entries import entry_of
from exchange.holding import HOLDABLE
from exchange.people import blocks, sameness
from exchange.people.holds import hold_of
from exchange.people.memberships import standing
from exchange.people.officers import RIGHTS, Right, require, require_partnership
from exchange.undoing.undo import undoable_case
from matching.places.countries import country_name, find_country
from matching.words.names import fold
from storage.tables import (
    ANSWERS,
    Application,
    ApplicationState,
    Cluster,
    Enquiry,
    Exchange,
    Organisation,
    Partnership,
    Person,
    Proposal,
    Role,
    Shown,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from exchange.people.memberships import Standing
    from exchange.people.sameness import Question
    from exchange.undoing.undo import Undoable
    from exchange.work import Work
    from storage.tables import Answer, Entry, Hold, Officer

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED)
ALIKE = 85  # of 100: one slip of the finger in a word of seven letters
SHORTEST_SLIP = 4  # letters; shorter words must be right


@dataclass(frozen=True)
class CaseLine:
    """An application in a list."""

    application_id: int
    organisation: str
    country: str
    role: Role
    state: ApplicationState
    since: datetime


@dataclass(frozen=True)
class Case:
    """Everything about an application on one card; `proposals` counts all ever made.

    `question` asks whether the organisation is one that is known already; `visit_made` says that
    it wants to visit and has had its visits; `complaints` count who keeps the applicant away, and
    who of them has reported them; whoever is `resting_since` some time is shown to nobody. `entry`: a desk has
    entered it. `undoable` is the desk's last decision, where nobody has acted on it. `membership` is that in a cluster, where one is needed; `may_host_without` any by an exception. `region_open` says that the map leaves it open how far its region is developed, `region_missing` that its place is not on the map at all.
    """

    application: Application
    organisation: Organisation
    partnership: Partnership
    cluster: Cluster | None
    enquiries: list[Enquiry]
    proposals: int
    exchanges: list[Exchange]
    question: Question | None = None
    visit_made: bool = False
    complaints: tuple[int, int] = (0, 0)
    taker: Officer | None = None
    resting_since: datetime | None = None
    entry: Entry | None = None
    undoable: Undoable | None = None
    hold: Hold | None = None
    may_hold: bool = False
    membership: Standing | None = None
    may_host_without: bool = False
    region_open: bool = False
    region_missing: bool = False
    may_settle_region: bool = False


def find_cases(work: Work, officer: Officer, words: str) -> list[CaseLine]:
    """The Partnership's applications in which every word is found: in the name first, then elsewhere, then with slips.

    Words are looked for in names, places, clusters and topics, slips of the finger allowed; a
    country is known in every language. Of equals the newest comes first. Raises RoleMayNot.
    """
    require(officer, Right.READ)
    sought = fold(words).split()
    country = find_country(words).best
    query = (
        select(Application, Organisation, Cluster)
        .select_from(Application)
        .join(Organisation)
        .join(Cluster, col(Cluster.id) == Organisation.cluster_id, isouter=True)
        .where(Application.partnership_id == officer.partnership_id)
        .order_by(col(Application.submitted_at).desc(), col(Application.id).desc())
    )
    found = [
        (_apart(sought, organisation.name, text), _line(application, organisation))
        for application, organisation, cluster in work.session.exec(query)
        if _fits(sought, text := _searched(work, application, organisation, cluster))
        or organisation.country == country
    ]
    return [line for _, line in sorted(found, key=lambda one: one[0])]


def _apart(sought: list[str], name: str, text: str) -> tuple[bool, bool]:
    """How far words are from an application: not in its name, not in it as they are written."""
    named = fold(name)
    return any(one not in named for one in sought), any(one not in text for one in sought)


def _line(application: Application, organisation: Organisation) -> CaseLine:
    return CaseLine(
        application_id=application.id or 0,
        organisation=organisation.name,
        country=organisation.country,
        role=application.role,
        state=application.state,
        since=application.submitted_at,
    )


def _searched(
    work: Work, application: Application, organisation: Organisation, cluster: Cluster | None
) -> str:
    answers = (
        _words(work, one, one.value(application, organisation))
        for one in ANSWERS
        if Shown.SEARCH in one.shown
    )
    country, named = country_name(organisation.country), cluster.name if cluster else ""
    return fold(" ".join((f"A-{application.id:04}", country, named, *answers)))


def _words(work: Work, answer: Answer, value: Any) -> str:
    """An answer as people write it: a list of the scheme by its labels."""
    if not answer.several:
        return str(value or "")
    labels = {one.id: one.label for one in getattr(work.scheme, answer.of, ())}
    return " ".join(labels.get(one, one) for one in value)


def _fits(sought: list[str], text: str) -> bool:
    words = text.split()
    return bool(sought) and all(one in text or _alike(one, words) for one in sought)


def _alike(sought: str, words: list[str]) -> bool:
    if len(sought) < SHORTEST_SLIP:
        return False
    return any(fuzz.ratio(sought, word, score_cutoff=ALIKE) for word in words)


def case(work: Work, officer: Officer, application_id: int) -> Case:
    """An application of the officer's Partnership. Raises RoleMayNot, NotFound."""
    require(officer, Right.READ)
    application = work.load(Application, application_id)
    require_partnership(officer, application.partnership_id)
    return case_of(work, application_id, RIGHTS[officer.role])


def case_of(work: Work, application_id: int, rights: Collection[Right] = frozenset(Right)) -> Case:
    """An application as whoever has those rights at its own desk sees it. Raises NotFound."""
    application = work.load(Application, application_id)
    organisation = work.load(Organisation, application.organisation_id)
    cluster_id, open_ = organisation.cluster_id, regions.is_open(organisation)
    lacking = regions.lacks_region(organisation)
    proposals = select(Proposal.id).where(
        or_(col(Proposal.visitor_id) == application_id, col(Proposal.host_id) == application_id)
    )
    return Case(
        application=application,
        organisation=organisation,
        partnership=work.load(Partnership, application.partnership_id),
        cluster=work.load(Cluster, cluster_id) if cluster_id is not None else None,
        enquiries=_enquiries(work, application_id),
        proposals=len(work.session.exec(proposals).all()),
        exchanges=_exchanges(work, application_id),
        question=sameness.open_question(work, organisation),
        visit_made=_visit_made(work, application),
        complaints=blocks.complaints(work, application.person_id),
        taker=taker(work, application),
        resting_since=work.load(Person, application.person_id).resting_since,
        entry=entry_of(work, application_id),
        hold=hold_of(work, application),
        may_hold=application.state in HOLDABLE and Right.DECIDE in rights,
        undoable=undoable_case(work, application.partnership_id, rights, application_id),
        membership=standing(work, application_id),
        may_host_without=may_be_excepted_host(work, application_id),
        region_open=open_,
        region_missing=lacking,
        may_settle_region=(open_ or lacking)
        and application.state in ACTIVE
        and Right.DECIDE in rights,
    )


def _visit_made(work: Work, application: Application) -> bool:
    wants = application.role is not Role.HOST and application.state in UNDECIDED
    return wants and sameness.visits_used_up(work, application)


def _enquiries(work: Work, application_id: int) -> list[Enquiry]:
    query = select(Enquiry).where(Enquiry.application_id == application_id)
    return list(work.session.exec(query.order_by(col(Enquiry.id))))


def _exchanges(work: Work, application_id: int) -> list[Exchange]:
    query = select(Exchange).where(
        or_(col(Exchange.visitor_id) == application_id, col(Exchange.host_id) == application_id)
    )
    return list(work.session.exec(query.order_by(col(Exchange.id).desc())))


def case_of_person(work: Work, person: Person) -> Case | None:
    """Somebody's latest application; None for somebody who never applied."""
    query = (
        select(Application.id)
        .where(Application.person_id == person.id)
        .order_by(col(Application.id).desc())
    )
    latest = work.session.exec(query).first()
    return None if latest is None else case_of(work, latest)
