"""One transaction on a fresh database of each kind."""

from __future__ import annotations

import pytest


@pytest.fixture
def session(database):
    """One transaction that lasts as long as the test."""
    with database.transaction() as found:
        yield found
