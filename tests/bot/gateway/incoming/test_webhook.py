"""Telegram knocks at one port for all bots; only with the secret, only so much, stored first."""

from __future__ import annotations

import asyncio
import json
from io import BytesIO
from urllib.parse import urlsplit

import aiohttp
import pytest
import sqlalchemy as sa
from sqlmodel import select

from bot.gateway.incoming import webhook as webhook_module
from bot.gateway.incoming.webhook import HEADER, LARGEST, Webhook, secret_of
from storage.tables import Inbox
from tests.builders.bots.edge import ACCOUNT, NAME, running
from tests.patience import until

SECRET = secret_of(ACCOUNT.token)
UPDATE = {"update_id": 5, "message": {"chat": {"id": 7}}}


@pytest.fixture
async def door(edge, unused_tcp_port):
    """The port, open; its address."""
    address = f"http://127.0.0.1:{unused_tcp_port}"
    tokens = {NAME: ACCOUNT.token}
    found = Webhook(
        tokens, edge.database, edge.clock, address, "127.0.0.1", unused_tcp_port, edge.address
    )
    async with running(found):
        await until(found.ready.is_set)
        yield f"{address}/telegram/{NAME}"


async def knock(address: str, body: bytes, secret: str = SECRET) -> int:
    """The answer's status."""
    async with (
        aiohttp.ClientSession() as http,
        http.post(address, data=BytesIO(body), headers={HEADER: secret}) as answer,
    ):
        return answer.status


def kept(edge) -> list[int]:
    """The updates in our hands."""
    with edge.database.transaction() as session:
        return list(session.exec(select(Inbox.update_id).order_by(Inbox.update_id)))


async def test_what_people_do_is_brought_and_kept(edge, door):
    """Telegram was told where to knock, with the secret."""
    edge.write("Hello")
    await until(lambda: kept(edge) == [1])
    bot = edge.emulator.world.bots[ACCOUNT.token]
    await until(lambda: not bot.updates)


@pytest.mark.parametrize(
    ("secret", "body", "status", "stored"),
    [
        (SECRET, json.dumps(UPDATE), 200, [5]),
        ("", json.dumps(UPDATE), 403, []),
        (SECRET[:-1] + "x", json.dumps(UPDATE), 403, []),
        (SECRET[:-1] + "ß", json.dumps(UPDATE), 403, []),
        (SECRET, "no json", 400, []),
        (SECRET, '{"update_id": 5, "message": ' + "[" * 60 + "]" * 60 + "}", 400, []),
        (SECRET, '{"update_id": 5, "message": ' + "[" * 100_000 + "]" * 100_000 + "}", 400, []),
        (SECRET, "[1]", 400, []),
        (SECRET, '{"update_id": "5"}', 400, []),
        (SECRET, " " * (LARGEST + 1), 413, []),
    ],
)
async def test_only_telegram_is_let_in(edge, door, secret, body, status, stored):
    """A stranger learns nothing, not even that there is a bot."""
    assert (await knock(door, body.encode(), secret), kept(edge)) == (status, stored)


@pytest.mark.parametrize("secret", [b"\xff\xfe\x80", SECRET.encode() + b"\xdf", "ß€".encode()])
async def test_a_secret_that_is_no_text_is_refused(edge, door, secret):
    """Any bytes may stand in a header."""
    assert (await raw_knock(door, secret, b"{}"), kept(edge)) == (403, [])


async def raw_knock(address, secret, body, *, length=None):
    """The status that is answered to a request written by hand."""
    at = urlsplit(address)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    head = f"POST {at.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length or len(body)}\r\n"
    writer.write(head.encode() + HEADER.encode() + b": " + secret + b"\r\n\r\n" + body)
    line = await reader.readline()
    writer.close()
    return int(line.split()[1])


async def test_a_body_that_does_not_come_is_not_waited_for(edge, unused_tcp_port):
    """One who sends a byte a minute holds nothing for long."""
    address = f"http://127.0.0.1:{unused_tcp_port}"
    at = (address, "127.0.0.1", unused_tcp_port, edge.address)
    found = Webhook({NAME: ACCOUNT.token}, edge.database, edge.clock, *at, patience=0.05)
    async with running(found):
        await until(found.ready.is_set)
        where = f"{address}/telegram/{NAME}"
        assert await raw_knock(where, SECRET.encode(), b"{", length=100) == 408


async def test_an_unknown_bot_is_not_there(door):
    """Even with the secret of an empty token."""
    other = door.replace(NAME, "nobody")
    assert await knock(other, json.dumps(UPDATE).encode(), secret_of("")) == 403


async def test_brought_twice_it_is_kept_once(edge, door):
    """Telegram may come again."""
    statuses = [await knock(door, json.dumps(UPDATE).encode()) for _ in range(2)]
    assert (statuses, kept(edge)) == ([200, 200], [5])


async def test_what_cannot_be_stored_is_not_acknowledged(edge, door, monkeypatch):
    """Telegram is asked to come again."""

    async def keep(*_given) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception())

    monkeypatch.setattr(webhook_module, "keep", keep)
    assert await knock(door, json.dumps(UPDATE).encode()) == 503
