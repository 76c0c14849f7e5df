"""One of a list, or some of a list: by button, or typed with slips of the finger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from bot.conversation.addresses import COUNT
from bot.conversation.kinds.base import (
    DONE,
    GIVE,
    PAGE,
    TOGGLE,
    UNTICK,
    Again,
    Asked,
    Given,
    Heard,
    Option,
    Partly,
    Turn,
    Unsure,
    expected_words,
    no_buttons,
)
from bot.conversation.screens import Button, Pages, Rows, clip, grid, lines
from bot.conversation.small_words import Meaning, bare, listed, meaning
from matching.understanding.denial import denied_in_answer, left, only
from matching.understanding.speaking_up import is_sentence
from matching.words.language_guess import is_small_word
from matching.words.names import Certainty, NameIndex, Resolution, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from bot.conversation.events import Event
    from bot.conversation.kinds.texts import FreeText
    from matching.understanding.denial import Stretch

TICK = "✅ "
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
SEPARATORS = re.compile(
    r"[,;/\n]+|\s+(?:and|und|et|y|e|si|și|i|a|og|och|en|ja|és|agus|un|ir|in|u|и|και|med|sowie|as well as|"
    r"or|oder|ou|o|ó|eller|of|vagy|tai|või|vai|arba|lub|albo|alebo|nebo|ali|sau|или|ή|nó|jew)\s+|\s+[&+]\s+"
)


LONGEST_LABEL = 4  # words
MOST_WORDS = 36  # in which options are looked for where something is taken back
A_LITTLE = listed(
    "a bit, a little, a little bit, some, quite some, etwas, ein bisschen, ein wenig, un peu, un poco, un po, um pouco, een beetje, trochę, trochu, puțin, malo, lite, lidt"
)
"""“A bit of Spanish”: how much, which is no name of anything."""
NONE_OF_THEM = {"nothing", "none"}
"""Options that are not meant by “all of them”."""
MANY_WORDS = 2
MANY = 4  # times as many chosen as not: then these are named


def affirmed(typed: str, options: Sequence[Option] = ()) -> str:
    """What is left of typed words without what they take back."""
    denied = denied_of(typed, options)
    return left(typed, denied) if denied else typed


def denied_of(typed: str, options: Sequence[Option]) -> list[Stretch]:
    """What typed words take back; nothing where a label says "not" itself: “Our topics do not match”."""
    denied = denied_in_answer(typed)
    labels = [one.label for one in options] if denied else []
    return [] if any(map(denied_in_answer, labels)) else denied


def _among(found: Resolution, ids: set[str]) -> Resolution:
    """What was found, as far as it can be chosen."""
    left = tuple(one for one in found.candidates if one in ids)
    return Resolution(Certainty.UNSURE if left else Certainty.NONE, left[0] if left else None, left)


def resolve_option(options: Sequence[Option], typed: str) -> Resolution:
    """Which option typed words mean, by its label, spellings or id."""
    return resolve(typed, _index(tuple((one.id, one.label, *one.spellings) for one in options)))


@lru_cache(maxsize=32)  # one message asks for the same options word by word
def _index(options: tuple[tuple[str, ...], ...]) -> NameIndex:
    return NameIndex({name: (*spellings, name) for name, *spellings in options})


FEW_WORDS = 3
"""Beside what is denied: “we are not a member” denies all; “not Germany, and we are 12 people” tells more."""


@dataclass(frozen=True)
class Other:
    """The option for what is not in the list, and the question that asks for its name.

    Who types a name that is in no list has said both.
    """

    option: str
    question: str
    name: FreeText
    none: str  # the option that there is none

    def named(self, asked: Asked, event: Event) -> Given | None:
        """What the words name; None if they could be no name."""
        if meaning(event.text) is Meaning.NOT_SURE:
            return None
        taken_back = denied_in_answer(event.text)
        beside = len(left(event.text, taken_back).split()) if taken_back else 0
        if meaning(event.text) is Meaning.NO or (taken_back and beside <= FEW_WORDS):
            return Given(self.none, interpreted=True)
        if is_sentence(event.text) or taken_back:
            return None
        heard = self.name.hear(asked, event)
        if not isinstance(heard, Given) or heard.value.endswith("?"):
            return None
        return Given(self.option, interpreted=True, also={self.question: heard.value})


def _in_a_word(options: Sequence[Option], typed: str) -> str | None:
    """The one option that says what a small word or a sign means: “ja” and 👍 where *Yes* can be chosen."""
    meant = meaning(typed)
    alike = [one.id for one in options if meant is not None and meaning(one.label) is meant]
    return alike[0] if len(alike) == 1 else None


@dataclass(frozen=True)
class OneOf:
    """One of a list. `find` replaces the plain search by label, for long lists like countries."""

    options: Callable[[Asked], Sequence[Option]]
    width: int = 2
    size: int = 24
    find: Callable[[str], Resolution] | None = None
    other: Other | None = None
    read: Callable[[str], str | None] | None = None

    def hint(self, asked: Asked) -> str:
        """Tap or type."""
        return asked.say("Tap a button or type your answer.")

    def rows(self, asked: Asked) -> Rows:
        """The options of this page; the candidates we ask back about stand first."""
        options = self._offered(asked)
        pages = Pages(len(options), self.size, asked.page, partial(asked.data, PAGE))
        shown = options[pages.offset : pages.offset + self.size]
        buttons = [asked.button(one.on_button, GIVE, one.id) for one in shown]
        return (*grid(buttons, self.width), *([pages.buttons()] if pages.buttons() else []))

    def _offered(self, asked: Asked) -> list[Option]:
        options = list(self.options(asked))
        first = [one for one in options if one.id in asked.candidates]
        return first + [one for one in options if one not in first]

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The option that was typed, a question back when two are near, or the list again."""
        if not event.text:
            return expected_words(asked)
        options = self.options(asked)
        if alike := _in_a_word(options, event.text):
            return Given(alike, interpreted=True)
        typed = event.text if self.other else affirmed(event.text, options)
        if not typed:
            return Again(asked.say("Please name only what you do want, or tap it."))
        found = self.find(typed) if self.find else resolve_option(options, typed)
        unsure = found.certainty is not Certainty.SURE
        told = self.read(typed) if self.read and unsure else None
        if told in {one.id for one in options}:
            return Given(told, interpreted=True)
        named = self.other.named(asked, event) if self.other and not found.best else None
        ids = {one.id for one in options}
        if not named and (unsure or found.best not in ids) and meaning(event.text):
            return Again(_unknown(asked, event.text))  # “no” is Norway where that can be chosen
        return named or _understood(asked, found, ids, event.text)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The option whose button it was, or another page."""
        if verb == PAGE and (page := COUNT.read(value)) is not None:
            return Turn(page)
        if verb == GIVE and value in {one.id for one in self.options(asked)}:
            return Given(value)
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The option's label."""
        return next((one.label for one in self.options(asked) if one.id == value), str(value))


def _understood(asked: Asked, found: Resolution, ids: set[str], typed: str) -> Heard:
    allowed = tuple(one for one in found.candidates if one in ids)
    if found.certainty is Certainty.SURE and found.best in ids:
        return Given(found.best, interpreted=True)
    if allowed:
        return Unsure(allowed, typed)
    if found.best:
        return Again(
            asked.say("That one is not part of this programme. Please choose from the list.")
        )
    return Again(_unknown(asked, typed))


def _unknown(asked: Asked, typed: str) -> str:
    """Why words choose nothing: a yes says not to which of them."""
    if meaning(typed) is Meaning.YES:
        return asked.say("Yes – to which of them? Please tap it, or type its name.")
    if meaning(typed) is Meaning.NO:
        return asked.say("None of these? Please tap what comes nearest, or type it in other words.")
    if meaning(typed) in {Meaning.DONE, Meaning.KEEP}:
        return asked.say("Nothing is chosen yet. Please tap at least one, or type its name.")
    unknown = "I do not know “{typed}” here. Please tap a button or try other words."
    return asked.say(unknown, typed=clip(typed, 60))


def _ticked(option: Option, chosen: bool) -> str:  # noqa: FBT001 - it is all that this is about
    """A button's label; a tick stands where a flag stood, as there is room for one of them."""
    return TICK + FLAG.sub("", option.on_button).strip() if chosen else option.on_button


@dataclass(frozen=True)
class SomeOf:
    """Some of a list: taps switch options on and off, *Done* ends; typed lists work as well.

    With `anything` a button says that all are fine, and the answer is an empty list. `read` is tried
    first, with all that was typed: None where it does not understand. `spelt` puts what stands for
    several, Benelux, as those of them that can be chosen.
    """

    options: Callable[[Asked], Sequence[Option]]
    anything: str = ""
    most: int = 20
    width: int = 1
    size: int = 20
    find: Callable[[str], Resolution] | None = None
    read: Callable[[Asked, str], list[str] | None] | None = None
    spelt: Callable[[str, Collection[str]], str] | None = None

    def hint(self, asked: Asked) -> str:
        """How to choose several."""
        if self.most < len(self.options(asked)):
            return asked.say("Choose up to {most}, then tap Done.", most=self.most)
        return asked.say("Choose as many as fit, then tap Done.")

    def rows(self, asked: Asked) -> Rows:
        """The options with a tick on what is chosen, and *Done*."""
        chosen = set(asked.answer or ())
        options = list(self.options(asked))
        first = [one for one in options if one.id in asked.candidates]
        options = first + [one for one in options if one not in first]
        pages = Pages(len(options), self.size, asked.page, partial(asked.data, PAGE))
        shown = options[pages.offset : pages.offset + self.size]
        marked = [
            asked.button(
                _ticked(one, one.id in chosen),
                UNTICK if one.id in chosen else TOGGLE,
                f"{pages.page}.{one.id}",
            )
            for one in shown
        ]
        turn = [pages.buttons()] if pages.buttons() else []
        return (*grid(marked, self.width), *turn, self._ends(asked, chosen))

    def _ends(self, asked: Asked, chosen: set[str]) -> tuple[Button, ...]:
        done = asked.say("Done ({count})", count=len(chosen))
        ends = [asked.button(done, DONE)] if chosen else []
        if self.anything:
            ends.append(asked.button(asked.say(self.anything), GIVE, "*"))
        return tuple(ends)

    def hear(self, asked: Asked, event: Event) -> Heard:
        """Options typed in a row; if all are clear the answer stands, else we ask back."""
        if not event.text:
            return expected_words(asked)
        options = self.options(asked)
        text = self.spelt(event.text, {one.id for one in options}) if self.spelt else event.text
        if denied := denied_of(text, options):
            return self._without(asked, text, denied)
        return self._typed(asked, text)

    def _typed(self, asked: Asked, text: str) -> Heard:
        every = [one.id for one in self.options(asked) if one.id not in NONE_OF_THEM]
        if meaning(text) is Meaning.ANY and not self.anything and len(every) <= self.most:
            return Given(every, interpreted=True)
        told = self.read(asked, text) if self.read else None
        if told is not None and len(told) <= self.most and not self._unread(asked, text):
            return self._added(asked, told) if told else Given(told, interpreted=True)
        found = self._found(asked, text)
        if told:
            return self._weigh(asked, told, [], self._unread(asked, text))
        sure = [one.best for one in found.values() if one.best and one.certainty is Certainty.SURE]
        maybe = [other for one in found.values() for other in one.candidates]
        unknown = [word for word, one in found.items() if one.certainty is not Certainty.SURE]
        return self._weigh(asked, list(dict.fromkeys(sure)), maybe, unknown)

    def _unread(self, asked: Asked, text: str) -> list[str]:
        """What stands between commas and is nothing that `read` knows."""
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return [one for one in parts if self.read and self.read(asked, one) is None]

    def _found(self, asked: Asked, text: str) -> dict[str, Resolution]:
        """What each of the typed words names, of what can be chosen."""
        options = self.options(asked)
        ids = {one.id for one in options}
        typed = (word.strip() for word in SEPARATORS.split(text))
        words = {word.casefold(): word for word in typed if word and bare(word) not in A_LITTLE}
        parts = [part for word in words.values() for part in self._parts(options, word)]
        found = {word: self._find(options, word) for word in parts}
        return {word: one if one.best in ids else _among(one, ids) for word, one in found.items()}

    def _parts(self, options: Sequence[Option], word: str) -> list[str]:
        """Words between two signs, which may name several by themselves: “italy spain”."""
        words = [one for one in word.split() if not is_small_word(one)]
        if not self.find or len(words) < MANY_WORDS:
            return [word]
        alone = [self._find(options, one) for one in words]
        named = {one.best for one in alone if one.certainty is Certainty.SURE}
        whole = self._find(options, word)
        if len(named) < MANY_WORDS or (len(whole.candidates) == 1 and whole.best not in named):
            return [word]
        return [
            one
            for one, told in zip(words, alone, strict=True)
            if told.certainty is Certainty.SURE or not named & set(told.candidates)
        ]

    def _find(self, options: Sequence[Option], word: str) -> Resolution:
        return self.find(word) if self.find else resolve_option(options, word)

    def _weigh(self, asked: Asked, sure: list[str], maybe: list[str], unknown: list[str]) -> Heard:
        if sure and not unknown and len(sure) <= self.most:
            return self._added(asked, sure)
        if not sure and not maybe:
            return Again(_unknown(asked, ", ".join(unknown)))
        merged = list(dict.fromkeys([*(asked.answer or ()), *sure]))
        first = tuple(dict.fromkeys([*sure, *maybe]))
        return Partly(merged[: self.most], first, self._note(asked, sure, merged, unknown))

    def _added(self, asked: Asked, sure: list[str]) -> Heard:
        """All of it was clear: it is the answer, or is added to the ticks that are there."""
        if not asked.ticked or not asked.answer or set(asked.answer) <= set(sure):
            return Given(sure, interpreted=True)
        if set(sure) <= set(asked.answer):  # said once more: that is all
            return Given(list(asked.answer), interpreted=True)
        merged = list(dict.fromkeys([*asked.answer, *sure]))
        return Partly(merged[: self.most], tuple(sure), self._note(asked, sure, merged, []))

    def _note(self, asked: Asked, sure: list[str], merged: list[str], unknown: list[str]) -> str:
        """What became of each of the words."""
        say, over = asked.say, merged[self.most :]
        new = [one for one in sure if one not in over]
        added = say("Added: {what}.", what=self._labels(asked, new)) if new else ""
        unknown_words = ", ".join(word[:40] for word in unknown)
        unsure = say("I did not know: {what}.", what=unknown_words) if unknown else ""
        too_many = "At most {most} fit, so {what} is not among them."
        most = say(too_many, most=self.most, what=self._labels(asked, over)) if over else ""
        return lines(added, unsure, most)

    def _without(self, asked: Asked, text: str, denied: list[Stretch]) -> Heard:
        """“Not in July”, “everywhere but France”: what is named there is taken from what there is."""
        say, options = asked.say, self.options(asked)
        gone = self._named(asked, only(text, denied))
        wanted = left(text, denied)
        kept = self._named(asked, wanted) - gone if wanted else set()
        if kept:
            unknown = only(text, denied).strip()[:60]
            note = "" if gone else say("I did not know: {what}.", what=unknown)
            return Given([one.id for one in options if one.id in kept], interpreted=True, note=note)
        if not gone:
            return Again(say("Please name only what you do want, or tap it."))
        return self._taken_away(asked, gone)

    def _taken_away(self, asked: Asked, gone: set[str]) -> Heard:
        """What is left of the choices made so far; where there are none, of all there are."""
        say, options = asked.say, self.options(asked)
        there = [one for one in asked.answer or () if one not in gone]
        labels = self._labels(asked, [one.id for one in options if one.id in gone])
        if asked.answer and len(there) == len(asked.answer):
            return Again(say("{what} is not among your choices.", what=labels))
        if asked.answer:
            return Partly(there, note=say("Taken away: {what}.", what=labels))
        if not self.anything:
            return Again(say("Please name only what you do want, or tap it."))
        rest = [one.id for one in options if one.id not in gone]
        note = say("Everything but {what} is ticked: tap Done if that is right.", what=labels)
        return Partly(rest, note=note)

    def _named(self, asked: Asked, text: str) -> set[str]:
        """The options that some words name, whatever else they say."""
        told = (self.read(asked, line) or () for line in text.split("\n")) if self.read else ()
        named = {one for ids in told for one in ids}
        options = self.options(asked)
        words = text.replace(",", " ").split()[:MOST_WORDS]
        for at in range(len(words)):
            for past in range(at + 1, min(at + LONGEST_LABEL, len(words)) + 1):
                run = " ".join(words[at:past])
                found = self._find(options, run) if not is_small_word(run) else None
                if found and found.best and found.certainty is Certainty.SURE:
                    named.add(found.best)
        return named & {one.id for one in options}

    def _labels(self, asked: Asked, ids: Iterable[str]) -> str:
        labels = {one.id: one.label for one in self.options(asked)}
        return ", ".join(labels.get(one, one) for one in ids)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """A switch, another page, *Done*, or *anything*."""
        if verb == PAGE and (page := COUNT.read(value)) is not None:
            return Turn(page)
        if verb == DONE and asked.answer:
            return Given(list(asked.answer))
        if verb == GIVE and value == "*" and self.anything:
            return Given([])
        option = value.partition(".")[2]
        if verb not in {TOGGLE, UNTICK} or option not in {one.id for one in self.options(asked)}:
            return no_buttons(asked)
        return self._switch(asked, verb, option)

    def _switch(self, asked: Asked, verb: str, option: str) -> Heard:
        """Tick an option, or take its tick away; where that is so already, as after two taps at once, it stays."""
        chosen = list(asked.answer or ())
        if verb == UNTICK:
            return Partly([one for one in chosen if one != option])
        if option in chosen:
            return Partly(chosen)
        if len(chosen) >= self.most:
            return Again(asked.say("At most {most}: take one away first.", most=self.most))
        return Partly([*chosen, option])

    def shown(self, asked: Asked, value: Any) -> str:
        """The chosen labels."""
        if not value:
            return asked.say(self.anything or "none")
        others = [one.id for one in self.options(asked) if one.id not in value]
        if self.anything and others and len(value) > MANY * len(others):
            return asked.say("All but {what}", what=self._labels(asked, others))
        return self._labels(asked, map(str, value))
