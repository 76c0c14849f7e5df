"""The Partnerships of a call: their clusters, their targets, and where they differ from the call."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from exchange.scheme.parts import AdmittedAs, Country, Id, Part, Text, Whole, check_distinct
from exchange.scheme.support import Share, Term

Measure = Literal["managers_trained", "courses_held", "labels", "consultations"]
"""What is counted of a promise besides exchanges."""


class ClusterEntry(Part):
    """A cluster of a Partnership; its label, where known, tells how mature its management is.

    `eccp` is the address of its profile on the European Cluster Collaboration Platform.
    """

    name: Text
    country: Country
    lead: bool = False
    label: Literal["bronze", "silver", "gold"] | None = None
    eccp: Text | None = None


class PartnershipEntry(Part):
    """A Partnership, the number of exchanges it promised, and its clusters.

    `visitors` and `hosts` are the types of organisation that it admits as such, where it has a table
    of its own; None follows the call's. `ecosystems` are those of its field, by which applicants
    find it; `own_members_only` that it takes members of its own clusters alone. `pays_alone` lets the only officer of a Partnership propose
    and approve a payment. `promised` is how many exchanges of its target it promised of each type of
    visitor, `also_promised` what it promised besides exchanges; `starts_on` and `ends_on` the days of its work: None where they are not known. Its own terms of
    payment take the place of the call's: `instalments` and `payment_days`; `terms` are added to them. `contact` is how it is reached without Telegram, as posters print it.
    """

    name: Text
    field: Text
    target: Whole
    clusters: tuple[ClusterEntry, ...]
    visitors: tuple[Id, ...] | None = None
    hosts: tuple[Id, ...] | None = None
    ecosystems: tuple[Id, ...] = ()
    own_members_only: bool = False
    pays_alone: bool = False
    promised: dict[Id, Whole] = Field(default_factory=dict)
    also_promised: dict[Measure, Whole] = Field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    instalments: tuple[Share, ...] = ()
    payment_days: Whole | None = None
    terms: tuple[Term, ...] = ()
    contact: Text | None = None

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
