"""Work on a fresh database that knows the scheme's Partnerships."""

from __future__ import annotations

import pytest

from exchange.people.partnerships import seed_partnerships
from tests.exchange.visit_builders import working


@pytest.fixture
def work():
    """Work on a new database with every Partnership of the scheme."""
    with working() as work:
        seed_partnerships(work)
        yield work
