"""Photos of pages are one PDF."""

from __future__ import annotations

from exchange.papers.joined import joined
from exchange.papers.sent import clean_pdf
from tests.builders.bots.photos import PHOTO


def test_a_page_for_each_photo():
    """Equal photos, equal bytes; and what comes of it is a PDF that we would take ourselves."""
    file = joined((PHOTO, PHOTO))
    assert joined((PHOTO, PHOTO)).sha256 == file.sha256
    assert file.pages == 2
    assert not file.is_photo
    assert clean_pdf(file.content, max_bytes=5_000_000, max_pages=20).pages == 2
