"""What an application asks, once: columns of the tables, limits of the input, and where it is shown.

A field of these classes is the id of its question, a column of its table and a field of the input.
Its title is translated as the titles of a call are. A new one needs a migration and a question;
the card, the spreadsheet, the search and the tables of `cxc match` read `ANSWERS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING, Any

from annotated_types import Ge
from sqlmodel import Field, SQLModel

from storage.columns import choice, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterator


class Role(StrEnum):
    """What an organisation wants to be."""

    VISITOR = "visitor"
    HOST = "host"
    BOTH = "both"


class Shown(Flag):
    """Where officers meet an answer: each place reads the list, none has a list of its own."""

    NOWHERE = 0
    SENTENCE = auto()  # in a sentence of the card, together with others
    LINE = auto()  # on the card in a line of its own, under its title
    COLUMN = auto()  # in the spreadsheet
    SEARCH = auto()  # words of /find are looked for in it


def told(shown: Shown = Shown.NOWHERE, *, of: str = "", **limits: Any) -> dict[str, Any]:
    """What else is known of a field; `of` names the list that its ids are of, if they are ids.

    `limits` are those of the input that an SQLModel field does not know by itself.
    """
    return {"json_schema_extra": {"shown": shown, "of": of}, **limits}


_ALL_OVER = Shown.SENTENCE | Shown.COLUMN | Shown.SEARCH


class OrganisationHead(SQLModel):
    """What an organisation is; in its own table `name` and `type`."""

    organisation_name: str = Field(
        title="Organisation", min_length=2, max_length=160, schema_extra=told(_ALL_OVER)
    )
    organisation_type: str = Field(
        title="Type",
        schema_extra=told(Shown.SENTENCE | Shown.COLUMN, of="organisation_types"),
    )


class Point(SQLModel):
    """Where the city is, if it is on our map: both coordinates or none."""

    latitude: float | None = None
    longitude: float | None = None


class OrganisationAnswers(SQLModel):
    """What an applicant tells about an organisation."""

    country: str = Field(
        title="Country",
        max_length=2,
        index=True,
        schema_extra=told(Shown.SENTENCE | Shown.COLUMN, of="countries", pattern=r"^[A-Z]{2}$"),
    )
    city: str = Field(title="City", min_length=1, max_length=120, schema_extra=told(_ALL_OVER))
    size: str | None = Field(
        default=None, title="Size", max_length=20, schema_extra=told(Shown.LINE, of="sizes")
    )
    body: str | None = Field(
        default=None,
        title="Kind of body",
        max_length=40,
        schema_extra=told(Shown.LINE | Shown.COLUMN, of="bodies"),
    )
    website: str | None = Field(
        default=None, title="Website", max_length=200, schema_extra=told(Shown.SENTENCE)
    )
    vat: str | None = Field(
        default=None, title="VAT number", max_length=20, schema_extra=told(Shown.SENTENCE)
    )


class ApplicationAnswers(SQLModel):
    """What an applicant tells about themselves, what they offer and what they wish.

    `party` people would come on the visit; as a host it has room for `capacity` people at once.
    """

    role: Role = choice(
        Role, "role", title="Role", schema_extra=told(Shown.SENTENCE | Shown.COLUMN)
    )
    person_name: str = Field(
        title="Person", min_length=2, max_length=120, schema_extra=told(_ALL_OVER)
    )
    position: str = Field(
        default="", title="Position", max_length=120, schema_extra=told(Shown.SENTENCE)
    )
    email: str = Field(
        title="E-mail",
        max_length=254,
        schema_extra=told(_ALL_OVER, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    )
    languages: list[str] = listed(
        title="Languages",
        min_length=1,
        schema_extra=told(Shown.SENTENCE | Shown.COLUMN, of="languages"),
    )
    ecosystems: list[str] = listed(
        title="Ecosystems",
        min_length=1,
        schema_extra=told(Shown.LINE | Shown.COLUMN | Shown.SEARCH, of="ecosystems"),
    )
    topics: list[str] = listed(
        title="Topics", max_length=20, schema_extra=told(Shown.LINE, of="topics")
    )
    offers: str = words(
        title="Offers",
        min_length=1,
        schema_extra=told(Shown.LINE | Shown.COLUMN | Shown.SEARCH),
    )
    seeks: str = words(
        title="Seeks",
        min_length=1,
        schema_extra=told(Shown.LINE | Shown.COLUMN | Shown.SEARCH),
    )
    goals: list[str] = listed(
        title="Goals", min_length=1, schema_extra=told(Shown.LINE, of="goals")
    )
    activities: list[str] = listed(
        title="Activities", min_length=1, schema_extra=told(of="activities")
    )
    wished_countries: list[str] = listed(
        title="Countries", schema_extra=told(Shown.SENTENCE, of="countries")
    )
    months: list[str] = listed(title="Months", schema_extra=told(Shown.LINE, of="months"))
    working_days: int | None = Field(
        default=None, title="Length", ge=1, schema_extra=told(Shown.SENTENCE)
    )
    party: int = Field(
        default=1,
        title="People",
        ge=1,
        le=100,
        schema_extra=told(Shown.SENTENCE | Shown.COLUMN),
    )
    partner_kinds: list[str] = listed(title="Partners", schema_extra=told(of="organisation_types"))
    motivation: str = words(title="Motivation", schema_extra=told(Shown.SENTENCE))
    capacity: int = Field(
        default=0,
        title="Places",
        ge=0,
        le=100,
        schema_extra=told(Shown.SENTENCE | Shown.COLUMN),
    )
    host_programme: str = words(title="What a visitor sees", schema_extra=told(Shown.SENTENCE))
    cv_id: int | None = Field(
        default=None, title="CV", foreign_key="storedfile.id", schema_extra=told()
    )


@dataclass(frozen=True)
class Answer:
    """One field of the list; `column` is its name in the table of its own (`model`)."""

    name: str
    title: str
    shown: Shown
    of: str
    model: type[SQLModel]
    column: str
    several: bool
    number: bool
    least: int

    def value(self, application: SQLModel, organisation: SQLModel) -> Any:
        """The answer in an application and its organisation."""
        return getattr(
            application if self.model is ApplicationAnswers else organisation, self.column
        )


_COLUMNS = {"organisation_name": "name", "organisation_type": "type"}


def _answers() -> Iterator[Answer]:
    for model in (OrganisationHead, OrganisationAnswers, ApplicationAnswers):
        for name, field in model.model_fields.items():
            facts: Any = field.json_schema_extra
            yield Answer(
                name,
                field.title or "",
                **facts,
                model=model,
                column=_COLUMNS.get(name, name),
                several=field.annotation == list[str],
                number=field.annotation in (int, int | None),
                least=next((int(str(one.ge)) for one in field.metadata if isinstance(one, Ge)), 0),
            )


ANSWERS = tuple(_answers())
"""The application's fields, in the order in which officers read them."""
