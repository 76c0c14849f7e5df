"""Updates are worked in order per chat; one that cannot be handled is set aside with a word."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import select

from bot.gateway.incoming import worker as worker_module
from bot.gateway.incoming.worker import Worker
from storage.queues import inbox
from storage.queues.inbox import Arrived
from storage.tables import Inbox
from tests.builders.bots.edge import NAME, open_ones, running
from tests.patience import A_WHILE, until


def keep(edge, *pairs: tuple[int, int]) -> None:
    """Updates of (number, chat) in our hands."""
    arrived = [Arrived(number, chat, {"n": number, "chat": chat}) for number, chat in pairs]
    with edge.database.transaction() as session:
        inbox.store(session, NAME, arrived, edge.clock())


def all_done_later(edge) -> bool:
    """Whether nothing is open, some seconds on."""
    edge.clock.ahead += timedelta(seconds=5)
    return open_ones(edge) == []


def worker(edge, dispatch, sorry=None) -> Worker:
    """A worker of the bot."""
    sorry = [] if sorry is None else sorry

    async def unhandled(body) -> bool:
        await dispatch(body)
        return False

    def apologise(_session, update) -> None:
        sorry.append(update.update_id)

    return Worker(NAME, "me", edge.database, edge.clock, unhandled, apologise)


async def test_a_chat_is_worked_in_order_and_waits_for_no_other(edge):
    """While one chat's first update takes long, the other chat is done."""
    worked, slow = [], asyncio.Event()

    async def dispatch(body):
        if body["n"] == 1:
            await slow.wait()
        worked.append(body["n"])

    keep(edge, (1, 10), (2, 10), (3, 20), (4, 20))
    async with running(worker(edge, dispatch)):
        await until(lambda: worked == [3, 4])
        slow.set()
        await until(lambda: open_ones(edge) == [])
    assert worked == [3, 4, 1, 2]


async def test_never_two_updates_of_a_chat_at_once(edge):
    """However many wait."""
    now: dict[int, int] = {}
    most = 0

    async def dispatch(body):
        nonlocal most
        now[body["chat"]] = now.get(body["chat"], 0) + 1
        most = max(most, *now.values())
        await asyncio.sleep(0.01)
        now[body["chat"]] -= 1

    keep(edge, *((number, number % 3) for number in range(1, 19)))
    async with running(worker(edge, dispatch)):
        await until(lambda: open_ones(edge) == [])
    assert most == 1


async def test_a_poison_update_is_set_aside_with_an_apology(edge, monkeypatch):
    """Five attempts, one apology, and the chat goes on."""
    monkeypatch.setattr(worker_module, "LOOK_AGAIN", 0.05)
    tried, sorry = [], []

    async def dispatch(body):
        tried.append(body["n"])
        if body["n"] == 1:
            raise ValueError("poison")

    keep(edge, (1, 10), (2, 10))
    async with running(worker(edge, dispatch, sorry)):
        await until(lambda: all_done_later(edge))
    assert (tried, sorry) == ([1, 1, 1, 1, 1, 2], [1])


async def test_an_update_that_heals_is_done_without_a_word(edge, monkeypatch):
    """A failure that passes is nobody's business."""
    monkeypatch.setattr(worker_module, "LOOK_AGAIN", 0.05)
    tried, sorry = [], []

    async def dispatch(body):
        tried.append(body["n"])
        if len(tried) == 1:
            raise ConnectionError

    keep(edge, (1, 10))
    async with running(worker(edge, dispatch, sorry)):
        await until(lambda: all_done_later(edge))
    assert (tried, sorry) == ([1, 1], [])


async def test_stopping_finishes_what_is_in_hand(edge):
    """An update that was begun is done when the worker has stopped."""
    begun, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def dispatch(body):
        begun.set()
        await go_on.wait()
        done.append(body["n"])

    keep(edge, (1, 10))
    async with running(worker(edge, dispatch)):
        await begun.wait()
        asyncio.get_running_loop().call_later(A_WHILE, go_on.set)
    assert (done, open_ones(edge)) == ([1], [])


async def test_why_an_update_failed_is_kept_without_words_or_token(edge):
    """What a library says of a download that failed has the token in it."""

    async def dispatch(body):
        address = (
            "https://api.telegram.org/file/bot123456:AAtokenAAtokenAAtokenAAtokenAAtoken/cv.pdf"
        )
        message = f"404, message='Not Found', url='{address}', said to Ana Pop"
        raise ValueError(message)

    keep(edge, (1, 10))
    async with running(worker(edge, dispatch)):
        await until(lambda: all_done_later(edge))
    with edge.database.transaction() as session:
        error = session.exec(select(Inbox.error)).one()
    assert error.startswith("ValueError at test_worker.py:")
    assert "token" not in error
    assert "Ana" not in error


async def test_a_chat_that_floods_has_its_share_and_others_go_on(edge, monkeypatch):
    """Its next updates wait; nobody else's does."""
    monkeypatch.setattr(worker_module, "BURST", 3)
    monkeypatch.setattr(worker_module, "PER_SECOND", 0)
    worked = []

    async def dispatch(body):
        worked.append(body["n"])

    keep(edge, *((number, 10) for number in range(1, 9)), (9, 20), (10, 20))
    mine = worker(edge, dispatch)
    async with running(mine):
        await until(lambda: {3, 9, 10} < set(worked))
        await until(lambda: mine._too_fast() == [10])
        assert sorted(worked) == [1, 2, 3, 9, 10]
        monkeypatch.setattr(worker_module, "PER_SECOND", 1000)
        await until(lambda: open_ones(edge) == [])
