"""A search for partners: told in a paragraph, corrected in free words, and who completes the chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.finding.meanings import know_kept, summary_of, texts_of
from exchange.finding.reach import reachable
from exchange.life import offered
from exchange.people import blocks
from exchange.people.calls import of_this_call
from exchange.proposing.proposals import own_application
from exchange.rows import row_id
from matching.chains.covering import Chain, chain
from matching.chains.partners import Partner, partners
from matching.chains.roles import Role
from matching.chains.telling import Sought, corrected, read
from matching.profiles import Profile
from storage.tables import (
    Application,
    ApplicationState,
    Enquiry,
    Organisation,
    PartnerSearch,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.work import Work


@dataclass(frozen=True)
class Found:
    """Who completes a chain, with the organisation that it is."""

    partner: Partner
    application: Application
    organisation: Organisation


@dataclass(frozen=True)
class FoundChain:
    """A group that covers a chain, and the roles that nobody in it has."""

    members: Sequence[Found]
    missing: Sequence[Role]


def open_search(work: Work, person: Person, text: str) -> PartnerSearch:
    """The search that a paragraph tells; one that was open ends. Raises NotAcceptedYet."""
    own = own_application(work, person)
    work.hold(Application, own.id)
    end_search(work, person)
    kind = work.load(Organisation, own.organisation_id).type
    found = work.add(
        PartnerSearch(
            application_id=row_id(own), opened_at=work.now, **_told(read(text, own.offers, kind))
        )
    )
    work.record(f"person:{person.id}", "search:open", f"search:{found.id}")
    return found


def correct(work: Work, person: Person, text: str) -> PartnerSearch:
    """The open search as some words about it change it. Raises NotFound where there is none."""
    found = current(work, person)
    if found is None:
        raise NotFound
    work.hold(PartnerSearch, found.id)
    found.sqlmodel_update(_told(corrected(sought_of(found), text)))
    work.record(f"person:{person.id}", "search:change", f"search:{found.id}")
    return work.add(found)


def put_back(work: Work, person: Person, told: Mapping[str, Any]) -> PartnerSearch:
    """The open search as `kept` had it before some words changed it. Raises NotFound where there is none."""
    found = current(work, person)
    if found is None:
        raise NotFound
    work.hold(PartnerSearch, found.id)
    found.sqlmodel_update({name: told[name] for name in kept(found)})
    work.record(f"person:{person.id}", "search:change", f"search:{found.id}")
    return work.add(found)


def kept(search: PartnerSearch) -> dict[str, Any]:
    """What a search tells, to be put back."""
    return _told(sought_of(search))


def end_search(work: Work, person: Person) -> None:
    """Nothing is searched for any more; introductions go on."""
    if found := current(work, person):
        offered.end_search(work, found, f"person:{person.id}")


def current(work: Work, person: Person) -> PartnerSearch | None:
    """The search that somebody has open."""
    query = (
        select(PartnerSearch)
        .join(Application)
        .where(
            Application.person_id == person.id,
            Application.state == ApplicationState.ACCEPTED,
            col(PartnerSearch.ended_at).is_(None),
        )
    )
    return work.session.exec(query).one_or_none()


def sought_of(search: PartnerSearch) -> Sought:
    """What a search tells, as the matcher reads it."""
    return Sought(
        search.brings,
        search.seeks,
        Role(search.role),
        tuple(map(Role, search.wanted)),
        tuple(search.countries),
    )


def _told(sought: Sought) -> dict[str, Any]:
    return {
        "brings": sought.brings,
        "seeks": sought.seeks,
        "role": sought.role.value,
        "wanted": [one.value for one in sought.wanted],
        "countries": [*sought.countries],
    }


def found_by(work: Work, person: Person, search: PartnerSearch) -> list[Found]:
    """Who completes the chain of a search, the best first. Raises Unanswered."""
    there = {f"{application.id}": (application, of) for application, of in _others(work, person)}
    sought, kept = sought_of(search), hosts.encoder_of(work)
    profiles = [_profile(*one) for one in there.values()]
    texts = [sought.brings, sought.seeks, *(t for one, _ in there.values() for t in texts_of(one))]
    know_kept(
        work,
        kept,
        [one for one, _ in there.values()],
        [Profile("", seeks=text) for text in texts],
    )
    found = partners(sought, profiles, kept)
    return [Found(one, *there[one.profile.id]) for one in found]


def chain_of(search: PartnerSearch, found: Sequence[Found]) -> FoundChain | None:
    """The group of three to five that covers more of the chain than one partner does."""
    best: Chain | None = chain(sought_of(search), [one.partner for one in found])
    if best is None:
        return None
    by_id = {one.partner.profile.id: one for one in found}
    return FoundChain([by_id[one.profile.id] for one in best.partners], best.missing)


def be_shown(work: Work, person: Person, *, shown: bool) -> None:
    """Whether others who search for partners are shown somebody, from now on; introductions that are asked for go on."""
    if shown == (person.unsought_since is None):
        return
    person.unsought_since = None if shown else work.now
    work.add(person)
    act = "search:shown" if shown else "search:not_shown"
    work.record(f"person:{person.id}", act, f"person:{person.id}")


def may_be_asked(work: Work, person: Person, number: int) -> bool:
    """Whether somebody may be shown an application as a partner."""
    return any(row_id(one) == number for one, _ in _others(work, person))


def _others(work: Work, person: Person) -> list[tuple[Application, Organisation]]:
    """Everybody else who takes part, can be reached, does not pause, wants to be found, and has not said no to this person."""
    declined = select(Enquiry.asked_id).where(
        Enquiry.asker_id == person.id, col(Enquiry.agreed).is_(False)
    )
    unsought = select(Person.id).where(col(Person.unsought_since).is_not(None))
    own = select(Application.organisation_id).where(Application.person_id == person.id)
    query = (
        select(Application, Organisation)
        .join(Organisation)
        .where(
            Application.state == ApplicationState.ACCEPTED,
            col(Application.paused_at).is_(None),
            col(Application.person_id).in_(reachable()),
            col(Application.person_id).not_in(declined),
            col(Application.person_id).not_in(unsought),
            Application.person_id != person.id,
            col(Application.organisation_id).not_in(own),
            col(Application.id).not_in(blocks.kept_apart(row_id(person))),
            of_this_call(work, col(Application.partnership_id)),
        )
        .order_by(col(Application.id))
    )
    return list(work.session.exec(query).all())


def _profile(application: Application, organisation: Organisation) -> Profile:
    return Profile(
        f"{application.id}",
        organisation.name,
        organisation_type=organisation.type,
        country=organisation.country,
        offers=application.offers,
        seeks=application.seeks,
        summary=summary_of(application),
    )
