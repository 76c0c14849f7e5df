"""A fresh database for each test, made by the migrations."""

from __future__ import annotations

import pytest

from storage import schema
from storage.database import open_database


@pytest.fixture
def database(tmp_path):
    """An empty database of the newest schema."""
    found = open_database(f"sqlite:///{tmp_path}/kept.sqlite")
    schema.upgrade(found)
    yield found
    found.close()


@pytest.fixture
def session(database):
    """One transaction that lasts as long as the test."""
    with database.transaction() as found:
        yield found
