"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

FROM_SOURCE = "source"


def our_version() -> str:
    """As its tag named it; of a tree that was not installed, that it is one."""
    try:
        return version("clusterxchange")
    except PackageNotFoundError:
        return FROM_SOURCE
