"""Who takes part: kinds of organisation, what they may be, how large, and what they declare."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from exchange.scheme.parts import Country, Id, Part, Text
from storage.tables import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Sequence


class OrganisationType(Part):
    """A kind of organisation and what it may be.

    `bodies` are the kinds that are told apart in it: asked of an applicant, and counted.
    `sizes` are those that it may have (none named: any); who is larger is told of the kind `larger`,
    empty where the call has none for them.
    """

    id: Id
    label: Text
    visitor: bool
    host: bool
    membership_required: bool
    sizes: tuple[Id, ...] = ()
    larger: Id | Literal[""] | None = None
    bodies: tuple[ServiceKind, ...] = ()

    @model_validator(mode="after")
    def _takes_part(self) -> Self:
        if not (self.visitor or self.host):
            raise ValueError(f"organisation type {self.id} may neither visit nor host")
        return self


class Option(Part):
    """One entry of a list to choose from."""

    id: Id
    label: Text


class Declaration(Part):
    """What applicants of some kinds (none named: any) and roles declare by handing in."""

    id: Id
    title: Text
    text: Text
    types: tuple[Id, ...] = ()
    roles: Annotated[tuple[Literal["visitor", "host", "both"], ...], Field(min_length=1)]


class DatedCountry(Part):
    """A country of the lists that takes part from a day on, or until one; None is for ever."""

    country: Country
    since: date | None = None
    until: date | None = None

    def there_on(self, day: date) -> bool:
        """Whether it takes part on a day."""
        return (self.since or day) <= day <= (self.until or day)


def check_kinds(
    kinds: Sequence[OrganisationType],
    sizes: Sequence[Option],
    declarations: Sequence[Declaration],
) -> None:
    """Raise ValueError where a kind or a declaration names what there is not."""
    known, all_sizes = {one.id for one in kinds}, {one.id for one in sizes}
    for kind in kinds:
        if unknown := set(kind.sizes) - all_sizes:
            raise ValueError(f"organisation type {kind.id} has unknown sizes {sorted(unknown)}")
        if kind.sizes and kind.larger not in {*known, ""}:
            raise ValueError(f"organisation type {kind.id}: who is larger is of no known kind")
    for one in declarations:
        if unknown := set(one.types) - known:
            raise ValueError(f"declaration {one.id} is of unknown kinds {sorted(unknown)}")
