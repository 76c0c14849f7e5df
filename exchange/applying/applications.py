"""Applications: checked, handed in, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import model_validator
from sqlmodel import Field, col, select

from exchange.applying.memberships import note_membership
from exchange.errors import CxcError
from exchange.life.moves import move_application
from exchange.notices import DeskNotice
from exchange.people import people, sameness
from exchange.people.choosing import (
    A_CLUSTER,
    Seeker,
    own_cluster,
    right_partnership,
    sides_of,
)
from exchange.people.partnerships import partnership_named_by
from exchange.rows import row_id
from exchange.scheme.eligibility import Applicant, Refusal, check_eligibility
from exchange.timing.cvs import plan_cv
from exchange.timing.reviews import plan_review
from matching.organisations.clues import Named
from matching.places.regions import region_of
from storage.tables import (
    Application,
    ApplicationAnswers,
    ApplicationState,
    Cluster,
    Organisation,
    OrganisationAnswers,
    OrganisationHead,
    Point,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from exchange.work import Work
    from storage.tables import Person

ACTIVE = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED, ApplicationState.ACCEPTED)

_OF_THE_ORGANISATION = {*OrganisationAnswers.model_fields, *Point.model_fields}
_OF_THE_APPLICATION = set(ApplicationAnswers.model_fields)


class NotEligible(CxcError):
    """{rules} So the programme cannot take this application."""


class AlreadyAccepted(CxcError):
    """Your application was accepted already: there is nothing to submit. /status shows it."""


class ApplicationInput(OrganisationHead, OrganisationAnswers, Point, ApplicationAnswers):
    """An application as it was filled in, validated at the door.

    Its cluster is one that is known or is named as `cluster_other`; `declared` are the ids of what
    the applicant declared by handing in; a CV that comes later is `cv_owed`.
    """

    model_config = {"frozen": True, "extra": "forbid", "validate_default": True}  # noqa: RUF012 - pydantic reads it so

    cluster_id: int | None = None
    cluster_other: str = Field(default="", max_length=160)
    partnership_id: int | None = None
    declared: tuple[str, ...] = ()
    cv_owed: bool = False

    @model_validator(mode="after")
    def _cv_owed_or_here(self) -> ApplicationInput:
        if self.cv_owed and self.cv_id:
            raise ValueError("a CV that is here does not come later")
        return self

    @model_validator(mode="after")
    def _host_has_places(self) -> ApplicationInput:
        if self.role is not Role.VISITOR and self.capacity < 1:
            raise ValueError("a host receives at least one visitor")
        return self


def refusals_for(  # noqa: PLR0913 - facts, given by name
    work: Work,
    person: Person,
    *,
    role: str,
    organisation_type: str,
    country: str,
    in_cluster: bool,
    size: str | None = None,
    same: Collection[int] = (),
    partnership: str | None = None,
) -> tuple[Refusal, ...]:
    """Every rule that stands in the way of an applicant; none if eligible.

    `same` are numbers of organisations known to be the applicant's; `partnership` is the one that
    would review it, where that is known: it may have a table of types of its own.
    """
    visits = sameness.visits_made(work, person.id, same)
    applicant = Applicant(
        organisation_type=organisation_type,
        role=str(role),
        country=country,
        cluster_member=in_cluster,
        already_visited=visits >= work.scheme.visits_per_organisation,
        partnership=partnership,
        size=size,
        may_be_excepted=True,
    )
    return check_eligibility(applicant, work.scheme, work.now.date())


def submit_application(work: Work, person: Person, given: ApplicationInput) -> Application:
    """The application, with the Partnership that will review it.

    One that is still under review is replaced. Raises NotEligible, AlreadyAccepted.
    """
    current = application_held(work, person)
    if current and current.state is ApplicationState.ACCEPTED:
        raise AlreadyAccepted
    application = fill_in(work, person, current, given)
    application.partnership_id = _partnership(work, given)
    if application.state is ApplicationState.INFO_REQUESTED:
        move_application(work, application, ApplicationState.SUBMITTED, f"person:{person.id}")
    application.submitted_at = work.now
    work.add(application)
    note_membership(work, application)
    _announce(work, person, application)
    return application


def fill_in(
    work: Work, person: Person, current: Application | None, given: ApplicationInput
) -> Application:
    """The application with these answers, its organisation and whom that resembles; one not kept yet is new.

    Raises NotEligible.
    """
    named = _named(given)
    alike = sameness.look_alikes(work, person, named)
    own = sameness.own_organisations(work, person, named)
    _check(work, person, given, same=own | sameness.proven_same(work, alike, own))
    people.settle_in(work, person, given.country)
    organisation = _organisation(work, current, given)
    sameness.note_look_alikes(work, organisation, alike, own)
    application = current or Application(
        person_id=row_id(person),
        organisation_id=row_id(organisation),
        partnership_id=given.partnership_id or 0,
        state=ApplicationState.SUBMITTED,
        role=given.role,
        person_name=given.person_name,
        email=given.email,
        submitted_at=work.now,
    )
    _fill(application, given)
    return application


def _named(given: ApplicationInput) -> Named:
    return Named(
        name=given.organisation_name,
        country=given.country,
        city=given.city,
        vat=given.vat or "",
        website=given.website or "",
        email=given.email,
    )


def _check(work: Work, person: Person, given: ApplicationInput, *, same: Collection[int]) -> None:
    in_cluster = (
        bool(given.cluster_id or given.cluster_other) or given.organisation_type == A_CLUSTER
    )
    refusals = refusals_for(
        work,
        person,
        role=given.role.value,
        organisation_type=given.organisation_type,
        country=given.country,
        in_cluster=in_cluster,
        size=given.size,
        same=same,
        partnership=partnership_named_by(work, given.cluster_id, given.partnership_id),
    )
    if refusals:
        rules = " ".join(f"{one.reason} {one.remedy}".format(**one.facts) for one in refusals)
        raise NotEligible(rules=rules)


def _partnership(work: Work, given: ApplicationInput) -> int:
    """The Partnership for an application: the one that was chosen, else the most fitting."""
    return right_partnership(work, seeker_of(given), given.partnership_id)


def seeker_of(given: ApplicationInput) -> Seeker:
    """What of an application decides on its Partnership."""
    return Seeker(
        organisation_type=given.organisation_type,
        sides=sides_of(given.role),
        country=given.country,
        ecosystems=given.ecosystems,
        cluster_id=given.cluster_id,
        name=given.organisation_name,
    )


def seeker_in(application: Application, organisation: Organisation) -> Seeker:
    """The same of an application that was handed in."""
    return Seeker(
        organisation_type=organisation.type,
        sides=sides_of(application.role),
        country=organisation.country,
        ecosystems=application.ecosystems,
        cluster_id=organisation.cluster_id,
        name=organisation.name,
    )


def _organisation(work: Work, current: Application | None, given: ApplicationInput) -> Organisation:
    facts = {
        "name": given.organisation_name,
        "type": given.organisation_type,
        **given.model_dump(include=_OF_THE_ORGANISATION),
        "cluster_id": _cluster_id(work, given),
    }
    known = work.session.get(Organisation, current.organisation_id) if current else None
    found = known or Organisation.model_validate(facts)
    before = _where(found)
    found.sqlmodel_update(facts)
    _place(found, moved=_where(found) != before)
    return work.add(found)


def _where(organisation: Organisation) -> tuple[object, ...]:
    one = organisation
    return (one.country, one.city, one.latitude, one.longitude)


def _place(organisation: Organisation, *, moved: bool) -> None:
    """The region and its category; what the map leaves open its Partnership settles, until it moves."""
    if moved:
        organisation.region = organisation.region_category = None
    settled = organisation.region_category
    if organisation.latitude is None or organisation.longitude is None:
        return
    region = region_of(organisation.latitude, organisation.longitude, organisation.country)
    organisation.region = region.code or None
    organisation.region_category = region.category if region.certain else settled


def _cluster_id(work: Work, given: ApplicationInput) -> int | None:
    if given.organisation_type == A_CLUSTER:
        itself = own_cluster(work, given.organisation_name, given.country)
        return itself.id if itself else None
    if given.cluster_id:
        return work.load(Cluster, given.cluster_id).id
    if not given.cluster_other:
        return None
    query = select(Cluster).where(Cluster.name == given.cluster_other)
    known = work.session.exec(query).one_or_none()
    fresh = Cluster(name=given.cluster_other, country=given.country)
    return (known or work.add(fresh)).id


def _fill(application: Application, given: ApplicationInput) -> None:
    """The answers, whichever way they came; an exchange is abroad, so nobody wishes for their own country."""
    application.sqlmodel_update(given.model_dump(include=_OF_THE_APPLICATION))
    abroad = [one for one in given.wished_countries if one != given.country]
    application.wished_countries = abroad
    application.declared, application.cv_owed = list(given.declared), given.cv_owed
    application.reason = ""


def _announce(work: Work, person: Person, application: Application) -> None:
    number = application.id
    actor, subject = f"person:{person.id}", f"application:{number}"
    facts = {"declared": application.declared, "call": work.scheme.version}
    work.record(actor, "application:submit", subject, **facts)
    key = f"application:{number}:submitted:{work.now.isoformat()}"
    work.tell_desk(
        application.partnership_id,
        DeskNotice.APPLICATION_SUBMITTED,
        key=key,
        application=number,
    )
    plan_review(work, application)
    plan_cv(work, application, person)


def active_application(work: Work, person: Person) -> Application | None:
    """Somebody's application under review or accepted."""
    query = select(Application).where(
        Application.person_id == person.id, col(Application.state).in_(ACTIVE)
    )
    return work.session.exec(query).one_or_none()


def application_held(work: Work, person: Person) -> Application | None:
    """Somebody's application under review or accepted, held for change."""
    found = active_application(work, person)
    held = work.hold(Application, found.id) if found else None
    return held if held and held.state in ACTIVE else None


def latest_application(work: Work, person: Person) -> Application | None:
    """Somebody's newest application, whatever its state."""
    query = (
        select(Application)
        .where(Application.person_id == person.id)
        .order_by(col(Application.id).desc())
    )
    return work.session.exec(query).first()
