"""Everything that is wrong in a call's file: on which line, what, and what to do about it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from exchange.scheme.call import Scheme
from exchange.scheme.files import LIKE, whole_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

    Place = Sequence[int | str]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*(?:"([^"]+)"|([\w-]+))\s*=')
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_ENDS_EARLY = re.compile(r"\s*\(at end of document\)")
_REMEDIES = {
    "missing": "Write it: the call needs it.",
    "extra_forbidden": "Take it out, or write its name as the call knows it.",
    "int_parsing": "Write a whole number, such as 5.",
    "int_type": "Write a whole number, such as 5, without quotes.",
    "string_type": "Put it in quotes.",
    "bool_type": "Write true or false.",
    "date_from_datetime_parsing": "Write a day like 2027-01-31, without quotes.",
    "value_error": "Change one of the two, so that they agree.",
    "toml": "TOML wants: name = value, texts in quotes, lists in square brackets.",
}
_LIKE_WHAT = "Write the name of one of ours, or take the line out and say everything here."
_ANY_REMEDY = "Compare it with the call that is shipped."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `line` counts from 1 and is None where the file as a whole is meant."""

    line: int | None
    place: str
    why: str
    remedy: str


def faults_of(path: Path) -> list[Fault]:
    """All faults of a call's file, in the order of its lines; none where it opens. Raises OSError."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    try:
        Scheme.model_validate(whole_call(text))
    except tomllib.TOMLDecodeError as error:
        return [_not_toml(text, str(error))]
    except ValidationError as error:
        found = [_fault(text, one) for one in error.errors(include_url=False)]
        return sorted(found, key=lambda one: (one.line or 0, one.place))
    except ValueError as error:  # it is like a call that we do not have
        return [Fault(line_of(text, (LIKE,)), LIKE, str(error), _LIKE_WHAT)]
    return []


def _not_toml(text: str, why: str) -> Fault:
    at = _AT_LINE.search(why)
    line = int(at[1]) if at else len(text.splitlines())
    told = _ENDS_EARLY.sub("", _AT_LINE.sub("", why))
    return Fault(line, "", told, _REMEDIES["toml"])


def _fault(text: str, error: ErrorDetails) -> Fault:
    place, kind = error["loc"], error["type"]
    why = error["msg"].removeprefix("Value error, ")
    remedy = _REMEDIES.get(kind, _ANY_REMEDY)
    near = _near(place) if kind == "extra_forbidden" else ""
    if near:
        remedy = f"Did you mean {near}?"
    line = _line_told(text, why) if kind == "value_error" else None
    line = line or line_of(text, place)
    if line is None and (like := tomllib.loads(text).get(LIKE)):
        remedy = f"It stands in {like}, which this call is like: say it here in your own words."
    return Fault(line, ".".join(map(str, place)), why, remedy)


def _line_told(text: str, why: str) -> int | None:
    """The line of the first table or list that a sentence about the whole call names."""
    names = (name.split(".") for name in re.findall(r"[a-z_]+(?:\.[a-z_]+)*", why))
    return next((line for name in names if (line := line_of(text, name))), None)


def line_of(text: str, place: Place) -> int | None:
    """The line on which the last part of a place stands that is in the file; None for none of it."""
    best: tuple[int, int | None] = (0, None)
    for line, known in _places(text):
        shared = _shared(known, place)
        if shared > best[0] and shared in {len(known), len(place)}:
            best = (shared, line)
    return best[1]


def _shared(known: Place, place: Place) -> int:
    """How many parts two places begin with alike."""
    same = [one == other for one, other in zip(known, place, strict=False)]
    return same.index(False) if False in same else len(same)


def _places(text: str) -> Iterator[tuple[int, tuple[int | str, ...]]]:
    """Each line that begins a table, a value or an entry of a list, with the place of that."""
    counted: dict[tuple[str, ...], int] = {}
    table: tuple[int | str, ...] = ()
    inside: tuple[int | str, ...] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            names = tuple(name.strip(' "') for name in header[2].split("."))
            inside, table = None, names
            if header[1] == "[[":
                counted[names] = counted.get(names, -1) + 1
                table = (*names, counted[names])
            yield number, table
        elif inside is not None and line.lstrip().startswith(("{", '"', "'")):
            yield number, inside
            inside = (*inside[:-1], int(inside[-1]) + 1)
        elif key := _KEY.match(line):
            place = (*table, key[1] or key[2])
            inside = (*place, 0) if line.rstrip().endswith("[") else None
            yield number, place


def _near(place: Place) -> str:
    """The name that a call knows and that is most like the last one of a place."""
    model: Any = Scheme
    for step in place[:-1]:
        model = _below(model, step)
    names = [*getattr(model, "model_fields", ())]
    return next(iter(get_close_matches(str(place[-1]), names, n=1, cutoff=0.7)), "")


def _below(model: Any, step: int | str) -> Any:
    """The part of a call that a step leads to; what is in it for a list, nothing for other things."""
    if isinstance(step, int) or not hasattr(model, "model_fields"):
        return model
    field = model.model_fields.get(step)
    return next(iter(_models(field.annotation)), None) if field else None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)
