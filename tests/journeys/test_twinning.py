"""Two clusters are twinned in chat: one finds the other and proposes, the other agrees, both plan, the page is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from storage.tables import Application, Partnership
from tests.builders.bots.actors import HOST, VISITOR, apply, fill_in, tap_data

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

RING = {
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
LIGHT = {
    **HOST,
    "organisation_name": "Photonics BW",
    "organisation_type": "=cluster_organisation",
    "email": "lena@photonics.example",
    "person_name": "Lena Licht",
    "offers": "Laserschneiden von Holz und Stoffen, Prüflabor",
    "seeks": "Möbelhersteller und Weber, die Laser erproben",
}


async def test_two_clusters_are_twinned(town: Town) -> None:
    """Found with reasons, proposed, agreed to; an activity is told; the desk hears of it; the page is a PDF."""
    desk = await town.officer(201, "EXCELIVING")
    other_desk = await town.officer(202, "Photonics4Industry")
    mira, lena = await town.phone(101, "Mira Ionescu"), await town.phone(102, "Lena Licht", "de")
    for phone, answers, officer in ((mira, RING, desk), (lena, LIGHT, other_desk)):
        await apply(phone, answers)
        await tap_data(officer, "a:yes:")
    await mira.expect("accepted your application")
    await lena.expect("angenommen")
    await mira.say("/twinning We are 140 makers of furniture. We look for laser cutting of wood.")
    await mira.expect("140 members")
    await tap_data(mira, "z:list:")
    await mira.expect("Photonics BW")
    await tap_data(mira, "z:show:")
    await tap_data(mira, "z:ask:")
    await fill_in(mira, "twin", {"text": "Visits of our members each year, and lasers for wood."})
    await lena.expect("schlägt Ihrem eine Partnerschaft vor")
    await tap_data(lena, "z:yes:")
    await mira.expect("said yes")
    await desk.expect("Two clusters are twinned")
    await tap_data(mira, "z:twin:")
    await tap_data(mira, "z:plan:")
    await fill_in(mira, "act", {"title": "School of lasers", "days": "12-14 July 2027"})
    await lena.expect("School of lasers")
    await tap_data(mira, "z:page:")
    page = await mira.expect("The page of year 1")
    assert page.document is not None
    assert (await mira.download(page.document.file_id)).startswith(b"%PDF-")
    await other_desk.say("/twinnings")
    await other_desk.expect("1 activity")


async def test_a_cluster_that_nobody_has_listed_is_one(town: Town) -> None:
    """It waits, is taken in by its name, and its page opens: it is never told of partners for companies."""
    mira = await town.phone(101, "Mira Ionescu")
    await apply(mira, {**RING, "organisation_name": "Granite Network of the Three Rivers"})
    await mira.say("/twinning")
    await mira.expect("as soon as your Partnership has accepted it")
    with town.house.database.transaction() as session:
        chosen = session.exec(select(Partnership.name).join(Application)).one()
    desk = await town.officer(201, chosen)
    await desk.say("/queue")
    await tap_data(desk, "a:show:")
    await desk.expect("itself, as soon as it is accepted")
    await tap_data(desk, "a:yes:")
    await mira.expect("accepted your application")
    await mira.say("/twinning")
    await mira.expect("🏛 Granite Network of the Three Rivers")
