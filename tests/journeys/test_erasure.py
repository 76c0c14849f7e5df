"""Somebody writes one word everywhere, leaves, and the word is nowhere any more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select

from exchange.people.choosing import Seeker, right_partnership
from exchange.privacy.erasure import unwiped
from exchange.work import Work
from storage.tables import Erasure, Partnership, Person
from tests.builders.bots.actors import HOST, PDF, VISITOR, accept, apply, fill_in, tap_data
from tests.builders.bots.photos import photo
from tests.builders.bots.story import PAPER, accepted
from tests.patience import until

if TYPE_CHECKING:
    from bot.emulator.phones.client import Phone
    from tests.builders.bots.town import Town

MARK = "Quixotryl"  # a word that nobody else writes
NUMBER = 1017017017
TYPED = (
    "organisation_name",
    "city",
    "person_name",
    "position",
    "offers",
    "seeks",
    "motivation",
    "cluster",
)
MARKED = {
    **VISITOR,
    **{name: f"{VISITOR[name]} {MARK}" for name in TYPED if name not in {"city", "cluster"}},
    "cluster": f"Ring of {MARK}",
    "website": f"www.{MARK.lower()}.example.eu",
    "email": f"{MARK.lower()}@example.eu",
    "cv": PDF + b"%" + MARK.encode() + b"\n%%EOF\n",
}


def everything(town: Town) -> bytes:
    """All bytes of the database: file and journal, or a dump of every row."""
    url = town.house.database.url
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        parts = (file, file.with_name(f"{file.name}-wal"))
        return b"".join(part.read_bytes() for part in parts if part.exists())
    with town.house.database.engine.connect() as line:
        rows = [
            repr(bytes(value) if isinstance(value, memoryview) else value)
            for table in SQLModel.metadata.sorted_tables
            for row in line.execute(sa.select(table))
            for value in row
        ]
    return "\n".join(rows).encode()


def found_in(town: Town) -> int:
    """How often the word, or the number, is there."""
    all_ = everything(town)
    return sum(all_.lower().count(one) for one in (MARK.lower().encode(), str(NUMBER).encode()))


def of_no_cluster(town: Town) -> str:
    """The Partnership that gets the next applicant whose cluster is in none."""
    with town.house.database.transaction() as session:
        work = Work(session, town.clock(), town.house.scheme)
        return work.load(Partnership, right_partnership(work, Seeker())).name


async def join(town: Town, desk: Phone) -> Phone:
    """Apply, be asked, answer, be accepted, be looked at: with the word in every field."""
    ana = await town.phone(NUMBER, f"Ana {MARK}")
    await apply(ana, MARKED)
    await tap_data(desk, "a:ask:")
    await desk.expect("What would you like to know")
    await desk.say(f"Is {MARK} your own brand?")
    await tap_data(ana, "h:answer")
    await ana.say(f"Yes, {MARK} is ours")
    await desk.expect("The applicant has answered")
    await accept(desk)
    await ana.expect("accepted your application")
    await desk.say(f"/find {MARK}")
    await desk.say("/export")
    await desk.expect("Everything of your Partnership")
    return ana


async def send_everything(ana: Phone, desk: Phone) -> None:
    """The word in every kind of update that Telegram brings, in what a desk writes; a copy of it all."""
    said = await ana.say(f"{MARK} is what I wrote")
    await ana.edit(said, f"{MARK} is what I meant")
    await ana.say(f"another {MARK}", reply_to=said)
    await ana.send_document(f"{MARK}.pdf", PDF)
    await ana.send_photo(photo(), "image/jpeg", caption=f"{MARK} in the picture")
    await ana.send_contact({"first_name": MARK, "phone_number": f"+{NUMBER}", "user_id": NUMBER})
    await ana.send_location(46.77, 23.59)
    await ana.send_voice()
    await ana.send_sticker()
    await ana.say(f"/{MARK}")
    await ana.start(MARK)
    await ana.say(f"May my dog {MARK} come along to the host?")
    await ana.block()
    await ana.unblock()
    await ana.say("/status")
    await desk.say(f"/write 2 Please tell us more of {MARK}.")
    await desk.say("yes")
    await ana.say(f"/withdraw {MARK}")
    await ana.say("/mydata")
    await tap_data(ana, "q:copy")
    await ana.expect("Here is all of it")


async def pair_up(ana: Phone, host: Phone) -> None:
    """Search, invite, be asked, agree, and write a paper: in every kind of update."""
    await ana.say(f"/search {MARK} laser")
    await ana.say("/hosts")
    await tap_data(ana, "m:host:")
    await tap_data(ana, "m:invite:")
    await fill_in(ana, "inv", {"words": f"{MARK} would like to come", "months": "=*"})
    await tap_data(host, "i:ask:")
    await host.say(f"What is {MARK}?")
    await tap_data(ana, "i:reply:")
    await ana.say(f"{MARK} is a loom")
    await host.expect("is a loom")
    await tap_data(host, "i:yes:")
    await ana.expect("accepted your invitation")
    await tap_data(ana, "x:dates:")
    await ana.expect("first working day")
    await ana.say("8-12 March 2027")
    await tap_data(ana, "x:offer:")
    await tap_data(host, "x:agree:")
    await tap_data(ana, "c:write:")
    await fill_in(ana, "cq", {name: f"{text} {MARK}" for name, text in PAPER.items()})
    await tap_data(ana, "c:sign:")
    await tap_data(host, "c:sign:")


@pytest.mark.proofs  # a minute on a busy machine
@pytest.mark.parametrize("town", ["sqlite", "postgresql"], indirect=True)
async def test_a_word_written_everywhere_is_nowhere_after_erasure(town: Town) -> None:
    """Neither in the file nor its journal nor a dump; the others are told, and go on."""
    host_desk = await town.officer(202, "Photonics4Industry")
    host = await accepted(town, 102, "en", HOST, host_desk)
    desk = await town.officer(201, of_no_cluster(town))
    ana = await join(town, desk)
    await pair_up(ana, host)
    await send_everything(ana, desk)
    await town.quiet()
    assert found_in(town) > 50
    await ana.say("/deletemydata")
    await ana.expect("Delete my data?")
    await tap_data(ana, "q:erase")
    await ana.expect("Done")
    await town.pass_time(minutes=3)
    await town.quiet()

    def gone() -> bool:
        with town.house.database.transaction() as session:
            work = Work(session, town.clock(), town.house.scheme)
            done = session.exec(select(Erasure).where(Erasure.done_at.is_not(None))).all()
            return bool(done) and not unwiped(work)

    await until(gone)
    assert found_in(town) == 0


async def test_no_at_the_first_screen_leaves_nothing(town: Town) -> None:
    """Not even a row; the farewell still arrives."""
    ana = await town.phone(NUMBER, f"Ana {MARK}")
    await ana.start()
    await tap_data(ana, "w:no")
    await ana.expect("nothing is kept")
    await town.quiet()
    await town.pass_time(minutes=3)
    with town.house.database.transaction() as session:
        assert session.exec(select(Person)).all() == []
    assert town.house.database.wipe()
    assert found_in(town) == 0
