"""Whether a place that is told is none: on the line, wherever each of them sits."""

from __future__ import annotations

import re

from matching.words.names import fold

_WORD = re.compile(r"[^\W_]+")
_ONLINE = frozenset(
    fold(one)
    for one in "online onlinе line zoom teams webex skype jitsi meet bigbluebutton bbb gotomeeting virtual virtually virtuell virtuelle virtuel virtuelle "
    "virtuale virtuální virtuálne virtueel virtuálisan remote remotely webinar webinaire webinario webinář internet web video videocall "
    "videoconference videokonferenz visio visioconférence videoconferencia videoconferenza videoconferência ligne línea linea distance distancia "
    "distanza distância zdalnie dálku diaľku távoli etäyhteydellä онлайн διαδικτυακά verkossa veebis tiešsaistē internetu netistä".split()
)
"""A word of these says that people meet on the line."""
_AROUND = frozenset(
    fold(one)
    for one in "dunno maybe perhaps probably likely i we you it dont don t know yet not sure think guess say so just only all fully entirely completely "
    "will be is its via by per through over on in at a an the our my your their ms microsoft google call conference room meeting platform session link "
    "invite follows follow later sent send to tba tbd and or for everybody everyone each from home please somewhere something like still open "
    "vielleicht wahrscheinlich wohl weiß weiss nicht noch keine ahnung nur rein über ueber per wird der die das den link folgt kommt später spaeter "
    "en à a por in em na przez prin lien enlace segue follows enviado peut être quizás forse talvez egal wir ich".split()
)
"""Words around it that tell no place."""
_PLATFORM = re.compile(
    r"\b(?:zoom|ms teams|microsoft teams|webex|google meet|jitsi|gotomeeting|webinar)\b"
    r"|\bonline(?=\s*(?:[.,;:!)]|$|at\b|on\b|um\b|am\b|from\b|ab\b|via\b|over\b|über\b|per\b|with\b|mit\b|for\b|für\b|only\b))",
    re.IGNORECASE | re.MULTILINE,
)


def is_online(text: str) -> bool:
    """Return whether what is told as a place says that people meet on the line, and names no place beside it."""
    told = [fold(one) for one in _WORD.findall(text)]
    return bool(_ONLINE & set(told)) and set(told) <= _ONLINE | _AROUND


_HALF_DAYS = re.compile(
    r"\bhalf[- ]?days?\b|\bhalb(?:e[nr]?|en)?[- ]?tag\w*|\bdemi[- ]journ\w+|\bmedi[oa]s?[- ](?:d[ií]as?|jornadas?)|\bmezz[ae] giornat\w+|"
    r"\bmei[oa]s?[- ](?:dias?|jornadas?)|\bhalve dag\w*|\bpółdni\w*|\bpůlden\w*|\bpůldn\w*|\bfélnap\w*|\bhalvdag\w*|\bjumătăți de zi",
    re.IGNORECASE,
)
_BY_SCREEN = re.compile(
    r"\bonline\b|\bvirtu[ae]l\w*|\bremote(?:ly)?\b|\bzoom\b|\bms teams\b|\bwebex\b|\bvideo(?:call|konferenz|conferenc\w+|conférence)|"
    r"\ben ligne\b|\ben línea\b|\bin linea\b|\ba distanza\b|\bà distance\b|\bzdalnie\b",
    re.IGNORECASE,
)


def wants_half_days(text: str) -> bool:
    """Return whether words about a time ask for half days, or for meeting on the line."""
    return bool(_HALF_DAYS.search(text) or _BY_SCREEN.search(text))


def tells_online(text: str) -> bool:
    """Return whether a paragraph says that what it tells of is held on the line: what is learnt about may be online too."""
    return bool(_PLATFORM.search(text))
