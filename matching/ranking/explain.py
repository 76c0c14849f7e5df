"""Why a part of a score is worth what it is, for one pair: reasons to say and to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.places.distance import distance_km
from matching.ranking import text_reasons
from matching.ranking.columns import offered_by
from matching.ranking.parts import DEVELOPMENT, MATURITY, SUPPORTERS
from matching.ranking.text_reasons import SUPPORTED, TOPICS
from matching.reasons import PartName, Reason, ReasonCode
from matching.topics import subjects
from matching.topics.ecosystems import ECOSYSTEMS, KINSHIP, Link, link_between
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matching.ranking.pair import Pair


_ANSWERS, _MOSTLY, _CROWD = 2, 0.8, 3


def explain(part: PartName, pair: Pair, value: float) -> tuple[Reason, ...]:
    """Return the reasons of a part; none where a side told nothing or nothing is remarkable."""
    return tuple(_REASONS[part](pair, value))


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
    good = told and value >= SUPPORTED
    return [Reason(ReasonCode.GAIN_ON_BOTH_SIDES, {}, good=True)] if good else []


def _themes(pair: Pair, _value: float) -> list[Reason]:
    codes = ReasonCode.SHARED_THEMES, ReasonCode.OTHER_THEMES
    return _overlap("themes", subjects.themes(pair.visitor), subjects.themes(pair.host), *codes)


def _centres(pair: Pair, _value: float) -> list[Reason]:
    if not subjects.wants_centre(pair.visitor):
        return []
    found = subjects.centres(pair.host)
    if found:
        return [Reason(ReasonCode.CENTRE_OPEN, {"topics": found[:TOPICS]}, good=True)]
    if pair.host.organisation_type == subjects.CENTRE_KIND:
        return [Reason(ReasonCode.CENTRE_BY_KIND, {}, good=True)]
    told = pair.host.organisation_type or fold(offered_by(pair.host))
    return [Reason(ReasonCode.NO_CENTRE, {}, good=False)] if told else []


def _learning(pair: Pair, _value: float) -> list[Reason]:
    wanted, taught = subjects.lessons_sought(pair.visitor), subjects.lessons_offered(pair.host)
    shared = tuple(lesson for lesson in wanted if lesson in taught)
    if shared:
        return [Reason(ReasonCode.LESSONS_MET, {"topics": shared[:TOPICS]}, good=True)]
    kinds = {pair.visitor.organisation_type, pair.host.organisation_type}
    if kinds == {subjects.CLUSTER}:
        return [Reason(ReasonCode.FELLOW_CLUSTER, {}, good=True)]
    if not wanted or not taught:
        return []
    return [Reason(ReasonCode.LESSONS_UNMET, {"topics": wanted[:TOPICS]}, good=False)]


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
    PartName.NEEDS: text_reasons.needs,
    PartName.OFFERS: text_reasons.offers,
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
