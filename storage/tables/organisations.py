"""Partnerships, their clusters, and the organisations that take part."""

from __future__ import annotations

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.columns import money
from storage.tables.answers import OrganisationAnswers, Point


class Partnership(SQLModel, table=True):
    """A consortium of cluster organisations that runs exchanges and pays for its visitors.

    `pays_alone` lets its only officer both propose and approve a payment. `budget` is what it has for
    lump sums in all, in the currency of the call, None while nobody has told. It runs under the `call` of that
    id: of several in one database, the one whose file names it; empty is the first.
    """

    __table_args__ = (sa.CheckConstraint("budget > 0", name="budget_positive"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    field: str = Field(default="", max_length=200)
    target: int = Field(default=0, ge=0)
    pays_alone: bool = False
    budget: Decimal | None = money(nullable=True)
    call: str = Field(default="", max_length=20)


class Cluster(SQLModel, table=True):
    """A cluster organisation with an ECCP profile, member of a Partnership or of none.

    `label` is that of its management (bronze, silver, gold), `eccp` the address of its profile on the
    European Cluster Collaboration Platform; None where none is known.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=160, unique=True)
    country: str = Field(max_length=2)
    partnership_id: int | None = Field(default=None, foreign_key="partnership.id", index=True)
    lead: bool = False
    label: str | None = Field(default=None, max_length=20)
    eccp: str | None = Field(default=None, max_length=200)


class Organisation(OrganisationAnswers, Point, table=True):
    """An SME, cluster organisation or support body, as its applicant described it."""

    __table_args__ = (
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_coordinates"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=160, index=True)
    type: str = Field(max_length=40)
    region: str | None = Field(default=None, max_length=8)
    region_category: str | None = Field(default=None, max_length=20)
    cluster_id: int | None = Field(default=None, foreign_key="cluster.id", index=True)
