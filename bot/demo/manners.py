"""What a helpful person does about a bot's message: decided by its buttons, whatever the language.

An invented person does one thing at a time, as forms do not mix: what would begin another
conversation waits on their agenda until the present one has ended.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.demo.phrases import phrase

# Buttons that are tapped wherever they are seen, the best first: the beginning of a button's data.
AT_ONCE = (
    "y:on",
    "i:yes:",
    "g:take:",
    "x:agree:",
    "x:offer:",
    "c:sign:",
    "c:agree:",
    "s:sign:",
    "k:yes:",
    "m:yes:",
    "a:member:",
    "a:yes:",
    "e:sign:",
    "e:agree:",
    "e:anew:",
    "e:valid:",
    "e:approve:",
)
# Those that begin a conversation.
BEGINS = (
    *(
        "i:reply:",
        "r:report:",
        "r:proof:",
        "r:survey:",
        "r:later:",
        "h:answer",
        "m:invite:",
        "e:pay:",
    ),
    "n:answer:",
)
DATES, PAPER, DAY, HOST, BEST = "x:dates:", "c:write:", "x:day:", "m:host:", "m:best:"
OFFER, AGREE, SIGN, PAGE, ANEW = "x:offer:", "x:agree:", "c:sign:", "x:stop:", "x:redate:"
SEND, DONE, GIVE, TOGGLE, SKIP = "send", "!", "=", "+", ">"
ORDER = (SEND, DONE, GIVE, TOGGLE, SKIP)
GOOD_NEWS = "🎉"
LEAD_DAYS = 40  # from the talk about dates to the first day proposed
WEEKS_TRIED = 8


@dataclass(frozen=True)
class Seen:
    """A bot's message as its reader sees it: the data of its buttons, and the day on its clock."""

    message_id: int
    text: str
    data: tuple[str, ...]
    day: date
    paper: bool = False
    edited: bool = False


@dataclass(frozen=True)
class Tap:
    """Tap a button; one that the message may not have (any more) is `stale`."""

    message_id: int
    data: str
    stale: bool = False


@dataclass(frozen=True)
class Say:
    """Type words."""

    text: str


@dataclass(frozen=True)
class LookLater:
    """Look at an exchange again in a day: perhaps the other side has done it by then."""

    exchange: str


@dataclass(frozen=True)
class Send:
    """Send a proof of the stay, for an item of the checklist."""

    item: str


Deed = Tap | Say | Send | LookLater
PROVES = ("rep", "prf")  # forms in which what may be skipped is a proof


@dataclass
class Somebody:
    """An invented person and what they have in mind."""

    language: str
    talking: bool = False  # within a form, or about dates
    agenda: deque[Tap] = field(default_factory=deque)
    visiting: set[str] = field(default_factory=set)  # exchanges in which they are the guest
    refused: set[str] = field(default_factory=set)  # exchanges whose paper they could not sign
    weeks: int | None = None  # tried with dates, while dates are looked for
    looked_at: set[str] = field(default_factory=set)  # hosts whose card they have opened

    def react(self, seen: Seen) -> Deed | None:
        """What they do about a message; nothing, if it asks for nothing."""
        if seen.edited and not seen.data:
            return None  # an answer that was noted
        deed = self._go_on(seen)
        if deed is None and not seen.edited and not self._asks(seen):
            was_talking, self.talking = self.talking, False
            if was_talking and first(seen, BEST):
                return self.next_deed()  # an invitation is on its way: one is enough
        return deed or self._take_up(seen) or self.next_deed()

    def next_deed(self) -> Tap | None:
        """What waits on the agenda, once they are free for it."""
        if self.talking or not self.agenda:
            return None
        return self.begin(self.agenda.popleft())

    def refuse(self, tapped: Tap) -> Deed | None:
        """What they do when the bot says no to a tap."""
        verb, _, exchange = tapped.data.rpartition(":")
        if f"{verb}:" == AGREE:  # dates that do not do any more
            return self.begin(Tap(tapped.message_id, DATES + exchange))
        if f"{verb}:" == SIGN:
            self.refused.add(exchange)
            return LookLater(exchange)
        return None

    def _asks(self, seen: Seen) -> bool:
        """Whether a message would begin another conversation, in the middle of this one."""
        return any(first(seen, one) for one in (*BEGINS, DATES, PAPER)) and not seen.paper

    def _go_on(self, seen: Seen) -> Deed | None:
        """The next step of the conversation that a message belongs to."""
        questions = [one.split(":", 4) for one in seen.data if one.startswith("f:")]
        if questions:
            self.talking = True
            return self._answer(seen, questions)
        if first(seen, DAY):
            self.talking, self.weeks = True, 0
            return Say(self._dates(seen))
        if first(seen, OFFER):
            self.weeks = None
            return None
        if self.weeks is not None and not seen.data and self.weeks < WEEKS_TRIED:
            self.weeks += 1  # the last ones did not do: too many holidays, or too soon
            return Say(self._dates(seen))
        return None

    def _answer(self, seen: Seen, questions: list[list[str]]) -> Deed:
        form, question = questions[0][1].partition(".")[0], questions[0][2]
        verbs = {one[3] for one in questions}
        if form in PROVES and SKIP in verbs and not verbs & {DONE, GIVE}:
            return Send(question)
        for verb in ORDER:
            fitting = [":".join(one) for one in questions if one[3] == verb]
            if fitting and verb == GIVE:
                return Tap(seen.message_id, fitting[max(0, len(fitting) - 2)])
            if fitting:
                return Tap(seen.message_id, fitting[0])
        return Say(phrase(self.language, form, question))

    def _dates(self, seen: Seen) -> str:
        day = seen.day + timedelta(days=LEAD_DAYS, weeks=self.weeks or 0)
        monday = day - timedelta(days=day.weekday())
        return f"{monday:%d.%m.%Y} - {monday + timedelta(days=4):%d.%m.%Y}"

    def _take_up(self, seen: Seen) -> Deed | None:
        """What a message asks for that stands for itself."""
        if first(seen, PAGE):
            return self._act_on_page(seen)
        for prefix in AT_ONCE:
            if found := first(seen, prefix):
                return Tap(seen.message_id, found)
        for prefix in BEGINS:
            if found := first(seen, prefix):
                return self._when_free(Tap(seen.message_id, found))
        if found := self._another_host(seen) or first(seen, BEST):
            return Tap(seen.message_id, found)
        return self._arrange(seen)

    def _another_host(self, seen: Seen) -> str:
        """The first host of a list whose card they have not opened yet, else the first of all."""
        hosts = [one for one in seen.data if one.startswith(HOST)]
        found = next((one for one in hosts if one not in self.looked_at), first(seen, HOST))
        self.looked_at.add(found)
        return found

    def _arrange(self, seen: Seen) -> Deed | None:
        """Dates and paper: the guest sees to them, the host only when a day has gone by."""
        if found := first(seen, DATES):
            exchange = found.removeprefix(DATES)
            if not seen.text.startswith(GOOD_NEWS):
                return LookLater(exchange)
            self.visiting.add(exchange)
            return self._when_free(Tap(seen.message_id, found))
        found = first(seen, PAPER)
        if not found or seen.paper:  # a paper that came along is written already
            return None
        if found.removeprefix(PAPER) in self.visiting:
            return self._when_free(Tap(seen.message_id, found))
        return LookLater(found.removeprefix(PAPER))

    def _act_on_page(self, seen: Seen) -> Deed | None:
        """An exchange's page has buttons for just what is to be done now."""
        if (found := first(seen, SIGN)) and found.removeprefix(SIGN) not in self.refused:
            return Tap(seen.message_id, found)
        if found:  # it could not be signed: new dates, and a new paper
            self.refused.discard(found.removeprefix(SIGN))
            return self._when_free(Tap(seen.message_id, ANEW + found.removeprefix(SIGN)))
        found = first(seen, DATES) or first(seen, PAPER)
        return self._when_free(Tap(seen.message_id, found)) if found else None

    def _when_free(self, tap: Tap) -> Tap | None:
        if tap in self.agenda:
            return None
        self.agenda.append(tap)
        return self.next_deed()

    def begin(self, tap: Tap) -> Tap:
        """They tap it, and are in a conversation until it has ended."""
        self.talking = True
        return tap


def first(seen: Seen, prefix: str) -> str:
    """The first button whose data begins so; "" where there is none."""
    return next((one for one in seen.data if one.startswith(prefix)), "")
