"""A fault point before and after every write and every send of one whole exchange."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from sqlmodel import select

from bot.emulator import client
from bot.gateway import settling
from bot.gateway.aiogram_courier import AiogramCourier
from bot.gateway.ptb_courier import PtbCourier
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
from tests.conftest import fresh
from tests.crash.mortal import ONCE_MORE, Perils, mortal_town
from tests.journeys import actors
from tests.journeys.conftest import open_town
from tests.journeys.story import whole_exchange
from tests.sizes import RELEASE

pytestmark = pytest.mark.timeout(900)
SHARES = 2
RELEASE_ONLY = pytest.mark.skipif(not RELEASE, reason="a thousand deaths take several minutes")
CLOCK = re.compile(r"\b\d\d:\d\d\b|\b[0-9a-f]{16}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
REMINDER = re.compile(
    r"\bbegins\b|\bbeginnt\b|kommt in"
)  # not worth saying twice: dropped when in doubt


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
            "notices": sorted(
                MOMENT.sub("", key) for key in read(select(Outbox.dedupe_key)) if key
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
    return {
        (bot, chat, timeless(text.partition("\n\n")[2] if text.startswith(ONCE_MORE) else text))
        for bot, chat, text in sent(emulator)
    }


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


@RELEASE_ONLY
@pytest.mark.parametrize("mine", range(SHARES))
async def test_an_exchange_survives_a_death_at_every_write_and_send(
    server, migrated, tmp_path, monkeypatch, publish, mine
):
    """The end is the same as without deaths: nothing is lost, nothing is said twice in silence."""
    monkeypatch.setattr(settling, "SOON", timedelta(0))
    monkeypatch.setattr(settling, "STALE", timedelta(days=90))  # the clock takes an hour at a time
    monkeypatch.setattr(AiohttpSession, "close", close_at_once)
    for patient in (actors, client):  # an answer takes as many lives as it has points
        monkeypatch.setattr(patient, "PATIENCE", 60.0)
    (tmp_path / "calm").mkdir()
    with fresh("sqlite", server, migrated, tmp_path / "calm") as url:
        async with open_town(url) as calm:
            await whole_exchange(calm)
            await calm.quiet()
            expected, spoken = kept(calm.house.database), said(calm.emulator)
    perils = Perils(SHARES, mine)
    with fresh("sqlite", server, migrated, tmp_path) as url:
        async with mortal_town(url, perils) as town:
            for courier in (AiogramCourier, PtbCourier):
                monkeypatch.setattr(courier, "deliver", town.perilous(courier.deliver))
            perils.armed = True
            try:
                await whole_exchange(town, reminded=False)
            except Exception as error:
                error.add_note(unsent(town.house.database))
                raise
            perils.armed = False
            await town.quiet()
            lives, silence = kept(town.house.database), undone(town.house.database)
            doubled = said(town.emulator) - spoken
            unheard = set(spoken) - heard(town.emulator)
    publish(
        f"fault points of an exchange, share {mine + 1} of {SHARES}",
        f"points {len(perils.met)}, deaths {perils.deaths.total()}, doubled {doubled.total()}, "
        + ", ".join(f"{where} {count}" for where, count in sorted(perils.deaths.items())),
    )
    assert lives == expected
    assert silence == []
    assert doubled == Counter()
    assert {text for *_, text in unheard if not REMINDER.search(text)} == set()
