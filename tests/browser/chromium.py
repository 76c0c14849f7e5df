"""The browser on this machine, and what its absence means."""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "no browser here: `sudo .ci/browser` installs Debian's Chromium (apt-get install chromium)"
)


def find_chromium() -> str:
    """The browser's file. Without one the test is skipped; in CI, which must have it, it fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        pytest.fail(MISSING)
    pytest.skip(MISSING)


def flags() -> list[str]:
    """How it is started: root needs leave, small machines have little shared memory."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
