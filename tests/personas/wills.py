"""What people want who live on after they applied: each will is a small policy, a new one is a few lines.

What a helpful person does about a message stands in `bot/demo/manners.py`; a will says where somebody does otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.demo.manners import Say, Seen, Somebody, Tap, first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.demo.manners import Deed

    Will = Callable[["Minded", Seen], Deed | None]

SEARCHED = {
    "textiles": "sensors",
    "agri_food": "charging",
    "health": "wool",
    "mobility": "milk",
}


OPEN_DAYS = ("grp", "about")
"""The question that a whole group visit can be told at."""
AHEAD = timedelta(weeks=10)
PROGRAMMES = {
    "en": "Open days in our workshop, {days}, 6 seats. Visitors see the laboratory and try the machines with us.",
    "de": "Offene Werkstatt, {days}, 6 Plätze. Gäste sehen das Labor und probieren die Maschinen mit uns aus.",
}
PATIENT = 8
"""Mornings on which somebody looks for a group visit."""


class AsUsual(Exception):
    """They do what a helpful person does."""


@dataclass
class Minded(Somebody):
    """Somebody with a will of their own, and what they have wanted once already."""

    will: Will | None = None
    trade: str = ""
    wanted: set[str] = field(default_factory=set)
    errand: str = ""  # what they write every morning until it is done
    mark: str = ""  # by which their words are known
    told: list[str] = field(default_factory=list)  # what they answered in words
    welcome: Callable[[str], bool] = lambda _text: True
    """Whether they would receive whom an invitation tells of."""

    def react(self, seen: Seen) -> Deed | None:
        """As they want, else as a helpful person."""
        if apart := first(seen, "s:other:"):
            return Tap(seen.message_id, apart)  # each firm of theirs is one
        if (asked := first(seen, "i:yes:")) and not self.welcome(seen.text) and self.once(asked):
            declined = f"i:no:{asked.removeprefix('i:yes:')}"
            return self.begin(Tap(seen.message_id, declined, stale=True))
        if self.will is None or first(seen, "f:"):
            return super().react(seen)
        try:
            return self.will(self, seen)
        except AsUsual:
            return super().react(seen)

    def _answer(self, seen: Seen, questions: list[list[str]]) -> Deed:
        _, form, question, *_ = questions[0]
        if (form.partition(".")[0], question) == OPEN_DAYS:
            return Say(open_days(self.language, seen.day))
        deed = super()._answer(seen, questions)
        if not isinstance(deed, Say):
            return deed
        self.told.append(f"{deed.text} {self.mark}")
        return Say(self.told[-1])

    def morning(self) -> Deed | None:
        """What they begin by themselves on a new day, with a free head."""
        self.talking = False
        return Say(self.errand) if self.errand else self.next_deed()

    def once(self, what: str) -> bool:
        """Whether they have not wanted that before; from now on they have."""
        fresh = what not in self.wanted
        self.wanted.add(what)
        return fresh


def instead(me: Minded, seen: Seen, usual: str, other: str) -> Deed:
    """Once, they tap another button than the usual one, of the same thing. Raises AsUsual."""
    found = first(seen, usual)
    if not found or not me.once(f"{usual}{other}"):
        raise AsUsual
    return me.begin(Tap(seen.message_id, other + found.removeprefix(usual), stale=True))


# Visitors.


def searches(me: Minded, seen: Seen) -> Deed | None:
    """Looks through the catalogue by words instead of taking what fits best."""
    if first(seen, "m:best:") and me.once("search"):
        return Say(f"/search {SEARCHED.get(me.trade, 'laser')}")
    raise AsUsual


def waits_for_the_matcher(me: Minded, seen: Seen) -> Deed | None:
    """Leaves it to the desk to find a host, until reminded."""
    if first(seen, "m:best:") and me.once("wait"):
        return None
    raise AsUsual


def asks_who_invites(me: Minded, seen: Seen) -> Deed | None:
    """Wants to know something before the answer."""
    return instead(me, seen, "i:yes:", "i:ask:") if first(seen, "i:yes:") else opens_again(me, seen)


def opens_again(me: Minded, seen: Seen) -> Deed | None:
    """Opens an invitation whose question was answered."""
    del me
    if found := first(seen, "i:show:"):
        return Tap(seen.message_id, found)
    raise AsUsual


def cancels(me: Minded, seen: Seen) -> Deed | None:
    """Calls the exchange off once it is signed."""
    if first(seen, "s:sign:") and me.once("look"):
        return Say("/exchanges")
    if "look" not in me.wanted:
        raise AsUsual
    return instead(me, seen, "x:stop:", "x:stop:")


def other_dates(me: Minded, seen: Seen) -> Deed | None:
    """Changes the dates once they are agreed."""
    if first(seen, "c:write:") and me.once("look"):
        return Say("/exchanges")
    return instead(me, seen, "x:redate:", "x:redate:")


def breaks_off(me: Minded, seen: Seen) -> Deed | None:
    """Has to go home on the second day."""
    if first(seen, "x:early:") and me.once("home"):
        me.errand = ""
        return me.begin(Tap(seen.message_id, first(seen, "x:early:")))
    if first(seen, "x:prepare:") and "home" not in me.wanted:
        me.errand = "/exchanges"
    raise AsUsual


def withdraws(me: Minded, seen: Seen) -> Deed | None:
    """Leaves the programme as soon as they are in it."""
    if first(seen, "m:best:") and me.once("withdraw"):
        return Say("/withdraw")
    if (sure := first(seen, "q:yes")) and me.once("sure"):
        return Tap(seen.message_id, sure)
    return None


def deletes_their_data(me: Minded, seen: Seen) -> Deed | None:
    """Has everything deleted as soon as they are in the programme, and wants nothing more."""
    if first(seen, "m:best:") and me.once("delete"):
        return Say("/deletemydata")
    if (sure := first(seen, "q:erase")) and me.once("sure"):
        me.told.clear()  # nothing of it may be kept
        return Tap(seen.message_id, sure)
    return None


def deletes_on_the_way(me: Minded, seen: Seen) -> Deed | None:
    """Has everything deleted on the second day of the stay."""
    if first(seen, "x:early:") and me.once("delete"):
        me.errand = ""
        return Say("/deletemydata")
    if (sure := first(seen, "q:erase")) and me.once("sure"):
        me.told.clear()  # nothing of it may be kept but what the law wants
        return Tap(seen.message_id, sure)
    if first(seen, "x:prepare:") and "delete" not in me.wanted:
        me.errand = "/exchanges"
    if "delete" in me.wanted:
        return None
    raise AsUsual


def goes_with_others(me: Minded, seen: Seen) -> Deed | None:
    """Looks for a group visit for some mornings, joins the first; where there is none, goes alone."""
    if first(seen, "m:best:") and me.once("wait"):
        me.errand = "/group"
        return None
    if join := first(seen, "g:join:"):
        me.errand = ""
        return me.begin(Tap(seen.message_id, join))
    if me.errand == "/group" and not first(seen, "g:show:") and me.once(f"{seen.day}"):
        mornings = len(me.wanted)
        me.errand = "/group" if mornings < PATIENT else "/hosts"
        return None
    if shown := first(seen, "g:show:"):
        return Tap(seen.message_id, shown)
    if paper := first(seen, "c:write:"):
        me.visiting.add(paper.removeprefix("c:write:"))
        me.errand = ""
    raise AsUsual


def says_no_more(me: Minded, seen: Seen) -> Deed | None:
    """Is never heard of again."""
    del me, seen
    return None


# Hosts.


def declines_once(me: Minded, seen: Seen) -> Deed | None:
    """Has no room for the first who asks."""
    return instead(me, seen, "i:yes:", "i:no:")


def changes_their_mind(me: Minded, seen: Seen) -> Deed | None:
    """Says yes, and cancels when the dates come."""
    return instead(me, seen, "x:agree:", "x:stop:")


def proposes_others(me: Minded, seen: Seen) -> Deed | None:
    """Would rather have other dates."""
    return instead(me, seen, "x:agree:", "x:dates:")


def closes(me: Minded, seen: Seen) -> Deed | None:
    """Has to close the firm when a paper is to be signed, and leaves."""
    if first(seen, "c:sign:") and me.once("close"):
        return Say("/withdraw")
    if (sure := first(seen, "q:yes")) and me.once("sure"):
        return Tap(seen.message_id, sure)
    if "close" in me.wanted:
        return None
    raise AsUsual


def publishes(me: Minded, seen: Seen) -> Deed | None:
    """Invites several at once, on days of its own, as soon as they are in the programme."""
    if (new := first(seen, "g:new")) and me.once("publish"):
        me.errand = ""
        return me.begin(Tap(seen.message_id, new))
    raise AsUsual


def open_days(language: str, today: date) -> str:
    """A group visit in a paragraph: a week that is far enough ahead."""
    begins = today + AHEAD - timedelta(days=today.weekday())
    days = f"{begins:%d.%m.%Y} - {begins + timedelta(days=4):%d.%m.%Y}"
    return PROGRAMMES[language].format(days=days)


# Officers.


def asks_back(me: Minded, seen: Seen) -> Deed | None:
    """Has a question to the first applicant."""
    return instead(me, seen, "a:yes:", "a:ask:")


def rejects_one(me: Minded, seen: Seen) -> Deed | None:
    """Does not accept the first applicant."""
    return instead(me, seen, "a:yes:", "a:no:")


def returns_a_report(me: Minded, seen: Seen) -> Deed | None:
    """Wants more in the first report."""
    return instead(me, seen, "e:valid:", "e:return:")


def declines_a_payment(me: Minded, seen: Seen) -> Deed | None:
    """Sends the first payment back."""
    return instead(me, seen, "e:approve:", "e:decline:")


def matches(me: Minded, seen: Seen) -> Deed | None:
    """Has hosts found for all who wait."""
    for approve in ("k:send:", "k:approve:"):
        if found := first(seen, approve):
            me.errand = ""
            return Tap(seen.message_id, found)
    return returns_a_report(me, seen)


VISITORS: Mapping[str, Will | None] = {
    "goes": None,
    "searches": searches,
    "waits for the matcher": waits_for_the_matcher,
    "goes by another way": None,
    "asks who invites": asks_who_invites,
    "other dates": other_dates,
    "breaks off": breaks_off,
    "goes at once": None,
    "cancels": cancels,
    "withdraws": withdraws,
    "goes again": None,
    "is never heard of": says_no_more,
    "deletes their data": deletes_their_data,
    "goes with others": goes_with_others,
    "deletes on the way": deletes_on_the_way,
}
HOSTS: Mapping[str, Will | None] = {
    "receives": None,
    "asks first": asks_who_invites,
    "declines once": declines_once,
    "receives all": None,
    "changes their mind": changes_their_mind,
    "proposes others": proposes_others,
    "publishes": publishes,
    "never answers": says_no_more,
    "receives some": None,
    "closes": closes,
}
OFFICERS: Mapping[str, Will | None] = {
    "sees to it": None,
    "asks back": asks_back,
    "matches": matches,
    "declines a payment": declines_a_payment,
    "returns a report": returns_a_report,
    "rejects one": rejects_one,
}
ERRANDS = {"publishes": "/group"}
"""What they write every morning from the beginning on, until it is done."""
OWN_WAY = {"cancels", "withdraws", "is never heard of", "deletes their data", "deletes on the way"}
"""Visitors who do not want to finish."""
