"""The story of one exchange: an English visitor, a German host, two desks, two officers who pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.builders.bots.actors import HOST, PDF, VISITOR, accept, apply, fill_in, tap_data
from tests.builders.bots.photos import PHOTO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

PAPER = {
    "goals": "Learn laser cutting of wool and try additive manufacturing on furniture fabrics",
    "objectives": "Three printed samples, and a list of machines that fit our mill",
    "agenda": "Day 1: laboratories. Day 2: laser cutting. Day 3 to 5: own experiments",
    "outcomes": "A joint pilot on printed fabrics, applied for together within six months",
}
REPORT = {
    "done": "We cut wool with lasers on five days and printed three samples together",
    "results": "Three samples and a plan for a joint pilot project in the autumn",
    "follow_up": "We meet again in June and apply for a regional innovation voucher",
    "recommend": "=yes",
    "story": "=yes",
    "travel": [PDF],
    "bed": [PHOTO, PDF],
    "attendance": "=>",
}


@dataclass(frozen=True)
class Scene:
    """What is other in another call: who they are, where, when, for how much, in how many parts."""

    call: str = "clusterxchange"
    at: str = "EXCELIVING"
    host_at: str = "Photonics4Industry"
    visitor: Mapping[str, Any] = field(default_factory=lambda: VISITOR)
    host: Mapping[str, Any] = field(default_factory=lambda: HOST)
    stay: str = "8-12 March 2027"
    offer: str = "x:offer:"
    sum: str = "830"
    working_days: int = 5
    first_day: str = "Mon 8 Mar 2027"
    days_away: int = 11
    instalments: int = 1
    members: bool = True


USUAL = Scene()


async def accepted(
    town: Town, person: int, language: str, answers: dict, desk: Phone, *, member: bool = True
) -> Phone:
    """Somebody whose application the desk has accepted; as a `member`, where a cluster is needed."""
    phone = await town.phone(person, answers["person_name"], language)
    await apply(phone, answers)
    await (accept(desk) if member else tap_data(desk, "a:yes:"))
    return phone


async def two_accepted(
    town: Town, language: str = "en", visitor: dict = VISITOR, host: dict = HOST
) -> tuple[Phone, Phone, Phone]:
    """Ana who looks for a host, Max who is one, and the visitor's desk, in that language."""
    desk = await town.officer(201, "EXCELIVING", language)
    host_desk = await town.officer(202, "Photonics4Industry")
    max_ = await accepted(town, 102, "de", host, host_desk)
    ana = await accepted(town, 101, "en", visitor, desk)
    await ana.expect("accepted your application")
    await max_.expect("angenommen")
    return ana, max_, desk


async def survey(phone: Phone, **more: str) -> None:
    """The survey from its first button to its last question."""
    await tap_data(phone, "r:survey:")
    given = {"overall": "=5", "goals_met": "=4", "support": "=4", "better": "=>"}
    await fill_in(phone, "sur", {**given, **more})


async def whole_exchange(town: Town, scene: Scene = USUAL, *, reminded: bool = True) -> int:
    """From hello to the survey, papers and all; what each person must read is waited for. How much officers did: taps and words.

    Unless `reminded`, nobody counts on a reminder: they are dropped when it is not known whether
    they arrived.
    """
    visitor_desk = await town.officer(201, scene.at)
    colleague = await town.officer(203, scene.at)
    host_desk = await town.officer(202, scene.host_at, "de")
    host = await accepted(town, 102, "de", dict(scene.host), host_desk, member=scene.members)
    visitor = await accepted(
        town, 101, "en", dict(scene.visitor), visitor_desk, member=scene.members
    )

    await tap_data(visitor, "m:best:0")
    best = await visitor.expect("Lichtwerk Stuttgart")
    assert "additive manufacturing" in best.text
    await tap_data(visitor, "m:host:")
    await tap_data(visitor, "m:invite:")
    await fill_in(visitor, "inv", {"words": "We would love to see your laser labs", "months": "=*"})
    await tap_data(host, "i:yes:")

    for desk in (visitor_desk, colleague):  # a card shows what is so when it leaves
        await desk.expect("A pair has agreed on an exchange")
    await host_desk.expect("auf einen Austausch geeinigt")
    await visitor.expect("accepted your invitation")
    await tap_data(visitor, "x:dates:")
    await visitor.expect("first working day")
    await visitor.say(scene.stay)
    preview = await visitor.expect(f"{scene.working_days} working days")
    assert scene.sum in preview.text
    await tap_data(visitor, scene.offer)
    await tap_data(host, "x:agree:")
    await _calendar(visitor, "SEQUENCE:0")

    await tap_data(visitor, "c:write:")
    await fill_in(visitor, "cq", PAPER)
    await tap_data(visitor, "c:sign:")
    await _calendar(visitor, f"{scene.first_day}: laboratories")
    await tap_data(host, "c:sign:")
    await tap_data(visitor_desk, "e:sign:")
    await tap_data(host_desk, "e:sign:")
    for desk in (visitor_desk, colleague):
        await desk.expect("All four have signed")
    await host_desk.expect(
        "Von allen vieren unterschrieben"
    )  # on the card: it was the last signature
    ready = await visitor.expect("All four have signed")
    assert ready.document is not None
    assert (await visitor.download(ready.document.file_id)).startswith(b"%PDF-")
    await _agree_on_the_money(visitor, visitor_desk, scene.sum)

    await _stay(town, (visitor, host, visitor_desk, colleague), scene, reminded=reminded)
    desks = (visitor_desk, colleague, host_desk)
    return sum(one.tapped + one.sent - 1 for one in desks)  # each has opened a link


async def _agree_on_the_money(visitor: Phone, desk: Phone, sum_: str) -> None:
    """One message with the sum and the paper, one tap; the desk that pays signs, the visitor gets it."""
    asked = await visitor.expect("One more paper for your visit")
    assert sum_ in asked.text
    assert asked.document is not None
    await tap_data(visitor, "s:sign:")
    await visitor.expect("Your Partnership signs next")
    await tap_data(desk, "e:agree:")
    signed = await visitor.expect("Your Partnership has signed too")
    assert signed.document is not None
    assert (await visitor.download(signed.document.file_id)).startswith(b"%PDF-")


async def _calendar(phone: Phone, part: str) -> None:
    """Wait for the file for calendars in which this stands; one of before may come once more."""
    found = ""
    while part not in found:
        sent = await phone.expect("your calendar")
        assert sent.document is not None
        found = (await phone.download(sent.document.file_id)).decode().replace("\r\n ", "")


async def _stay(
    town: Town, people: tuple[Phone, Phone, Phone, Phone], scene: Scene, *, reminded: bool
) -> None:
    """From the last weeks before the journey to both surveys."""
    visitor, host, visitor_desk, colleague = people
    await town.pass_time(days=50)
    if reminded:
        await visitor.expect("begins")
    await town.pass_time(days=scene.days_away)
    await tap_data(visitor, "r:report:")
    await fill_in(visitor, "rep", REPORT)
    await tap_data(visitor_desk, "e:vpay:" if scene.members else "e:valid:")
    await visitor.expect("certificate")
    await host.expect("Bescheinigung")
    await colleague.expect("A lump sum is to be paid")  # who validates has it on the card
    for part in range(scene.instalments):
        if part or not scene.members:
            await tap_data(visitor_desk, "e:pay:")
        await visitor_desk.expect("payment's reference")
        await visitor_desk.say(f"SEPA-2027-{part + 7}")
        await colleague.expect("A payment waits for your approval")
        await tap_data(colleague, "e:approve:")
        await visitor.expect("has paid")
    await survey(visitor, host_care="=5", gained="=contacts", recommend="=9")
    await visitor_desk.expect("survey came back")
    await survey(host, visitor_prep="=5", gained="=contacts", again="=yes")
    await visitor_desk.expect("survey came back")
    await host.expect("Das war der letzte Schritt")
