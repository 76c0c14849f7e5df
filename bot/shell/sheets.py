"""Proposals as sheets in words: the best hosts, the assignment, who has none and why, figures."""

from __future__ import annotations

import html
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from bot.words.cohorts import REASONS, REGIONS, bars_words
from bot.words.obstacles import NAMES, best_ways, obstacle, value_of
from bot.words.reasons import PART_NAMES, doubts, sentences
from exchange.papers.workbook import Sheet
from exchange.words import N_
from matching.cohort.account.unplaced import Why
from matching.places.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.conversation.speech import Speech
    from exchange.papers.workbook import Cell
    from exchange.scheme.call import Scheme
    from exchange.spreadsheets.matching import Found, Proposals
    from matching.assigning import Assignment
    from matching.cohort.account.figures import Share
    from matching.cohort.account.unplaced import Unplaced
    from matching.profiles import Profile
    from matching.ranking.openings import Outlook
    from matching.reasons import Match

    Rows = Iterator[Sequence[Cell]]

_OBSTACLES = 4
_WAYS = 4
_HOSTS_NAMED = 5
_WHO = (N_("Visitor"), N_("Organisation"), N_("Country"))
_HOST = (N_("Host"), N_("Host organisation"), N_("Host country"), N_("City"))
_WHY = (N_("Fit, %"), N_("What speaks for it"), N_("What does not"))
_BEST = (*_WHO, N_("Rank"), *_HOST, *_WHY, *PART_NAMES.values())
_ASSIGNED = (*_WHO, *_HOST, *_WHY)
_NOBODY = (
    *_WHO,
    N_("Hosts that may be invited"),
    N_("Hosts that meet every wish"),
    N_("Why"),
    N_("What keeps hosts away"),
    N_("What would open more"),
)
_FIGURES = (N_("What"), N_("Figure"))


@dataclass(frozen=True)
class Telling:
    """The reader's language, the call, and what is told."""

    say: Speech
    scheme: Scheme
    proposals: Proposals

    def sheets(self) -> list[Sheet]:
        """Return the sheets in the order of reading; that of the assignment if there is one."""
        tables: list[tuple[str, Sequence[str], Rows]] = [
            (N_("Best hosts"), _BEST, self._best()),
            (N_("Without a host"), _NOBODY, self._nobody()),
            (N_("Figures"), _FIGURES, self._figures()),
        ]
        if self.proposals.assignment:
            tables.insert(1, (N_("Assignment"), _ASSIGNED, self._assigned()))
        return [
            Sheet(self._plain(title), [self._plain(one) for one in columns], [*rows])
            for title, columns, rows in tables
        ]

    def _plain(self, text: str, **facts: object) -> str:
        return html.unescape(self.say(text, **facts))

    def _best(self) -> Rows:
        for one in self.proposals.found:
            for place, match in enumerate(one.ranking.matches, start=1):
                values = (round(100 * part.value) for part in match.parts)
                yield (*self._who(one.visitor), place, *self._pair(match), *values)

    def _assigned(self) -> Rows:
        for one in self.proposals.found:
            if one.assigned:
                yield (*self._who(one.visitor), *self._pair(one.assigned))

    def _who(self, one: Profile) -> Sequence[Cell]:
        return one.id, one.organisation, self._country(one)

    def _country(self, one: Profile) -> str:
        return country_name(one.country, self.say.language) if one.country else ""

    def _pair(self, match: Match) -> Sequence[Cell]:
        good = sentences(self.say, self.scheme, match)
        bad = doubts(self.say, self.scheme, match)
        told = (html.unescape(" ".join(some)) for some in (good, bad))
        host = match.host
        return (*self._who(host), host.city, percent(match.score), *told)

    def _nobody(self) -> Rows:
        for one in self.proposals.found:
            if one.outlook.suits == 0 or one.visitor.id in self._left_out:
                may = one.ranking.total
                why = self._why(one)
                yield (
                    *self._who(one.visitor),
                    may,
                    one.outlook.suits,
                    why,
                    *self._outlook(one.outlook),
                )
        for visitor in self.proposals.refused:
            why = self._plain(N_("The call sends no organisations of this kind or country."))
            yield (*self._who(visitor), 0, 0, why, "", "")

    def _why(self, one: Found) -> str:
        its, assignment = self._left_out.get(one.visitor.id), self.proposals.assignment
        if not its or not assignment:
            nobody = N_("No host may be invited.")
            return self._plain(N_("No host meets every wish.") if one.ranking.total else nobody)
        barred = assignment.bars.get(one.visitor.id, {})
        bars = bars_words(self.say, {code.value: n for code, n in barred.items()})
        return self._plain(
            REASONS[its.why] if bars or its.why is not Why.NO_ELIGIBLE_HOST else N_("no host"),
            bars=bars,
            quotas=", ".join(its.quotas),
            rivals=its.rivals,
            places=its.places,
            hosts=self._hosts(its.hosts),
        )

    @cached_property
    def _left_out(self) -> dict[str, Unplaced]:
        """The visitors whom the assignment could not place."""
        assignment = self.proposals.assignment
        return {one.visitor: one for one in assignment.unplaced} if assignment else {}

    def _hosts(self, ids: Sequence[str]) -> str:
        if len(ids) > _HOSTS_NAMED:
            return str(self.say("{count} hosts", count=len(ids)))
        names = {one.id: one.organisation or one.id for one in self.proposals.hosts}
        return self.say.join(names[one] for one in ids)

    def _outlook(self, seen: Outlook) -> Sequence[Cell]:
        most = sorted(seen.obstacles.items(), key=lambda one: (-one[1], one[0]))[:_OBSTACLES]
        ways = (
            f"{value_of(self.say, self.scheme, way.wish, way.value)} (+{way.opens})"
            for way in best_ways(seen.ways, _WAYS)
        )
        obstacles = (obstacle(self.say, what, hosts) for what, hosts in most)
        return html.unescape(" ".join(obstacles)), html.unescape(", ".join(ways))

    def _figures(self) -> Rows:
        found, hosts = self.proposals.found, self.proposals.hosts
        best = [one.ranking.matches[0].score for one in found if one.ranking.matches]
        for text, figure in (
            (N_("Visitors"), len(found)),
            (N_("Visitors whom the call does not send"), len(self.proposals.refused)),
            (N_("Hosts"), len(hosts)),
            (N_("Free places"), sum(max(0, one.capacity - one.busy) for one in hosts)),
            (N_("Pairs"), len(found) * len(hosts)),
            (N_("Pairs that may be proposed"), sum(one.ranking.total for one in found)),
            (N_("Visitors without a host that may be invited"), len(found) - len(best)),
            (
                N_("Visitors without a host that meets every wish"),
                sum(not one.outlook.suits for one in found),
            ),
            (
                N_("Fit of the best host on average, %"),
                percent(sum(best) / len(best) if best else 0),
            ),
            (N_("Fit of the best host at the least, %"), percent(min(best, default=0.0))),
        ):
            yield self._plain(text), figure
        if self.proposals.assignment:
            yield from self._figures_of(self.proposals.assignment)

    def _figures_of(self, assignment: Assignment) -> Rows:
        figures = assignment.figures
        for text, figure in (
            (N_("Visitors with a host assigned"), figures.matched.matched),
            (N_("Fit of all pairs together"), _exact(figures.total)),
            (N_("… and at most, if only places counted"), _exact(figures.optimum)),
            (N_("Worst pair, %"), percent(figures.worst or 0.0)),
            (N_("19 of 20 pairs at least, %"), percent(figures.fifth_percentile or 0.0)),
            (N_("Visitors with their first choice"), figures.first.matched),
            (N_("Visitors with one of their best three"), figures.top_three.matched),
            (N_("Places used"), figures.places_used.matched),
        ):
            yield self._plain(text), figure
        for category, share in figures.by_region_category.items():
            yield self._plain(REGIONS.get(category, category)), _of(share)
        for code, share in figures.by_country.items():
            yield country_name(code, self.say.language) if code else "–", _of(share)
        for rule, count in sorted(assignment.barred.items()):
            yield self._plain(N_("Pairs left out: {rule}"), rule=self.say(NAMES[rule])), count


def percent(share: float) -> Decimal:
    """A share between 0 and 1 in percent, with two decimals."""
    return Decimal(f"{100 * share:.2f}")


def _exact(total: float) -> Decimal:
    return Decimal(f"{total:.6f}")


def _of(share: Share) -> str:
    return f"{share.matched} / {share.of}"
