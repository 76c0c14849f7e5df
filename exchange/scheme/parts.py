"""Parts of a call's file that others build on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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


def check_distinct(names: Iterable[str], what: str) -> None:
    """Raise ValueError where a name stands there twice; `what` is the list's name."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        stand = "stands" if len(twice) == 1 else "stand"
        raise ValueError(f"{what}: {', '.join(twice)} {stand} there twice")
