"""Who did an act and to what, as people know them: names of officers and organisations, numbers of cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.trail.told import Told
from exchange.words import N_
from storage.tables import Application, Officer, Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.work import Work

THINGS: Mapping[str, str] = {
    "application": "A-{number:04}",
    "exchange": "HX-{number:04}",
    "proposal": N_("invitation {number}"),
    "commitment": N_("commitment {number}"),
    "group": N_("group {number}"),
    "person": N_("person {number}"),
    "officer": N_("officer {number}"),
    "invitation": N_("invitation of a colleague {number}"),
    "partnership": N_("the Partnership"),
    "organisation": N_("organisation {number}"),
    "cluster": N_("cluster {number}"),
    "city": N_("city {number}"),
    "link": N_("link {number}"),
    "table": N_("table {number}"),
    "mailing": N_("message {number}"),
    "enquiry": N_("question {number}"),
    "answer": N_("answer {number}"),
    "opportunity": N_("funding programme {number}"),
    "service": N_("service {number}"),
    "course": N_("course {number}"),
    "search": N_("search for partners {number}"),
    "project": N_("project {number}"),
    "twinning": N_("twinning {number}"),
    "cohort": N_("cohort {number}"),
    "trouble": N_("trouble {number}"),
}
"""What a subject of the record is called, by its kind."""
NOBODY = N_("by itself")
SOMEBODY = N_("somebody")


def thing(subject: str) -> Told:
    """What an act is about: A-0012, HX-0007, or what it is with its number."""
    kind, _, number = subject.partition(":")
    told = int(number) if number.isdecimal() else number
    return (
        Told(THINGS[kind], {"number": told})
        if kind in THINGS
        else Told("{what}", {"what": subject})
    )


@dataclass(frozen=True)
class Names:
    """Who an actor of the record is: officers by name, people by their organisation."""

    work: Work

    def of(self, actor: str) -> str:
        """The name; empty where it happened by itself, or whoever it was is not known any more."""
        kind, _, number = actor.partition(":")
        reader: Any = {"officer": self._officer, "person": self._person}.get(kind)
        return reader(int(number)) if reader and number.isdecimal() else ""

    def _officer(self, number: int) -> str:
        found = self.work.session.get(Officer, number)
        return found.name if found else ""

    def _person(self, number: int) -> str:
        query = (
            select(Organisation.name)
            .join(Application, col(Application.organisation_id) == col(Organisation.id))
            .where(Application.person_id == number)
            .order_by(col(Application.id).desc())
        )
        return self.work.session.exec(query).first() or ""


def unnamed(actor: str) -> str:
    """What stands in place of a name, to be said: that it happened by itself, or that it was somebody."""
    return SOMEBODY if actor.partition(":")[0] in {"person", "officer"} else NOBODY
