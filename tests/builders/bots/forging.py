"""Buttons that nobody was given: made for every address that a bot declares."""

from __future__ import annotations

from datetime import date

from bot.conversation.addresses import LAST_ROW, REST
from bot.conversation.kinds.base import FormName
from exchange.applying.regions import Development
from exchange.desk import Step
from exchange.reporting.splits import Split
from exchange.timing.nudges import NUDGES
from matching.ranking.openings import Wish
from storage.tables import OfficerRole, ProjectState, Role, ServiceKind

NUMBERS = (
    *("", "-1", "+1", "1.5", "1e3", "0x1", "1_0", "01", " 1", "1 ", "1\n", "x", "None", "*"),
    *("²", "٣", "१", "１", "½", str(LAST_ROW + 1), "9" * 60, "1-2", "1,2", "\x00", "'; --"),
)
DAYS = (
    *("", "x", "2027", "2027-13-01", "2027-02-30", "2027-00-00", "9999-12-31", "0001-01-01"),
    *("20270412", "2027-W15-1", "٢٠٢٧-٠٤-١٢", "2027-4-1", "2027-04-12T00:00"),
)
WORDS = ("", "ä", "a b", "x" * 41, "²", "a\n", "\x00", "<b>")
WRONG = {
    "row": ("0", *NUMBERS),
    "count": NUMBERS,
    "day": DAYS,
    "month": (
        "",
        "x",
        "2027",
        "2027-13",
        "2027-00",
        "9999-12",
        "0001-01",
        "٢٠٢٧-٠٤",
        "2027-4",
        "2027-04-12",
    ),
    "word": WORDS,
    "reference": ("", "1", "U-", "U-0", "U--1", "U-x", "u-1", f"U-{LAST_ROW + 1}", "U-1-2", "Ü-1"),
    "form": (*WORDS, "app.", "app.0", "app.-1", "app.x", f"app.{LAST_ROW + 1}", "app.²", ".1"),
    "rest": ("a\nb", "\x00"),
}
RIGHT = {
    "row": (1, 2, 999_999, LAST_ROW),
    "count": (0, 5, 999_999),
    "day": (date(2000, 1, 1), date(2027, 4, 12), date(2099, 12, 31)),
    "month": (date(2000, 1, 1), date(2027, 4, 1), date(2099, 12, 1)),
    "word": ("PT", "text", "*", "x" * 10),
    "reference": (
        "U-1",
        "M-1",
        "U-desk-7",
        "U-participants-7",
        "X-1",
        f"U-{LAST_ROW}",
        f"M-{LAST_ROW}",
    ),
    "form": (FormName("app"), FormName("no", 1), FormName("pay", LAST_ROW), FormName("survey", 1)),
    "verb": ("=", "+", "-", "p", "!", "<", ">", "k", "change", "one", "review", "send"),
    "nudge": tuple(NUDGES),
    "kind": ("any", *ServiceKind),
    "Wish": tuple(Wish),
    "ProjectState": tuple(ProjectState),
    "OfficerRole": tuple(OfficerRole),
    "Role": tuple(Role),
    "Step": tuple(Step),
    "Split": tuple(Split),
    "Development": tuple(Development),
    "whose": ("own", "all"),
    "rest": ("", "visitor", "²", "0.", "99999.x", "9" * 20, "*", "as-typed", "2027:4"),
}


def garbage(family):
    """What looks like an address of a family and is none."""
    right = [_some(one)[0] for one in family.arguments]
    head = [family.room, family.verb] if family.verb else [family.room]
    whole = [*head, *(one.write(value) for one, value in zip(family.arguments, right, strict=True))]
    found = [":".join(whole[:-1])] if len(whole) > 1 else []
    if REST not in family.arguments:
        found += [":".join([*whole, more]) for more in ("", "1", "x:y")]
    for at, argument in enumerate(family.arguments, len(head)):
        for wrong in WRONG.get(argument.name, ("", "²", "no such", "x" * 50)):
            found.append(":".join([*whole[:at], wrong, *whole[at + 1 :]]))
    return found


def senseless(family):
    """Addresses of a family that read well, of things that may be others' or nobody's.

    Each value of each part stands in one of them, beside the others' in turn.
    """
    some = [_some(one) for one in family.arguments]
    count = max(map(len, some), default=1)
    found = {tuple(one[at % len(one)] for one in some) for at in range(count)}
    return [data for values in found if len((data := _written(family, values)).encode()) <= 64]


def _written(family, values):
    head = [family.room, family.verb] if family.verb else [family.room]
    pairs = zip(family.arguments, values, strict=True)
    return ":".join([*head, *(one.write(value) for one, value in pairs)])


def _some(argument):
    return RIGHT[argument.name]
