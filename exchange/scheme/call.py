"""The scheme as data: who may take part, how long and for how much; its papers and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

from pydantic import (
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from exchange.errors import CxcError, NotFound
from exchange.money import Money
from exchange.scheme.contradictions import (
    check_lengths,
    check_pieces,
    check_somebody_goes,
    check_times,
    check_worth,
)
from exchange.scheme.course_rules import CourseRules
from exchange.scheme.files import path_of, shipped, whole_call
from exchange.scheme.keeping import Consent, Dormancy, PrivacyLine, Retention
from exchange.scheme.kinds import DatedCountry, Declaration, Option, OrganisationType, check_kinds
from exchange.scheme.learning import Learning
from exchange.scheme.membership import MembershipRules
from exchange.scheme.online import HybridRules, OnlineRules
from exchange.scheme.pairing_rules import CohortRules, GroupVisitRules, ProposalRules, TwinningRules
from exchange.scheme.partnerships import PartnershipEntry
from exchange.scheme.parts import (
    AdmittedAs,
    Country,
    Id,
    Part,
    Text,
    Whole,
    check_distinct,
)
from exchange.scheme.questions import (
    EvidenceItem,
    FormQuestion,
    Outcomes,
    Preparation,
    Surveys,
    check_ids,
)
from exchange.scheme.send_window import Window
from exchange.scheme.service_kinds import NAMES
from exchange.scheme.side_by_side import Calls
from exchange.scheme.support import AgreementRules, check_instalments, check_terms
from exchange.scheme.visit_rules import Halving, LumpSumTable, Monthly, Slots, Stay
from matching.errors import BadWeightsError
from matching.weights import checked_weights

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

WEIGHTS_TOLERANCE = 1e-6

SignatoryCode = Literal["VO", "HO", "VOP", "HOP"]


class SchemeInvalid(CxcError):
    """The scheme {name} cannot be used ({why})."""


class Deadlines(Part):
    """Days (of the calendar) and hours that people have."""

    review_days: Whole
    answer_days: Whole
    signature_days: Whole
    report_days: Whole
    payment_days: Whole
    officer_invitation_hours: Whole
    entry_link_days: Whole = 30
    payment_undo_hours: Whole = 24
    hold_days: Whole = 180


class ReminderDays(Part):
    """When something is reminded of, and for how long.

    Reminders count from a beginning (of a draft, a question, a step), or count down to a day, so
    that a negative number is a day overdue: which of them is for its family to say
    (`exchange.timing`). `worth_saying_days` tells how long after its time it is still worth saying;
    "always" is for what must happen, however late.
    """

    days: tuple[int, ...] = ()
    worth_saying_days: Whole | Literal["always"]


class Limits(Part):
    """How large a file and how long an answer may be (bytes, pages, characters).

    A CV that `cv_may_follow` comes after the application, until acceptance.
    """

    cv_max_bytes: Whole
    cv_max_pages: Whole
    cv_may_follow: bool = False
    line: Whole
    text: Whole


class Scheme(Part):
    """One call of the scheme, whole."""

    id: Id
    name: Text
    version: Text
    target_exchanges: Whole
    contact: Text | None = None
    summary: tuple[Text, ...]
    visitor_countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    host_countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    dated_countries: tuple[DatedCountry, ...] = ()
    organisation_types: tuple[OrganisationType, ...]
    sizes: tuple[Option, ...]
    ecosystems: tuple[Option, ...]
    goals: tuple[Option, ...]
    activities: tuple[Option, ...]
    lengths: tuple[Whole, ...]
    consent: Consent
    declarations: tuple[Declaration, ...] = ()
    privacy: tuple[PrivacyLine, ...] = ()
    stay: Stay
    lump_sums: Annotated[tuple[LumpSumTable, ...], Field(min_length=1)]
    halving: Halving = Halving()
    monthly: Monthly | None = None
    slots: Slots | None = None
    online: OnlineRules | None = None
    hybrid: HybridRules | None = None
    proposals: ProposalRules
    cohort: CohortRules = CohortRules()
    group_visits: GroupVisitRules = GroupVisitRules()
    twinning: TwinningRules = TwinningRules()
    courses: CourseRules = CourseRules()
    visits_per_organisation: Whole
    visits_count_for: Literal["organisation", "person"] = "organisation"
    deadlines: Deadlines
    dormancy: Dormancy = Dormancy()
    retention: Retention = Retention()
    reminders: dict[str, ReminderDays]
    send_window: Window
    signing_order: Annotated[tuple[SignatoryCode, ...], Field(min_length=1)]
    decline_reasons: tuple[Option, ...]
    rejection_reasons: tuple[Option, ...]
    cancellation_reasons: tuple[Option, ...]
    limits: Limits
    weights: dict[str, Annotated[float, Field(ge=0, le=1)]]
    learning: Learning
    commitment_form: tuple[FormQuestion, ...]
    report_form: tuple[FormQuestion, ...]
    evidence: tuple[EvidenceItem, ...] = ()
    agreement: AgreementRules = AgreementRules()
    membership: MembershipRules = MembershipRules()
    preparation: tuple[Preparation, ...] = ()
    surveys: Surveys
    outcomes: Outcomes = Outcomes()
    partnerships: tuple[PartnershipEntry, ...]

    _beside: Calls[Scheme] | None = PrivateAttr(None)

    @property
    def calls(self) -> Calls[Scheme]:
        """This call and those that run beside it in one database."""
        return self._beside if self._beside is not None else Calls(self)

    @property
    def alone(self) -> bool:
        """Whether it is the only call of its database."""
        return len(self.calls) == 1

    def under(self, call: str) -> Scheme:
        """The call of that id that runs beside this one, or itself; the first of them where there is none."""
        return self.calls.named(call)

    @model_validator(mode="before")
    @classmethod
    def _one_list_for_both_roles(cls, data: dict[str, object]) -> dict[str, object]:
        countries = data.get("countries")
        if countries is None:
            return data
        given = {name: value for name, value in data.items() if name != "countries"}
        return {"visitor_countries": countries, "host_countries": countries, **given}

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for name in LISTS:
            check_ids(getattr(self, name), name)
        for name in ("visitor_countries", "host_countries", "signing_order"):
            check_distinct(getattr(self, name), name)
        check_ids((*self.report_form, *self.evidence), "report_form and evidence")
        check_distinct((partnership.name for partnership in self.partnerships), "partnerships")
        check_distinct((f"{one.valid_from}" for one in self.lump_sums), "lump_sums")
        return self

    @model_validator(mode="after")
    def _each_host_country_has_its_amount(self) -> Self:
        for table in self.lump_sums:
            missing = [
                host_country
                for host_country in self.host_countries
                if host_country not in table.amounts
            ]
            if missing:
                missed = ", ".join(missing)
                raise ValueError(f"lump_sums of {table.valid_from}: no amount for {missed}")
        return self

    @model_validator(mode="after")
    def _visits_can_be_made(self) -> Self:
        check_somebody_goes(self.organisation_types, self.visitor_countries, self.host_countries)
        check_lengths(self.stay, self.lengths, self.halving)
        check_worth(self.stay, self.monthly)
        check_pieces(self.stay, self.slots, self.online, self.hybrid)
        check_times(self.partnerships, self.dated_countries)
        return self

    @model_validator(mode="after")
    def _usable_weights(self) -> Self:
        try:
            checked_weights(self.weights)
        except BadWeightsError as error:
            raise ValueError(f"weights: {error}") from error
        if abs(sum(self.weights.values()) - 1) > WEIGHTS_TOLERANCE:
            raise ValueError("the weights do not add up to 1")
        self.learning.check(one.id for one in (*self.surveys.visitor, *self.surveys.host))
        return self

    @model_validator(mode="after")
    def _goals_that_are_reached(self) -> Self:
        if unknown := set(self.outcomes.reached) - {one.id for one in self.goals}:
            raise ValueError(f"outcomes.reached: no goal {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def _known_periods(self) -> Self:
        for line in self.privacy:
            try:
                line.text.format(**self.retention.model_dump())
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError(f"privacy, {line.title}: unknown period {error}") from error
        return self

    @model_validator(mode="after")
    def _agreements_can_be_drawn_up(self) -> Self:
        check_instalments(self.agreement.instalments, "the call")
        check_terms(self.agreement.terms)
        for one in self.partnerships:
            check_instalments(one.instalments or self.agreement.instalments, one.name)
            check_terms(one.terms)
        return self

    @model_validator(mode="after")
    def _known_types_are_admitted(self) -> Self:
        known = {organisation_type.id for organisation_type in self.organisation_types}
        counted = known | {body.id for body in self.bodies}
        for one in self.partnerships:
            unknown = {*(one.visitors or ()), *(one.hosts or ())} - known | {
                *one.promised
            } - counted
            unknown |= {*one.ecosystems} - {ecosystem.id for ecosystem in self.ecosystems}
            if unknown:
                raise ValueError(f"the Partnership {one.name} names unknown {sorted(unknown)}")
        return self

    @model_validator(mode="after")
    def _kinds_name_what_there_is(self) -> Self:
        check_kinds(self.organisation_types, self.sizes, self.declarations)
        for one in self.membership.exceptional_hosts:
            if one not in {kind.id for kind in self.organisation_types}:
                raise ValueError(f"membership: exceptional hosts of the unknown kind {one}")
        return self

    def sends(self, country: str, on: date) -> bool:
        """Whether visitors may come from a country on a day."""
        return country in self.visitor_countries and self._in_time(country, on)

    def receives(self, country: str, on: date) -> bool:
        """Whether hosts may be in a country on a day."""
        return country in self.host_countries and self._in_time(country, on)

    def has_left(self, country: str, on: date) -> bool:
        """Whether a country that took part for a time does so no more."""
        ends = [one.until for one in self.dated_countries if one.country == country and one.until]
        return bool(ends) and max(ends) < on

    def _in_time(self, country: str, on: date) -> bool:
        return all(one.there_on(on) for one in self.dated_countries if one.country == country)

    def declared_by(self, type_id: str, role: str) -> tuple[Declaration, ...]:
        """What an applicant of that kind and role has to declare."""
        return tuple(
            one
            for one in self.declarations
            if role in one.roles and (not one.types or type_id in one.types)
        )

    def admits(self, type_id: str, side: AdmittedAs, partnership: str | None = None) -> bool:
        """Whether a Partnership admits such organisations; without a name, whether any does.

        Raises NotFound.
        """
        kind = self.organisation_type(type_id)
        by_call = kind.visitor if side == "visitor" else kind.host
        named = [one for one in self.partnerships if partnership in {None, one.name}]
        own = [one.admitted(side) for one in named]
        if partnership is not None and own and own[0] is not None:
            return type_id in own[0]
        return by_call or any(type_id in (one or ()) for one in own)

    def partnership(self, name: str) -> PartnershipEntry | None:
        """What the call says of the Partnership of that name, None where it says nothing."""
        return next((one for one in self.partnerships if one.name == name), None)

    @property
    def bodies(self) -> tuple[Option, ...]:
        """The kinds of bodies that are told apart within types of organisations."""
        return tuple(
            Option(id=body.value, label=NAMES[body])
            for one in self.organisation_types
            for body in one.bodies
        )

    def organisation_type(self, type_id: str) -> OrganisationType:
        """The organisation type of that id. Raises NotFound."""
        return _entry(self.organisation_types, type_id)

    def option(self, kind: str, option_id: str) -> Option:
        """The entry of a list such as "goals" or "decline_reasons". Raises NotFound."""
        if kind not in OPTION_LISTS:
            raise NotFound
        options: tuple[Option, ...] = getattr(self, kind)
        return _entry(options, option_id)

    def reminding_days(self, kind: str) -> tuple[int, ...]:
        """The days on which that kind of reminder is sent."""
        return self.reminders[kind].days

    def amount(self, country: str, on: date) -> Money | None:
        """The whole lump sum of a host country by the table in force that day.

        Before the first table begins, the first applies. None where the table has no such country.
        """
        tables = sorted(self.lump_sums, key=lambda table: table.valid_from)
        begun = [table for table in tables if table.valid_from <= on]
        table = begun[-1] if begun else tables[0]
        found = table.amounts.get(country)
        return None if found is None else Money(found, table.currency)

    def whole_sum(self, country: str, working_days: int, on: date) -> Money:
        """What a stay of so many working days is worth where nothing halves it, by the table in force that day.

        Raises NoAmountForCountry.
        """
        found = self.amount(country, on)
        if found is None:
            raise NoAmountForCountry(country=country)
        return found.times(self.monthly.months(working_days)) if self.monthly else found


class NoAmountForCountry(CxcError):
    """The scheme has no lump sum for visits to this country. Your Partnership can tell you more."""


Entry = TypeVar("Entry", Option, OrganisationType)
OPTION_LISTS = (
    "sizes",
    "bodies",
    "ecosystems",
    "goals",
    "activities",
    "decline_reasons",
    "rejection_reasons",
    "cancellation_reasons",
)
LISTS = (
    *OPTION_LISTS,
    "organisation_types",
    "declarations",
    "commitment_form",
    "report_form",
    "evidence",
)


def beside_one_another(*calls: Scheme) -> Scheme:
    """The first of some calls, which knows the others: they run in one database.

    Each Partnership runs under one call, by which its rules, sums and papers are told: one that two of
    them name would have two of each. Whoever comes chooses a call by its name. Raises SchemeInvalid.
    """
    for what, names in (
        ("calls", [one.id for one in calls]),
        ("names", [one.name for one in calls]),
        ("partnerships", [entry.name for one in calls for entry in one.partnerships]),
    ):
        try:
            check_distinct(names, what)
        except ValueError as error:
            raise SchemeInvalid(name=" + ".join(one.id for one in calls), why=error) from error
    together = Calls(*calls)
    for one in calls if len(calls) > 1 else ():
        one._beside = together  # noqa: SLF001 - a call's own, once it is read
    return calls[0]


def load_scheme(name_or_path: str | Path) -> Scheme:
    """The scheme of that name (a file of `exchange/scheme/calls`) or path. Raises SchemeInvalid."""
    path = path_of(name_or_path)
    try:
        return Scheme.model_validate(whole_call(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SchemeInvalid(name=name_or_path, why=_first_fault(error)) from error
    except FileNotFoundError as error:
        why = f"there is no file {path}; ours are called: {', '.join(shipped())}"
        raise SchemeInvalid(name=name_or_path, why=why) from error
    except (OSError, ValueError) as error:
        raise SchemeInvalid(name=name_or_path, why=error) from error


def _first_fault(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"])
    fault = first["msg"].removeprefix("Value error, ")
    return f"{place}: {fault}" if place else fault


def _entry(entries: tuple[Entry, ...], wanted: str) -> Entry:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise NotFound
