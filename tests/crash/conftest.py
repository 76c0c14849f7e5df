"""Plants to be killed, and where their accounts go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.processes.plants import open_plant
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.processes.accounts import Accounts


@pytest.fixture(params=range(1, SIZES.seeds + 1))
def seed(request) -> int:
    """Fixed series of random moments: three, or twenty before a release."""
    return request.param


@pytest.fixture
def plant_of(database_url) -> Callable:
    """Opens a plant on a fresh database of each kind."""
    return lambda seed: open_plant(database_url, seed)


@pytest.fixture
def publish(record_property) -> Callable[[str, Accounts], None]:
    """Have accounts printed at the end of the run."""
    return lambda what, accounts: record_property("accounts", f"{what}: {accounts}")
