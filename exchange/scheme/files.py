"""A call's file as it is read: its own words, and what it leaves to the call that it is like."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

SCHEMES = Path(__file__).parent / "calls"
LIKE = "like"
_NAMES = ("id", "name", "valid_from")


def shipped() -> list[str]:
    """The names of the calls that come with the software."""
    return sorted(one.stem for one in SCHEMES.glob("*.toml"))


def path_of(name_or_path: str | Path) -> Path:
    """The file of a shipped call by its name, or any other by its path."""
    path = Path(name_or_path)
    ours = path.suffix != ".toml" and len(path.parts) == 1
    return SCHEMES / f"{name_or_path}.toml" if ours else path


def whole_call(text: str) -> dict[str, Any]:
    """What a call's file says with what it takes from another: `like = "clusterxchange"` names that.

    Its own word counts before the other's. Of a table it says only what differs. A list takes the
    place of the other's; an entry that has the `id`, `name` or `valid_from` of one there needs to say
    only what differs from that. Raises TOMLDecodeError, and ValueError for a call that we do not have.
    """
    own = tomllib.loads(text)
    like = own.pop(LIKE, None)
    if like is None:
        return own
    if like not in shipped():
        raise ValueError(f"{LIKE}: there is no call {like}; ours are {', '.join(shipped())}")
    other = whole_call(path_of(str(like)).read_text(encoding="utf-8"))
    found: dict[str, Any] = _over(other, own)
    return found


def _over(other: Any, own: Any) -> Any:
    if isinstance(other, dict) and isinstance(own, dict):
        return {**other, **{key: _over(other.get(key), value) for key, value in own.items()}}
    if isinstance(other, list) and isinstance(own, list):
        known = {name: one for one in other if (name := _name(one)) is not None}
        return [_over(known.get(_name(one)), one) for one in own]
    return own


def _name(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return None
    return next((entry[key] for key in _NAMES if key in entry), None)
