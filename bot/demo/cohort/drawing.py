"""Fictional visitors and hosts, the same for the same seed, labelled as fictional in their names.

Each is drawn by itself, so that a longer cohort begins with the shorter one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from bot.demo.cohort import writing
from bot.demo.cohort.world import sentences, world
from matching.places.cities import cities_of
from matching.places.regions import region
from matching.profiles import Profile, Record
from matching.topics.ecosystems import ECOSYSTEMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchange.scheme.call import Scheme
    from exchange.scheme.kinds import Option
    from matching.places.gazetteer import City

FICTIONAL = "(fictional)"
"""What every name of a fictional organisation and cluster ends in."""

_VISITING = {"sme": 70, "cluster_organisation": 20, "scaling_up_support": 10}
_HOSTING = {
    "sme": 46,
    "cluster_organisation": 22,
    "scaling_up_support": 15,
    "training_provider": 7,
    "large_company": 6,
    "public_authority": 4,
}
_SIZES = {"sme": ("micro", "small", "small", "medium"), "large_company": ("large",)}
# How readily a town of each region is taken.
_VISITORS_FROM = {"less_developed": 1.0, "transition": 0.6, "more_developed": 0.4, None: 0.6}
_HOSTS_IN = {"less_developed": 0.4, "transition": 0.7, "more_developed": 1.0, None: 0.6}
_TOWNS = 60
_TRIES = 20
_IN_ENGLISH = 0.3
_SECOND_ECOSYSTEM = 0.35
_IN_A_CLUSTER = 0.8
_ASKED_BEFORE = 0.4


def fictional_cohort(
    seed: int, visitors: int, hosts: int, scheme: Scheme
) -> tuple[list[Profile], list[Profile]]:
    """Return so many visitors and hosts that may take part in the scheme; none of them exists."""
    guests, homes = _Side(True, scheme), _Side(False, scheme)
    return (
        [guests.draw(seed, number) for number in range(1, visitors + 1)],
        [homes.draw(seed, number) for number in range(1, hosts + 1)],
    )


@dataclass
class _Side:
    """The visitors or the hosts being drawn, with the names that are taken."""

    visiting: bool
    scheme: Scheme
    names: set[str] = field(default_factory=set)

    def draw(self, seed: int, number: int) -> Profile:
        """Return the organisation of that number."""
        mark = "V" if self.visiting else "H"
        # Words have a chance of their own: other names of topics leave all the rest as it is.
        chance, words = (
            Random(f"{seed}-{mark}-{number}{what}")  # noqa: S311 - invented people, no secrets
            for what in ("", "-words")
        )
        ecosystem = chance.choice(ECOSYSTEMS)
        one = self._somebody(chance, ecosystem)
        language = _writes_in(chance, one.country)
        named = replace(
            one,
            id=f"{mark}{number:04}",
            organisation=self._name(chance, one, ecosystem),
            ecosystems=_ecosystems(chance, ecosystem),
            goals=_options(chance, self.scheme.goals),
            activities=_options(chance, self.scheme.activities),
            languages=_spoken(chance, one.country, language),
            months=_some(chance, world().months, 4 if self.visiting else 6),
            partner_kinds=_some(chance, [*(_HOSTING if self.visiting else _VISITING)], 2),
        )
        people = writing.people(chance, one.size)
        writer = writing.Writer(one.organisation_type, ecosystem, one.city, people, language)
        return self._told(words, self._ready(chance, named), writer)

    def _somebody(self, chance: Random, ecosystem: str) -> Profile:
        """Return an organisation with its kind and its place."""
        kind = _weighed(chance, _VISITING if self.visiting else _HOSTING)
        country = _weighed(chance, self._shares())
        town = self._town(chance, country)
        cluster, label = _cluster(chance, country, ecosystem)
        return Profile(
            id="",
            organisation_type=kind,
            country=country,
            city=world().towns.get(town.name, town.name),
            latitude=town.latitude,
            longitude=town.longitude,
            region_category=region(town.nuts2).category,
            cluster=cluster,
            size=chance.choice(_SIZES[kind]) if kind in _SIZES else None,
            maturity=label,
        )

    def _shares(self) -> dict[str, int]:
        lands = world().countries
        return {
            code: of.visitors if self.visiting else of.hosts
            for code, of in lands.items()
            if code
            in (self.scheme.visitor_countries if self.visiting else self.scheme.host_countries)
        }

    def _town(self, chance: Random, country: str) -> City:
        """Return a town, larger ones and those of the regions that fit the side more readily."""
        towns = cities_of(country, _TOWNS)
        ready = _VISITORS_FROM if self.visiting else _HOSTS_IN
        for _ in range(_TRIES):
            town = towns[int(len(towns) * chance.random() ** 2)]
            if chance.random() < ready[region(town.nuts2).category]:
                break
        return town

    def _name(self, chance: Random, one: Profile, ecosystem: str) -> str:
        """Return a name that nobody of this side has yet."""
        made = world()
        begins = made.visitor_names if self.visiting else made.host_names
        endings = made.endings.get(one.organisation_type, made.countries[one.country].forms)
        while True:
            stem = chance.choice(begins) + chance.choice(made.name_ends)
            trade, ending = chance.choice(made.trades[ecosystem]), chance.choice(endings)
            name = f"{stem} {trade} {ending} {FICTIONAL}"
            if name not in self.names:
                self.names.add(name)
                return name

    def _ready(self, chance: Random, one: Profile) -> Profile:
        """Return an organisation with what only its side is asked."""
        if self.visiting:
            abroad = [code for code in self.scheme.host_countries if code != one.country]
            likely = [code for code in abroad if code in world().countries]
            stay = chance.choice(world().stays)
            return replace(one, wished_countries=_some(chance, likely, 5), working_days=stay)
        capacity = chance.choice((1, 1, 1, 2, 2, 3, 4, 6))
        busy = min(capacity, chance.choice((0, 0, 0, 0, 0, 1, 1, 2)))
        return replace(one, capacity=capacity, busy=busy, record=_record(chance))

    def _told(self, chance: Random, one: Profile, writer: writing.Writer) -> Profile:
        """Return an organisation with its own words."""
        offers, known = writing.offers(chance, writer)
        summary = "" if self.visiting else writing.programme(chance, writer, known)
        seeks = writing.seeks(chance, writer, known)
        return replace(one, offers=offers, seeks=seeks, summary=summary)


def _weighed(chance: Random, shares: Mapping[str, int]) -> str:
    return chance.choices([*shares], [*shares.values()])[0]


def _some(chance: Random, values: Sequence[str], most: int) -> tuple[str, ...]:
    """Return up to `most` of some values in their order, none of them in two cases of five."""
    if chance.random() < 0.4:  # noqa: PLR2004 - as it says
        return ()
    chosen = set(chance.sample([*values], chance.randint(1, min(most, len(values)))))
    return tuple(one for one in values if one in chosen)


def _options(chance: Random, options: Sequence[Option]) -> tuple[str, ...]:
    chosen = set(chance.sample([one.id for one in options], chance.randint(1, 3)))
    return tuple(one.id for one in options if one.id in chosen)


def _ecosystems(chance: Random, first: str) -> tuple[str, ...]:
    second = chance.choice(ECOSYSTEMS)
    return (first, second) if chance.random() < _SECOND_ECOSYSTEM and second != first else (first,)


def _writes_in(chance: Random, country: str) -> str:
    """Return a mother tongue if the cohort writes it, else English; now and then English anyhow."""
    own = [one for one in world().countries[country].languages if one in sentences()]
    mother = [one for one in own if one != "en"][: 1 + (country == "BE")]
    return chance.choice(mother) if mother and chance.random() > _IN_ENGLISH else "en"


def _spoken(chance: Random, country: str, written: str) -> tuple[str, ...]:
    """Return the mother tongue, the language of the application, often English, at times more."""
    first, *others = world().countries[country].languages
    spoken = [first, written, *(one for one in others if chance.random() < 0.7)]  # noqa: PLR2004 - often
    return tuple(dict.fromkeys(spoken))


def _cluster(chance: Random, country: str, ecosystem: str) -> tuple[str | None, str | None]:
    """Return a cluster of the country and trade with its label; an invented one, as all here."""
    if chance.random() > _IN_A_CLUSTER:
        return None, None
    number = chance.randint(1, 2)
    fixed = Random(f"{country}-{ecosystem}-{number}")  # noqa: S311 - one cluster has one label
    trade = world().trades[ecosystem][number - 1]
    label = fixed.choice(("bronze", "bronze", "silver", "gold", None))
    return f"{trade} Cluster {country} {FICTIONAL}", label


def _record(chance: Random) -> Record:
    """Return what became of a host's invitations; most were never asked."""
    if chance.random() > _ASKED_BEFORE:
        return Record()
    accepted, declined, lapsed = (chance.randint(0, most) for most in (5, 3, 3))
    days = round(chance.uniform(0.5, 12.0), 1) if accepted + declined else None
    return Record(accepted, declined, lapsed, chance.randint(0, 2), days)
