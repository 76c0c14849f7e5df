"""Whatever comes back for a message, it is sorted by what became of the message, by both couriers."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.gateway.errors import (
    CannotEdit,
    Migrated,
    NothingNew,
    NotSent,
    Refused,
    Throttled,
    Uncertain,
    Unreachable,
)
from bot.gateway.outgoing.courier import Enclosure, Message
from tests.builders.bots.edge import ANA, COURIERS

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
STRANGE = (  # bodies that are no answer of the Bot API
    PAGE,
    b"",
    b"{",
    b'{"ok": tr',
    b"null",
    b"[]",
    b"17",
    b'"ok"',
    b"{}",
    b'{"ok": "yes", "result": {"message_id": 7}}',
    b"\xff\xfe\x00",
)
STATUSES = (200, 204, 302, 400, 401, 403, 404, 409, 418, 500, 502, 503, 504)


def said(code: int, description: str = "no", **parameters: object) -> bytes:
    """A refusal of Telegram's."""
    answer = {"ok": False, "error_code": code, "description": description}
    return json.dumps({**answer, "parameters": parameters} if parameters else answer).encode()


def given(**result: object) -> bytes:
    """A result of Telegram's."""
    return json.dumps({"ok": True, "result": result}).encode()


TABLE = [
    *((status, body, Uncertain) for status in STATUSES for body in (PAGE, b"", b"{")),
    *((200, body, Uncertain) for body in STRANGE),
    *((502, body, Uncertain) for body in STRANGE),
    (413, PAGE, Refused),
    (429, PAGE, NotSent),
    (200, b'{"ok": true}', Uncertain),
    (200, b'{"ok": true, "result": null}', Uncertain),
    (200, given(message_id="7"), Uncertain),
    (200, given(chat={"id": ANA}), Uncertain),
    (500, given(message_id=7), Uncertain),
    (200, said(403), Unreachable),  # a proxy that swallows the status
    (400, said(400, "Bad Request: can't parse entities"), Refused),
    (400, said(400, "Bad Request: chat not found"), Unreachable),
    (400, said(400, "Bad Request: message is not modified: the same"), NothingNew),
    (400, said(400, "Bad Request: message to edit not found"), CannotEdit),
    (400, said(400, "group chat was upgraded", migrate_to_chat_id=-1007), Migrated),
    (401, said(401, "Unauthorized"), NotSent),
    (403, said(403, "Forbidden: bot was blocked by the user"), Unreachable),
    (404, said(404, "Not Found"), NotSent),
    (409, said(409, "Conflict"), NotSent),
    (413, said(413, "Request Entity Too Large"), Refused),
    (418, said(418, "I am a teapot"), Uncertain),
    (429, said(429, "Too Many Requests", retry_after=3), Throttled),
    (429, said(429, "Too Many Requests"), NotSent),
    (500, said(500, "Internal Server Error"), Uncertain),
    (500, said(500, "Internal Server Error: restart"), Uncertain),
    (502, said(502, "Bad Gateway"), Uncertain),
    (599, said(599, "never heard of"), Uncertain),
]


class Server:
    """A server that answers as it is told, whatever it is asked."""

    def __init__(self) -> None:
        self.status, self.body, self.asked = 200, b"", 0

    async def answer(self, request: web.Request) -> web.Response:
        """What it was told to."""
        await request.read()
        self.asked += 1
        return web.Response(status=self.status, body=self.body, content_type="text/html")

    @asynccontextmanager
    async def serve(self):
        """Its address, for as long as the block lasts."""
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        finally:
            await runner.cleanup()


async def outcome(courier, message: Message) -> type | int | None:
    """The number of a message, or the kind of its error: no other may leave a courier."""
    try:
        return await courier.deliver(message)
    except Exception as error:  # noqa: BLE001 - whatever it is, the table names it
        return type(error)


@pytest.fixture(params=COURIERS)
def library(request):
    """Each of our couriers in turn."""
    return COURIERS[request.param]


async def test_every_answer_is_sorted_by_what_became_of_the_message(library):
    """Status and body, from Telegram or from what is between us; what is unheard of is uncertain."""
    server, wrong = Server(), []
    async with server.serve() as address, library(address) as courier:
        for status, body, wanted in TABLE:
            server.status, server.body = status, body
            found = await outcome(courier, Message(ANA, "Hello"))
            if found is not wanted:
                wrong.append((status, body, wanted, found))
    assert wrong == []


async def test_a_message_is_sent_whatever_else_is_told_of_it(library):
    """A server newer or older than the library tells more, or less: the number is enough."""
    server = Server()
    strange = {"chat": {"id": 0, "type": "a new kind"}, "date": "?", "reply_markup": 3}
    server.body = given(message_id=7, **strange)
    paper = Enclosure("paper.pdf", b"%PDF")
    picture = Enclosure("chart.png", b"PNG", picture=True)
    async with server.serve() as address, library(address) as courier:
        for message in (
            Message(ANA, "Hi"),
            *(Message(ANA, "", (), one) for one in (paper, picture)),
        ):
            assert await outcome(courier, message) == 7
        assert await outcome(courier, Message(ANA, "Hi", edits=5)) == 5


async def test_what_has_not_left_is_tried_again(library):
    """Nobody listens there."""
    async with library("http://127.0.0.1:9") as courier:
        assert await outcome(courier, Message(ANA, "Hello")) is NotSent


async def test_what_left_and_was_cut_off_is_uncertain(library):
    """The line breaks before, or in the middle of, the answer."""
    heads = [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", b"SSH-2.0-hello\r\n"]

    async def talk(reader, writer) -> None:
        await reader.read(10)
        writer.write(heads[0])
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, library(address) as courier:
        for _ in range(3):
            assert await outcome(courier, Message(ANA, "Hello")) is Uncertain
            heads.append(heads.pop(0))


async def test_a_toast_that_is_answered_with_nonsense_is_no_error(library):
    """The answer itself is in the chat: a failed toast must not fail the update."""
    server = Server()
    async with server.serve() as address, library(address) as courier:
        for body in STRANGE:
            server.body = body
            assert await courier.toast("1", "Noted") is None
