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


def tells_online(text: str) -> bool:
    """Return whether a paragraph says that what it tells of is held on the line: what is learnt about may be online too."""
    return bool(_PLATFORM.search(text))
