"""What the spreadsheet says for what is kept as an id: everything in its reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.papers import regional
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from matching.places.languages import language_name
from matching.topics.vocabulary import topic_label
from storage.tables import Role, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.papers.workbook import Cell
    from exchange.scheme.call import Scheme
    from exchange.scheme.kinds import Option
    from exchange.words import Say
    from storage.tables import Answer

ROLES: Mapping[Role, str] = {
    Role.VISITOR: N_("visitor"),
    Role.HOST: N_("host"),
    Role.BOTH: N_("visitor and host"),
}
SIDES: Mapping[Side, str] = {Side.VISITOR: N_("visitor"), Side.HOST: N_("host")}


def answer_cell(say: Say, scheme: Scheme, answer: Answer, value: Any) -> Cell:
    """An answer of an application as people read it; lists with commas, figures as figures."""
    if isinstance(value, Role):
        return say(ROLES[value])
    if not answer.of:
        cell: Cell = value
        return cell
    ids = value if answer.several else [value] if value else []
    return ", ".join(_named(say, scheme, answer.of, one) for one in ids)


def _named(say: Say, scheme: Scheme, of: str, one: str) -> str:
    language = language_of(say)
    match of:
        case "countries":
            return country_name(one, language)
        case "languages":
            return language_name(one, language)
        case "months":
            return regional.month(one, language)
        case "topics":
            return topic_label(one, language)
        case "organisation_types":
            return say(scheme.organisation_type(one).label)
    return say(scheme.option(of, one).label)


def reason_cell(say: Say, options: Iterable[Option], given: str) -> str:
    """A reason: one of the call's list by its label, with what was added to it, or somebody's own words."""
    known = {one.id: one.label for one in options}
    first, _, added = given.partition("\n")
    return ": ".join(filter(None, (say(known[first]), added))) if first in known else given
