"""An officer gives all who wait a host at once; the visitor is asked, then the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.tables import OfficerRole
from tests.builders.bots.actors import HOST, VISITOR, accept, apply, find, tap_data
from tests.builders.bots.story import two_accepted

if TYPE_CHECKING:
    from tests.builders.bots.town import Town


async def test_a_cohort_is_previewed_locked_approved_and_agreed(town: Town) -> None:
    """From /cohort to an exchange; nothing is sent before the confirmation, and nothing twice."""
    ana, max_, desk = await two_accepted(town, "de")
    await desk.say("/cohort")
    draft = await desk.expect("ein Entwurf. Es ist nichts verschickt.")
    assert "1 von 1 Besuchern bekommen einen Gastgeber" in draft.text
    assert "✓ Bewiesen" in draft.text
    await tap_data(desk, "k:pairs:")
    await tap_data(desk, "k:pair:")
    await tap_data(desk, "k:lock:")
    await desk.expect("🔒 Festgelegt")
    await tap_data(desk, "k:changed:")
    await desk.expect("Seit dem letzten Lauf hat sich nichts geändert")
    await tap_data(desk, "k:run:")
    await tap_data(desk, "k:wishes:")
    wishes = await desk.expect("Festgelegte und ausgeschlossene Paare")
    assert "🔒 Carpathian Loom Works → Lichtwerk Stuttgart" in wishes.labels()
    await tap_data(desk, "k:run:")
    await tap_data(desk, "k:ceilings:")
    await desk.expect("Keine Obergrenze würde greifen")
    await tap_data(desk, "k:run:")
    await tap_data(desk, "k:approve:")
    asked = await desk.expect("1 Nachricht geht jetzt hinaus")
    send = find(asked, "k:send:")
    await desk.tap_on(asked, send)
    await desk.expect("Freigegeben: 1 Besucher wird jetzt gefragt")
    await desk.tap_on(asked, send, stale=True)
    await desk.expect("schon freigegeben")

    await town.pass_time(minutes=1)
    told = await ana.expect("has found a host for you: Lichtwerk Stuttgart")
    assert find(told, "i:ask:") is None
    await town.quiet()
    assert "Carpathian" not in max_.transcript()
    await tap_data(ana, "i:yes:")
    await ana.expect("I have asked the host")
    await max_.expect("deren Partnerschaft, hat Sie zusammengebracht")
    await tap_data(max_, "i:yes:")
    await ana.expect("accepted your invitation")
    await town.quiet()
    assert ana.transcript().count("has found a host for you") == 1


async def test_a_pair_that_is_declined_goes_back_to_the_desk(town: Town) -> None:
    """The desk reads so and looks again; who has no host reads why, at the desk."""
    ana, _, desk = await two_accepted(town)
    await desk.say("/cohort")
    await tap_data(desk, "k:approve:")
    await tap_data(desk, "k:send:")
    await town.quiet()
    await town.pass_time(minutes=1)
    await tap_data(ana, "i:no:")
    await tap_data(ana, ":reason:=:no_fit")
    await desk.expect("did not come about: one side declined")
    await desk.say("/cohort")
    draft = await desk.expect("0 of 1 visitors get a host")
    assert "no host is eligible (tried before 1)" in draft.text


async def test_a_group_visit_is_told_asked_for_and_given_its_places(town: Town) -> None:
    """The form asks how many come; the desk, the plan and the host read it."""
    ana, max_, desk = await two_accepted(
        town, visitor=VISITOR | {"party": "≈3"}, host=HOST | {"capacity": "=4"}
    )
    await desk.say("/find Carpathian")
    await tap_data(desk, "a:show:")
    await desk.expect("👥 Group visit: 3 people")
    await desk.say("/cohort")
    draft = await desk.expect("1 of 1 visitors get a host")
    assert "Places used: 3 of 4" in draft.text
    assert "Visits of several people: 1 of 1" in draft.text
    await tap_data(desk, "k:pairs:")
    await desk.expect("👥 3 people, 3 places")
    await tap_data(desk, "k:run:")
    await tap_data(desk, "k:approve:")
    await tap_data(desk, "k:send:")
    await town.quiet()
    await town.pass_time(minutes=1)
    await tap_data(ana, "i:yes:")
    await max_.expect("👥 Sie kämen zu 3, auf ebenso vielen Plätzen.")
    await tap_data(max_, "i:yes:")
    await ana.expect("accepted your invitation")


async def test_a_coordinator_sets_a_quota_sees_its_price_and_takes_it_away(town: Town) -> None:
    """Everybody at the desk reads quotas; a coordinator sets them by words."""
    *_, desk = await two_accepted(town)
    colleague = await town.officer(203, "EXCELIVING", "de", OfficerRole.OFFICER)
    await desk.say("/quota Germany 0")
    await desk.expect("Germany: at most 0.")
    await desk.say("/cohort")
    draft = await desk.expect("0 of 1 visitors get a host")
    assert "the ceiling “DE” is used up. Raising the ceiling “DE” would help." in draft.text
    assert "ceiling “DE”: without it +1 pairs" in draft.text
    await desk.say("/quota Germany 1-2-3")
    await desk.expect("A quota is a number like 5")
    await colleague.say("/quota")
    await colleague.expect("Deutschland: höchstens 0.")
    await colleague.say("/quota Deutschland 3")
    await colleague.expect("Ihre Rolle")
    await desk.say("/quota")
    await tap_data(desk, "q:drop:")
    await desk.expect("Your desk has set none.")
    await desk.say("/cohort")
    await desk.expect("1 of 1 visitors get a host")


async def test_two_organisations_are_joined_and_each_is_asked(town: Town) -> None:
    """By their numbers at the desk, which can take one out; each reads that another is asked."""
    ana, _, desk = await two_accepted(town, "de")
    other = VISITOR | {
        "organisation_name": "Moldova Spinning",
        "person_name": "Eva Nova",
        "city": "Iași",
    }
    eva = await town.phone(103, "Eva Nova")
    await apply(eva, other | {"email": "eva@spinning.example", "vat": "=>"})
    await accept(desk, "3")
    await eva.expect("accepted your application")
    await desk.say("/together")
    await desk.expect("Bisher niemand.")
    await desk.say("/together 1 2")
    await desk.expect("Bei Ihrem Team gibt es keine Bewerbung A-0001.")
    await desk.say("/together A-0002 A-0003")
    draft = await desk.expect("👥 Sie reisen jetzt gemeinsam. Ich habe neu gerechnet:")
    assert "Gruppen, die gemeinsam reisen: 1 von 1" in draft.text
    await tap_data(desk, "k:pairs:")
    await desk.expect("👥 Reist gemeinsam mit")
    await desk.say("/together")
    await desk.expect("Im Entwurf gehen sie zu Lichtwerk Stuttgart.")
    await tap_data(desk, "g:show:")
    await tap_data(desk, "g:drop:")
    await desk.expect("Alle reisen wieder einzeln.")
    await desk.say("/together 3 2")
    await desk.expect("👥 Sie reisen jetzt gemeinsam.")
    await tap_data(desk, "k:approve:")
    await tap_data(desk, "k:send:")
    await town.quiet()
    await town.pass_time(minutes=1)
    for phone in (ana, eva):
        asked = await phone.expect("has found a host for you: Lichtwerk Stuttgart")
        assert "1 more visitor is asked about the same host" in asked.text
