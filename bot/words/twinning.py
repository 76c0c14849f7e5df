"""Clusters in words: what they are, and why two of them fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.words.chains import topics
from exchange.scheme.levels import LABELS, REGIONS
from exchange.scheme.service_kinds import NAMES
from matching.chains.partners import LIKELY
from matching.topics.vocabulary import topics as vocabulary
from storage.tables import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.speech import Speech
    from exchange.twinning.finding import Fit
    from exchange.twinning.programme import Programme
    from exchange.work import Work
    from storage.tables import TwinningActivity

MOST_REASONS, NAMED = 4, 2


def why(say: Speech, work: Work, fit: Fit) -> list[str]:
    """The reasons for a cluster, the strongest first."""
    return [*_about(say, work, fit), *_standing(say, fit)][:MOST_REASONS]


def _about(say: Speech, work: Work, fit: Fit) -> Iterator[str]:
    """What each has for the other, and what both work at."""
    one = fit.twin
    if one.gives:
        yield say("✓ Has what you look for: {topics}", topics=topics(say, one.gives))
    elif one.fits >= LIKELY:
        yield say("✓ What it brings is close to what you look for")
    if one.takes:
        yield say("✓ Looks for what you have: {topics}", topics=topics(say, one.takes))
    elif one.needs >= LIKELY:
        yield say("✓ What it looks for is close to what you bring")
    if one.same:
        yield say("✓ In your value chain: {areas}", areas=_areas(say, work, one.same))


def _standing(say: Speech, fit: Fit) -> Iterator[str]:
    """Where it stands otherwise than one's own cluster: services, label, region."""
    one, view = fit.twin, fit.view
    if one.services:
        names = ", ".join(say(NAMES[ServiceKind(kind)]) for kind in one.services[:NAMED])
        yield say("✓ Offers what you do not: {services}", services=names)
    if one.above:
        label = say(LABELS[view.cluster.label or ""])
        words = (
            say("✓ Further on than you: {label}", label=label)
            if one.above > 0
            else say("✓ Can learn from your cluster: {label}", label=label)
        )
        yield words
    if one.region:
        region = say(REGIONS[view.organisation.region_category or ""])
        yield say("✓ Another kind of region: {region}", region=region)


def days_of(say: Speech, one: TwinningActivity) -> str:
    """The day of an activity, or the first and the last."""
    return say.days(one.on, one.until) if one.until else say.date(one.on)


def _areas(say: Speech, work: Work, some: tuple[str, ...]) -> str:
    """Ecosystems by their names in the call; of topics their labels."""
    if all(one in vocabulary() for one in some):
        return topics(say, some)
    return ", ".join(say(work.scheme.option("ecosystems", one).label) for one in some[:NAMED])


def counted(say: Speech, done: Programme) -> str:
    """`2 exchanges, 1 project, 1 activity, 1 activity planned`; nothing before there is anything."""
    parts = (
        say.many("{count} exchange", "{count} exchanges", len(done.exchanges))
        if done.exchanges
        else "",
        say.many("{count} project", "{count} projects", len(done.projects))
        if done.projects
        else "",
        say.many("{count} activity", "{count} activities", len(done.activities))
        if done.activities
        else "",
        say.many("{count} activity planned", "{count} activities planned", len(done.ahead))
        if done.ahead
        else "",
    )
    return ", ".join(filter(None, parts))
