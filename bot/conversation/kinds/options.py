"""Lists to choose from: those of the scheme, countries, languages, months, clusters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.kinds.base import Again, Asked, Heard, Option, Unsure
from bot.conversation.kinds.choices import FLAG, SomeOf
from bot.conversation.kinds.synonyms import synonyms_of
from matching.places.countries import find_country
from matching.places.languages import find_language, official_languages
from matching.times.reading import find_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from bot.conversation.events import Event
    from exchange.scheme.call import Scheme
    from matching.words.names import Resolution

MONTHS_AHEAD = 12
FIRST_FLAG_SIGN = 0x1F1E6  # regional indicator A
FIRST_OF_TWO = re.compile(r" (?:&|und|and) .*")


def scheme_list(name: str) -> Callable[[Asked], Sequence[Option]]:
    """A list of the scheme, such as its ecosystems, in the reader's language."""

    def options(asked: Asked) -> list[Option]:
        return labelled(asked, getattr(asked.talk.work.scheme, name))

    return options


def labelled(asked: Asked, entries: Iterable[object]) -> list[Option]:
    """Entries with an id and an English label, put into the reader's language."""
    return [
        Option(
            one.id,  # type: ignore[attr-defined]
            str(asked.say(one.label)),  # type: ignore[attr-defined]
            (one.label, one.id.replace("_", " "), *synonyms_of(one.id)),  # type: ignore[attr-defined]
        )
        for one in entries
    ]


def countries_of(
    role_countries: Callable[[Scheme, date], Sequence[str]],
) -> Callable[[Asked], list[Option]]:
    """Countries in the reader's language and alphabet."""

    def options(asked: Asked) -> list[Option]:
        found = [
            Option(code, named := asked.say.country(code), short=FIRST_OF_TWO.sub("", named))
            for code in role_countries(asked.talk.work.scheme, asked.talk.work.now.date())
        ]
        return sorted(found, key=lambda one: one.label.partition(" ")[2])

    return options


def any_country(scheme: Scheme, on: date) -> tuple[str, ...]:
    """Countries of visitors and of hosts that take part on a day."""
    known = {*scheme.visitor_countries, *scheme.host_countries}
    return tuple(sorted(one for one in known if scheme.sends(one, on) or scheme.receives(one, on)))


def host_countries(scheme: Scheme, on: date) -> tuple[str, ...]:
    """Where hosts may be, from a day on."""
    return tuple(one for one in scheme.host_countries if not scheme.has_left(one, on))


def typed_country(typed: str) -> Resolution:
    """The country that was typed, in any language, or shown by its flag."""
    return find_country(FLAG.sub(_code, typed))


def _code(flag: re.Match[str]) -> str:
    """The two letters that a flag is made of."""
    return "".join(chr(ord(sign) - FIRST_FLAG_SIGN + ord("A")) for sign in flag.group())


def typed_language(typed: str) -> Resolution:
    """The language that was typed, in any language."""
    return find_language(typed)


def languages(asked: Asked) -> list[Option]:
    """Languages of work: the EU's and its neighbours', the reader's own first."""
    codes = dict.fromkeys(["en", asked.talk.person.language, *LANGUAGES])
    return [Option(code, asked.say.tongue(code)) for code in codes]


LANGUAGES = "de fr es it pl ro nl pt el hu cs sv bg da fi sk hr lt sl lv et mt ga tr uk sr sq mk bs hy is".split()


def typed_months(asked: Asked, text: str) -> list[str] | None:
    """The months that were typed as words, ranges, seasons or dates; [] for any; None for others."""
    if by_number := _numbered(asked, text):
        return by_number
    times = find_dates(text, asked.talk.work.now.date(), slips=True, spoken=_spoken(asked))
    if times.anytime:
        return []
    offered = {one.id for one in months(asked)}
    told = [month for month in times.months if month in offered]
    return told if told and times.sure else None


def _spoken(asked: Asked) -> frozenset[str]:
    """The languages that somebody writes: that of their Telegram, and those of their country."""
    own = asked.talk.event.language or asked.talk.person.language
    country = str(asked.answers.get("country") or "")
    return frozenset({own.partition("-")[0], *official_languages(country)})


def _numbered(asked: Asked, text: str) -> list[str]:
    """Months typed as their numbers, “5, 6 and 7”: none where any other word is there."""
    words = [one for one in re.split(r"[\s,;./+&-]+", text) if one]
    if not all(one.isdecimal() and 1 <= int(one) <= MONTHS_AHEAD for one in words) or not words:
        return []
    wanted = {int(one) for one in words}
    return [one.id for one in months(asked) if int(one.id[-2:]) in wanted]


class Months(SomeOf):
    """Months: tapped, or typed as words, ranges, seasons or dates; of a name that is two, both stand first."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The months in the words, or those that they may be."""
        heard = super().hear(asked, event)
        near = _in_doubt(asked, event.text) if isinstance(heard, Again) else ()
        return Unsure(near, event.text) if near else heard


def _in_doubt(asked: Asked, text: str) -> tuple[str, ...]:
    """The months that words may mean, where they mean one of several: “listopada”."""
    times = find_dates(text, asked.talk.work.now.date(), slips=True, spoken=_spoken(asked))
    told = {
        day.isoformat()[:7]
        for one in times.spans
        for day in (one.first, *(first for first, _ in one.doubts))
    }
    offered = [one.id for one in months(asked) if one.id in told]
    return () if times.sure else tuple(offered)


def which_months(any_time: str = "") -> SomeOf:
    """The kind of every question for months."""
    return Months(months, anything=any_time, width=2, most=MONTHS_AHEAD, read=typed_months)


def months(asked: Asked) -> list[Option]:
    """This month and the eleven after it."""
    year, month = asked.talk.work.now.year, asked.talk.work.now.month
    found = []
    for ahead in range(MONTHS_AHEAD):
        past_years, index = divmod(month - 1 + ahead, 12)
        code = f"{year + past_years}-{index + 1:02}"
        found.append(Option(code, asked.say.month(code), (asked.say.month(code).split()[0],)))
    return found
