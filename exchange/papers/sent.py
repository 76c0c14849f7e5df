"""A PDF or photo that somebody sent: whether it may be kept, and the copy of it that is."""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore
from typing import Any

from exchange.errors import CxcError

_CLEANER = Path(__file__).with_name("cleaner.py")
_PATIENCE_SECONDS = 60  # it may use three seconds of processor, and gives way to everybody else
_MEGABYTE = 1024 * 1024
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"  # how their files begin
_PHOTOS = (_JPEG, _PNG)
_HEADER_WITHIN = 1024  # bytes; what every reader of PDF allows (ISO 32000-1, annex H.3.4.1)
_ONE_BY_ONE = Semaphore(1)


class PdfRefused(CxcError):
    """I cannot use this file as your {thing}. Please save it as a plain PDF and send it again."""


class PdfTooBig(PdfRefused):
    """This file has {size_mb} MB; for a {thing} I can take {limit_mb} MB at most.

    Pictures usually make a file heavy: please make them smaller or leave them out, save it as a PDF
    and send it again.
    """


class NotPdf(PdfRefused):
    """This is not a PDF. Please save or print your {thing} as a PDF and send that file."""


class PdfLocked(PdfRefused):
    """This PDF opens only with a password, so nobody could read your {thing}.

    Please save it without a password and send it again.
    """


class PdfBroken(PdfRefused):
    """I cannot read this PDF; it seems damaged.

    Please save your {thing} as a PDF once more and send the new file.
    """


class PdfIntricate(PdfRefused):
    """This PDF is so intricate that I cannot look through it.

    Please print your {thing} to a new PDF and send that one.
    """


class PdfTooLong(PdfRefused):
    """This PDF has {pages} pages; for a {thing} I can take {limit} at most.

    Please send only the pages that matter.
    """


class PdfFillIn(PdfRefused):
    """Only one program can show this form, so most people would not see your {thing}.

    Please print it to a new PDF and send that one.
    """


class PdfBundle(PdfRefused):
    """This PDF is a cover around other files. Please send the one that is your {thing}."""


class PhotoUnreadable(PdfRefused):
    """I cannot open this picture. Please take the photo again, or send a PDF."""


class PhotoTooLarge(PdfRefused):
    """This picture has more dots than I can take. Please send it as a photo, not as a file."""


class NotPaper(PdfRefused):
    """I can take PDFs and photos (JPEG or PNG). Please take a photo of it, or save it as a PDF."""


_REFUSALS: dict[str, type[PdfRefused]] = {
    "locked": PdfLocked,
    "broken": PdfBroken,
    "long": PdfTooLong,
    "fill-in": PdfFillIn,
    "bundle": PdfBundle,
    "blurred": PhotoUnreadable,
    "vast": PhotoTooLarge,
}


@dataclass(frozen=True)
class CleanFile:
    """The copy that is kept: pages and web links, or the dots of a photo, and nothing else."""

    content: bytes
    sha256: str
    pages: int

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo (JPEG) and no PDF."""
        return self.content.startswith(_JPEG)


def clean_pdf(content: bytes, *, max_bytes: int, max_pages: int, thing: str = "CV") -> CleanFile:
    """A copy of the PDF without programs, attachments, metadata or the lock against printing.

    Raises the PdfRefused that fits where there is none to be had; `thing` is what was asked for.
    Made in a process of its own with little memory and time (OWASP ASVS 5.0, 5.2), one after the
    other. Nothing on the pages is unpacked or run. Takes about 0.3 s.
    """
    _check_size(content, max_bytes, thing)
    if not _is_pdf(content):
        raise NotPdf(thing=thing)
    return _cleaned(content, max_pages, thing)


def clean_paper(content: bytes, *, max_bytes: int, max_pages: int, thing: str) -> CleanFile:
    """As `clean_pdf`, for a PDF or a photo of a paper (JPEG or PNG; the copy is a JPEG).

    Raises the PdfRefused that fits where there is none to be had.
    """
    _check_size(content, max_bytes, thing)
    if not content.startswith(_PHOTOS) and not _is_pdf(content):
        raise NotPaper(thing=thing)
    return _cleaned(content, max_pages, thing)


def _check_size(content: bytes, max_bytes: int, thing: str) -> None:
    if len(content) > max_bytes:
        sizes = {"size_mb": _megabytes(len(content)), "limit_mb": _megabytes(max_bytes)}
        raise PdfTooBig(thing=thing, **sizes)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_HEADER_WITHIN]


def _cleaned(content: bytes, max_pages: int, thing: str) -> CleanFile:
    found, copy = _clean(content, max_pages, thing)
    if found["state"] == "clean":
        return CleanFile(copy, hashlib.sha256(copy).hexdigest(), found["pages"])
    more = {"pages": found["pages"], "limit": max_pages} if found["state"] == "long" else {}
    raise _REFUSALS[found["state"]](thing=thing, **more)


def _clean(content: bytes, max_pages: int, thing: str) -> tuple[dict[str, Any], bytes]:
    """What was found, and the copy. Raises PdfIntricate when time or memory ran out."""
    command = [sys.executable, "-I", str(_CLEANER), str(max_pages)]
    try:
        with _ONE_BY_ONE:
            done = subprocess.run(  # noqa: S603 - our own file, no shell, no environment
                command,
                input=content,
                capture_output=True,
                timeout=_PATIENCE_SECONDS,
                env={},
                check=True,
            )
        head, _, copy = done.stdout.partition(b"\n")
        found: dict[str, Any] = json.loads(head)
    except (subprocess.SubprocessError, ValueError) as failure:
        raise PdfIntricate(thing=thing) from failure
    return found, copy


def _megabytes(size: int) -> str:
    """Megabytes to one decimal, rounded up: a file just over the limit does not look within it."""
    return f"{math.ceil(10 * size / _MEGABYTE) / 10:.1f}".removesuffix(".0")
