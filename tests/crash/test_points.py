"""A fault point before and after every write and every send of one whole exchange."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from sqlmodel import select

from bot.gateway.outgoing import outcomes
from bot.gateway.outgoing.aiogram_courier import AiogramCourier
from bot.gateway.outgoing.ptb_courier import PtbCourier
from storage.tables import (
    Application,
    Audit,
    Chat,
    Commitment,
    Due,
    Exchange,
    Inbox,
    Outbox,
    OutboxState,
)
from tests.builders.bots.actors import ONCE_MORE
from tests.builders.bots.story import whole_exchange
from tests.builders.bots.town import open_town
from tests.builders.databases import fresh
from tests.builders.processes.mortal import OUTCOMES, SENDS, WRITES, Perils, mortal_town
from tests.screens.stage import FOREVER, patience

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.long
CLOCK = re.compile(r"\b\d\d:\d\d\b|\b[0-9a-f]{16}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
NOT_AGAIN = re.compile(
    r"\bbegins\b|\bbeginnt\b|kommt in|your calendar|Ihren Kalender"
)  # not worth saying twice: a reminder whose day is near, a file that a newer one has replaced


def kept(database) -> dict:
    """What an exchange leaves behind, apart from numbers and times."""
    with database.transaction() as session:
        read = session.exec
        return {
            "applications": sorted(str(one.state) for one in read(select(Application))),
            "exchanges": [(str(one.state), one.starts_on) for one in read(select(Exchange))],
            "papers": len(read(select(Commitment)).all()),
            "chats": len(read(select(Chat)).all()),
            "audit": Counter(one.act for one in read(select(Audit))),
            "due": Counter((one.kind, one.outcome) for one in read(select(Due))),
            # The card that was tapped needs no edit; where a death has hidden its number, it gets one.
            "notices": sorted(
                MOMENT.sub("", key)
                for key in read(select(Outbox.dedupe_key))
                if key and ":settled:" not in key
            ),
        }


def timeless(text: str) -> str:
    """A text without times of day and the fingerprints of papers that bear them."""
    return CLOCK.sub("", text)


def sent(emulator) -> list[tuple[str, int, str]]:
    """What the bots sent and Telegram took: the bot, the chat and the words."""
    return [
        (call["bot"], call["chat_id"], words_of(call["given"]))
        for call in emulator.world.calls
        if call["method"].startswith("send") and not call.get("error") and words_of(call["given"])
    ]


def words_of(given: dict) -> str:
    """The text of a message or the caption of a file."""
    return given.get("text") or given.get("caption") or ""


def said(emulator) -> Counter:
    """What the bots said, as often as they said it without owning up to a repetition."""
    return Counter(
        (bot, chat, timeless(text))
        for bot, chat, text in sent(emulator)
        if not text.startswith(ONCE_MORE)
    )


def heard(emulator) -> set:
    """What the bots said, once or once more."""
    return set(said(emulator)) | repeated(emulator)


def repeated(emulator) -> set:
    """What the bots said once more: somebody died over it."""
    return {
        (bot, chat, timeless(text.partition("\n\n")[2]))
        for bot, chat, text in sent(emulator)
        if text.startswith(ONCE_MORE)
    }


def struck(perils: Perils) -> set:
    """The messages at which somebody died."""
    return {(place[0], timeless(place[1])) for what, place in perils.met if what in SENDS}


def undone(database) -> list:
    """Updates that were acknowledged and not worked off."""
    with database.transaction() as session:
        return list(session.exec(select(Inbox.update_id).where(Inbox.done_at.is_(None))))


def unsent(database) -> str:
    """What has not plainly left, for whoever looks into a failure."""
    with database.transaction() as session:
        rows = session.exec(select(Outbox).where(Outbox.state != OutboxState.SENT)).all()
        told = [
            f"{row.id} {row.bot} {row.chat_id} {row.kind} {row.state} attempts {row.attempts} "
            f"repeats {row.repeats} due {row.due_at} ended {row.ended_at} {row.error}"
            for row in rows
        ]
        late = session.exec(select(Inbox).where(Inbox.done_at.is_(None))).all()
    return "\n".join([*told, *(f"update {row.update_id} of {row.owner}" for row in late)])


async def close_at_once(self) -> None:
    """Close a session without aiogram's quarter of a second: the dead do not wait."""
    if self._session is not None:
        await self._session.close()


@dataclass(frozen=True)
class Calm:
    """The story without deaths: what it leaves behind, what is said, how many updates it takes."""

    leaves: dict
    says: Counter
    updates: int


async def untroubled(url: str) -> Calm:
    """The story as it goes when nobody dies."""
    async with open_town(url) as town:
        await whole_exchange(town)
        await town.quiet()
        with town.house.database.transaction() as session:
            updates = len(session.exec(select(Inbox.update_id)).all())
        return Calm(kept(town.house.database), said(town.emulator), updates)


@pytest.fixture(scope="module", autouse=True)
def nobody_is_told_to_wait() -> Iterator[None]:
    """Who is told so on a busy machine is not what is compared."""
    with patience(FOREVER):
        yield


@pytest.fixture(scope="module")
def calm(tmp_path_factory) -> Calm:
    """What to compare with."""
    with fresh("sqlite", tmp_path_factory.mktemp("calm")) as url:
        return asyncio.run(untroubled(url))


@pytest.fixture
def url(tmp_path) -> Iterator[str]:
    """A fresh SQLite database."""
    with fresh("sqlite", tmp_path) as found:
        yield found


@pytest.fixture
def quick(monkeypatch) -> None:
    """A thousand lives in a test: nothing waits that need not."""
    monkeypatch.setattr(outcomes, "SOON", timedelta(0))
    monkeypatch.setattr(outcomes, "STALE", timedelta(days=90))  # the clock takes an hour at a time
    monkeypatch.setattr(AiohttpSession, "close", close_at_once)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("places", [WRITES, SENDS, OUTCOMES], ids=["writes", "sends", "outcomes"])
async def test_an_exchange_survives_a_death_at_every_write_and_send(
    url, monkeypatch, publish, calm, when, places
):
    """The end is the same as without deaths: nothing is lost, nothing is said twice in silence."""
    perils = Perils(when, places)
    async with mortal_town(url, perils) as town:
        for courier in (AiogramCourier, PtbCourier):
            monkeypatch.setattr(courier, "deliver", town.perilous(courier.deliver))
        perils.armed = True
        try:
            await whole_exchange(town, reminded=False)
            await town.quiet()
        except Exception as error:
            error.add_note(unsent(town.house.database))
            raise
        perils.armed = False
        await town.quiet()
        leaves, silence = kept(town.house.database), undone(town.house.database)
        doubled = said(town.emulator) - calm.says
        unheard = set(calm.says) - heard(town.emulator)
        risked = {(chat, text) for _, chat, text in repeated(town.emulator)} | struck(perils)
    deaths = perils.deaths()
    publish(
        f"deaths {when} {', '.join(sorted(places))}",
        f"deaths {deaths.total()}, doubled {doubled.total()}, "
        + ", ".join(f"{where} {count}" for where, count in sorted(deaths.items())),
    )
    assert set(deaths) == places
    if places == WRITES:
        assert deaths["Turns._turn"] >= calm.updates
    if places == SENDS:
        assert {(chat, text) for _, chat, text in calm.says} - risked == set()
    assert leaves == calm.leaves
    assert silence == []
    assert doubled == Counter()
    assert {text for *_, text in unheard if not NOT_AGAIN.search(text)} == set()
