"""What callers of the library may tell in short: profiles as texts, and a scheme by its weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from matching.errors import UnreadableProfileError
from matching.places.babel_names import locale_of
from matching.places.countries import find_country
from matching.places.lands import land_called
from matching.places.languages import find_language
from matching.profiles import Profile
from matching.times.reading import find_dates
from matching.weights import DEFAULT_WEIGHTS
from matching.words.names import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from matching.words.names import Resolution

_T = TypeVar("_T")
_FIELDS = frozenset(field.name for field in fields(Profile))
_CODES: Mapping[str, Callable[[str], Resolution]] = {
    "country": find_country,
    "wished_countries": find_country,
    "languages": find_language,
}
_FRACTIONS = frozenset(("latitude", "longitude"))
_NUMBERS = _FRACTIONS | {"working_days", "capacity", "busy", "party"}
_PARTED = re.compile(r"[,;|\n]")
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|ja|i|a|en|és|și|и|και)\s+|\s*[/&+]\s*")
_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_LONG_AGO, _THE_PRESENT = date(2000, 1, 1), "2002"
"""A day after which months without a year would come at once: those are told from others by it."""
_NO_CODES = frozenset("UK EL EU EZ UN QO XA XB ZZ 001 150".split())
"""What the CLDR has beside the codes of ISO, and what else is in use."""
_DEFAULTS: Mapping[str, object] = {
    field.name: field.default for field in fields(Profile) if field.name != "id"
}


class Weighed(Protocol):
    """A call, or anything else with weights."""

    @property
    def weights(self) -> Mapping[str, float]:
        """What each part counts, by name."""


def each(told: Iterable[_T]) -> list[_T]:
    """Return what was told as a list: of any iterable, of an array, or of one text alone."""
    return [*cast("Iterable[_T]", [told] if isinstance(told, str) else told)]


def as_texts(texts: Iterable[str]) -> list[str]:
    """Return texts as a list, an empty one for None and for what a table leaves out."""
    if _is_table(texts):
        raise UnreadableProfileError("a table where texts were expected: name one of its columns")
    return ["" if _untold(one) else _text(one) for one in each(texts)]


def as_hosts(hosts: Iterable[Profile | str]) -> list[Profile]:
    """Return hosts as profiles: of profiles, texts, dicts and records, or of a table of them.

    The id of one told without is its place, in six digits; a text is what it offers. A dict whose
    keys are no fields has hosts by id. Raises UnreadableProfileError, also where two have one id.
    """
    told = [_profile(one, f"{number:06}", "offers") for number, one in enumerate(_rows(hosts))]
    if len({one.id for one in told}) < len(told):
        often = Counter(one.id for one in told).most_common(1)[0][0]
        raise UnreadableProfileError(f"{often!r} is the id of several hosts")
    return told


def as_visitor(visitor: Profile | str, number: int) -> Profile:
    """Return a visitor as a profile; the id of one told without is v and its number.

    Raises UnreadableProfileError.
    """
    # A visitor's id must not be taken for a host's.
    rows = _rows([visitor] if _is_record(visitor) or isinstance(visitor, str) else visitor)
    if len(rows) > 1:
        raise UnreadableProfileError(f"{len(rows)} visitors where one was expected: see rank_all")
    return _profile(rows[0] if rows else "", f"v{number}", "seeks")


def as_visitors(visitors: Iterable[Profile | str]) -> list[Profile]:
    """Return visitors as profiles; a text is what they seek. Raises UnreadableProfileError."""
    return [_profile(one, f"v{number}", "seeks") for number, one in enumerate(_rows(visitors))]


def as_meant(profile: Profile) -> Profile:
    """Return a profile whose fields are of their kinds: itself, if all of them are.

    Lists become tuples, and so does a text where there should be a list: "en, de". Countries and
    languages are told by their codes, months as "2027-03", numbers are numbers, and what is None or
    no finite number was not told. Raises UnreadableProfileError.
    """
    changed: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        told = getattr(profile, name)
        if isinstance(default, tuple) and not isinstance(told, tuple):
            told = changed[name] = () if _untold(told) else tuple(_several(told))
        elif _untold(told) and told is not default:
            told = changed[name] = default
        elif name in _NUMBERS and (isinstance(told, str) or _is_whole(name, told)):
            told = changed[name] = _number(name, told)
        if name in _CODES and not _coded(name, told):
            changed[name] = _as_codes(name, told)
        elif name == "months" and not all(map(_is_month, told)):
            changed[name] = tuple(month for one in told for month in _months(one))
    return replace(profile, **changed) if changed else profile


def _several(told: Any) -> list[Any]:
    """Return what was told as a list: a text that tells several, as they are parted in a cell."""
    if not isinstance(told, str):
        return each(told)
    return [part for one in _PARTED.split(told) if (part := one.strip())]


def _is_whole(field: str, told: object) -> bool:
    """Return whether a float stands in a field of whole numbers."""
    return isinstance(told, float) and field not in _FRACTIONS


def _number(field: str, told: str | float) -> float | int | None:
    """Return the number that was told: of "2" two. Raises UnreadableProfileError."""
    if isinstance(told, str) and not told.strip():
        return cast("int | None", _DEFAULTS[field])
    try:
        number = float(told)
    except ValueError:
        raise UnreadableProfileError(f"{field}: “{told}” is no number") from None
    return number if field in _FRACTIONS else int(number)


def _is_month(told: object) -> bool:
    return isinstance(told, str) and _MONTH.fullmatch(told) is not None


def _months(told: object) -> tuple[str, ...]:
    """Return the months that were told with their year, as a date or in words.

    Raises UnreadableProfileError: there is no clock here that would tell the year of May.
    """
    if isinstance(told, date):
        return (f"{told:%Y-%m}",)
    found = find_dates(str(told), _LONG_AGO)
    if not found.months or not found.sure or any(one < _THE_PRESENT for one in found.months):
        raise UnreadableProfileError(f"months: “{told}” is no month like 2027-03")
    return found.months


def _rows(told: Any) -> list[Any]:
    """Return what stands for one profile each, of a table, a dict by id, or any iterable."""
    if _is_table(told):
        return _table_rows(told)
    by_id = isinstance(told, Mapping) and not _FIELDS & {*told}
    if by_id and any(told.values()):
        return [
            replace(_profile(one, str(name), "offers"), id=str(name)) for name, one in told.items()
        ]
    if _is_record(told) and not by_id:
        return [told]
    if told is None or not hasattr(told, "__iter__"):
        raise UnreadableProfileError(f"{type(told).__name__} is no list of profiles or texts")
    return each(told)


def _profile(told: Any, name: str, field: str) -> Profile:
    """Return a profile, of itself, of a text that is its `field`, of a dict or of a record."""
    if isinstance(told, Profile):
        return as_meant(told)
    if _untold(told) or isinstance(told, str):
        said: dict[str, Any] = {field: told if isinstance(told, str) else ""}
        return Profile(id=name, **said)
    values = _record(told)
    strange = [*map(str, values.keys() - _FIELDS)]
    if strange:
        raise UnreadableProfileError(
            f"not a field: {', '.join(sorted(strange))}; fields are: {', '.join(sorted(_FIELDS))}"
        )
    own = values.pop("id", None)
    known = {key: value for key, value in values.items() if not _untold(value)}
    return as_meant(Profile(id=name if _untold(own) else str(own), **known))


def _record(told: Any) -> dict[str, Any]:
    if isinstance(told, Mapping):
        return dict(told)
    if hasattr(told, "_asdict"):
        return dict(told._asdict())
    if _is_row(told):
        return {key: value for key, value in told.to_dict().items() if key in _FIELDS}
    if is_dataclass(told) and not isinstance(told, type):
        return {one.name: getattr(told, one.name) for one in fields(told)}
    raise UnreadableProfileError(f"{type(told).__name__} is neither a profile nor a text")


def _is_record(told: Any) -> bool:
    named = isinstance(told, Mapping) or hasattr(told, "_asdict") or is_dataclass(told)
    return named or _is_row(told)


def _is_row(told: Any) -> bool:
    """Return whether this is a row of a data frame, told by what its values are called."""
    return hasattr(told, "to_dict") and bool(_FIELDS & {*map(str, getattr(told, "index", ()))})


def _is_table(told: Any) -> bool:
    """Return whether this is a data frame, of pandas or polars, by what it can do."""
    return hasattr(told, "columns") and (hasattr(told, "to_dicts") or hasattr(told, "iterrows"))


def _table_rows(table: Any) -> list[dict[str, Any]]:
    """Return the rows of a data frame, without columns that are no fields if some are."""
    rows = table.to_dicts() if hasattr(table, "to_dicts") else table.to_dict("records")
    if not _FIELDS & {*map(str, table.columns)}:
        raise UnreadableProfileError(
            f"no column is a field: {', '.join(map(str, table.columns))}; "
            f"fields are: {', '.join(sorted(_FIELDS))}"
        )
    return [{key: value for key, value in row.items() if key in _FIELDS} for row in rows]


def _untold(told: Any) -> bool:
    """Return whether this stands for nothing: None, no finite number, or a table's own sign of it."""
    if isinstance(told, float):
        return not isfinite(told)
    return told is None or type(told).__name__ in {"NAType", "NaTType"}


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise UnreadableProfileError(f"{type(told).__name__} is no text")
    return told


def _coded(field: str, told: str | tuple[str, ...]) -> bool:
    """Return whether these are codes that are known."""
    known = _known_codes(field)
    return all(one in known for one in ([told] if isinstance(told, str) else told) if one)


@cache
def _known_codes(field: str) -> frozenset[str]:
    """Return the codes of all countries of the world, or of all languages of two letters."""
    locale = locale_of("en")
    codes = locale.languages if field == "languages" else locale.territories
    return frozenset(map(str, codes)) - _NO_CODES


def _as_codes(field: str, told: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return codes of countries or languages, of their names in any language."""
    if isinstance(told, str):
        return _code(field, told)
    parts = (part for one in told for part in _several(_text(one)))
    return tuple(dict.fromkeys(code for part in parts for code in _codes(field, part)))


def _codes(field: str, words: str) -> Iterator[str]:
    """Yield what one part of a list names: one thing or a land, failing that both sides of an "and"."""
    if field == "wished_countries" and (codes := land_called(words)):
        yield from codes
        return
    try:
        yield _code(field, words)
    except UnreadableProfileError:
        parts = _AND.split(words)
        if len(parts) == 1:
            raise
        yield from (_code(field, one) for one in parts)


def _code(field: str, told: str) -> str:
    if told in _known_codes(field):
        return told
    found = _CODES[field](told)
    if found.certainty is not Certainty.SURE or not found.best:
        raise UnreadableProfileError(f"{field}: “{told}” is none that I know")
    return found.best


def weights_of(scheme: Weighed | Mapping[str, float] | None) -> Mapping[str, float]:
    """Return what each part counts, of a call or as told; the default weights for None."""
    if scheme is None:
        return DEFAULT_WEIGHTS
    return scheme if isinstance(scheme, Mapping) else scheme.weights
