"""`cxc cohort` and what `cxc match` makes of it, as processes."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exchange.finding.hosts import circumstances_of
from exchange.scheme.call import load_scheme
from exchange.spreadsheets.files import read_profiles
from matching.ranking.rank import HostIndex

pytestmark = pytest.mark.proofs

ROOT = Path(__file__).parents[3]
SCHEME = load_scheme("clusterxchange")


def cxc(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without any setting."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("CXC_")}
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    settings = {**known, "PYTHONPATH": str(ROOT), "CXC_ENCODER": "false"}  # as in these tests
    return subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a small cohort in `data`."""
    path = tmp_path_factory.mktemp("cohort")
    done = cxc("cohort", "data", "--visitors", 30, "--hosts", 60, "--seed", 5, folder=path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "None of these organisations exists."
    return path / "data"


def test_a_cohort_is_the_same_in_every_process(folder):
    """The same seed writes the same bytes; another one does not."""
    for seed, same in ((5, True), (6, False)):
        cxc("cohort", seed, "--visitors", 30, "--hosts", 60, "--seed", seed, folder=folder)
        for name in ("visitors.csv", "hosts.csv"):
            again = (folder / str(seed) / name).read_bytes()
            assert (again == (folder / name).read_bytes()) is same


def test_its_best_hosts_are_those_of_the_whole_batch(folder):
    """Read, ranked one by one and written: the ids that the library ranks all at once."""
    done = cxc("match", "visitors.csv", "hosts.csv", "-o", "out.csv", "--top", 4, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    visitors = read_profiles(folder / "visitors.csv", SCHEME)
    index = HostIndex.build(read_profiles(folder / "hosts.csv", SCHEME))
    lists = index.rank_all(visitors, SCHEME.weights, top=4, circumstances=circumstances_of(SCHEME))
    expected = [
        (visitor.id, host) for number, visitor in enumerate(visitors) for host in lists.ids(number)
    ]
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [(row["Visitor"], row["Host"]) for row in csv.DictReader(file)] == expected


def test_a_cohort_that_cannot_be_written_is_told_in_words(folder):
    """A file where the folder should be."""
    done = cxc("cohort", "visitors.csv", "--visitors", 1, "--hosts", 1, folder=folder)
    assert done.returncode == 1
    assert done.stderr.startswith("✗ visitors.csv/visitors.csv cannot be written")


def test_tables_are_named_from_where_one_is(tmp_path):
    """The script that finds its own folder writes into the one it was called in."""
    home, here = tmp_path / "home", tmp_path / "here"
    python = home / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    here.mkdir()
    for name in ("bot", "exchange", "matching", "scheduler", "storage"):
        (home / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "cxc", home / "cxc")
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        [home / "cxc", "cohort", "data", "--visitors", "1", "--hosts", "1"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (here / "data" / "hosts.csv").exists()
