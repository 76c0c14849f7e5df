"""Who may take part as what. A refusal names its rule and a way on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange.words import N_
from storage.tables import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from exchange.scheme.call import Scheme
    from exchange.scheme.parts import AdmittedAs


class Rule(StrEnum):
    """The rules of taking part that somebody can run into."""

    TYPE_MAY_NOT_VISIT = "type_may_not_visit"
    TYPE_MAY_NOT_HOST = "type_may_not_host"
    PARTNERSHIP_NO_VISITS = "partnership_no_visits"
    PARTNERSHIP_NO_HOSTING = "partnership_no_hosting"
    COUNTRY = "country"
    TOO_LARGE = "too_large"
    TOO_LARGE_FOR_ALL = "too_large_for_all"
    CLUSTER_MEMBERSHIP = "cluster_membership"
    VISITED_ALREADY = "visited_already"


@dataclass(frozen=True)
class Refusal:
    """A rule that stands in the way, in words, and what can be done (both are message ids).

    `facts` fill the placeholders of both; those that are texts are message ids themselves.
    """

    rule: Rule
    reason: str
    remedy: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Applicant:
    """What eligibility depends on.

    `role` is visitor, host or both; `country` (ISO alpha-2) is where the organisation is
    registered, or where the person is based if it is registered in several. `already_visited`
    says that the organisation has had all the visits that the scheme gives it. `partnership` is the
    one that would review it, where that is known; `size` an id of the scheme's sizes, where it is asked. Who `may_be_excepted` applies
    themselves, so that their desk looks into the exception that a host without a cluster takes.
    """

    organisation_type: str
    role: str
    country: str
    cluster_member: bool
    already_visited: bool
    partnership: str | None = None
    size: str | None = None
    may_be_excepted: bool = False


WORDS: Mapping[Rule, tuple[str, str]] = {
    Rule.TYPE_MAY_NOT_VISIT: (
        N_("In this scheme an organisation of your type ({type}) can host, but not visit."),
        N_("You are very welcome as a host: please choose that role."),
    ),
    Rule.TYPE_MAY_NOT_HOST: (
        N_("In this scheme an organisation of your type ({type}) can visit, but not host."),
        N_("You are very welcome as a visitor: please choose that role."),
    ),
    Rule.PARTNERSHIP_NO_VISITS: (
        N_(
            "{partnership}, your Partnership, sends no organisations of your type ({type}) on visits."
        ),
        N_("Please ask them what is possible, or choose to host if you could."),
    ),
    Rule.PARTNERSHIP_NO_HOSTING: (
        N_(
            "{partnership}, your Partnership, admits no organisations of your type ({type}) as hosts."
        ),
        N_("Please ask them what is possible, or choose to visit if you could."),
    ),
    Rule.COUNTRY: (
        N_("The country you gave does not take part in the scheme in that role."),
        N_(
            "If your organisation is also registered in a country that takes part and you are "
            "based there, please give that one."
        ),
    ),
    Rule.TOO_LARGE: (
        N_("By the EU's definition an organisation with {size} is none of the kind “{type}”."),
        N_(
            "As “{larger}” you are very welcome to receive visitors: please change the kind of "
            "organisation, and your role if you wanted to travel."
        ),
    ),
    Rule.TOO_LARGE_FOR_ALL: (
        N_("By the EU's definition an organisation with {size} is none of the kind “{type}”."),
        N_(
            "No other kind of this call fits either. If another part of your group is smaller and "
            "has its own name, it may apply."
        ),
    ),
    Rule.CLUSTER_MEMBERSHIP: (
        N_("An organisation of your type ({type}) needs to be a member of a cluster."),
        N_(
            "Please name your cluster. If you have none yet, a Partnership in your field can tell "
            "you how to join one; everything you answered stays here."
        ),
    ),
    Rule.VISITED_ALREADY: (
        N_(
            "Each organisation can visit only once in this scheme, and yours has been on its visit."
        ),
        N_("You can still host, as often as you like: please choose that role."),
    ),
}


def check_eligibility(facts: Applicant, scheme: Scheme, on: date) -> tuple[Refusal, ...]:
    """Everything that keeps an organisation from taking part in its role on a day; empty if it may.

    Types, roles, membership: https://www.clustercollaboration.eu/clusterxchange/how-can-i-participate
    One visit only: https://clustercollaboration.eu/clusterxchange/about
    Below 250 people for an SME: http://eyeglobal.eu/faq/
    No member, exceptionally a host, never a visitor: https://clamtex.eu/faq-page
    Raises NotFound for a type that the scheme does not have.
    """
    kind = scheme.organisation_type(facts.organisation_type)
    known = {"type": kind.label, "partnership": facts.partnership or ""}
    if kind.sizes and facts.size:
        known["size"] = scheme.option("sizes", facts.size).label
    if kind.larger:
        known["larger"] = scheme.organisation_type(kind.larger).label
    return tuple(_refusal(rule, **known) for rule in _broken_by(facts, scheme, on))


def _broken_by(facts: Applicant, scheme: Scheme, on: date) -> Iterator[Rule]:
    kind = scheme.organisation_type(facts.organisation_type)
    visits = Role(facts.role) is not Role.HOST
    hosts = Role(facts.role) is not Role.VISITOR
    if visits:
        yield from _not_admitted(facts, scheme, "visitor")
    if hosts:
        yield from _not_admitted(facts, scheme, "host")
    abroad = visits and not scheme.sends(facts.country, on)
    if abroad or (hosts and not scheme.receives(facts.country, on)):
        yield Rule.COUNTRY
    if kind.sizes and facts.size and facts.size not in kind.sizes:
        yield Rule.TOO_LARGE if kind.larger else Rule.TOO_LARGE_FOR_ALL
    rules = scheme.membership
    excepted = facts.may_be_excepted and rules.may_be_exceptional(kind.id, facts.role)
    if kind.membership_required and not facts.cluster_member and not excepted:
        yield Rule.CLUSTER_MEMBERSHIP
    if visits and facts.already_visited:
        yield Rule.VISITED_ALREADY


def _not_admitted(facts: Applicant, scheme: Scheme, side: AdmittedAs) -> Iterator[Rule]:
    """The rule that keeps such organisations out everywhere, else the Partnership's own."""
    everywhere, here = {
        "visitor": (Rule.TYPE_MAY_NOT_VISIT, Rule.PARTNERSHIP_NO_VISITS),
        "host": (Rule.TYPE_MAY_NOT_HOST, Rule.PARTNERSHIP_NO_HOSTING),
    }[side]
    if not scheme.admits(facts.organisation_type, side):
        yield everywhere
    elif not scheme.admits(facts.organisation_type, side, facts.partnership):
        yield here


def _refusal(rule: Rule, **facts: object) -> Refusal:
    reason, remedy = WORDS[rule]
    used = {name: fact for name, fact in facts.items() if f"{{{name}}}" in reason + remedy}
    return Refusal(rule, reason, remedy, used)
