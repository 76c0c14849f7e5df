"""How all tests run."""

from __future__ import annotations

from hypothesis import settings

# A deadline would make a slow machine's tests fail: time is for `make bench`.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
