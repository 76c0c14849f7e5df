"""Updates are kept before they are acknowledged, and none is taken twice."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.gateway.errors import WrongToken
from bot.gateway.identity import Identity, identify
from bot.gateway.incoming import receiver as receiver_module
from bot.gateway.incoming.updates import chat_of
from storage.engine.away import Away
from storage.queues import instances
from storage.tables import Inbox, Lease
from tests.builders.bots.edge import ACCOUNT, NAME, running
from tests.patience import A_WHILE, SOON, until


class DiskFull(Exception):
    """Nothing can be stored."""


def kept(edge) -> list[int]:
    """The numbers of the updates in our hands."""
    with edge.database.transaction() as session:
        query = select(Inbox.update_id).where(Inbox.bot == NAME).order_by(Inbox.update_id)
        return list(session.exec(query))


def unacknowledged(edge) -> list[int]:
    """What Telegram would deliver again."""
    return [one["update_id"] for one in edge.emulator.world.bots[ACCOUNT.token].updates]


async def test_an_update_is_kept_before_it_is_acknowledged(edge, monkeypatch):
    """As long as storing fails, Telegram keeps the update and delivers it again."""
    receiver = edge.receiver()
    seen: list[list[int]] = []

    async def keep(_database, _bot, updates, _now) -> None:
        seen.append([one["update_id"] for one in updates])
        raise DiskFull

    edge.write("Hello")
    monkeypatch.setattr(receiver_module, "keep", keep)
    with pytest.raises(DiskFull):
        await receiver.run()
    assert (seen, unacknowledged(edge), kept(edge)) == ([[1]], [1], [])


async def test_updates_are_kept_and_the_worker_is_woken(edge):
    """All of them, in order."""
    numbers = [edge.write(f"Message {n}") for n in range(3)]
    arrived = edge.database.wakeups.listen(f"{NAME}:in")
    async with running(edge.receiver()):
        await asyncio.wait_for(arrived.wait(), SOON)
        await until(lambda: kept(edge) == numbers)
        await until(lambda: unacknowledged(edge) == [])


async def test_after_a_restart_it_goes_on_without_repeating(edge):
    """What was kept is acknowledged, what came meanwhile is fetched."""
    edge.write("Before")
    async with running(edge.receiver()):
        await until(lambda: kept(edge) == [1])
    edge.write("Meanwhile")
    async with running(edge.receiver()):
        await until(lambda: kept(edge) == [1, 2])
        await until(lambda: unacknowledged(edge) == [])


async def test_a_redelivered_update_is_kept_once(edge):
    """Telegram may deliver again what we had."""
    edge.write("Hello")
    async with running(edge.receiver()):
        await until(lambda: kept(edge) == [1])
        bot = edge.emulator.world.bots[ACCOUNT.token]
        bot.enqueue(bot.history[1])
        edge.write("Next")
        await until(lambda: kept(edge) == [1, 2])


async def test_a_wrong_token_ends_the_receiver(edge):
    """Waiting does not heal it."""
    with pytest.raises(WrongToken):
        await asyncio.wait_for(edge.receiver("9:wrong").run(), SOON)


@pytest.mark.parametrize("kind", ["500", "429", "reset"])
async def test_a_bad_line_heals(edge, kind):
    """After a pause the update comes as if nothing had been."""
    edge.fault(kind, "getUpdates")
    edge.write("Hello")
    async with running(edge.receiver()):
        await until(lambda: kept(edge) == [1])


SAID = {"ok": False, "error_code": 401, "description": "Unauthorized"}
NONSENSE = [
    (200, ""),
    (200, "{"),
    (200, "null"),
    (200, "[]"),
    (200, '{"ok": true}'),
    (200, '{"ok": true, "result": null}'),
    (200, '{"ok": true, "result": {"update_id": 1}}'),
    (200, '{"ok": true, "result": [{"message": {}}]}'),
    (200, '{"ok": true, "result": [{"update_id": "1"}]}'),
    (200, '{"ok": false}'),
    (200, '{"ok": false, "error_code": null, "parameters": null}'),
    (200, '{"ok": false, "parameters": {"retry_after": "soon"}}'),
    (401, "<html>who are you?</html>"),
    (404, "<html>no such page</html>"),
    (401, json.dumps(SAID)),
    (502, "<html>bad gateway</html>"),
    (302, ""),
]


async def test_whatever_is_answered_is_survived_and_told_once(edge, monkeypatch, caplog):
    """Of a server or a proxy; then the update comes, and the log has told going and coming."""
    answers, real = [*NONSENSE], aiohttp.ClientSession.post

    def post(http, url, **more):
        if not url.endswith("getUpdates") or not answers:
            return real(http, url, **more)
        return Odd(*answers.pop(0))

    def told() -> list[str]:
        lines = [one.getMessage() for one in caplog.records if one.name == "storage.engine.away"]
        return [line.partition(" (")[0] for line in lines]

    monkeypatch.setattr(aiohttp.ClientSession, "post", post)
    receiver = edge.receiver()
    receiver.away = Away("the Bot API", first=0.001, longest=0.002)
    edge.write("Hello")  # a poll that brings nothing takes its time
    async with running(receiver) as task:
        await until(lambda: len(told()) == 2 or task.done())
        await until(lambda: kept(edge) == [1] or task.done())
        assert not task.done()
    assert (answers, told()) == ([], ["the Bot API is away", "the Bot API is back"])


class Odd:
    """An answer that is none."""

    def __init__(self, status: int, text: str) -> None:
        self.status, self.text, self.headers = status, text, {}

    async def __aenter__(self):
        """Itself."""
        return self

    async def __aexit__(self, *_):
        """Nothing to give back."""

    async def read(self) -> bytes:
        """Its body."""
        return self.text.encode()


async def test_another_program_that_asks_with_the_token_is_noted(edge):
    """For `doctor`, and as a line in the log."""
    url = f"{edge.address}/bot{ACCOUNT.token}/getUpdates"
    async with running(edge.receiver()), aiohttp.ClientSession() as other, asyncio.timeout(SOON):
        while rival(edge) is None:
            async with other.post(url, json={"timeout": 0}) as answer:
                await answer.read()
            await asyncio.sleep(A_WHILE)


def rival(edge):
    """When another program was noted."""
    with edge.database.transaction() as session:
        return instances.rival_seen(session, NAME)


async def test_a_bot_is_known_by_its_token(edge):
    """And an unknown token is told at once."""
    assert await identify(edge.address, ACCOUNT.token) == Identity(1, "public_bot")
    with pytest.raises(WrongToken):
        await identify(edge.address, "9:wrong")


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 5}, "from": {"id": 7}}}, 5),
        ({"edited_message": {"chat": {"id": -5}}}, -5),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": {"id": 7}}}, 7),
        ({"my_chat_member": {"chat": {"id": 5}, "from": {"id": 5}}}, 5),
        ({"poll": {"id": "1"}}, 0),
        ({"message": None}, 0),
        ({"message": {"chat": None}}, 0),
        ({"message": {"chat": {"id": "5"}}}, 0),
        ({"callback_query": {"from": {"id": 7}, "message": None}}, 7),
    ],
)
def test_an_update_belongs_to_its_chat(update, chat):
    """The chat decides the order of work."""
    assert chat_of({"update_id": 1, **update}) == chat


async def test_a_second_poller_stands_by_and_takes_over(edge):
    """Two processes never poll with one token; when the first goes, the second goes on."""
    async with running(edge.receiver(owner="first")):
        edge.write("One")
        await until(lambda: kept(edge) == [1])
        await until(lambda: unacknowledged(edge) == [])
        asked = edge.emulator.world.bots[ACCOUNT.token].poll
        async with running(edge.receiver(owner="second")):
            await asyncio.sleep(A_WHILE)
        assert edge.emulator.world.bots[ACCOUNT.token].poll == asked  # the second asked nothing
    with edge.database.transaction() as session:
        session.execute(sa.update(Lease).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    edge.write("Two")
    async with running(edge.receiver(owner="second")):
        await until(lambda: kept(edge) == [1, 2])
