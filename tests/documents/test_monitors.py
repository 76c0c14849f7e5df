"""Rules and dashboard for monitors, tried with Prometheus itself where it is at hand (Debian's `prometheus`)."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
import subprocess
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.builders.processes.street import EACH, EVERYTHING, PEOPLE, open_street
from tests.patience import TEST

DEPLOY = Path(__file__).parents[2] / "deploy"
PROMTOOL, PROMETHEUS = shutil.which("promtool"), shutil.which("prometheus")
with_promtool = pytest.mark.skipif(not PROMTOOL, reason="there is no promtool here")
QUERY = "/api/v1/query"
SILENT = {"cxc_throttled_total"}  # nothing happened yet that it would tell


def checked(*words: str, given: str | None = None) -> str:
    """What promtool says; it is content."""
    told = subprocess.run(
        [str(PROMTOOL), *words], input=given, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout + told.stderr


@with_promtool
def test_rules_fire_where_they_should_and_nowhere_else():
    """Each rule has its cases in a file beside it."""
    checked("check", "rules", str(DEPLOY / "alerts.yaml"))
    checked("test", "rules", str(DEPLOY / "alerts_test.yaml"))
    rules = set(re.findall(r"alert: (\w+)", (DEPLOY / "alerts.yaml").read_text()))
    tried = set(re.findall(r"alertname: (\w+)", (DEPLOY / "alerts_test.yaml").read_text()))
    assert tried == rules


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@asynccontextmanager
async def prometheus(folder: Path, of: int):
    """Asks Prometheus, which reads our page each second and has our rules: a path of its API to what it says."""
    (folder / "prometheus.yml").write_text(
        f"rule_files: [{DEPLOY / 'alerts.yaml'}]\n"
        "scrape_configs:\n"
        "  - job_name: bots\n"
        "    scrape_interval: 1s\n"
        f"    static_configs: [{{targets: ['127.0.0.1:{of}']}}]\n"
    )
    port = free_port()
    how = (f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'kept'}")
    listens = f"--web.listen-address=127.0.0.1:{port}"
    with (folder / "prometheus.log").open("wb") as log:
        server = await asyncio.create_subprocess_exec(str(PROMETHEUS), *how, listens, stderr=log)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:

        async def ask(path: str, **query: str) -> dict:
            async with http.get(path, params=query) as answer:
                return (await answer.json())["data"]

        try:
            yield ask
        finally:
            server.kill()
            await server.wait()


async def until_told(ask, path: str, told, **query: str) -> dict:
    """What is said there once it tells that."""
    async with asyncio.timeout(TEST):
        while True:
            try:
                found = await ask(path, **query)
            except aiohttp.ClientError:  # it is not there yet
                found = None
            if found and told(found):
                return found
            await asyncio.sleep(0.2)


@pytest.mark.proofs
@with_promtool
@pytest.mark.skipif(not PROMETHEUS, reason="there is no Prometheus here")
async def test_prometheus_reads_our_page_and_every_question_of_the_dashboard_is_answered(
    database_url, tmp_path, monkeypatch
):
    """A real process that has answered people; its page is as Prometheus wants it, and no rule fails."""
    port = free_port()
    monkeypatch.setenv("CXC_HEALTH_LISTEN", f"127.0.0.1:{port}")
    async with open_street(database_url, tmp_path / "log") as street:
        street.begin(EVERYTHING)
        await street.write()
        await street.until(lambda: street.answers().total() >= len(PEOPLE) * EACH)
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://127.0.0.1:{port}/metrics") as page,
        ):
            checked("check", "metrics", given=await page.text())
        async with prometheus(tmp_path, port) as ask:
            rate = "rate(cxc_handling_seconds_count[5m])"  # of what it has read twice
            await until_told(ask, QUERY, lambda one: one["result"], query=rate)
            assert [one async for one in unanswered(ask)] == []
            rules = await until_told(ask, "/api/v1/rules", lambda one: one["groups"])
            told = [one for group in rules["groups"] for one in group["rules"]]
            assert told
            assert [one["name"] for one in told if one["health"] == "err"] == []
            assert [one["name"] for one in told if one["state"] == "firing"] == []


async def unanswered(ask):
    """Questions of the dashboard to which there is no answer, each with its picture."""
    for panel in json.loads((DEPLOY / "dashboard.json").read_text())["panels"]:
        for target in panel["targets"]:
            found = await ask(QUERY, query=target["expr"])
            if not found["result"] and not any(one in target["expr"] for one in SILENT):
                yield panel["title"], target["expr"]
