"""What is told to go wrong does, so many times, and then no more."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.emulator.conftest import ANA, BEN

SEND = {"method": "sendMessage"}


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        ("429", "429 Too Many Requests: retry after 1"),
        ("403", "403 Forbidden: bot was blocked by the user"),
        ("400", "400 Bad Request: chat not found"),
        ("500", "500 Internal Server Error"),
    ],
)
async def test_faults_happen_as_often_as_told(house, kind, refusal) -> None:
    """Twice means twice; the third call succeeds, and nothing was sent before."""
    await house.open()
    await house.user("faults", **SEND, kind=kind, times=2)
    answers = [await house.call("sendMessage", chat_id=ANA, text="x") for _ in range(3)]
    assert answers[:2] == [refusal, refusal]
    assert answers[2]["text"] == "x"


async def test_a_flood_says_when_to_return(house) -> None:
    """429 carries `retry_after` as a parameter."""
    await house.user("faults", **SEND, kind="429", retry_after=7)
    url = f"{house.address}/bot11:one-secret/sendMessage"
    async with house.http.post(url, json={"chat_id": ANA, "text": "x"}) as answer:
        body = await answer.json()
    assert body["parameters"] == {"retry_after": 7}


async def test_a_fault_may_be_for_one_chat(house) -> None:
    """Other chats are spared."""
    await house.open(ANA)
    await house.open(BEN)
    await house.user("faults", **SEND, kind="403", chat_id=ANA)
    assert (await house.call("sendMessage", chat_id=BEN, text="x"))["text"] == "x"
    assert (await house.call("sendMessage", chat_id=ANA, text="x")).startswith("403")


@pytest.mark.parametrize(("kind", "sent"), [("reset", []), ("reset_after", ["x"])])
async def test_a_connection_breaks_before_or_after(house, kind, sent) -> None:
    """`reset` loses the message, `reset_after` only its answer."""
    phone = await house.open()
    await house.user("faults", **SEND, kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await house.call("sendMessage", chat_id=ANA, text="x")
    assert [one.text for one in await phone.hear(0.3, quiet=True)] == sent


async def test_a_call_may_hang(house) -> None:
    """`timeout` keeps the caller waiting, and sends nothing."""
    phone = await house.open()
    await house.user("faults", **SEND, kind="timeout")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(house.call("sendMessage", chat_id=ANA, text="x"), 0.3)
    assert await phone.hear(0.3, quiet=True) == []


async def test_an_unknown_fault_is_refused(house) -> None:
    """Only what can go wrong can be asked for."""
    answer = await house.user("faults", **SEND, kind="earthquake")
    assert answer["ok"] is False


async def test_calls_are_logged_with_their_end(house) -> None:
    """The log has every call, what was given, and how it was refused."""
    await house.open()
    await house.call("sendMessage", chat_id=ANA, text="x", colour="red")
    await house.call("sendMessage", chat_id=999, text="y")
    log = await house.look("log?method=sendMessage")
    assert [one.get("error", "") for one in log] == ["", "Bad Request: chat not found"]
    assert log[0]["unknown"] == ["unknown parameter colour"]
