"""Print the figures that a change must not make worse, each beside its limit.

`python -m tests.bench` measures everything, `python -m tests.bench gateway ticks` only those.
"""

from __future__ import annotations

import sys
from importlib import import_module

from tests.bench.figures import Figures

SECTIONS = {
    "demo": ("demo:ranking",),
    "matching": tuple(
        f"matching:{one}" for one in ("batch", "small", "growth", "searches", "languages")
    ),
    "learning": ("learning:learning",),
    "meaning": tuple(f"meaning:{one}" for one in ("pairs_found", "bands_told", "reading")),
    "officers": ("officers:officers", "officers:regions"),
    "frameworks": ("frameworks:bare",),
    "gateway": ("gateway:durable_paths",),
    "turns": ("turns:turns",),
    "crew": ("crew:growth",),
    "ticks": ("ticks:ticks",),
    "organisations": (
        "organisations:affiliations",
        "companies:written_differently",
        "companies:named_as_typed",
        "companies:register",
        "registration:registration",
    ),
    "assignment": tuple(
        f"assignment:{one}" for one in ("exact", "large", "groups", "fairness", "moves")
    ),
    "places": ("typed_places:typed_places",),
    "broadcast": ("broadcast:broadcast",),
    "flood": ("flood:flood",),
    "shell": ("shell:whole_process",),
}
"""What can be measured: functions of this package's modules that fill in Figures."""


def main(names: list[str]) -> None:
    """Measure and print."""
    for name in names or SECTIONS:
        figures = Figures(name)
        for place in SECTIONS[name]:
            module, function = place.split(":")
            getattr(import_module(f"tests.bench.{module}"), function)(figures)
        figures.show()


if __name__ == "__main__":
    main(sys.argv[1:])
