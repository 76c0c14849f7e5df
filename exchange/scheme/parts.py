"""Parts of a call's file that others build on, and its Partnerships."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

if TYPE_CHECKING:
    from collections.abc import Iterable

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Whole = Annotated[int, Field(ge=1)]
AdmittedAs = Literal["visitor", "host"]


class Part(BaseModel):
    """A part of a scheme: nothing in it changes, and nothing unknown is accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ClusterEntry(Part):
    """A cluster of a Partnership; its label, where known, tells how mature its management is."""

    name: Text
    country: Country
    lead: bool = False
    label: Literal["bronze", "silver", "gold"] | None = None


class PartnershipEntry(Part):
    """A Partnership, the number of exchanges it promised, and its clusters.

    `visitors` and `hosts` are the types of organisation that it admits as such, where it has a table
    of its own; None follows the call's. `pays_alone` lets the only officer of a Partnership propose
    and approve a payment. `promised` is how many exchanges of its target it promised of each type of
    visitor, `ends_on` the last day of its work: None where that is not known.
    """

    name: Text
    field: Text
    target: Whole
    clusters: tuple[ClusterEntry, ...]
    visitors: tuple[Id, ...] | None = None
    hosts: tuple[Id, ...] | None = None
    pays_alone: bool = False
    promised: dict[Id, Whole] = {}
    ends_on: date | None = None

    def admitted(self, side: AdmittedAs) -> tuple[Id, ...] | None:
        """The types that it admits on that side; None follows the call's table."""
        return self.visitors if side == "visitor" else self.hosts

    @model_validator(mode="after")
    def _one_lead(self) -> Self:
        if sum(cluster.lead for cluster in self.clusters) > 1:
            raise ValueError(f"the Partnership {self.name} has two lead clusters")
        check_distinct((cluster.name for cluster in self.clusters), f"clusters of {self.name}")
        return self

    @model_validator(mode="after")
    def _promises_no_more_than_its_target(self) -> Self:
        if sum(self.promised.values()) > self.target:
            raise ValueError(f"the Partnership {self.name} promised more than its target")
        return self


def check_distinct(names: Iterable[str], what: str) -> None:
    """Raise ValueError where a name stands there twice; `what` is the list's name."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"{what}: {', '.join(twice)} stands there twice")
