"""A cohort's figures in words: what was reached, who is left out and why, what rules cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.screens import folded, lines
from bot.words.obstacles import NAMES
from exchange.cohorts.reading import organisation_name
from exchange.words import N_
from matching.cohort.account.tradeoffs import Asked
from matching.cohort.account.unplaced import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.speech import Speech
    from exchange.work import Work
    from storage.tables import CohortRun

SHOWN = 5

REGIONS: Mapping[str, str] = {
    "less_developed": N_("less developed regions"),
    "transition": N_("regions in transition"),
    "more_developed": N_("more developed regions"),
    "": N_("region not known"),
}
REASONS: Mapping[str, str] = {
    Why.NO_ELIGIBLE_HOST: N_("no host is eligible ({bars})"),
    Why.ALL_FORBIDDEN: N_("every eligible host is forbidden"),
    Why.NO_FREE_PLACE: N_("every eligible host is full"),
    Why.VISITOR_QUOTA: N_("a colleague uses the visit of “{quotas}”"),
    Why.HOST_QUOTA: N_("the ceiling “{quotas}” is used up"),
    Why.OUTBID: N_("{rivals} visitors for {places} places at {hosts}, and others fit better"),
    Why.GROUP: N_("they travel with {group}, and no host can take all of them now"),
    Why.SEATS: N_("they are {seats}, and no host has as many places left"),
}
ASKED: Mapping[str, str] = {
    Asked.QUOTA: N_("ceiling “{subject}”"),
    Asked.LEAST_LOAD: N_("minimum for {subject}"),
    Asked.LOCK: N_("locked: {subject}"),
    Asked.FORBID: N_("forbidden: {subject}"),
    Asked.GROUP: N_("travelling together: {subject}"),
    Asked.SEATS: N_("a place for each person of a group visit"),
    Asked.FAVOUR: N_("bonus for less developed regions"),
    Asked.WORST: N_("worst pair raised"),
    Asked.KEEP: N_("keeping pairs of the last run"),
}
PAIRS_OF_IDS = (Asked.LOCK, Asked.FORBID, Asked.LEAST_LOAD)
ENOUGH = 20
"""So many pairs are needed to speak of one in twenty."""


def percent(share: float) -> str:
    """A share between 0 and 1 as whole percents, rounded down: 100 % means all."""
    return f"{int(share * 100 + 1e-9)} %"


def run_words(work: Work, say: Speech, run: CohortRun) -> Markup:
    """The preview as one compact message: how many go; folded, who does not, then how good and dear it is."""
    return lines(
        _head(say, run.figures),
        folded(
            lines(
                *_unplaced(work, say, run.figures["unplaced"]),
                *_quality(say, run.figures),
                *_shares(say, run.figures),
                *_prices(work, say, run.figures),
            )
        ),
    )


def _head(say: Speech, figures: Mapping[str, Any]) -> Markup:
    matched, of = figures["matched"]
    alone = figures["left_alone"]
    return lines(
        say("<b>{matched} of {of} visitors get a host</b>", matched=matched, of=of),
        say.many(
            "{count} more has an invitation open and is left alone.",
            "{count} more have an invitation open and are left alone.",
            alone,
        )
        if alone
        else "",
    )


def _quality(say: Speech, figures: Mapping[str, Any]) -> Iterable[str]:
    more, better = figures["gap"]
    if figures["matched"][0]:
        yield say(
            "Fit in all: {total} of at most {optimum} ({share})",
            total=say.fit(figures["total"]),
            optimum=say.fit(figures["optimum"]),
            share=percent(min(1.0, figures["total"] / (figures["optimum"] or 1.0))),
        )
        yield _lowest(say, figures)
    if figures.get("raised"):
        yield say.many(
            "The {count} worst pair is raised as far as it goes.",
            "The {count} worst pairs are raised as far as they go, one by one.",
            figures["raised"],
        )
    if figures["proved"]:
        yield say("✓ Proved: no better plan exists under these rules.")
    else:
        yield say(
            "Not proved: at most {pairs} more pairs or {fit} more fit are possible.",
            pairs=more,
            fit=say.fit(better),
        )


def _lowest(say: Speech, figures: Mapping[str, Any]) -> str:
    worst = percent(figures["worst"])
    if figures["matched"][0] < ENOUGH:
        return say("Worst pair {worst}", worst=worst)
    return say(
        "Worst pair {worst}, 19 of 20 pairs at least {fifth}",
        worst=worst,
        fifth=percent(figures["fifth_percentile"]),
    )


def _shares(say: Speech, figures: Mapping[str, Any]) -> Iterable[str]:
    matched = figures["matched"][0]
    yield say(
        "First choice: {first} of {matched}, among the best three: {three}",
        first=figures["first"][0],
        three=figures["top_three"][0],
        matched=matched,
    )
    used, places = figures["places"]
    yield say("Places used: {used} of {places}", used=used, places=places)
    yield from _in_company(say, figures)
    regions = figures["by_region_category"]
    parts = [f"{say(REGIONS.get(one, one))} {got}/{of}" for one, (got, of) in regions.items()]
    yield say("Served: {regions}", regions="; ".join(parts))
    yield say(
        "Possible pairs: {eligible} of {pairs}{bars}",
        eligible=figures["eligible"],
        pairs=figures["pairs"],
        bars=_in_brackets(say, figures["barred"]),
    )


def _in_company(say: Speech, figures: Mapping[str, Any]) -> Iterable[str]:
    """How many visits of several people, and how many groups of several visits, find a host."""
    matched, of = figures.get("group_visits", (0, 0))
    if of:
        yield say("Visits of several people: {matched} of {of}", matched=matched, of=of)
    groups = figures.get("together", [])
    out = {row["visitor"] for row in figures["unplaced"]}
    going = sum(out.isdisjoint(one) for one in groups)
    if groups:
        yield say("Groups that travel together: {matched} of {of}", matched=going, of=len(groups))


def _in_brackets(say: Speech, bars: Mapping[str, int]) -> str:
    told = bars_words(say, bars)
    return f" ({told})" if told else ""


def bars_words(say: Speech, bars: Mapping[str, int]) -> str:
    """Why pairs are out of the question, the most frequent first: `same country 12, full 3`."""
    ordered = sorted(bars.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{say(NAMES.get(code, code))} {count}" for code, count in ordered)


def _unplaced(work: Work, say: Speech, rows: list[dict[str, Any]]) -> Iterable[str]:
    if rows:
        yield say("<b>Without a host</b>")
    for row in rows[:SHOWN]:
        yield say(
            "• {visitor}: {why}.{knobs}",
            visitor=organisation_name(work, row["visitor"]),
            why=_why(work, say, row),
            knobs=_knobs(work, say, row),
        )
    if len(rows) > SHOWN:
        yield say("… and {count} more.", count=len(rows) - SHOWN)


def _why(work: Work, say: Speech, row: Mapping[str, Any]) -> Markup:
    bars = bars_words(say, row["bars"])
    return say(
        REASONS[row["why"]] if bars or row["why"] != Why.NO_ELIGIBLE_HOST else N_("no host"),
        bars=bars,
        quotas=", ".join(row["quotas"]),
        rivals=row["rivals"],
        places=row["places"],
        seats=row.get("seats", 1),
        group=names_words(say, _company(work, row)),
        hosts=_hosts(work, say, row["hosts"]),
    )


def _company(work: Work, row: Mapping[str, Any]) -> list[str]:
    """The organisations with which somebody would travel."""
    group = [int(one) for one in row.get("group", "").split(", ") if one]
    return [organisation_name(work, one) for one in group if one != row["visitor"]]


def names_words(say: Speech, names: Sequence[str]) -> str:
    """Some names in one sentence; of many, the first ones and how many more."""
    if len(names) <= SHOWN:
        return say.join(names)
    few = ", ".join(names[: SHOWN - 1])
    return str(say("{names} and {count} more", names=few, count=len(names) - SHOWN + 1))


def _hosts(work: Work, say: Speech, hosts: list[int]) -> str:
    if len(hosts) > SHOWN:
        return str(say("{count} hosts", count=len(hosts)))
    return say.join(organisation_name(work, one) for one in hosts)


def _knobs(work: Work, say: Speech, row: Mapping[str, Any]) -> str:
    """What would let one more visitor go."""
    places, quotas = row["places_at"], row["quotas"]
    if places:
        return say(" One more place would help: {hosts}.", hosts=_hosts(work, say, places[:SHOWN]))
    if quotas and row["why"] != Why.VISITOR_QUOTA:
        return say(" Raising the ceiling “{quotas}” would help.", quotas=say.join(quotas))
    return say(" More hosts would help.") if row["why"] == Why.NO_ELIGIBLE_HOST else ""


def _prices(work: Work, say: Speech, figures: Mapping[str, Any]) -> Iterable[str]:
    rows, untried = figures["prices"], figures.get("untried", 0)
    if rows or untried:
        yield say("<b>What your rules cost</b>")
    for row in rows[:SHOWN]:
        yield say(
            "• {asked}: {price}",
            asked=say(ASKED[row["asked"]], subject=_subject(work, say, row)),
            price=_price(say, row["matched"], row["total"]),
        )
    if untried:
        yield say.many(
            "• {count} more ceiling hardly matters; I have not worked out a plan without it.",
            "• {count} more ceilings hardly matter; I have not worked out a plan without each.",
            untried,
        )


def _price(say: Speech, matched: int, total: float) -> str:
    fit = say.change(total)
    if not matched:
        return say("without it {fit} fit", fit=fit)
    return say("without it {pairs} pairs, {fit} fit", pairs=f"{matched:+d}", fit=fit)


def _subject(work: Work, say: Speech, row: Mapping[str, Any]) -> str:
    if row["asked"] in (*PAIRS_OF_IDS, Asked.GROUP) and not row["subject"]:
        return say("all of them")
    if row["asked"] == Asked.GROUP:
        members = row["subject"][0].split(", ")
        return names_words(say, [organisation_name(work, int(one)) for one in members])
    if row["asked"] not in PAIRS_OF_IDS:
        return ", ".join(row["subject"])
    return " → ".join(organisation_name(work, int(one)) for one in row["subject"])
