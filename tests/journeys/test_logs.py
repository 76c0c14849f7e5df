"""What is logged on a whole exchange, with things going wrong on the way: ids, never people."""

from __future__ import annotations

import io
import json
import logging
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client import generate_latest

from bot.app.log import FORMAT, JsonFormatter, NoTokens, PlainFormatter, begin_logging
from bot.app.settings import Settings
from bot.conversation.screens import Screen
from exchange.work import PARTICIPANTS
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from tests.builders.bots.actors import HOST, VISITOR
from tests.builders.bots.story import PAPER, REPORT, whole_exchange
from tests.builders.bots.town import PUBLIC, STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders.bots.town import Town

EVE = 103  # somebody whose luck is out
SPOKEN = "Ana Pop of Carpathian Loom Works"
OTHERS = ("We would love to see your laser labs", "SEPA-2027-7", "Officer 201", "secret", "Dropper")
FAULTS = ("500", "reset", "reset_after")
TOKENS = (PUBLIC.token, STAFF.token, "participants-secret", "desk-secret")
SHORT = 8  # an answer of fewer letters may stand in a log by chance


def private() -> set[str]:
    """Every name and word of the story."""
    answers = [*VISITOR.values(), *HOST.values(), *PAPER.values(), *REPORT.values()]
    words = {one for one in answers if isinstance(one, str) and not one.startswith("=")}
    names = {"Ana Pop", "Max Beispiel", "Carpathian", "Lichtwerk", "example.de", "Example.eu"}
    return {one for one in words if len(one) >= SHORT} | names | set(OTHERS)


@contextmanager
def listening() -> Iterator[dict[str, io.StringIO]]:
    """Both kinds of log at INFO, as `run` writes them."""
    begin_logging(Settings(_env_file=None, participants_token=PUBLIC.token))
    kinds = {"text": PlainFormatter(FORMAT), "json": JsonFormatter()}
    logs = {name: io.StringIO() for name in kinds}
    handlers = []
    for name, formatter in kinds.items():
        handler = logging.StreamHandler(logs[name])
        handler.setFormatter(formatter)
        handler.addFilter(NoTokens([PUBLIC.token, STAFF.token]))
        handlers.append(handler)
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.INFO)
    for handler in handlers:
        root.addHandler(handler)
    try:
        yield logs
    finally:
        root.setLevel(level)
        for handler in handlers:
            root.removeHandler(handler)


async def upset(town: Town) -> None:
    """Have an update, a notice, a message and the line fail, each full of somebody's words."""
    eve = await town.phone(EVE, "Eve Dropper")
    await eve.start()
    await eve.hear()
    broken = {"update_id": 10**9, "message": {"text": SPOKEN}}
    letters = [
        *(Letter(PARTICIPANTS, EVE, "screen", Screen(SPOKEN).body()) for _ in FAULTS),
        Letter(PARTICIPANTS, EVE, "screen", Screen(f"<b>{SPOKEN}").body(), "broken"),
        Letter(PARTICIPANTS, EVE, "application.accepted", {}),
    ]

    def act(session) -> None:
        inbox.store(session, PARTICIPANTS, [Arrived(10**9, EVE, broken)], town.clock())
        outbox.post(session, letters, town.clock())

    town.emulator.world.faults.add({"kind": "500", "method": "getFile", "times": 1})
    for kind in FAULTS:
        fault = {"kind": kind, "method": "sendMessage", "chat_id": EVE}
        town.emulator.world.faults.add(fault)
    await town.house.database.perform(act)


def kept_anywhere(town: Town) -> str:
    """The database, its log of writes, the figures for monitors, and what `ps` shows of us."""
    file = Path(str(town.house.database.url.database))
    beside = [one.read_bytes() for one in file.parent.glob(f"{file.name}*")]
    return b"".join([*beside, generate_latest(), Path("/proc/self/cmdline").read_bytes()]).decode(
        "latin-1"
    )


@pytest.mark.proofs  # a whole exchange once more, told by all that is logged
async def test_no_log_of_a_whole_exchange_holds_a_token_a_name_or_a_word(town: Town) -> None:
    """Nor do errors that quote what somebody wrote; what failed is named by its number."""
    with listening() as logs:
        await upset(town)
        await whole_exchange(town)
    town.emulator.world.calls.clear()  # what was refused was to be refused
    assert {token for token in TOKENS if token in kept_anywhere(town)} == set()
    text = {name: log.getvalue() for name, log in logs.items()}
    for log in text.values():
        assert {word for word in private() if word in log} == set()
        assert "update 1000000000 failed" in log
        assert re.search(r"message \d+ refused: 400 Bad Request: can't parse entities\W", log)
        assert re.search(r"message \d+ \(application.accepted\) cannot be made", log)
    assert all(isinstance(json.loads(line), dict) for line in text["json"].splitlines())
