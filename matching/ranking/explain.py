"""Why a part of a score is worth what it is, for one pair: reasons to say and to show."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from matching.places.distance import distance_km
from matching.ranking.columns import offered_by
from matching.ranking.parts import DEVELOPMENT, MATURITY, SUPPORTERS, TEXTS
from matching.ranking.relevance import words_of
from matching.reasons import PartName, Reason, ReasonCode
from matching.topics import subjects
from matching.topics.ecosystems import ECOSYSTEMS, KINSHIP, Link, link_between
from matching.topics.things import thing_called
from matching.topics.vocabulary import find_topics, related, spot_topics
from matching.understanding.clauses import tells_of_others, tells_of_wishing
from matching.understanding.trades import trade_called
from matching.words.language_guess import is_small_word, surely_in
from matching.words.names import fold
from matching.words.phrases import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matching.profiles import Profile
    from matching.ranking.relevance import TextSpace

_TOPICS = 3
_LONG_WORD = 7  # letters
_WORDS = 4
_ANSWERS, _MOSTLY, _CROWD = 2, 0.8, 3
_HINTED, _SUPPORTED, _CLOSE, _FAR = 0.12, 0.25, 0.4, 0.12
"""Values of a text part: from the first on, a topic that two texts share is worth a reason, from the
second on words are, from the third on what they mean; below the last nothing is."""
_ASIDE, _NEAR, _NEARER = 0.5, 0.5, 1.5
"""How near the meanings of two texts are at least, in deviations from chance: where a topic that they
share is no accident, where a word is none, and where they are nearer than most others."""
_TELLING_WORD = 6
"""Letters of a word that may be told alone; shorter ones come up in any text."""
_LONGEST_QUOTE = 90


# The visitor's texts meet every host's, and a host's those of many visitors.
_said = lru_cache(maxsize=16_384)(words_of)


@dataclass(frozen=True, slots=True)
class Pair:
    """A visitor, a host, and what the explanation of their match needs to know besides."""

    visitor: Profile
    host: Profile
    space: TextSpace
    near_km: float

    def told(self, part: PartName) -> bool:
        """Return whether both sides said what a part compares, as far as it compares texts."""
        if part not in TEXTS:
            return True
        asked, _ = TEXTS[part]
        theirs = offered_by(self.host) if part is PartName.NEEDS else self.host.seeks
        return bool(fold(asked(self.visitor)) and fold(theirs))


@dataclass(frozen=True, slots=True)
class _TextCodes:
    met: ReasonCode
    nearly: ReasonCode
    echoed: ReasonCode
    close: ReasonCode
    unmet: ReasonCode


_NEEDS = _TextCodes(
    ReasonCode.NEEDS_MET,
    ReasonCode.NEEDS_NEARLY_MET,
    ReasonCode.NEEDS_ECHOED,
    ReasonCode.NEEDS_CLOSE,
    ReasonCode.NEEDS_UNMET,
)
_OFFERS = _TextCodes(
    ReasonCode.OFFERS_WANTED,
    ReasonCode.OFFERS_NEARLY_WANTED,
    ReasonCode.OFFERS_ECHOED,
    ReasonCode.OFFERS_CLOSE,
    ReasonCode.OFFERS_UNWANTED,
)


def explain(part: PartName, pair: Pair, value: float) -> tuple[Reason, ...]:
    """Return the reasons of a part; none where a side told nothing or nothing is remarkable."""
    return tuple(_REASONS[part](pair, value))


def _needs(pair: Pair, value: float) -> list[Reason]:
    return _texts(pair, pair.visitor.seeks, offered_by(pair.host), _NEEDS, value)


def _offers(pair: Pair, value: float) -> list[Reason]:
    return _texts(pair, offered_by(pair.visitor), pair.host.seeks, _OFFERS, value)


def _texts(pair: Pair, yours: str, theirs: str, codes: _TextCodes, value: float) -> list[Reason]:
    """Return what two texts share: a topic, kindred topics, words, or what they mean.

    Each stands only where the value of the part supports it, and where the meanings of the texts,
    as far as they are known, do not speak against it.
    """
    if not fold(yours) or not fold(theirs):
        return []
    tongues = _tongue(yours, pair.visitor), _tongue(theirs, pair.host)
    mine, others = _spoken_of(yours, pair), _spoken_of(theirs, pair)
    nearness = pair.space.nearness(yours, theirs)
    found = _shared_topic(pair, mine, others, codes, tongues) if nearness >= _ASIDE else None
    if value >= _HINTED and found:
        return [found]
    same = tongues[0] == tongues[1]
    words = (
        _shared_words(yours, theirs, pair.space, tongues[0]) if same and nearness >= _NEAR else ()
    )
    if value >= _SUPPORTED and words:
        return [Reason(codes.echoed, {"words": words}, good=True)]
    if value >= _CLOSE and math.inf > nearness >= _NEARER:
        said = {"yours": _quote(yours), "theirs": _quote(theirs)}
        return [Reason(codes.close, said | _told_in(tongues), good=True)]
    if value < _FAR:
        return [Reason(codes.unmet, {"topics": _telling(list(mine), pair.space)}, good=False)]
    return []


def _spoken_of(text: str, pair: Pair) -> dict[str, str]:
    """Return the topics of a text that it means, each with the words that led to it."""
    found = spot_topics(text)
    about = [one for one in found if one not in _ACTORS or _looks_for_them(text)]
    return {topic: found[topic] for topic in about if pair.space.speaks_of(topic, text)}


def _looks_for_them(text: str) -> bool:
    """Return whether a text is about those whom it names: it says no more, or that they are wished for."""
    words = fold(text).split()
    return len(words) <= _A_FEW or tells_of_wishing(words)


def _shared_topic(
    pair: Pair,
    mine: dict[str, str],
    others: dict[str, str],
    codes: _TextCodes,
    tongues: tuple[str, str],
) -> Reason | None:
    """Return the topics that both texts speak of, failing that two that are kindred."""
    shared = _telling([topic for topic in mine if topic in others], pair.space)
    if shared:
        said = {"yours": mine[shared[0]], "theirs": others[shared[0]], **_told_in(tongues)}
        return Reason(codes.met, {"topics": shared, **said}, good=True)
    for topic in _telling(list(mine), pair.space):
        near = next((other for other in related(topic) if other in others), None)
        if near:
            said = {"yours": mine[topic], "theirs": others[near], **_told_in(tongues)}
            return Reason(codes.nearly, {"topics": (topic,), "near": (near,), **said}, good=True)
    return None


def _told_in(tongues: tuple[str, str]) -> dict[str, str]:
    return {"your_tongue": tongues[0], "their_tongue": tongues[1]}


def _tongue(text: str, profile: Profile) -> str:
    """Return the code of the language that a text is surely in, empty where that is not sure."""
    code = surely_in(text)
    return code if not profile.languages or code in profile.languages else ""


def _quote(text: str) -> str:
    """Return the beginning of a text, up to the end of a sentence or of a word."""
    words = " ".join(text.split())
    first = re.split(r"(?<=[.!?;])\s", words)[0]
    if len(first) <= _LONGEST_QUOTE:
        return first.rstrip(".;")
    return first[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _telling(found: Sequence[str], space: TextSpace) -> tuple[str, ...]:
    """Return the rarest topics first: what hardly anybody offers tells more than networking."""
    return tuple(sorted(found, key=lambda topic: -space.rarity.get(topic, 0.0)))[:_TOPICS]


@lru_cache(maxsize=4_096)
def _spelled(text: str) -> dict[str, str]:
    """Return the words of a text as they are written, by their stems."""
    return {stem(fold(word)): word.strip(".,;:!?()\"'«»„“”") for word in text.split()}


def _shared_words(yours: str, theirs: str, space: TextSpace, tongue: str) -> tuple[str, ...]:
    """Return the most telling words both use that name something, as the reader wrote them.

    What has another ending in `theirs` is spelled as it is there: that is the word that they have.
    """
    known, mine = set(_said(yours)), _spelled(yours)
    spelled = _spelled(theirs)
    shared = [word for word in _said(theirs) if word in known and word in spelled]
    ranked = sorted(dict.fromkeys(shared), key=lambda word: -space.weight_of(word))
    told = [
        mine[word] if fold(mine.get(word, "")) == fold(spelled[word]) else spelled[word]
        for word in ranked
        if _names_something(spelled[word], tongue)
    ][:_WORDS]
    return tuple(told) if any(len(word) >= _TELLING_WORD for word in told) else ()


def _names_something(word: str, tongue: str) -> bool:
    """Return whether a word names a thing, a trade or a topic: "half", "our" and "good" say nothing.

    In English, which has few endings, a long word does so, too: falconry.
    """
    folded = fold(word)
    spoken = frozenset({tongue} if tongue else ())
    named = thing_called(folded, tongue) or trade_called(folded, spoken) or find_topics(word)
    long = tongue in {"", "en"} and len(folded) >= _LONG_WORD
    theirs = tells_of_others(folded, spoken)  # "klienta": everybody has customers
    return bool(named or long) and not theirs and not is_small_word(word)


_ACTORS = frozenset(("suppliers", "universities", "public_services"))
"""Who is named in most tellings of a problem, as those who cause it: no subject by themselves."""
_A_FEW = 6  # words
_LINKS = {
    Link.SUPPLIES: ReasonCode.YOU_SUPPLY_THEM,
    Link.USES: ReasonCode.THEY_SUPPLY_YOU,
    Link.SUPPORTS: ReasonCode.YOU_SUPPORT_THEM,
    Link.SUPPORTED: ReasonCode.THEY_SUPPORT_YOU,
}


def _ecosystem(pair: Pair, _value: float) -> list[Reason]:
    yours = [e for e in pair.visitor.ecosystems if e in ECOSYSTEMS]
    theirs = [e for e in pair.host.ecosystems if e in ECOSYSTEMS]
    if not yours or not theirs:
        return []
    shared = tuple(e for e in yours if e in theirs)
    if shared:
        return [Reason(ReasonCode.SAME_ECOSYSTEM, {"ecosystems": shared}, good=True)]
    mine, other = max(((a, b) for a in yours for b in theirs), key=_strength)
    link = link_between(mine, other)
    if link is None:
        return [_no_overlap(ReasonCode.OTHER_ECOSYSTEM, yours, theirs)]
    return [Reason(_LINKS[link], {"yours": mine, "theirs": other}, good=True)]


def _strength(ecosystems: tuple[str, str]) -> float:
    yours, theirs = (ECOSYSTEMS.index(e) for e in ecosystems)
    return float(KINSHIP[yours, theirs])


def _reciprocity(pair: Pair, value: float) -> list[Reason]:
    sides = pair.visitor, pair.host
    told = all(fold(text) for one in sides for text in (one.seeks, offered_by(one)))
    good = told and value >= _SUPPORTED
    return [Reason(ReasonCode.GAIN_ON_BOTH_SIDES, {}, good=True)] if good else []


def _themes(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_THEMES, ReasonCode.OTHER_THEMES
    return _overlap("themes", subjects.themes(pair.visitor), subjects.themes(pair.host), *codes)


def _centres(pair: Pair, _value: float) -> list[Reason]:
    if not subjects.wants_centre(pair.visitor):
        return []
    found = subjects.centres(pair.host)
    if found:
        return [Reason(ReasonCode.CENTRE_OPEN, {"topics": found[:_TOPICS]}, good=True)]
    if pair.host.organisation_type == subjects.CENTRE_KIND:
        return [Reason(ReasonCode.CENTRE_BY_KIND, {}, good=True)]
    told = pair.host.organisation_type or fold(offered_by(pair.host))
    return [Reason(ReasonCode.NO_CENTRE, {}, good=False)] if told else []


def _learning(pair: Pair, _value: float) -> list[Reason]:
    wanted, taught = subjects.lessons_sought(pair.visitor), subjects.lessons_offered(pair.host)
    shared = tuple(lesson for lesson in wanted if lesson in taught)
    if shared:
        return [Reason(ReasonCode.LESSONS_MET, {"topics": shared[:_TOPICS]}, good=True)]
    kinds = {pair.visitor.organisation_type, pair.host.organisation_type}
    if kinds == {subjects.CLUSTER}:
        return [Reason(ReasonCode.FELLOW_CLUSTER, {}, good=True)]
    if not wanted or not taught:
        return []
    return [Reason(ReasonCode.LESSONS_UNMET, {"topics": wanted[:_TOPICS]}, good=False)]


def _goals(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_GOALS, ReasonCode.NO_SHARED_GOAL
    return _overlap("goals", pair.visitor.goals, pair.host.goals, *codes)


def _activities(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_ACTIVITIES, ReasonCode.NO_SHARED_ACTIVITY
    return _overlap("activities", pair.visitor.activities, pair.host.activities, *codes)


def _languages(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_LANGUAGES, ReasonCode.NO_SHARED_LANGUAGE
    return _overlap("languages", pair.visitor.languages, pair.host.languages, *codes)


def _dates(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_MONTHS, ReasonCode.NO_SHARED_MONTH
    return _overlap("months", sorted(pair.visitor.months), sorted(pair.host.months), *codes)


def _overlap(
    fact: str, yours: Sequence[str], theirs: Sequence[str], good: ReasonCode, bad: ReasonCode
) -> list[Reason]:
    if not yours or not theirs:
        return []
    shared = tuple(dict.fromkeys(value for value in yours if value in theirs))
    return (
        [Reason(good, {fact: shared}, good=True)] if shared else [_no_overlap(bad, yours, theirs)]
    )


def _no_overlap(code: ReasonCode, yours: Sequence[str], theirs: Sequence[str]) -> Reason:
    return Reason(code, {"yours": tuple(yours), "theirs": tuple(theirs)}, good=False)


def _partner_kind(pair: Pair, _value: float) -> list[Reason]:
    yours, theirs = pair.visitor, pair.host
    return [
        *_wish(
            "kind",
            theirs.organisation_type,
            yours.partner_kinds,
            ReasonCode.KIND_YOU_WANT,
            ReasonCode.KIND_YOU_DID_NOT_ASK,
        ),
        *_wish(
            "kind",
            yours.organisation_type,
            theirs.partner_kinds,
            ReasonCode.KIND_THEY_WANT,
            ReasonCode.KIND_THEY_DID_NOT_ASK,
        ),
    ]


def _wishes(pair: Pair, _value: float) -> list[Reason]:
    yours, theirs = pair.visitor, pair.host
    return [
        *_wish(
            "country",
            theirs.country,
            yours.wished_countries,
            ReasonCode.COUNTRY_YOU_WISH,
            ReasonCode.COUNTRY_YOU_DID_NOT_WISH,
        ),
        *_wish(
            "country",
            yours.country,
            theirs.wished_countries,
            ReasonCode.COUNTRY_THEY_WISH,
            ReasonCode.COUNTRY_THEY_DID_NOT_WISH,
        ),
    ]


def _wish(
    fact: str, has: str, wished: Sequence[str], good: ReasonCode, bad: ReasonCode
) -> list[Reason]:
    if not wished or not has:
        return []
    met = has in wished
    return [Reason(good if met else bad, {fact: has}, good=met)]


def _distance(pair: Pair, _value: float) -> list[Reason]:
    a, b = pair.visitor, pair.host
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return []
    km = distance_km(a.latitude, a.longitude, b.latitude, b.longitude)
    facts = {"km": int(km), "limit": int(pair.near_km)}
    return [Reason(ReasonCode.TOO_NEAR, facts, good=False)] if km < pair.near_km else []


def _regions(pair: Pair, _value: float) -> list[Reason]:
    levels = pair.visitor.region_category, pair.host.region_category
    return _differ(ReasonCode.REGIONS_DIFFER, levels, DEVELOPMENT)


def _maturity(pair: Pair, _value: float) -> list[Reason]:
    levels = pair.visitor.maturity, pair.host.maturity
    return _differ(ReasonCode.MATURITIES_DIFFER, levels, MATURITY)


def _differ(
    code: ReasonCode, levels: tuple[str | None, str | None], known: Sequence[str]
) -> list[Reason]:
    yours, theirs = levels
    if yours not in known or theirs not in known or yours == theirs:
        return []
    return [Reason(code, {"yours": str(yours), "theirs": str(theirs)}, good=True)]


def _standing(pair: Pair, _value: float) -> list[Reason]:
    yours, theirs = pair.visitor.organisation_type, pair.host.organisation_type
    if yours and yours == theirs:
        return [Reason(ReasonCode.SAME_KIND, {"kind": theirs}, good=True)]
    if theirs in SUPPORTERS.get(yours, ()):
        return [Reason(ReasonCode.SUPPORTS_YOUR_KIND, {"kind": theirs}, good=True)]
    return []


def _availability(pair: Pair, _value: float) -> list[Reason]:
    capacity = pair.host.capacity
    free = capacity - pair.host.busy
    code = ReasonCode.LAST_PLACE if free == 1 < capacity else ReasonCode.PLACES_FREE
    return [Reason(code, {"free": free, "capacity": capacity}, good=True)] if free > 0 else []


def _reliability(pair: Pair, _value: float) -> list[Reason]:
    record = pair.host.record
    answered = record.accepted + record.declined
    facts = {"answered": answered, "asked": answered + record.lapsed}
    found = []
    if answered >= _ANSWERS and answered >= _MOSTLY * facts["asked"]:
        found.append(Reason(ReasonCode.ANSWERS, facts, good=True))
    elif record.lapsed >= _ANSWERS and record.lapsed > answered:
        found.append(Reason(ReasonCode.SELDOM_ANSWERS, facts, good=False))
    if record.waiting >= _CROWD:
        found.append(Reason(ReasonCode.MANY_WAIT, {"waiting": record.waiting}, good=False))
    return found


_REASONS: dict[PartName, Callable[[Pair, float], list[Reason]]] = {
    PartName.NEEDS: _needs,
    PartName.OFFERS: _offers,
    PartName.ECOSYSTEM: _ecosystem,
    PartName.RECIPROCITY: _reciprocity,
    PartName.THEMES: _themes,
    PartName.CENTRES: _centres,
    PartName.LEARNING: _learning,
    PartName.GOALS: _goals,
    PartName.ACTIVITIES: _activities,
    PartName.PARTNER_KIND: _partner_kind,
    PartName.LANGUAGES: _languages,
    PartName.DATES: _dates,
    PartName.WISHES: _wishes,
    PartName.DISTANCE: _distance,
    PartName.REGIONS: _regions,
    PartName.MATURITY: _maturity,
    PartName.STANDING: _standing,
    PartName.AVAILABILITY: _availability,
    PartName.RELIABILITY: _reliability,
}
