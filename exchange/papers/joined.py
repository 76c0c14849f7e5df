"""Photos of a paper's pages joined to one PDF, in their order; equal photos, equal bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO

from exchange.papers.sent import CleanFile

_MARGIN = 10.0  # mm
_WIDTH, _HEIGHT = 210.0 - 2 * _MARGIN, 297.0 - 2 * _MARGIN  # of an A4 page
_WHENEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""When it says that it was made: what is the same says so."""


def joined(photos: tuple[bytes, ...]) -> CleanFile:
    """A PDF with a photo (JPEG) a page, each as large as fits."""
    from fpdf import FPDF  # noqa: PLC0415 - a start is not kept waiting for papers

    paper = FPDF(format="A4")
    paper.set_creation_date(_WHENEVER)
    for one in photos:
        paper.add_page()
        paper.image(BytesIO(one), _MARGIN, _MARGIN, _WIDTH, _HEIGHT, keep_aspect_ratio=True)
    content = bytes(paper.output())
    return CleanFile(content, hashlib.sha256(content).hexdigest(), len(photos))
