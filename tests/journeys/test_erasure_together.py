"""Somebody writes one word in all that clusters do beside visits, leaves, and the word is nowhere any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from exchange.privacy.erasure import unwiped
from exchange.work import Work
from storage.tables import Erasure
from tests.builders.bots.actors import apply, fill_in, tap_data
from tests.journeys.test_erasure import MARK, NUMBER, found_in
from tests.journeys.test_logs import listening
from tests.journeys.test_twinning import LIGHT, RING
from tests.patience import until

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

WORDS = ("organisation_name", "person_name", "position", "offers", "seeks", "motivation")
MARKED = {
    **RING,
    **{name: f"{RING[name]} {MARK}" for name in (*WORDS, "host_programme")},
    "email": f"{MARK.lower()}@cluster.example",
}


async def clusters(town: Town) -> tuple[Phone, Phone]:
    """Mira, with the word in every field, and Lena: two clusters that take part."""
    desk = await town.officer(201, "EXCELIVING")
    other_desk = await town.officer(202, "Photonics4Industry")
    mira = await town.phone(NUMBER, f"Mira {MARK}")
    lena = await town.phone(102, "Lena Licht", "de")
    for phone, answers, officer in ((mira, MARKED, desk), (lena, LIGHT, other_desk)):
        await apply(phone, answers)
        await tap_data(officer, "a:yes:")
    await mira.expect("accepted your application")
    await lena.expect("angenommen")
    return mira, lena


async def twin(mira: Phone, lena: Phone) -> None:
    """A profile, a proposal, an activity, the page."""
    await mira.say(
        f"/twinning We are 140 makers of furniture and {MARK}. We look for laser cutting."
    )
    await tap_data(mira, "z:list:")
    await tap_data(mira, "z:show:")
    await tap_data(mira, "z:ask:")
    await fill_in(mira, "twin", {"text": f"Visits of our members each year, for {MARK}."})
    await tap_data(lena, "z:yes:")
    await mira.expect("said yes")
    await tap_data(mira, "z:twin:")
    await tap_data(mira, "z:plan:")
    await fill_in(mira, "act", {"title": f"School of {MARK}", "days": "12 July 2027"})
    await lena.expect(f"School of {MARK}")
    await tap_data(mira, "z:page:")
    await mira.expect("The page of year 1")


async def serve(mira: Phone, lena: Phone) -> None:
    """A service of each; each asks the other and is answered."""
    for who in (mira, lena):
        await who.say("/services")
        await tap_data(who, "v:own")
        await tap_data(who, "v:new")
        mark = MARK if who is mira else "Light"
        await fill_in(who, "service", {"about": f"{mark} lab. A fab lab with lasers and {mark}."})
    await mira.expect("Published")
    await lena.expect("Veröffentlicht")
    for who, other, title in ((mira, lena, "Light"), (lena, mira, MARK)):
        await who.say("/services")
        await who.say("fab lab")
        await who.expect(title)
        await tap_data(who, "v:show:")
        await tap_data(who, "v:ask:")
        await fill_in(who, "request", {"text": f"May two of us come to {MARK} in May?"})
        await tap_data(other, "i:reply:")
        await fill_in(other, "reply", {"text": f"Any Tuesday, says {MARK}."})
        await who.expect("Any Tuesday")


async def teach(town: Town, mira: Phone, lena: Phone) -> None:
    """Mira gives a course, says what she would like to learn, and what she thinks of Lena's."""
    day = (town.clock() + timedelta(days=9)).date()
    when = f"{day:%-d %B %Y} 9-12, in English, 5 seats, https://meet.example.org/l."
    for who, title in ((mira, f"Winning {MARK}"), (lena, "Winning a label")):
        await who.say("/learn")
        await tap_data(who, "a:mine")
        await tap_data(who, "a:new")
        await fill_in(who, "crs", {"about": f"“{title}”, {when} How to prepare the papers."})
    await mira.expect("Published")
    await lena.expect("Veröffentlicht")
    await mira.say("/learn")
    await tap_data(mira, "a:wish")
    await fill_in(mira, "lwish", {"said": f"How others dye {MARK}"})
    await mira.say("/learn")
    await tap_data(mira, "a:show:")
    await tap_data(mira, "a:in:")
    await mira.expect("You have your seat")
    town.clock.ahead += timedelta(days=10)
    await lena.say("/learn")
    await tap_data(lena, "a:mine")
    await tap_data(lena, "a:own:")
    await tap_data(lena, "a:who:")
    await tap_data(lena, "a:there:")
    await mira.expect("It is on your record")
    await tap_data(mira, "a:test:")
    await fill_in(mira, "crst", {"mark": "=5", "said": f"Much about {MARK}"})
    await tap_data(mira, "a:paper:")
    await mira.expect("Your certificate")


async def gather(town: Town, mira: Phone) -> None:
    """A group visit of hers, and a search for partners."""
    day = (town.clock() + timedelta(days=60)).date()
    day += timedelta(days=-day.weekday())
    last = day + timedelta(days=2)
    await mira.say("/group")
    await tap_data(mira, "g:new")
    about = (
        f"“Days of {MARK}”, {day:%-d %B %Y} to {last:%-d %B %Y}, 8 seats. Looms and {MARK} all day."
    )
    await fill_in(mira, "grp", {"about": about})
    await mira.say("/partners")
    await fill_in(
        mira, "chain", {"text": f"We make furniture of {MARK}. We look for natural dyes."}
    )
    await mira.say(f"How do I bring my {MARK} along?")


@pytest.mark.proofs  # a minute on a busy machine
@pytest.mark.parametrize("town", ["sqlite", "postgresql"], indirect=True)
async def test_a_word_in_all_that_clusters_do_is_nowhere_after_erasure(town: Town) -> None:
    """Neither in a table, nor in a file, nor in what waits to be sent, nor in a log; what others have of it neither."""
    with listening() as logs:
        mira, lena = await clusters(town)
        await twin(mira, lena)
        await serve(mira, lena)
        await teach(town, mira, lena)
        await gather(town, mira)
        await mira.say("/mydata")
        await tap_data(mira, "q:copy")
        await mira.expect("Here is all of it")
        await town.quiet()
        assert found_in(town) > 50
        await mira.say("/deletemydata")
        await mira.expect("Delete my data?")
        await tap_data(mira, "q:erase")
        await mira.expect("Done")
        await town.pass_time(minutes=3)
        await town.quiet()

    def gone() -> bool:
        with town.house.database.transaction() as session:
            done = session.exec(select(Erasure).where(Erasure.done_at.is_not(None))).all()
            return bool(done) and not unwiped(Work(session, town.clock(), town.house.scheme))

    await until(gone)
    assert found_in(town) == 0
    told = [log.getvalue().lower() for log in logs.values()]
    assert not any(word in log for log in told for word in (MARK.lower(), str(NUMBER)))
