"""Which region a place is in, and how far that is developed: settled by an officer where the map leaves it open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.screens import Button, Screen, lines
from bot.desk import addresses as to
from bot.desk.cases import cases
from bot.desk.officer import officer_of
from exchange import desk
from exchange.access import Thing
from exchange.applying import regions
from exchange.applying.regions import Development
from exchange.scheme.levels import REGIONS
from exchange.words import N_
from matching.places.regions import regions_of
from storage.tables import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.talk import Talk


FORMAL = re.compile(r"^Prov\.\s+|\s+\(.*\)$|/.*$")
"""What a list of regions has around a name."""


def form() -> Form:
    """In which region a place is that is not on the map."""
    return Form("region", N_("Region"), _questions, _finish, review=False, about=Thing.APPLICATION)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    asked = N_(
        "Which region is it in? Holidays of the region and the figures follow it; days that are agreed"
        " stay as they are."
    )
    return (Question("region", N_("Region"), asked, OneOf(_regions, size=12)),)


def _regions(asked: Asked) -> Sequence[Option]:
    """Those of the organisation's country, by their names."""
    found = desk.case(asked.talk.work, officer_of(asked.talk), asked.form.subject)
    return [
        Option(one.code, one.name, spellings=_called(one.name), short=FORMAL.sub("", one.name))
        for one in regions_of(found.organisation.country)
    ]


def _called(name: str) -> tuple[str, ...]:
    """How a region is called in short: Namur, for the Province of Namur; each place of several."""
    short = FORMAL.sub("", name)
    return (short, *(part.strip() for part in short.split(",")))


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    """Settled; what the list of categories leaves open is asked next."""
    application = regions.settle_place(talk.work, officer_of(talk), subject, str(answers["region"]))
    talk.reply(talk.say("🗺 Settled, with your name in the record."))
    organisation = talk.work.load(Organisation, application.organisation_id)
    if regions.is_open(organisation) and organisation.region_category is None:
        _ask_category(talk, subject)
    else:
        cases.show(talk, subject)


def ask(talk: Talk, number: int) -> None:
    """In which region it is, where it is not on the map; else how far that is developed."""
    found = desk.case(talk.work, officer_of(talk), number)
    if found.region_missing and not found.organisation.region:
        _ask_place(talk, number)
    elif found.region_open:
        _ask_category(talk, number)
    else:  # named before, and to be corrected
        _ask_place(talk, number)


def _ask_place(talk: Talk, number: int) -> None:
    desk.case(talk.work, officer_of(talk), number)
    filling.begin(talk, "region", number)


def _ask_category(talk: Talk, number: int) -> None:
    """What it may be, and what that means, before anything is settled."""
    found, say = desk.case(talk.work, officer_of(talk), number), talk.say
    text = lines(
        say(
            "How far is the region of <b>{name}</b> developed? The map leaves it open.",
            name=found.organisation.name,
        ),
        say("No sum depends on it: it counts in figures, reports and matches."),
    )
    rows = tuple(
        (Button(say(REGIONS[one.value]), to.SETTLE_REGION(number, one)),) for one in Development
    )
    other = ((Button(say("🗺 Another region"), to.NAME_REGION(number)),),)
    talk.send(Screen(text, (*rows, *(other if found.region_missing else ()))))


def settle(talk: Talk, number: int, category: Development) -> None:
    """Settled, and the card as it is now."""
    regions.settle_region(talk.work, officer_of(talk), number, category)
    talk.toast(talk.say("🗺 Settled, with your name in the record."))
    cases.show_anew(talk, number)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.REGION: ask,
    to.NAME_REGION: _ask_place,
    to.SETTLE_REGION: settle,
}
