"""E-mail and web addresses, found in what people type around them; impossible ones are none."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = "\"'„“”‚‘’«»‹›()[]{}<>|"
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"„“”«»|]+@[^\s@<>()\[\]{},;:\"„“”«»|!?/]+")
_AT = re.compile(r"\s*[(\[{<]\s*(?:at|ät|arobase|@)\s*[)\]}>]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[(\[{<]\s*(?:dot|punkt|point|punto)\s*[)\]}>]\s*", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"\s*(\S+) (?:at|ät|arobase|arroba|chiocciola|małpa|zavináč) (\S+(?: (?:dot|punkt|point|punto|kropka|tečka) \S+)*)\s*",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_TOP = re.compile(r"[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59}")
_WEB = re.compile(
    r"(?:(?P<scheme>https?)://|(?<![\w@.-]))(?P<host>(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W_](?:[\w-]*[^\W_])?)\.?"
    r"(?P<port>:\d{1,5})?(?P<rest>[/?#]\S*)?(?![\w@])",
    re.IGNORECASE,
)
_ENDS = ".,;:!?…"
_LONGEST_EMAIL, _LONGEST_LOCAL, _LONGEST_HOST, _LONGEST_WEB = 254, 64, 253, 200  # RFC 5321, 1035
_LAST_PORT = 65_535
_LOOSE = re.compile(r"([^\s@]+)\s*@\s*([^\s@]+)")
_SENTENCES = re.compile(r"\.[A-Z][a-z]")
_COUNTRY = 2  # letters
_COMMON = frozenset(
    "com org net info biz coop pro tech digital online shop store academy agency company group gmbh design studio engineering "
    "systems solutions services cloud software energy bio eco green farm fashion science museum works global network example".split()
)
"""What an address ends with in a sentence, besides a country's letters; alone it may end as it likes."""
_FILES = frozenset("pdf doc docx odt txt rtf xls xlsx jpg jpeg png heic".split())


def email_address(text: str) -> str | None:
    """Return the first possible e-mail address in `text`, its domain in small letters; None for none."""
    return next(iter(email_addresses(text)), None)


def email_addresses(text: str) -> list[str]:
    """Return every possible e-mail address in `text`, each once, their domains in small letters."""
    return list(dict.fromkeys(_possible(_spelled_out(_joined(text)))))


def _joined(text: str) -> str:
    """An address alone, with blanks around its sign, as telephones put them, or with a wide one."""
    plain = unicodedata.normalize("NFKC", text) if "＠" in text else text
    alone = _LOOSE.fullmatch(plain.strip())
    return f"{alone[1]}@{alone[2]}" if alone else plain


def _possible(text: str) -> Iterator[str]:
    for found in _EMAIL.finditer(text):
        local, _, domain = found.group().rpartition("@")
        local, domain = local.lstrip(_AROUND), domain.rstrip(_AROUND + _ENDS).lower()
        possible = _LOCAL.fullmatch(local) and len(local) <= _LONGEST_LOCAL and _is_host(domain)
        if possible and len(f"{local}@{domain}") <= _LONGEST_EMAIL:
            yield f"{local}@{domain}"


def _spelled_out(text: str) -> str:
    """An address in words, “ana (at) firm dot eu”, with its signs, where there are none."""
    if "@" in text:
        return text
    if found := _IN_WORDS.fullmatch(text):
        return f"{found[1]}@{'.'.join(found[2].split()[::2])}"
    return _DOT.sub(".", _AT.sub("@", text, count=1))


def web_address(text: str) -> str | None:
    """Return the first possible web address in `text` with https in front; None for none.

    Port, path and query are kept; the domain of an e-mail address is none.
    """
    for found in _WEB.finditer(text):
        host, port = found["host"].lower(), found["port"] or ""
        if not _is_host(host) or int(port[1:] or 0) > _LAST_PORT or not _is_meant(found, text):
            continue
        rest = _trimmed(found["rest"] or "")
        return f"https://{host}{port}{rest}"[:_LONGEST_WEB]
    return None


def _is_meant(found: re.Match[str], text: str) -> bool:
    """Whether that is an address, and not where one sentence ends and another begins: “not yet.Maybe later”."""
    host, alone = found["host"], found.group().strip(_AROUND + _ENDS) == text.strip(_AROUND + _ENDS)
    top = host.rpartition(".")[2].lower()
    if found["scheme"] or host.lower().startswith("www."):
        return True
    if top in _FILES:
        return False
    if _SENTENCES.search(host):
        return top in _COMMON or alone
    return alone or len(top) == _COUNTRY or top in _COMMON or top.startswith("xn--")


def _is_host(domain: str) -> bool:
    *labels, top = domain.split(".")
    right = bool(labels) and all(map(_LABEL.fullmatch, labels)) and bool(_TOP.fullmatch(top))
    return right and len(domain) <= _LONGEST_HOST


def _trimmed(rest: str) -> str:
    """Return a path without the signs of the sentence that it stands in."""
    while rest and (
        rest[-1] in _ENDS + "\"'“”»>]" or (rest.endswith(")") and rest.count(")") > rest.count("("))
    ):
        rest = rest[:-1]
    return rest
