"""Whether two applicants are one organisation: noticed by the program, said by an officer.

Nothing is merged. An officer's "same" makes the two count as one where the scheme counts by
organisation; a "different" is never asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, or_, select

from exchange.errors import NotFound
from exchange.people.calls import of_this_call
from exchange.people.officers import Right, require
from exchange.people.valid_stays import was_too_short
from exchange.rows import row_id
from matching.organisations.clues import Named, vat_of
from matching.organisations.sameness import same_organisations
from matching.organisations.shortlist import roughly_alike
from matching.organisations.web_domains import own_domain
from matching.words.names import fold
from storage.engine.inserts import insert_new
from storage.tables import (
    Application,
    Exchange,
    ExchangeState,
    Organisation,
    Resemblance,
    Sameness,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchange.work import Work
    from matching.organisations.sameness import Match
    from storage.tables import Officer, Person

WORTH_ASKING = 0.5
"""From this probability on an officer is asked."""
MOST_ASKED = 3
MOST_SHARING = 50
"""Organisations of one domain that are looked at; more only share a host."""


@dataclass(frozen=True)
class Question:
    """Whether an applicant is an organisation that is known already, from `application_id`."""

    resemblance: Resemblance
    organisation: Organisation
    application_id: int


def look_alikes(work: Work, person: Person, asked: Named) -> dict[int, Match]:
    """Organisations of other applicants that may be the one asked about, by their numbers."""
    picked = _with_number(work, asked) | _with_domain(work, asked) | _with_name(work, asked)
    own = select(Application.organisation_id).where(Application.person_id == person.id)
    query = (
        select(Organisation, sa.func.max(col(Application.email)))
        .join(Application, col(Application.organisation_id) == col(Organisation.id))
        .where(col(Organisation.id).in_(picked), col(Organisation.id).not_in(own))
        .group_by(col(Organisation.id))
        .order_by(col(Organisation.id))
    )
    rows = work.session.exec(query).all()
    known = [named_as(one, email) for one, email in rows]
    found = same_organisations([asked], known, MOST_ASKED)[0]
    return {row_id(rows[one.index][0]): one for one in found if one.probability >= WORTH_ASKING}


def named_as(organisation: Organisation, email: str = "") -> Named:
    """What is compared of an organisation; `email` is its applicant's."""
    return Named(
        name=organisation.name,
        country=organisation.country,
        city=organisation.city,
        vat=organisation.vat or "",
        website=organisation.website or "",
        email=email,
    )


def _with_name(work: Work, asked: Named) -> set[int]:
    """Those of the same country with a name roughly like that."""
    query = select(Organisation.id, Organisation.name).where(Organisation.country == asked.country)
    rows = work.session.exec(query.order_by(col(Organisation.id))).all()
    places = roughly_alike(asked.name, [name for _, name in rows], asked.country)
    return {rows[place][0] or 0 for place in places}


def _with_number(work: Work, asked: Named) -> set[int]:
    number = vat_of(asked)
    if not number:
        return set()
    kept = sa.func.upper(sa.func.replace(sa.func.replace(col(Organisation.vat), " ", ""), ".", ""))
    query = select(Organisation.id).where(kept.in_({number, number[2:], f"GR{number[2:]}"}))
    return {one for one in work.session.exec(query) if one is not None}


def _with_domain(work: Work, asked: Named) -> set[int]:
    domains = {own_domain(asked.website), own_domain(asked.email)} - {""}
    found: set[int] = set()
    for domain in domains:
        pages = select(Organisation.id).where(
            col(Organisation.website).contains(domain, autoescape=True)
        )
        mails = select(Application.organisation_id).where(
            col(Application.email).endswith(domain, autoescape=True)
        )
        for query in (pages, mails):
            found.update(one for one in work.session.exec(query.limit(MOST_SHARING)) if one)
    return found


def own_organisations(work: Work, person: Person, asked: Named) -> set[int]:
    """The organisations of that name and country that somebody applied for, now or before."""
    query = (
        select(Organisation)
        .join(Application, col(Application.organisation_id) == col(Organisation.id))
        .where(Application.person_id == person.id, Organisation.country == asked.country)
    )
    found = work.session.exec(query)
    return {row_id(one) for one in found if fold(one.name) == fold(asked.name)}


def proven_same(work: Work, found: dict[int, Match], own: Iterable[int]) -> set[int]:
    """Of organisations that look like one's own, those that a number or an address proves to be.

    What an officer called different from it is left out.
    """
    different = _answered(work, own, Sameness.DIFFERENT)
    return {number for number, match in found.items() if match.proven} - different


def _answered(work: Work, own: Iterable[int], *answers: Sameness) -> set[int]:
    pairs = (pair for number in own for pair in _pairs(work, number).items())
    return {other for other, pair in pairs if pair.answer in answers}


def note_look_alikes(
    work: Work, organisation: Organisation, found: dict[int, Match], earlier: Iterable[int]
) -> None:
    """Keep the open questions about an organisation as they are now.

    What an officer answered stays, and is not asked again after an applicant left and came back
    (`earlier` are the organisations they applied for then).
    """
    number = row_id(organisation)
    settled = _answered(work, {*earlier, number}, Sameness.SAME, Sameness.DIFFERENT)
    known = _pairs(work, number)
    for other in known.keys() - settled:
        if other in found:
            known[other].probability = found[other].probability
            known[other].clues = _clues(found[other])
            work.session.add(known[other])
        elif known[other].other_id == number:  # the later of the two: it was asked for this one
            work.session.delete(known[other])
    fresh = [_row(work, number, other, found[other]) for other in found.keys() - settled]
    insert_new(work.session, Resemblance, fresh, unique="one_id other_id")


def _clues(match: Match) -> list[str]:
    return [clue.value for clue in match.clues]


def _row(work: Work, number: int, other: int, match: Match) -> dict[str, object]:
    return {
        "one_id": min(number, other),
        "other_id": max(number, other),
        "probability": match.probability,
        "clues": _clues(match),
        "answer": Sameness.UNKNOWN,
        "noticed_at": work.now,
    }


def _pairs(work: Work, number: int | None) -> dict[int, Resemblance]:
    """What is kept about an organisation, by the number of the other."""
    query = select(Resemblance).where(
        or_(col(Resemblance.one_id) == number, col(Resemblance.other_id) == number)
    )
    return {
        one.other_id if one.one_id == number else one.one_id: one
        for one in work.session.exec(query.order_by(col(Resemblance.id)))
    }


def open_question(work: Work, organisation: Organisation) -> Question | None:
    """The likeliest question about an organisation that nobody has answered."""
    unanswered = {
        other: one
        for other, one in _pairs(work, organisation.id).items()
        if one.answer is Sameness.UNKNOWN
    }
    if not unanswered:
        return None
    other = max(unanswered, key=lambda number: (unanswered[number].probability, -number))
    latest = (
        select(Application.id)
        .where(Application.organisation_id == other)
        .order_by(col(Application.id).desc())
    )
    number = work.session.exec(latest).first()
    return Question(unanswered[other], work.load(Organisation, other), number or 0)


def settle_question(
    work: Work, officer: Officer, resemblance_id: int, answer: Sameness
) -> Resemblance:
    """The pair with an officer's answer, which a later one may change.

    Raises RoleMayNot, and NotFound for a pair with neither side at the officer's Partnership.
    """
    require(officer, Right.DECIDE)
    pair = work.hold(Resemblance, resemblance_id)
    theirs = select(Application.id).where(
        Application.partnership_id == officer.partnership_id,
        col(Application.organisation_id).in_([pair.one_id, pair.other_id]),
    )
    if work.session.exec(theirs).first() is None:
        raise NotFound
    known = answer is not Sameness.UNKNOWN  # else the doubt is back, and the question with it
    pair.answer = answer
    pair.answered_at, pair.answered_by = (work.now, officer.id) if known else (None, None)
    work.add(pair)
    actor, subject = f"officer:{officer.id}", f"organisation:{pair.one_id}"
    work.record(actor, f"organisation:{answer.value}", subject, other=pair.other_id)
    return pair


def counted_as_one(work: Work, numbers: Iterable[int]) -> set[int]:
    """The organisations with those numbers and all that officers called the same as them."""
    family, fresh = set(numbers), set(numbers)
    while fresh:
        query = select(Resemblance.one_id, Resemblance.other_id).where(
            Resemblance.answer == Sameness.SAME,
            or_(col(Resemblance.one_id).in_(fresh), col(Resemblance.other_id).in_(fresh)),
        )
        fresh = {number for pair in work.session.exec(query) for number in pair} - family
        family |= fresh
    return family


def applications_as_one(work: Work, application_id: int) -> list[int]:
    """The applications of one organisation: that one, and those of all called the same as it."""
    family = counted_as_one(work, [work.load(Application, application_id).organisation_id])
    query = select(Application.id).where(col(Application.organisation_id).in_(family))
    return [number for number in work.session.exec(query) if number is not None]


def counts_as_visit(work: Work) -> sa.ColumnElement[bool]:
    """Exchanges that are a visit, or may become one.

    An exchange has at least three full working days (ECCP-home, ECCP-faq-2): a stay that was broken
    off before is none, so that it does not use up the one visit either. “Once only” is within a call, as each of
    them says (ECCP-about: “in the scheme”): a visit under another one is none of this.
    """
    made = (col(Exchange.state) != ExchangeState.CANCELLED) & ~was_too_short(work)
    return made & of_this_call(work, col(Exchange.visitor_partnership_id))


def visits_made(work: Work, person_id: int | None, organisations: Iterable[int]) -> int:
    """How many visits an organisation has made or begun (ECCP-about: once only).

    Those of somebody's earlier applications count, and those of colleagues whose organisation is
    the same, unless the call counts people; a cancelled exchange does not, nor one that was broken
    off too early to be one.
    """
    family = set() if _counts_people(work) else counted_as_one(work, organisations)
    query = (
        select(Exchange.id)
        .join(Application, col(Application.id) == col(Exchange.visitor_id))
        .where(
            or_(
                col(Application.person_id) == person_id,
                col(Application.organisation_id).in_(family),
            ),
            counts_as_visit(work),
        )
    )
    return len(work.session.exec(query).all())


def visits_used_up(work: Work, application: Application) -> bool:
    """Whether an applicant's organisation has had all the visits that the scheme gives it."""
    made = visits_made(work, application.person_id, [application.organisation_id])
    return made >= work.scheme.visits_per_organisation


def organisations_used_up(work: Work) -> set[int]:
    """The organisations that have had all their visits, those called the same as one included."""
    visits = _visits(work)
    most = work.scheme.visits_per_organisation
    if _counts_people(work):
        return {one for one, people in _people(work).items() if visits.get(one, 0) >= most * people}
    families = [{number} for number in visits if visits[number] >= most] + _families(work)
    used = (one for one in families if sum(visits.get(n, 0) for n in one) >= most)
    return {number for family in used for number in family}


def _counts_people(work: Work) -> bool:
    """Whether visits are counted for each person, as in Erasmus for Young Entrepreneurs."""
    return work.scheme.visits_count_for == "person"


def _people(work: Work) -> dict[int, int]:
    """How many people of each organisation have applied."""
    query = select(
        Application.organisation_id, sa.func.count(sa.distinct(col(Application.person_id)))
    ).group_by(col(Application.organisation_id))
    return dict(work.session.exec(query).all())


def _left_of_people(work: Work, wanted: set[int]) -> list[tuple[set[int], int]]:
    visits, people, most = _visits(work), _people(work), work.scheme.visits_per_organisation
    return [({one}, most * people.get(one, 1) - visits.get(one, 0)) for one in sorted(wanted)]


def _visits(work: Work) -> dict[int, int]:
    query = (
        select(Application.organisation_id, sa.func.count())
        .join(Exchange, col(Exchange.visitor_id) == col(Application.id))
        .where(counts_as_visit(work))
        .group_by(col(Application.organisation_id))
    )
    return dict(work.session.exec(query).all())


def visits_left(work: Work, organisation_ids: Iterable[int]) -> list[tuple[set[int], int]]:
    """Organisations that count as one, with the visits they still have; each one belongs to one."""
    wanted, families = set(organisation_ids), _families(work)
    if _counts_people(work):
        return _left_of_people(work, wanted)
    alone = wanted.difference(*families) if families else wanted
    visits = _visits(work)
    most = work.scheme.visits_per_organisation
    return [
        (family & wanted, most - sum(visits.get(one, 0) for one in family))
        for family in (*families, *({one} for one in sorted(alone)))
        if family & wanted
    ]


def _families(work: Work) -> list[set[int]]:
    """Organisations that officers called the same, in groups."""
    pairs = select(Resemblance.one_id, Resemblance.other_id).where(
        Resemblance.answer == Sameness.SAME
    )
    families: list[set[int]] = []
    for pair in work.session.exec(pairs):
        touching = [family for family in families if not family.isdisjoint(pair)]
        families = [family for family in families if family not in touching]
        families.append(set(pair).union(*touching))
    return families
