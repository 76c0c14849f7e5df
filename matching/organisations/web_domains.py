"""The domain an organisation answers to, and whether it has that for itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "shared_domains.txt"
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gov", "gv", "net", "or", "org", "uk", "nom"))
"""What stands before the country in "co.uk", "com.pl", "ac.at"."""
_DOMAIN = re.compile(r"^(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}$")
# Places of learning, where thousands of unlike bodies share an address.
_ACADEMIC = re.compile(
    r"(?:^|\.)(?:uni|univ|tu|fh|hs|hu)-|^univ?[^\W_]*\.|universi|\.(?:edu|ac)(?:\.|$)"
)


def own_domain(address: str) -> str:
    """Return the domain under which somebody has a web page or mail address, or "".

    "https://www.shop.weavers.co.uk/x" and "ann@weavers.co.uk" give "weavers.co.uk"; addresses at
    a provider of free mail or of web pages give nothing, as anybody may have one.
    """
    if "." not in address:
        return ""
    _, _, behind = address.strip().casefold().rpartition("@")[2].rpartition("://")
    host = re.split(r"[/:?#\s]", behind, maxsplit=1)[0].strip(".")
    if not _DOMAIN.match(host):
        return ""
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and _is_second_level(labels) else 2  # noqa: PLR2004 - "co.uk"
    domain = ".".join(labels[-kept:])
    return "" if domain in _of_providers() else domain


def is_academic(domain: str) -> bool:
    """Tell whether a domain looks like a university's, which many unlike bodies share."""
    return bool(_ACADEMIC.search(domain))


def _is_second_level(labels: list[str]) -> bool:
    return labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2  # noqa: PLR2004 - a country


@cache
def _of_providers() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
