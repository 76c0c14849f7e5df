"""Looks into a PDF from standard input and says in one line of JSON what it found.

Run as a process of its own, by path, with no rights that matter: the file is from a stranger.
It reads the structure only; what is drawn on the pages is never unpacked.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 3
DEEPEST = 60

# ISO 32000-2, 12.6 (actions), 7.11.4 (embedded files), 12.7.8 (XFA forms), 13 (multimedia)
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent"}
_FILE_KEYS = {"/EmbeddedFiles", "/EF"}
_ACTIVE_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToE"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
_HARMLESS_AT_OPENING = {"/GoTo"}


def main() -> None:
    """Confine this process, read standard input, print the finding."""
    _confine()
    sys.stdout.write(json.dumps(finding(sys.stdin.buffer.read())))


def finding(content: bytes) -> dict[str, object]:
    """`{"state": "broken" | "encrypted" | "read", "pages": n, "active": bool, "files": bool}`."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                return {"state": "encrypted"}
            active, files = _contents(pdf)
            return {"state": "read", "pages": len(pdf.pages), "active": active, "files": files}
    except pikepdf.PasswordError:
        return {"state": "encrypted"}
    except Exception:  # noqa: BLE001 - whatever goes wrong in a stranger's file, it is broken
        return {"state": "broken"}


def _confine() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some of them
            resource.setrlimit(limit, (most, most))


def _contents(pdf: pikepdf.Pdf) -> tuple[bool, bool]:
    """Whether it acts by itself or on a click beyond a link, and whether it carries files."""
    active = _acts_at_opening(pdf.Root.get("/OpenAction"))
    files = False
    for thing in pdf.objects:
        for entries in _dictionaries(thing, 0):
            keys = set(entries.keys())
            active = active or bool(keys & _ACTIVE_KEYS) or _is_active(entries)
            files = files or bool(keys & _FILE_KEYS)
    return active, files


def _acts_at_opening(action: Any) -> bool:
    """A place to open the file at is harmless, anything else done at opening is not."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    return str(action.get("/S")) not in _HARMLESS_AT_OPENING or "/Next" in action


def _is_active(entries: Any) -> bool:
    kind = entries.get("/S")
    return isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE_ACTIONS


def _dictionaries(thing: Any, depth: int) -> Iterator[Any]:
    """Every dictionary inside one indirect object; other indirect objects come by themselves."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
    for value in _values(thing):
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)


def _values(thing: Any) -> list[Any]:
    if isinstance(thing, pikepdf.Dictionary):
        return [thing[key] for key in thing.keys()]  # noqa: SIM118 - not a real mapping
    return list(thing) if isinstance(thing, pikepdf.Array) else []


if __name__ == "__main__":
    main()
