"""The emulator and its page answer this machine only, whatever a page from elsewhere tries."""

from __future__ import annotations

import aiohttp
import pytest

from bot.emulator.server import BotAccount, Emulator
from bot.emulator.visitors import is_ours
from tests.builders.bots.edge import ACCOUNT, Clock


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8765", True),
        ("localhost:8765", True),
        ("LOCALHOST", True),
        ("[::1]:8765", True),
        ("192.168.1.4:8765", True),
        ("evil.example:8765", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("127.0.0.1@evil.example", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_a_name_that_others_can_point_here_is_not_ours(host, ours):
    """Only what leads nowhere else."""
    assert is_ours(host) is ours


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"Origin": "{base}"}, 200),
        ("/", {"Origin": "http://evil.example"}, 403),
        ("/", {"Origin": "null"}, 403),
        ("/", {"Host": "evil.example"}, 403),
        ("/user/people", {}, 200),
        ("/user/people", {"Host": "evil.example"}, 403),
        ("/user/people", {"Origin": "http://127.0.0.1:1"}, 403),
        ("/bot{token}/getMe", {}, 200),
        ("/bot{token}/getMe", {"Origin": "http://evil.example"}, 403),
        ("/page/page.js", {"Host": "evil.example"}, 403),
    ],
)
async def test_pages_from_elsewhere_are_turned_away(path, headers, status):
    """Those that send a request from a browser, and those that have their own name lead here."""
    emulator = Emulator([BotAccount(ACCOUNT.token, 1, "public_bot", "C")], clock=Clock())
    async with emulator.serve() as base, aiohttp.ClientSession() as http:
        shown = {name: value.format(base=base) for name, value in headers.items()}
        async with http.get(base + path.format(token=ACCOUNT.token), headers=shown) as answer:
            assert answer.status == status
