"""What people tell of themselves, put behind words of ours: “Looks for: looms”, not “Looks for: We look for looms”."""

from __future__ import annotations

import re

_WHO = r"(?:(?:we|i|our cluster|our members|wir|ich|nous|je|nosotros|noi|nós|wij|we)\s+)?(?:also\s+|auch\s+|aussi\s+|también\s+)?"
_LOOK = (
    r"(?:(?:are|am|'re|is)\s+)?(?:also\s+)?(?:looking\s+for|searching\s+for|seeking)|look\s+for|search\s+for|seek|suchen|suche|"
    r"cherchons|recherchons|cherche|buscamos|busco|cerchiamo|cerco|procuramos|procuro|zoeken|zoek|szukamy|hledáme|keresünk|căutăm"
)
_BRING = r"bring|offer|bieten|bringen|offrons|apportons|ofrecemos|offriamo|oferecemos|bieden|oferujemy|nabízíme|oferim"
_SOUGHT = re.compile(rf"{_WHO}(?:{_LOOK})\s*:?\s+", re.IGNORECASE)
_BROUGHT = re.compile(rf"{_WHO}(?:{_BRING})\s*:?\s+", re.IGNORECASE)


def sought(text: str) -> str:
    """What is looked for, without the words that say that it is: for behind “Looks for:”."""
    return _without(_SOUGHT, text)


def brought(text: str) -> str:
    """What is brought, without the words that say that it is: for behind “Brings:”."""
    return _without(_BROUGHT, text)


def _without(lead: re.Pattern[str], text: str) -> str:
    found = lead.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text
