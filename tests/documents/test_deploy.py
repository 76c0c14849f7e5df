"""What is shipped for servers: units that may touch little, images that are pinned, copies that are read back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.gateway import figures
from exchange.people.partnerships import seed_partnerships
from exchange.work import Work
from storage.engine import schema
from storage.engine.database import open_database
from tests.builders.records.works import scheme

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
TENTHS = 20  # `systemd-analyze security` rates from 0 to 10; 2.0 and better is asked for
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
CONFINED = {
    *("NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes"),
    *("PrivateTmp=yes", "PrivateDevices=yes", "PrivateUsers=yes", "ProtectProc=invisible"),
    *("ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes"),
    *("ProtectControlGroups=yes", "RestrictNamespaces=yes", "RestrictSUIDSGID=yes", "UMask=0077"),
    *("MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service", "User=cxc"),
    *("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "SystemCallArchitectures=native"),
}


def text(name: str) -> str:
    """A file of the folder."""
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_a_unit_may_touch_little(unit):
    """What it says; where systemd is at hand, how systemd itself rates it."""
    assert set(unit.read_text(encoding="utf-8").splitlines()) >= CONFINED
    analyze = shutil.which("systemd-analyze")
    if analyze:
        how = ["security", "--offline=true", "--no-pager", f"--threshold={TENTHS}"]
        rated = subprocess.run([analyze, *how, unit], capture_output=True, text=True, check=False)
        assert rated.returncode == 0, rated.stdout


def test_who_is_killed_is_begun_again_at_once_and_always():
    """Nobody is given up for having ended five times within ten seconds, as systemd does unless told."""
    unit = text("clusterxchange.service").splitlines()
    assert {"Restart=on-failure", "RestartSec=1", "StartLimitIntervalSec=0"} <= set(unit)


def test_every_image_is_named_by_its_bytes():
    """A tag may be another image tomorrow."""
    named = re.findall(r"^FROM (\S+)", text("Dockerfile"), re.MULTILINE)
    named += re.findall(r"^\s+image: (\S+)", text("compose.yaml"), re.MULTILINE)
    assert len(named) > 1
    assert [one for one in named if not DIGEST.search(one)] == []


def services() -> dict[str, str]:
    """Each service of compose.yaml, with what it takes over."""
    page = text("compose.yaml")
    page = page.partition("\nservices:\n")[2].partition("\nnetworks:\n")[0]
    found = re.split(r"^ {2}(\w+):(?: &\w+)?\n", page, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_container_is_confined():
    """A root that nobody writes to, no capability, limits of memory, processes and log; a pulse."""
    confined = text("compose.yaml").partition("x-confined: &confined\n")[2].partition("\n\n")[0]
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "max-size:"):
        assert line in confined
    told = services()
    assert set(told) == {"database", "bots", "worker"}
    assert "<<: *bots" in told["worker"]
    for name in ("database", "bots"):
        assert "<<: *confined" in told[name]
        assert "limits: { memory: 1G, pids: 256 }" in told[name]
    assert "healthcheck:" in told["database"]
    assert {"HEALTHCHECK", "USER cxc"} <= set(
        re.findall(r"HEALTHCHECK|USER \w+", text("Dockerfile"))
    )


def test_the_builder_gets_what_the_image_is_made_of_and_nothing_else():
    """Above all neither tokens nor anybody's data."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {one[1:] for one in rules if one.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (.+)$", text("Dockerfile"), re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert "*" in rules
    assert copied == let_in
    assert not {one for one in let_in if "env" in one or "data" in one}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_dependency_is_named_by_its_bytes(lock):
    """Each is installed in one version, whose files are those of the lock, from wherever they come."""
    page = (ROOT / lock).read_text(encoding="utf-8")
    named = re.split(
        r"\n(?=[a-z0-9])",
        re.sub(r"^#.*\n", "", page, flags=re.MULTILINE).strip(),
        flags=re.IGNORECASE,
    )
    assert len(named) > 20
    assert [one for one in named if not re.match(r"[\w.-]+(\[[\w,]+\])?==", one)] == []
    assert [one.split()[0] for one in named if "--hash=sha256:" not in one] == []
    assert "://" not in page


def test_what_is_installed_has_no_pandas_and_the_solver_needs_none():
    """OR-tools asks for its 70 MB, and uses none of them for flows: they are left out of what is run."""
    assert "\npandas==" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    without = (
        "import sys; sys.modules['pandas'] = None; "
        "import ortools.graph.python.max_flow, ortools.graph.python.min_cost_flow"
    )
    subprocess.run([sys.executable, "-c", without], check=True)


@pytest.mark.parametrize("file", ["alerts.yaml", "dashboard.json"])
def test_rules_and_pictures_for_monitors_name_figures_that_there_are(file):
    """Each name is one that /metrics tells, of a process or of the database."""
    page = (generate_latest() + generate_latest(figures.OF_ALL)).decode()
    told = set(re.findall(r"^# TYPE (\w+)", page, re.MULTILINE))
    named = set(re.findall(r"\bcxc_\w+", text(file)))
    assert named
    assert {re.sub("_(bucket|count)$", "", one) for one in named} <= told


def test_the_dashboard_is_one_that_grafana_reads():
    """Every panel has a place of its own on the page, a question, and the source that is chosen above."""
    board = json.loads(text("dashboard.json"))
    panels = board["panels"]
    places = {(one["gridPos"]["x"], one["gridPos"]["y"]) for one in panels}
    assert len(places) == len({one["id"] for one in panels}) == len(panels)
    sources = {one["datasource"]["uid"] for panel in panels for one in panel["targets"]}
    assert sources == {f"${{{one['name']}}}" for one in board["templating"]["list"]}
    assert all(one["targets"][0]["expr"] for one in panels)


def backed_up(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """As the timer does it, every night."""
    settings = {"CXC_DATABASE_URL": url, "PATH": os.environ["PATH"]}
    command = [DEPLOY / "backup.sh", folder, "30"]
    return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)


def old_copy(folder: Path) -> Path:
    """One of forty nights ago."""
    file = folder / "cxc-2026-01-01-023000.sqlite"
    file.touch()
    then = datetime.now(UTC).timestamp() - 40 * 86400
    os.utime(file, (then, then))
    return file


@pytest.mark.proofs  # a minute on a busy machine
def test_a_copy_is_read_back_before_older_ones_go(tmp_path):
    """A night that fails deletes nothing."""
    nights = tmp_path / "nights"
    nights.mkdir()
    old, url = old_copy(nights), f"sqlite:///{tmp_path}/cxc.sqlite"
    assert backed_up(nights, url).returncode != 0
    assert list(nights.iterdir()) == [old]
    database = open_database(url)
    schema.upgrade(database)
    with database.transaction() as session:
        seed_partnerships(Work(session, datetime.now(UTC), scheme()))
    database.close()
    done = backed_up(nights, url)
    assert done.returncode == 0, done.stderr
    assert "rows copied" in done.stdout
    (copy,) = nights.iterdir()
    assert copy != old
    assert copy.stat().st_mode & 0o077 == 0
