"""A start waits for what is not there yet, and can be stopped meanwhile."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections import Counter

import pytest

from bot.emulator.phones import deeds
from tests.builders.bots.town import PUBLIC
from tests.builders.processes.street import EVERYTHING, NOWHERE, PEOPLE, open_street
from tests.patience import SOON
from tests.postgres import postgres

# As `run` does once both tokens are known: from there Telegram may be gone again.
OPENING = """
import asyncio
import sys
from bot.shell.commandline import _go_quietly
from bot.app.house import House
from bot.app.running import run_until_stopped
from exchange.scheme.call import load_scheme
from storage.engine import schema
from storage.engine.database import open_database
_go_quietly()
database = open_database(sys.argv[1])
schema.upgrade(database)
house = House(database, load_scheme("clusterxchange"), sys.argv[2], "1:secret", "2:secret")
asyncio.run(run_until_stopped(house))
"""

TIDYING = """
import os, signal, time, weakref
from bot.shell.commandline import _go_quietly
class Kept: pass
kept = Kept()
seen = weakref.ref(kept, lambda _: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.1)))
_go_quietly()
del kept
time.sleep(60)
"""


@pytest.mark.skipif("os.environ.get('TEST_DATABASE_URL')", reason="not ours to stop")
async def test_a_start_waits_for_postgresql_and_then_comes_up(tmp_path):
    """It says once that it waits, and once that the server is there; then it answers."""
    with postgres() as server:
        url = server.database()
        server.stop()
        async with open_street(url, tmp_path / "log") as street:
            street.begin(EVERYTHING)
            await street.until(lambda: "the database is away" in street.log.read_text())
            server.start()
            deeds.write(street.emulator.world, PEOPLE[0], {"bot": PUBLIC.username}, text="/help")
            await street.until(lambda: street.answers().total() > 0)
            codes, _ = await street.stop()
            assert codes == [0]
            told = re.findall(r"the database is \w+", street.log.read_text())
            assert told == ["the database is away", "the database is back"]
            assert street.answers() == Counter({**dict.fromkeys(PEOPLE, 0), PEOPLE[0]: 1})


def test_a_start_that_waits_for_telegram_can_be_stopped(tmp_path):
    """SIGTERM is not put off until Telegram is back."""
    url = f"sqlite:///{tmp_path}/cxc.sqlite"
    words = [sys.executable, "-c", OPENING, url, NOWHERE]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        while "Bot API is away" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(SOON) == 0


def test_a_wish_to_stop_is_heard_while_a_library_tidies_up():
    """Python ignores what is raised there: a start that raised something went on."""
    with subprocess.Popen([sys.executable, "-c", TIDYING], stderr=subprocess.PIPE) as process:
        assert process.wait(SOON) == 0
        assert process.stderr.read() == b""
