"""`/map`: what was done where, as a picture and in words; one city, and which take part themselves; between which regions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of, whose
from exchange.papers.flows import flow_png
from exchange.papers.map import map_png
from exchange.people.officers import RIGHTS, Right
from exchange.places.cities import city_page, drop_city, name_city
from exchange.places.doings import LABELS, Kind
from exchange.places.whereabouts import (
    UNKNOWN_REGION,
    flow_figures,
    map_figures,
    whereabouts,
)
from exchange.rows import row_id
from exchange.scheme.levels import REGIONS
from exchange.visiting.kept_files import PNG, Drawing, drawn, language_of, on_paper
from exchange.words import N_
from matching.places.cities import city, find_city, told_apart
from matching.places.regions import region
from matching.words.names import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.places.cities import CityPage
    from exchange.places.doings import Doing, Side
    from exchange.places.towns import Town
    from exchange.places.whereabouts import Tally, Whereabouts

OWN, WHOLE = "own", "all"
IN_WORDS = 5  # towns under the picture
ON_A_PAGE = 8
LATEST = 5  # things that are told of a city
NAME = 30

ONE: Mapping[Kind, str] = {
    Kind.VISIT: N_("visit"),
    Kind.GROUP_VISIT: N_("group visit"),
    Kind.INTRODUCTION: N_("introduction"),
    Kind.PROJECT: N_("project"),
    Kind.COURSE: N_("course"),
}


def typed(talk: Talk) -> None:
    """The map; of a city that was typed its page."""
    words = talk.event.text.strip()
    if not words:
        _map(talk, OWN)
        return
    found = find_city(words)
    if found.certainty is Certainty.SURE and found.best:
        _city(talk, found.best)
        return
    _which(talk, words, found.candidates)


def _which(talk: Talk, words: str, candidates: Sequence[str]) -> None:
    """Towns that may be meant, or that there is none."""
    say, named = talk.say, told_apart(candidates)
    text = (
        say("Which one do you mean?")
        if named
        else say("I do not have “{city}” on my map. Please type it as /map Porto.", city=words)
    )
    rows = [
        (Button(f"{label}, {say.country(city(one).country)}", to.CITY(one)),)
        for one, label in named.items()
    ]
    talk.reply(text, *rows, (Button(say("🗺 Map"), to.MAP(OWN)),))


def _map(talk: Talk, whose_: str) -> None:
    say = talk.say
    found = whereabouts(talk.work, officer_of(talk), whole=whose_ == WHOLE)
    text = paragraphs(
        lines(_whose(talk, whose_), _kinds(talk, found.kinds)),
        lines(*(_town(talk, *one) for one in _done(found.towns)[:IN_WORDS])),
        ""
        if found.kinds
        else say("Nothing has been done yet. It appears here with the first visit."),
    )
    talk.reply(text, *_ways(talk, whose_), file_id=_map_file(talk, found), picture=True)


def _whose(talk: Talk, whose_: str) -> str:
    if whose_ == OWN:
        return whose(talk)
    return talk.say(
        "🏛 <b>{programme}</b>, all Partnerships together", programme=talk.work.scheme.name
    )


def _kinds(talk: Talk, kinds: Mapping[Kind, int]) -> str:
    """How many things of each kind, in a line."""
    say = talk.say
    told = [
        say("{kind}: <b>{count}</b>", kind=say(LABELS[one]), count=kinds[one])
        for one in Kind
        if kinds.get(one)
    ]
    return Markup(" · ").join(told)


def _done(found: Iterable[tuple[Town, Tally]]) -> list[tuple[Town, Tally]]:
    return [one for one in found if one[1].count]


def _town(talk: Talk, town: Town, tally: Tally) -> str:
    say = talk.say
    return say(
        "{city}, {country}: <b>{count}</b>",
        city=say.city(town.name, town.country),
        country=say.country(town.country),
        count=tally.count,
    )


def _map_file(talk: Talk, found: Whereabouts) -> int | None:
    say, language = on_paper(talk.say), language_of(talk.say)
    figures = map_figures(found, language)
    drawing = Drawing("map.png", PNG, (figures, language))
    return drawn(
        talk.work, drawing, partial(map_png, figures, say, language=language), talk.person
    ).id


def _ways(talk: Talk, whose_: str) -> Rows:
    say = talk.say
    flows = (Button(say("⇄ Between kinds of regions"), to.FLOWS(whose_)),)
    if whose_ == WHOLE:
        return (flows, (Button(say("🏛 Own Partnership"), to.MAP(OWN)),))
    lists = (Button(say("🏙 Cities"), to.TOWNS(0)), Button(say("📍 Regions"), to.LANDS(0)))
    if Right.OVERSEE not in RIGHTS[officer_of(talk).role]:
        return (lists, flows)
    return (lists, flows, (Button(say("🇪🇺 Whole programme"), to.MAP(WHOLE)),))


def _towns(talk: Talk, page: int) -> None:
    """Every city in which something was done, from which somebody came, or that takes part."""
    found, say = whereabouts(talk.work, officer_of(talk)), talk.say
    pages = Pages(len(found.towns), ON_A_PAGE, page, to.TOWNS)
    shown = found.towns[pages.offset : pages.offset + ON_A_PAGE]
    none = say("No city yet. To name one that takes part, type /map and its name: /map Porto.")
    told = [_listed(talk, town, tally, town in found.named) for town, tally in shown]
    rows = [
        (Button(clip(say.city(town.name, town.country), NAME), to.CITY(town.place_id)),)
        for town, _ in shown
        if town.place_id
    ]
    text = paragraphs(lines(whose(talk), say("<b>Cities</b>")), lines(*told) if told else none)
    _show_list(talk, text, rows, pages)


def _listed(talk: Talk, town: Town, tally: Tally, named: bool) -> str:  # noqa: FBT001 - a fact of the town
    say = talk.say
    return say(
        "{mark} {city}: <b>{count}</b> here, {came} from here",
        mark="⭐" if named else "▫️",
        city=say.city(town.name, town.country),
        count=tally.count,
        came=tally.came,
    )


def _regions(talk: Talk, page: int) -> None:
    """Every NUTS 2 region in which something was done, or from which somebody came."""
    found, say = whereabouts(talk.work, officer_of(talk)), talk.say
    pages = Pages(len(found.regions), ON_A_PAGE, page, to.LANDS)
    told = [
        say(
            "▫️ {region} ({code}): <b>{count}</b> here, {came} from here",
            region=clip(region(code).name, NAME),
            code=code,
            count=tally.count,
            came=tally.came,
        )
        for code, tally in found.regions[pages.offset : pages.offset + ON_A_PAGE]
    ]
    none = say("No region yet: they appear here with the first visit.")
    text = paragraphs(lines(whose(talk), say("<b>Regions</b>")), lines(*told) if told else none)
    _show_list(talk, text, (), pages)


def _show_list(talk: Talk, text: Markup, rows: Iterable[tuple[Button, ...]], pages: Pages) -> None:
    turn = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turn, (Button(talk.say("🗺 Map"), to.MAP(OWN)),))))


def _flows(talk: Talk, whose_: str) -> None:
    """Between which kinds of regions people went: the chart, and the same in words."""
    found, say = whereabouts(talk.work, officer_of(talk), whole=whose_ == WHOLE), talk.say
    told = [
        say(
            "{start} → {end}: <b>{count}</b>",
            start=say(REGIONS.get(start, UNKNOWN_REGION)),
            end=say(REGIONS.get(end, UNKNOWN_REGION)),
            count=count,
        )
        for (start, end), count in found.flows.most_common()
    ]
    none = say("No visit is done yet.")
    head = lines(_whose(talk, whose_), say("<b>Visits between kinds of regions</b>"))
    paper, language, figures = on_paper(say), language_of(say), flow_figures(found)
    drawing = Drawing("regions.png", PNG, (figures, language))
    draw = partial(flow_png, figures, paper, language=language)
    file_id = drawn(talk.work, drawing, draw, talk.person).id
    back = (Button(say("🗺 Map"), to.MAP(whose_)),)
    text = paragraphs(head, lines(*told) if told else none)
    talk.reply(text, back, file_id=file_id, picture=True)


def _city(talk: Talk, place_id: str) -> None:
    """One city: what was done there, by whom, and whether it takes part itself."""
    found, say = city_page(talk.work, officer_of(talk), place_id), talk.say
    note_reading(talk, "card", f"place:{place_id}")
    text = paragraphs(
        lines(
            say(
                "🏙 <b>{city}</b>, {country}",
                city=say.city(found.town.name, found.town.country),
                country=say.country(found.town.country),
            ),
            *_stands(talk, found),
        ),
        lines(_kinds(talk, found.kinds), *(_deed(talk, one) for one in found.done[:LATEST])),
    )
    talk.show(Screen(text, (*_naming(talk, found), (Button(say("🗺 Map"), to.MAP(OWN)),))))


def _stands(talk: Talk, found: CityPage) -> Iterator[str]:
    say = talk.say
    if found.town.region:
        yield say(
            "Region: {name} ({code})", name=region(found.town.region).name, code=found.town.region
        )
    if found.named:
        yield say("⭐ Takes part in the programme since {on}.", on=say.on(found.named.named_at))
    yield say("Your organisations there: {count}", count=found.members)
    yield say("Visits that began here: {count}", count=found.began)
    if not found.done:
        yield say("Nothing was done here yet.")


def _deed(talk: Talk, one: Doing) -> str:
    """What was done, where, and who came for it."""
    say = talk.say
    told = {
        "on": say.days(one.on, one.on),
        "kind": say(ONE[one.kind]),
        "there": _names(talk, one.at),
    }
    if one.came:
        return say("▫️ {on}, {kind}: {came} at {there}", came=_names(talk, one.came), **told)
    return say("▫️ {on}, {kind}: {there}", **told)


def _names(talk: Talk, sides: Sequence[Side]) -> str:
    return clip(talk.say.join([one.name for one in sides]), 2 * NAME)


def _naming(talk: Talk, found: CityPage) -> Rows:
    if Right.DECIDE not in RIGHTS[officer_of(talk).role]:
        return ()
    say = talk.say
    if found.named:
        return ((Button(say("Take it off the list"), to.DROP_CITY(row_id(found.named))),),)
    label = say("⭐ It takes part in the programme")
    return ((Button(label, to.NAME_CITY(found.town.place_id)),),)


def _name(talk: Talk, place_id: str) -> None:
    _city(talk, name_city(talk.work, officer_of(talk), place_id).place_id)


def _drop(talk: Talk, number: int) -> None:
    _city(talk, drop_city(talk.work, officer_of(talk), number))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.MAP: _map,
    to.TOWNS: _towns,
    to.LANDS: _regions,
    to.FLOWS: _flows,
    to.CITY: _city,
    to.NAME_CITY: _name,
    to.DROP_CITY: _drop,
}
