"""What people say is wrong in the application, in their own words: taken back, replaced, or added."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.conversation.kinds.base import Given
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.naming import Named, named_in, wants_change
from bot.conversation.screens import clip, lines
from bot.conversation.small_words import TOO, bare
from bot.participants.forms.applying.prefill import TOLD, allowed
from matching.places.cities import city, find_city
from matching.understanding.correcting import correction, is_led
from matching.words.names import Certainty, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.conversation.forms import Question
    from bot.conversation.kinds.base import Asked
from matching.understanding.correcting import Correction

A_NAME = 3  # words of one that stands alone
SHOWN = 120  # characters of an answer
_NAMED = {
    "country": "countries",
    "wished_countries": "countries",
    "city": "cities",
    "languages": "languages",
    "topics": "topics",
    "months": "months",
}
"""In which of the things that words name an answer is looked for."""
_ALL_BUT = {"wished_countries", "months"}
_ADDED = {"topics", "wished_countries"}  # one more takes nothing away
_NOT_BY_THE_WAY = {"offers", "seeks", "goals", "activities", "ecosystems", "motivation"}


@dataclass(frozen=True)
class Corrected:
    """Answers as they are now, None for those taken back, and what is said of it."""

    changed: dict[str, Any]
    said: str
    wanted: tuple[Question, ...] = ()  # what is to be changed, where nobody said to what
    notes: tuple[str, ...] = field(default=())


def corrected(
    asked: Asked, questions: Sequence[Question], known: Mapping[str, Any], typed: str
) -> Corrected:
    """What typed words change of the `known` answers; nothing where they tell nothing, with a reason."""
    named = named_in(asked.say, [one for one in questions if one.applies(known)], typed)
    answer = None
    if named and named.value:
        one = named.alone or _of_like_words(named, known)
        answer = (
            _answered(replace(asked, answers=known), one, named.value, known)
            if one
            else Corrected({}, _which_of_them(asked, named))
        )
    if answer and answer.changed:
        return answer
    if named and not named.value:
        return Corrected({}, "", named.questions)
    told = _by_the_way(asked, questions, known, typed)
    return answer if answer and not told.changed else told


def _of_like_words(named: Named, known: Mapping[str, Any]) -> Question | None:
    """The one of several answers of that name that has most words of the new one: “name is Ana Maria Pop”."""
    words = set(fold(named.value).split())
    alike = {
        one.id: len(words & set(fold(str(known.get(one.id) or "")).split()))
        for one in named.questions
    }
    most = [one for one in named.questions if alike[one.id] == max(alike.values())]
    return most[0] if len(most) == 1 else None


def _which_of_them(asked: Asked, named: Named) -> str:
    say = asked.say
    titles = [str(say(one.title)) for one in named.questions]
    return say(
        "Which one do you mean: {titles}? Please write, for example, “{title}: {answer}”.",
        titles=" / ".join(titles),
        title=titles[-1],
        answer=clip(named.value, 60),
    )


def moved_unsaid(
    asked: Asked, known: Mapping[str, Any], changed: Mapping[str, Any], typed: str
) -> str:
    """What is asked where a mere word would move somebody to another country; else "".

    A word that happens to be a place ("cork, 12 people") must not undo what was confirmed.
    """
    home, place = known.get("country"), changed.get("city")
    there = changed.get("country")
    if not (home and there and place) or there == home or wants_change(typed):
        return ""
    change = correction(typed, asked.talk.work.now.date())
    said = next((one.said for one in change.told.told if one.field == "city"), "")
    if there in change.affirmed.countries or is_led(typed, said):
        return ""
    say = asked.say
    return say(
        "{city} is in {country}, and you said {known}. If you are there now, write “{title}: {city}”.",
        city=city(place).name,
        country=say.country(there),
        known=say.country(home),
        title=say("City"),
    )


def _by_the_way(
    asked: Asked, questions: Sequence[Question], known: Mapping[str, Any], typed: str
) -> Corrected:
    """What words tell without naming an answer."""
    open_ones = [one for one in questions if one.id in known]
    change = correction(typed, asked.talk.work.now.date())
    if change.bare and not _has_a_place(change, known, typed):
        return Corrected({}, _where(asked, change))
    gone = {
        one.id: left
        for one in open_ones
        if (left := _left(asked, one, known, change)) != known[one.id]
    }
    told = dict(_told(asked, questions, {**known, **gone}, change, typed, {*gone}))
    changed = _agreeing({**gone, **told}, known)
    changed = {name: value for name, value in changed.items() if value != known.get(name)}
    if told and not changed:
        return Corrected({}, _already(asked, open_ones, told))
    return Corrected(changed, _said(asked, questions, known, changed, change))


def _already(asked: Asked, questions: Sequence[Question], told: Mapping[str, Any]) -> str:
    """That it stands so already: “we are 12 people, not 30”, both of one size."""
    kept = (_line(asked, one, told[one.id]) for one in questions if one.id in told)
    return lines(asked.say("That is how I have it:"), *kept)


def _answered(asked: Asked, question: Question, value: str, known: Mapping[str, Any]) -> Corrected:
    """“City: Porto” is an answer to that question."""
    asked = replace(asked, question=question.id, answer=known.get(question.id))
    heard = question.kind.hear(asked, replace(asked.talk.event, text=value))
    if not isinstance(heard, Given) and question.id == "city":
        found = find_city(value)  # theirs is in another country than was understood
        if found.certainty is Certainty.SURE and found.best:
            changed = {"country": city(found.best).country, "city": found.best}
            return Corrected(changed, _line(asked, question, found.best))
    if not isinstance(heard, Given):
        say = asked.say
        words = say(
            "I did not understand “{typed}” as an answer to “{title}”.",
            typed=clip(value, 60),
            title=say(question.title),
        )
        return Corrected({}, words, (question,))
    refusal = question.check(asked.talk, known, heard.value) if question.check else ""
    if refusal:
        return Corrected({}, refusal)
    changed = {question.id: heard.value, **heard.also}
    return Corrected(changed, _line(asked, question, heard.value))


def _has_a_place(change: Correction, known: Mapping[str, Any], typed: str) -> bool:
    """Whether a bare country stands in for one that is taken back, or is one more."""
    gone = change.gone.countries & {known.get("country"), *(known.get("wished_countries") or ())}
    return bool(gone) or bool(set(bare(typed).split()) & TOO)


def _where(asked: Asked, change: Correction) -> str:
    names = ", ".join(str(asked.say.country(one)) for one in sorted(change.bare))
    return asked.say(
        "{country}: are you there, or do you want to go there? Please write “we are in …” or “we want to visit …”.",
        country=names,
    )


def _left(asked: Asked, question: Question, known: Mapping[str, Any], change: Correction) -> Any:
    """What is left of an answer when what is taken back is gone; None when all of it is."""
    value = known[question.id]
    if not change.takes_back or value is None:
        return value
    labels = _labels(asked, question)
    ids = getattr(change.gone, _NAMED[question.id]) if question.id in _NAMED else frozenset()

    def back(one: Any) -> bool:
        label = fold(labels.get(one, str(one) if isinstance(question.kind, FreeText) else ""))
        return one in ids or bool(label and f" {label} " in change.gone.words)

    if isinstance(value, list):
        return [one for one in value if not back(one)] or (None if any(map(back, value)) else value)
    return None if back(value) else value


def _labels(asked: Asked, question: Question) -> dict[Any, str]:
    if isinstance(question.kind, OneOf | SomeOf):
        return {one.id: one.label for one in question.kind.options(asked)}
    return {}


def _told(
    asked: Asked,
    questions: Sequence[Question],
    known: Mapping[str, Any],
    change: Correction,
    typed: str,
    gone: set[str],
) -> Iterator[tuple[str, Any]]:
    """What is told anew: a country in place of one that is gone, one more, or what was wrong."""
    too = bool(set(bare(typed).split()) & TOO)
    for one in questions:
        if one.id not in TOLD or one.id in _NOT_BY_THE_WAY:
            continue
        value = TOLD[one.id](change.told)
        if one.id == "wished_countries":
            value = _wished(change, gone, too=too)
        if one.id == "country" and value in change.bare and (too or "country" not in gone):
            value = None
        if one.id == "city" and not value:
            value = _town(change, known, gone, typed)
        value = _all_but(asked, one, change) or allowed(one, asked, value)
        if not value:
            continue
        old = known.get(one.id)
        if isinstance(value, list) and (too or one.id in _ADDED or one.id in gone):
            value = list(dict.fromkeys([*(old or ()), *value]))
        yield one.id, value


def _town(change: Correction, known: Mapping[str, Any], gone: set[str], typed: str) -> str | None:
    """The town of their country that stands in for one that is taken back, or is all that is said: “no, Porto”."""
    if "city" not in gone and not (known.get("city") and len(typed.split()) <= A_NAME):
        return None
    there = [one for one in change.affirmed.cities if city(one).country == known.get("country")]
    return there[0] if len(there) == 1 else None


def _all_but(asked: Asked, question: Question, change: Correction) -> list[str]:
    """“Everywhere but France”, “any time but August”: all that can be chosen without it."""
    gone = getattr(change.gone, _NAMED[question.id]) if question.id in _ALL_BUT else frozenset()
    if not (change.all_but and gone and isinstance(question.kind, SomeOf)):
        return []
    return [one.id for one in question.kind.options(asked) if one.id not in gone]


def _wished(change: Correction, gone: set[str], *, too: bool) -> list[str]:
    """The countries that are wished for: those told so, and bare ones that are not home."""
    bare_ones = sorted(change.bare) if too or "country" not in gone else []
    return list(dict.fromkeys([*change.told.wished, *bare_ones]))


def _agreeing(changed: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, without what cannot be true beside them any more."""
    now = {**known, **changed}
    if changed.get("country", known.get("country")) != known.get("country"):
        there = (one for one in ("city", "cluster") if one not in changed and known.get(one))
        changed = {**changed, **dict.fromkeys(there)}
    if now.get("country") in (wished := now.get("wished_countries") or ()):
        changed = {**changed, "wished_countries": [one for one in wished if one != now["country"]]}
    if (now.get("organisation_type"), now.get("size")) == ("sme", "large"):
        other = "size" if "organisation_type" in changed else "organisation_type"
        changed = {**changed, other: "large" if other == "size" else "large_company"}
    if now.get("organisation_type") == "large_company" and now.get("size") not in {None, "large"}:
        changed = {**changed, "size": "large"}
    return changed


def _said(
    asked: Asked,
    questions: Sequence[Question],
    known: Mapping[str, Any],
    changed: Mapping[str, Any],
    change: Correction,
) -> str:
    """What is gone, and what stands now."""
    say, before = asked.say, replace(asked, answers={**asked.answers, **known})
    after = replace(asked, answers={**before.answers, **changed})
    away = []
    for one in questions:
        if one.id in changed:
            away += _away(before, one, known.get(one.id), changed[one.id])
    now = [
        _line(after, one, changed[one.id])
        for one in questions
        if changed.get(one.id) is not None and not _shrunk(known.get(one.id), changed[one.id])
    ]
    gone = say("Taken away: {what}.", what=", ".join(away)) if away else ""
    if changed:
        return lines(gone, *now)
    if change.takes_back:
        return say("I did not find that among your answers, so nothing is taken away.")
    named = change.affirmed.countries - {
        known.get("country"),
        *(known.get("wished_countries") or ()),
    }
    if named and any(one.id == "wished_countries" for one in questions):
        names = ", ".join(str(say.country(one)) for one in sorted(named))
        return say("{country}: that is not in this part of the programme.", country=names)
    return ""


def _away(asked: Asked, question: Question, old: Any, new: Any) -> list[str]:
    """What was there and is not any more."""
    if isinstance(old, list):
        left = [one for one in old if one not in (new or ())]
        return [question.kind.shown(asked, left)] if left else []
    return [question.kind.shown(asked, old)] if old is not None and new is None else []


def _shrunk(old: Any, new: Any) -> bool:
    return isinstance(old, list) and isinstance(new, list) and set(new) <= set(old)


def _line(asked: Asked, question: Question, value: Any) -> str:
    say, shown = asked.say, question.kind.shown(asked, value)
    return say("✓ <b>{title}</b>: {answer}", title=say(question.title), answer=clip(shown, SHOWN))
