"""The command line as an operator meets it: one clear line, and an exit code to act on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.builders.processes.street import NOWHERE

pytestmark = [pytest.mark.proofs, pytest.mark.commands]


@pytest.fixture
def cxc(tmp_path):
    """Runs a command with settings of its own."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        known = {key: value for key, value in os.environ.items() if not key.startswith("CXC_")}
        url = f"sqlite:///{tmp_path}/data/cxc.sqlite"
        given = {"CXC_DATABASE_URL": url, "CXC_TELEGRAM_API": NOWHERE, **settings}
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(
            command, env={**known, **given}, capture_output=True, text=True, check=False
        )

    return run


def test_run_without_tokens_says_which_is_missing(cxc):
    """A token that is not set is named, with where to put it."""
    done = cxc("run")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("✗ CXC_PARTICIPANTS_TOKEN is not set")


def test_settings_that_cannot_be_are_a_line_each(cxc):
    """Each is named, its value is not shown, and there is no stack trace."""
    wrong = {
        "CXC_LOG_FORMAT": "secret",
        "CXC_TICK_SECONDS": "-1",
        "CXC_WEBHOOK_URL": "http://bots.example",
    }
    done = cxc("doctor", **wrong)
    assert done.returncode == 1
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {
        f"✗ {name}" for name in wrong
    }
    assert "secret" not in done.stderr


def test_invite_prints_a_payload_and_keeps_only_its_digest(cxc, tmp_path):
    """The one-time secret is shown once and is nowhere in the database."""
    done = cxc("invite", "coordinator", "--partnership", "Hi Tech-TEX")
    payload = done.stdout.split("/start ")[1].strip()
    assert (done.returncode, len(payload)) == (0, 43)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert payload.encode() not in kept


def test_invite_for_an_unknown_partnership_lists_the_known(cxc):
    """The operator sees which names there are."""
    done = cxc("invite", "officer", "--partnership", "Nonsense")
    assert done.returncode == 1
    assert "Photonics4Industry" in done.stderr


def test_doctor_says_what_is_wrong(cxc):
    """Each finding has its advice, and the exit code tells that not all is well."""
    done = cxc("doctor")
    assert done.returncode == 1
    assert "copy it from BotFather" in done.stdout


def test_an_unwritable_folder_is_one_line(cxc):
    """A database that cannot be made ends in one line, never in a stack trace."""
    done = cxc("upgrade", CXC_DATABASE_URL="sqlite:////proc/nowhere/cxc.sqlite")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("✗ The database cannot be opened")


def test_a_backup_is_made_and_moved_into_another_database(cxc, tmp_path):
    """What was there is there again; a second copy onto it is refused in one line."""
    cxc("upgrade")
    copy, other = tmp_path / "copy.sqlite", f"sqlite:///{tmp_path}/other.sqlite"
    done = [
        cxc("backup", str(copy)),
        cxc("migrate", "--source", f"sqlite:///{copy}", CXC_DATABASE_URL=other),
        cxc("migrate", "--source", f"sqlite:///{copy}", CXC_DATABASE_URL=other),
    ]
    assert [one.returncode for one in done] == [0, 0, 1]
    assert done[2].stderr.startswith("✗ The target database holds something already")


def test_what_was_given_up_is_tried_again_and_nothing_else(cxc):
    """A reference that names nothing is told so."""
    cxc("upgrade")
    for reference in ("M-1", "U-desk-7", "nonsense", "M-"):
        done = cxc("again", reference)
        assert (done.returncode, "was given up" in done.stderr) == (1, True), reference
