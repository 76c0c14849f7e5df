"""What can be told to go wrong, and how time and pace behave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.emulator.server import Emulator
from tests.builders.bots.emulated import ANA, BEN, ONE, TWO

NOON = datetime(2027, 1, 13, 12, tzinfo=UTC)


async def send(house, chat=ANA, bot=ONE):
    """`sent`, or what went wrong."""
    try:
        answer = await house.call("sendMessage", bot, chat_id=chat, text="x")
    except aiohttp.ClientError:
        return "cut"
    return answer if isinstance(answer, str) else "sent"


async def shown(house, person=ANA):
    """How many of the bot's messages the person sees."""
    state = await house.look(f"people/{person}/chat?bot={ONE.username}")
    return sum(one["from"]["is_bot"] for one in state["messages"])


@pytest.mark.parametrize(
    ("kind", "answer", "arrived"),
    [
        ("429", "429 Too Many Requests: retry after 1", 0),
        ("403", "403 Forbidden: bot was blocked by the user", 0),
        ("400", "400 Bad Request: chat not found", 0),
        ("500", "500 Internal Server Error", 0),
        ("reset", "cut", 0),
        ("reset_after", "cut", 1),
    ],
)
async def test_a_fault_happens_as_often_as_told(house, kind, answer, arrived):
    """It strikes once, and the next call goes through."""
    await house.open()
    await house.user("faults", kind=kind, method="sendMessage")
    assert [await send(house), await shown(house)] == [answer, arrived]
    assert [await send(house), await shown(house)] == ["sent", arrived + 1]


async def test_a_fault_can_hang(house):
    """A client with little patience gives up; nothing was sent."""
    await house.open()
    await house.user("faults", kind="timeout")
    url = f"{house.address}/bot{ONE.token}/sendMessage"
    patience = aiohttp.ClientTimeout(total=0.2)
    with pytest.raises(TimeoutError):
        await house.http.post(url, json={"chat_id": ANA, "text": "x"}, timeout=patience)
    assert await shown(house) == 0


async def test_a_fault_can_be_for_one_chat_and_bot(house):
    """Others are not touched."""
    await house.open(ANA)
    await house.open(BEN)
    await house.open(ANA, TWO)
    await house.user("faults", kind="500", chat_id=ANA, bot=ONE.username)
    assert [await send(house, BEN), await send(house, ANA, TWO)] == ["sent", "sent"]
    assert await send(house) == "500 Internal Server Error"


async def test_faults_by_chance_repeat_with_their_seed(house):
    """The same seed gives the same faults."""
    await house.open()
    runs = []
    for _ in range(2):
        await house.user("faults", kind="500", probability=0.5, seed=7)
        runs.append([await send(house) for _ in range(12)])
        async with house.http.delete(f"{house.address}/user/faults"):
            pass
    assert runs[0] == runs[1]
    assert set(runs[0]) == {"sent", "500 Internal Server Error"}


async def test_an_unknown_fault_is_refused(house):
    """Only known kinds can be asked for."""
    answer = await house.user("faults", kind="meteor")
    assert (answer["ok"], "a fault is one of" in answer["description"]) == (False, True)


async def test_every_call_is_in_the_log(house):
    """With its method, its chat, and what was refused."""
    await house.open()
    await send(house)
    await send(house, 999)
    log = await house.look("log?method=sendMessage")
    found = [(one["chat_id"], one.get("error")) for one in log]
    assert found == [(ANA, None), (999, "Bad Request: chat not found")]


async def test_a_bot_that_sends_too_fast_is_held_back():
    """Short bursts pass; then a second each is asked for."""
    emulator = Emulator([ONE], clock=lambda: NOON, pace=True)
    emulator.world.add_person({"id": ANA, "talks_to": [ONE.username]})
    async with emulator.serve() as address, aiohttp.ClientSession() as http:
        url = f"{address}/bot{ONE.token}/sendMessage"
        codes = []
        for _ in range(7):
            async with http.post(url, json={"chat_id": ANA, "text": "x"}) as answer:
                codes.append(answer.status)
    assert codes == [200] * 5 + [429] * 2


async def test_the_clock_moves_only_when_it_can(house):
    """Without `on_advance` there is no clock to move."""
    assert (await house.look("clock"))["moves"] is False
    assert (await house.user("clock", days=1))["ok"] is False


async def test_the_clock_and_the_autopilot_are_passed_on():
    """A step arrives as it was asked for; the switch is told."""
    steps, switched = [], []

    async def on_advance(step: timedelta) -> datetime:
        steps.append(step)
        return NOON + step

    async def on_autopilot(on: bool) -> None:  # noqa: FBT001 - as the emulator calls it
        switched.append(on)

    emulator = Emulator([ONE], clock=lambda: NOON, on_advance=on_advance, on_autopilot=on_autopilot)
    async with emulator.serve() as address, aiohttp.ClientSession() as http:
        async with http.post(f"{address}/user/clock", json={"days": 1, "hours": 2}) as answer:
            assert await answer.json() == {"now": "2027-01-14T14:00:00+00:00"}
        async with http.post(f"{address}/user/autopilot", json={"on": False}) as answer:
            assert await answer.json() == {"on": False, "slot": True}
        async with http.post(f"{address}/user/clock", json={"days": -1}) as answer:
            assert answer.status == 400
    assert (steps, switched) == ([timedelta(days=1, hours=2)], [False])


async def test_events_are_streamed_and_resumed(house):
    """The stream goes on after the last event that a page has seen."""
    phone = await house.phone()
    await phone.say("before")
    known = {"Last-Event-ID": str(house.emulator.world.feed.last - 1)}
    async with house.http.get(f"{house.address}/user/events", headers=known) as stream:
        lines = [await stream.content.readline() for _ in range(4)]
    assert lines[2].startswith(b"id: ")
    assert b'"text": "before"' in lines[3]


async def test_a_persons_html_cannot_run_in_the_page(house):
    """A file that is no picture or paper is saved, not shown."""
    phone = await house.open()
    await phone.send_document("x.html", b"<script>", "text/html")
    message = (await house.updates())[0]["message"]
    async with house.http.get(
        f"{house.address}/user/files/{message['document']['file_id']}"
    ) as answer:
        disposition = answer.headers["Content-Disposition"].partition(";")[0]
    assert (answer.content_type, disposition) == ("application/octet-stream", "attachment")
