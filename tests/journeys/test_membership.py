"""Membership is confirmed: the cluster's own person answers in chat, an officer in words, a coordinator by exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.actors import HOST, VISITOR, apply, fill_in, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

CLUSTER = {
    **VISITOR,
    "role": "=host",
    "organisation_name": "Transylvanian Furniture Cluster",
    "organisation_type": "=cluster_organisation",
    "website": "=>",
    "vat": "=>",
    "person_name": "Mira Ionescu",
    "email": "mira@cluster.example",
    "capacity": "=2",
    "host_programme": "Our members, one workshop after the other, and the school of joiners",
    "hostcv": "=>",
}
EVA = {
    **VISITOR,
    "organisation_name": "Atelier Oltul",
    "person_name": "Eva Nova",
    "email": "eva@oltul.example",
    "city": "Iași",
    "website": "=>",
    "vat": "=>",
}


async def test_the_clusters_person_says_who_is_a_member(town: Town) -> None:
    """Who is this, yes and not ours; the desk hears each, and accepts nobody before a yes."""
    desk = await town.officer(201, "EXCELIVING")
    mira = await town.phone(101, "Mira Ionescu")
    await apply(mira, CLUSTER)
    await tap_data(desk, "a:yes:1")
    await mira.expect("accepted your application")
    ana = await town.phone(102, "Ana Pop")
    await apply(ana, VISITOR)
    await mira.expect("Is this a member of Transylvanian Furniture Cluster?")
    await tap_data(desk, "a:yes:2")
    await desk.expect("is not confirmed yet")
    await tap_data(mira, "k:who:")
    await mira.expect("EXCELIVING is told, and finds out.")
    await desk.expect("does not know this applicant")
    await tap_data(mira, "k:yes:")
    await mira.expect("Thank you, it is noted.")
    await desk.expect("Membership confirmed by Transylvanian Furniture Cluster")
    await tap_data(desk, "a:yes:2")
    await ana.expect("accepted your application")
    eva = await town.phone(103, "Eva Nova")
    await apply(eva, EVA)
    await tap_data(
        desk, "a:ask:3"
    )  # the list of that day was sent: the desk need not wait for the next
    await fill_in(desk, "question", {"text": "Since when are you a member?"})
    await town.pass_time(days=3)
    await mira.expect("Atelier Oltul")
    await tap_data(mira, "k:no:")
    await desk.expect("says: not ours")


async def test_an_officer_confirms_in_words_and_a_coordinator_excepts(town: Town) -> None:
    """“Confirm membership of 1”; a host in no cluster at all takes a reason and the agency's approval."""
    desk = await town.officer(201, "EXCELIVING")
    ana = await town.phone(101, "Ana Pop")
    await apply(ana, VISITOR)
    await desk.expect("A new application")
    await desk.say("accept 1")
    await desk.expect("is that what you mean?")
    await desk.say("yes")
    refused = await desk.expect("is not confirmed yet")
    await desk.tap_on(refused, refused.buttons[0][0])  # the card
    await desk.expect("Membership not confirmed")
    await desk.say("confirm membership of 1")
    await desk.expect("is that what you mean?")
    await desk.say("yes")
    await desk.expect("Membership confirmed by Officer 201")
    await tap_data(desk, "a:yes:1")
    await ana.expect("accepted your application")
    max_ = await town.phone(102, "Max Beispiel", "de")
    alone = {
        **HOST,
        "cluster": "=none",
        "country": "Rumänien",
        "city": "Iași",
        "ecosystems": "=construction",
    }
    await apply(max_, alone)
    await desk.expect("Lichtwerk Stuttgart")
    await desk.say("/members")
    await desk.expect("Lichtwerk Stuttgart: not confirmed")
    await tap_data(desk, "a:show:2")
    await tap_data(desk, "a:except:2")
    told = {"kind": "=host", "approval": "Letter of 3 May", "reason": "Nobody else prints light."}
    await fill_in(desk, "except", told)
    await desk.expect("On record, with your name")
    await desk.say("/case 2")
    await desk.expect("Approval: Letter of 3 May")
    await desk.say("/history 2")
    await desk.expect("Takes part by an exception")
    await tap_data(desk, "a:yes:2")
    await max_.expect("angenommen")
