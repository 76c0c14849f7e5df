"""What clusters and scaling-up bodies offer to companies: a catalogue that can be searched."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from storage.columns import choice, moment, words


class ServiceKind(StrEnum):
    """What kind of place or help it is."""

    TECHNOLOGY_CENTRE = "technology_centre"
    DIGITAL_HUB = "digital_hub"
    FAB_LAB = "fab_lab"
    INCUBATOR = "incubator"
    ACCELERATOR = "accelerator"
    TESTING = "testing"
    TRAINING = "training"
    ADVICE = "advice"


class Service(SQLModel, table=True):
    """Something that a provider offers to companies, until it is `ended_at` a time; requests are enquiries about it."""

    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    kind: ServiceKind = choice(ServiceKind, "service_kind")
    title: str = Field(max_length=80)
    about: str = words()
    published_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
