"""Membership in a cluster: the cluster is asked, desks confirm, and exceptions go on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.records.applicants import AWAY
from tests.screens.players import HOST, VISITOR, somebody

if TYPE_CHECKING:
    from tests.screens.players import Player
    from tests.screens.programme import Cast

CLUSTER = {
    **HOST,
    "organisation_type": "=cluster_organisation",
    "organisation_name": "CITEVE",
    "person_name": "Marta Silva",
    "email": "marta@example.org",
    "offers": "Contacts to two hundred weavers, dyers and makers of machines",
}


def applies(cast: Cast, name: str, number: int, answers: dict, *, send: bool = True) -> Player:
    """Somebody who hands an application in."""
    who = somebody(cast.stage, name, number)
    who.types("/start")
    who.taps("w:yes")
    mail = {"person_name": name, "email": f"{name.split(maxsplit=1)[0].lower()}@example.org"}
    who.fills({**answers, **mail}, send=send)
    return who


def the_cluster_is_asked(cast: Cast) -> None:
    """A cluster's manager is asked in one list: yes, not ours, who is this? The desk hears each answer."""
    olga = cast.olga
    applies(cast, "Ana Pop", 101, VISITOR)
    marta = applies(cast, "Marta Silva", 102, CLUSTER)
    olga.taps("a:yes")
    applies(cast, "Max Beispiel", 103, HOST)
    applies(cast, "Eva Nova", 104, {**HOST, "organisation_name": "Braga Dyers"})
    ivo = {**VISITOR, "organisation_name": "Porto Thread Lab", "vat": "=>", "website": "=>"}
    applies(cast, "Ivo Kral", 105, ivo)
    cast.stage.pass_time("Days go by", days=4)
    marta.taps("k:who")
    marta.taps("k:yes")
    olga.taps("a:past")
    marta.taps("k:no")
    marta.taps_old("k:yes:1")
    olga.types("/members")
    cast.stage.pass_time("Weeks go by", days=14)
    olga.types("/members")
    marta.taps("k:yes")
    marta.taps_old("k:yes:99")


def the_desk_confirms(cast: Cast) -> None:
    """By one tap or in words; a mistake is put right; nobody is accepted before."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    applies(cast, "Ana Pop", 101, VISITOR)
    olga.taps("a:yes")
    olga.types("confirm membership of 11")
    olga.types("yes")
    olga.taps("a:nomember")
    olga.types("confirm the membership of Mondego")
    olga.types("no")
    rita.types("/case 11")
    rita.types("/members")
    rita.types("/eccp CITEVE https://clustercollaboration.eu/citeve")
    olga.types("/eccp")
    olga.types("/eccp CITEVE www.citeve.example")
    olga.types("/eccp Nobody https://clustercollaboration.eu/nobody")
    olga.types("/eccp CITEVE https://clustercollaboration.eu/citeve")
    olga.types("/eccp")
    olga.taps("a:member")
    olga.taps("a:yes")
    olga.types("/members")


def another_desk_is_asked(cast: Cast) -> None:
    """Where another Partnership reviews, the desk of the cluster's own is asked."""
    olga, uwe = cast.olga, cast.desk("Uwe Away")
    for name, number, more in (
        ("Ana Pop", 101, VISITOR),
        ("Max Beispiel", 102, HOST),
        ("Eva Nova", 103, {**HOST, "organisation_name": "Braga Dyers"}),
    ):
        who = applies(cast, name, number, more, send=False)
        who.types(f"Partnership: {AWAY}")
        who.taps("f:app", ":*:send:")
    olga.types("/members")
    olga.taps("m:who")
    olga.taps("m:yes")
    olga.taps("m:no")
    olga.taps_old("m:yes:99")
    uwe.types("/members")
    uwe.types("/case 11")


def exceptions(cast: Cast) -> None:
    """An indirect member, and a host without any cluster: a coordinator's word, on record."""
    olga, pavel = cast.olga, cast.desk("Pavel Desk")
    applies(cast, "Ana Pop", 101, VISITOR)
    applies(cast, "Max Beispiel", 102, {**HOST, "cluster": "=none"})
    pavel.types("exception for 11")
    pavel.types("yes")
    olga.types("/case 11")
    olga.taps("a:except")
    olga.fills(
        {"kind": "=indirect", "reason": "Member of the dyers' guild, which is in CITEVE."},
        slips=True,
    )
    olga.taps("a:show:11")
    olga.types("/members")
    olga.types("/case 12")
    olga.taps("a:yes:12")
    olga.taps("a:except:12")
    olga.fills(
        {
            "kind": "=host",
            "approval": "EISMEA letter of 3 May",
            "reason": "The only dye house that prints with algae.",
        }
    )
    olga.taps("a:show:12")
    olga.taps("a:past:12")
    olga.taps("a:show:12")
    olga.taps("a:yes:12")


PLAYS = (the_cluster_is_asked, the_desk_confirms, another_desk_is_asked, exceptions)
