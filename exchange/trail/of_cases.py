"""What acts on an application tell of themselves: reasons, what was before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.life.reasons import reason_of
from exchange.people.memberships import MEMBERSHIPS, membership_of
from exchange.scheme.levels import REGIONS
from exchange.trail.told import Coded, Told, became, reason
from exchange.words import N_
from matching.places.regions import region
from storage.tables import (
    Application,
    Cluster,
    Enquiry,
    EnteredBy,
    Entry,
    Hold,
    MembershipState,
    Organisation,
    Partnership,
    SentTable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchange.work import Work
    from storage.tables import Audit

    Tells = Callable[[Work, Audit], Iterator[Told]]

FIELDS: Mapping[str, str] = {
    "person_name": N_("name"),
    "email": N_("e-mail address"),
    "cv_id": N_("CV"),
    "capacity": N_("places"),
    "months": N_("months"),
    "host_programme": N_("what a visitor sees"),
    "offers": N_("what it offers"),
    "countries": N_("countries"),
    "kinds": N_("kinds of partners"),
    "languages": N_("languages"),
}
"""What is corrected or changed, as it is called."""
WAYS: Mapping[EnteredBy, str] = {
    EnteredBy.TELEPHONE: N_("by telephone"),
    EnteredBy.TABLE: N_("from a table"),
}


def number_of(row: Audit) -> int:
    """The number of what an act is about."""
    return int(row.subject.partition(":")[2])


def listed(work: Work, value: str) -> str:
    """An answer of the call's lists by its label; anything else as it is."""
    lists = (work.scheme.decline_reasons, work.scheme.cancellation_reasons)
    return next((one.label for found in lists for one in found if one.id == value), value)


def why(work: Work, value: str) -> Iterator[Told]:
    """A reason, by its label where it is one of the call's list; nothing where nobody said any."""
    first, _, added = value.partition("\n")
    if first:
        yield Told("“{reason}”", {"reason": Told(listed(work, first))})
    if added:
        yield reason(added)


def _entered(work: Work, row: Audit) -> Iterator[Told]:
    query = select(Entry).where(Entry.application_id == number_of(row))
    entry = work.session.exec(query).one_or_none()
    if entry is None:
        return
    table = work.session.get(SentTable, entry.table_id) if entry.table_id else None
    if table:
        yield Told(N_("from the table {name}"), {"name": table.name})
    else:
        yield Told(WAYS[entry.way])


def _asked(work: Work, row: Audit) -> Iterator[Told]:
    query = select(Enquiry).where(
        Enquiry.application_id == number_of(row), Enquiry.asked_at == row.at
    )
    found = work.session.exec(query).first()
    if found:
        yield reason(found.question)


def _answered(work: Work, row: Audit) -> Iterator[Told]:
    query = select(Enquiry).where(
        Enquiry.application_id == number_of(row), Enquiry.answered_at == row.at
    )
    found = work.session.exec(query).first()
    if found and found.answer:
        yield reason(found.answer)


def _decided(work: Work, row: Audit) -> Iterator[Told]:
    found = work.load(Application, number_of(row))
    there = found.reason if found.decided_at == row.at else ""
    yield from why(work, reason_of(work, row) or there)


def _transferred(work: Work, row: Audit) -> Iterator[Told]:
    names = [work.load(Partnership, row.facts[one]).name for one in ("before", "to")]
    yield became(*names)
    yield reason(str(row.facts["reason"]))


def _bound(work: Work, row: Audit) -> Iterator[Told]:
    yield Told("{what}", {"what": work.load(Cluster, row.facts["cluster"]).name})


def _fields(_work: Work, row: Audit) -> Iterator[Told]:
    """What was corrected or changed; of what is short, both states."""
    both = row.facts.get("before", {})
    plain = [Told(FIELDS[one]) for one in row.facts["fields"] if one in FIELDS and one not in both]
    if plain:
        yield Told("{what}", {"what": plain})
    for name, before in both.items():
        states = (_short(before), _short(row.facts["after"][name]))
        yield _changed(Told(FIELDS[name]), *states)


def _short(value: int | list[str]) -> object:
    if isinstance(value, int):
        return value
    return [Coded(one) for one in value] or Told(N_("any"))


def _changed(what: object, before: object, after: object) -> Told:
    return Told("{what}: {before} → {after}", {"what": what, "before": before, "after": after})


def _wished(work: Work, row: Audit) -> Iterator[Told]:
    what = Told(FIELDS.get(row.facts["wish"], N_("wishes")))
    after = _values(work, row, "values")
    if "before" in row.facts:
        yield _changed(what, _values(work, row, "before"), after)
    else:
        yield Told("{what}: {after}", {"what": what, "after": after})


def _values(work: Work, row: Audit, name: str) -> list[object]:
    if row.facts["wish"] == "kinds":
        known = {one.id: one.label for one in work.scheme.organisation_types}
        return [Told(known.get(one, N_("something else"))) for one in row.facts[name]]
    return [Coded(one) for one in row.facts[name]]


def _membership(work: Work, row: Audit) -> Iterator[Told]:
    before, after = row.facts.get("before"), row.act.partition(":")[2]
    if before:
        yield became(*(Told(MEMBERSHIPS[MembershipState(one)]) for one in (before, after)))
    found = membership_of(work, number_of(row))
    current = found is not None and found.decided_at == row.at
    said = reason_of(work, row) or (found.reason if found and current else "")
    if said:
        yield reason(said)
        if found and current and found.approval:
            yield Told(N_("approval {number}"), {"number": found.approval})


def _months(_work: Work, row: Audit) -> Iterator[Told]:
    before = row.facts.get("before", {})
    for month in row.facts["months"]:
        now = Told("{month}: {places}", {"month": Coded(month), "places": row.facts["places"]})
        known = month in before
        yield _changed(Coded(month), before[month], row.facts["places"]) if known else now


def _held(work: Work, row: Audit) -> Iterator[Told]:
    hold = work.session.get(Hold, row.facts["hold"])
    if hold is None:
        return
    yield Told(N_("until {until}"), {"until": hold.until})
    if hold.reason and row.act == "hold:on":
        yield reason(hold.reason)


def _paired(work: Work, row: Audit) -> Iterator[Told]:
    host = work.session.get(Application, row.facts["host"])
    if host:
        yield Told("{host}", {"host": work.load(Organisation, host.organisation_id).name})


def _region(_work: Work, row: Audit) -> Iterator[Told]:
    known = (
        REGIONS.get(row.facts[one] or "", N_("to be confirmed")) for one in ("before", "after")
    )
    yield became(*map(Told, known))


def _place(_work: Work, row: Audit) -> Iterator[Told]:
    """The names of the regions."""
    before, after = (region(row.facts[one] or "").name for one in ("before", "after"))
    yield became(before or Told(N_("not known")), after)


TELLS: Mapping[str, Tells] = {
    "region:settle": _region,
    "region:place": _place,
    "application:enter": _entered,
    "application:info_requested": _asked,
    "application:submitted": _answered,
    "application:rejected": _decided,
    "application:withdrawn": _decided,
    "application:transfer": _transferred,
    "application:correct": _fields,
    "application:wish": _wished,
    **{f"membership:{one.value}": _membership for one in MembershipState},
    "hosting:change": _fields,
    "cluster:bind": _bound,
    "hosting:months": _months,
    "hold:on": _held,
    "hold:taken_off": _held,
    "cohort:locked": _paired,
    "cohort:forbidden": _paired,
    "cohort:free": _paired,
}
"""What each of these acts tells beside its name."""
