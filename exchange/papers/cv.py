"""Whether a CV that somebody sent may be kept and handed on."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

from exchange.errors import CxcError

_PROBE = Path(__file__).with_name("cv_probe.py")
_PATIENCE_SECONDS = 10
_MEGABYTE = 1024 * 1024


class CvRefused(CxcError):
    """I cannot take this file as your CV. Please save it as a plain PDF and send it again."""


class CvTooBig(CvRefused):
    """This file has {size_mb} MB and I can take {limit_mb} MB at most.

    Pictures usually make a CV heavy: please make them smaller or leave them out, save it as a PDF
    and send it again.
    """


class CvNotPdf(CvRefused):
    """This is not a PDF. Please save or print your CV as a PDF and send that file."""


class CvEncrypted(CvRefused):
    """This PDF is locked. Please save it as a PDF without a password and send it again."""


class CvBroken(CvRefused):
    """I cannot read this PDF; it seems damaged.

    Please save your CV as a PDF once more and send the new file.
    """


class CvTooManyPages(CvRefused):
    """This PDF has {pages} pages and I can take {limit} at most.

    Please send a shorter CV: two or three pages are read best.
    """


class CvActive(CvRefused):
    """This PDF holds a program or a form that acts by itself, so nobody could open it safely.

    Please print it to a new PDF and send that one.
    """


class CvCarriesFiles(CvActive):
    """This PDF carries another file inside it (some CV builders, such as Europass, add one).

    So nobody could open it safely. Please print it to a new PDF and send that one.
    """


def check_cv(content: bytes, *, max_bytes: int, max_pages: int) -> None:
    """Let a harmless PDF pass; raise the CvRefused that fits for anything else.

    Size and header first, then the structure in a process of its own with little memory and time
    (OWASP ASVS 5.0, 5.2). Nothing on the pages is unpacked or run. Takes about 0.2 s.
    """
    if len(content) > max_bytes:
        raise CvTooBig(size_mb=_megabytes(len(content)), limit_mb=_megabytes(max_bytes))
    if not content.startswith(b"%PDF-"):
        raise CvNotPdf
    found = _probe(content)
    if found["state"] == "encrypted":
        raise CvEncrypted
    if found["state"] != "read" or found["pages"] == 0:
        raise CvBroken
    if found["files"]:
        raise CvCarriesFiles
    if found["active"]:
        raise CvActive
    if found["pages"] > max_pages:
        raise CvTooManyPages(pages=found["pages"], limit=max_pages)


def _probe(content: bytes) -> dict[str, Any]:
    """What the probe found; a probe that ran out of time or memory met a broken file."""
    command = [sys.executable, "-I", str(_PROBE)]
    try:
        probe = subprocess.run(  # noqa: S603 - our own file, no shell, no environment
            command,
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            env={},
            check=True,
        )
        found: dict[str, Any] = json.loads(probe.stdout)
    except (subprocess.SubprocessError, ValueError) as failure:
        raise CvBroken from failure
    return found


def _megabytes(size: int) -> str:
    """Megabytes to one decimal, rounded up: a file just over the limit does not look within it."""
    return f"{math.ceil(10 * size / _MEGABYTE) / 10:.1f}".removesuffix(".0")
