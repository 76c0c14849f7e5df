from __future__ import annotations

import gc
from contextlib import suppress

import pytest

from matching.collecting import collector_paused


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_the_collector_is_left_as_it_was_found(before, fails):
    """It rests meanwhile and works, or rests, as before; also where something failed."""
    at_work = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with suppress(RuntimeError), collector_paused():
            assert not gc.isenabled()
            if fails:
                raise RuntimeError
        assert gc.isenabled() is before
    finally:
        (gc.enable if at_work else gc.disable)()
