"""The storybook's chapters: each is played once, by whoever asks first, and read by all tests."""

from __future__ import annotations

import os
from functools import partial

import pytest

from bot.conversation.speech import FALLBACK
from tests.screens.book import CHAPTERS, LANGUAGES, chapter


@pytest.fixture(scope="session")
def read(tmp_path_factory):
    """A chapter, by its name and language."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "storybook"
    folder.mkdir(exist_ok=True)
    return partial(chapter, folder)


@pytest.fixture(scope="session")
def book(read):
    """Every chapter in the language that the source is written in."""
    return [read(name, FALLBACK) for name in CHAPTERS]


@pytest.fixture(scope="session")
def translated(read):
    """Every chapter in every language, which takes as many times as long."""
    return [read(name, language) for name in CHAPTERS for language in LANGUAGES]
