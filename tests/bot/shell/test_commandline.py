"""The command line as an operator meets it: one clear line, and an exit code to act on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from exchange.people.secrets import SECRET
from tests.builders.processes.street import NOWHERE

pytestmark = pytest.mark.proofs

ROOT = Path(__file__).parents[3]
TOKENS = {"CXC_PARTICIPANTS_TOKEN": "1:participants", "CXC_DESK_TOKEN": "2:desk"}


@pytest.fixture
def cxc(tmp_path):
    """Runs a command with settings of its own."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        known = {key: value for key, value in os.environ.items() if not key.startswith("CXC_")}
        url = f"sqlite:///{tmp_path}/data/cxc.sqlite"
        (tmp_path / "here").mkdir(exist_ok=True)
        given = {
            "PYTHONPATH": str(ROOT),
            "CXC_DATABASE_URL": url,
            "CXC_TELEGRAM_API": NOWHERE,
            **settings,
        }
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(
            command,
            env={**known, **given},
            cwd=tmp_path / "here",
            capture_output=True,
            text=True,
            check=False,
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
    assert (done.returncode, bool(SECRET.fullmatch(payload))) == (0, True)
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
    assert "copy it from BotFather" in " ".join(done.stdout.split())


def test_an_unwritable_folder_is_one_line(cxc):
    """A database that cannot be made ends in one line, never in a stack trace."""
    done = cxc("upgrade", CXC_DATABASE_URL="sqlite:////proc/nowhere/cxc.sqlite")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("✗ The database's file cannot be opened")


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


@pytest.mark.parametrize(
    ("command", "settings", "told"),
    [
        ("run", {**TOKENS, "CXC_DESK_TOKEN": "hello you"}, "CXC_DESK_TOKEN cannot be a token"),
        ("run", {**TOKENS, "CXC_ROLES": "cook"}, "CXC_ROLES names cook: choose of receiver"),
        ("run", {**TOKENS, "CXC_HEALTH_LISTEN": "here"}, "write it like 127.0.0.1:9480"),
        ("run", {"CXC_LOG_LEVEL": "loud"}, "choose of DEBUG"),
        ("run", {"CXC_TELEGRAM_API": "telegram.org"}, "must begin with https://"),
        ("run --role cook", {}, "'cook' is not one of 'receiver'"),
        ("demo", {"CXC_DEMO_PORT": "70000"}, "CXC_DEMO_PORT: Input should be less than"),
        ("demo --port many", {}, "`./cxc demo --help` tells"),
        ("nonsense", {}, "No such command 'nonsense'"),
        ("upgrade", {"CXC_SCHEME": "nope"}, "ours are called: clusterxchange"),
        ("upgrade", {"CXC_DATABASE_URL": "nonsense"}, "write sqlite:///file or postgresql"),
        ("upgrade", {"CXC_DATABASE_URL": "postgresql+psycopg://u@h:x/d"}, "cannot be used"),
        ("invite nobody --partnership BLUES", {}, "choose of coordinator, officer, auditor"),
        ("invite officer --partnership Nonsense", {}, "Photonics4Industry"),
        ("again M-1", {}, "There is no database yet"),
        ("backup copy.sqlite", {}, "There is no database yet"),
        ("migrate --source sqlite:///nothing.sqlite", {}, "There is no database yet"),
        ("match visitors.csv hosts.csv", {}, "There is no file visitors.csv"),
        ("cohort /proc/here", {}, "cannot be written"),
    ],
)
def test_a_wrong_start_is_one_line_and_leaves_nothing(cxc, tmp_path, command, settings, told):
    """What is wrong and what to do; no trace, an exit code to act on, no file and no folder."""
    done = cxc(*command.split(), **settings)
    lines = done.stderr.splitlines()
    assert (done.returncode in {1, 2}, len(lines), told in done.stderr) == (True, 1, True), lines
    assert lines[0].startswith("✗ ")
    assert [one.name for one in tmp_path.rglob("*")] == ["here"]


def test_a_taken_port_names_the_way_out(cxc):
    """Both ways to choose another, with one that may be free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = cxc("demo", CXC_DEMO_PORT=str(port))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"Port {port} is taken" in done.stderr
    assert f"CXC_DEMO_PORT={port + 10} make demo" in done.stderr
    assert f"--port {port + 10}" in done.stderr


def test_an_env_file_that_is_no_text_is_one_line(cxc, tmp_path):
    """Whatever the command."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / ".env").write_bytes(b"CXC_SCHEME=\xff\xfe")
    done = cxc("doctor")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "The file .env cannot be read" in done.stderr


def test_doctor_on_a_fresh_copy_says_what_to_get_and_makes_nothing(cxc, tmp_path):
    """No settings and no tokens, with where they come from; no database is as it should be."""
    done = cxc("doctor")
    said = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "cp .env.example .env" in said
    assert said.count("send /newbot to @BotFather") == 2
    assert "none yet, which is fine" in said
    assert "upgrade" not in said
    assert [one.name for one in tmp_path.rglob("*")] == ["here"]


def test_cxc_before_anything_is_installed_says_how_to_install(tmp_path):
    """One line, from a copy that has nothing but the source."""
    script = tmp_path / "cxc"
    script.write_bytes((ROOT / "cxc").read_bytes())
    done = subprocess.run(
        ["/bin/sh", script, "doctor"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "`make demo` or `make run`" in done.stderr


def test_a_python_without_our_libraries_says_how_to_install():
    """`python3 -m bot` outside the virtual environment is one line too."""
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"]
    command[-1] += "import runpy; runpy.run_module('bot', run_name='__main__')"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "is not installed: `make demo` or `make run`" in done.stderr


@pytest.mark.parametrize(
    ("python", "told"), [("nope", "There is no nope"), ("false", "is older than 3.11")]
)
def test_make_without_a_fitting_python_says_which_is_needed(tmp_path, python, told):
    """One line before anything is made."""
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    command = ["make", "-C", str(tmp_path), "demo", f"PYTHON={python}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert told in done.stdout
    assert not (tmp_path / ".venv").exists()


def test_a_file_is_named_from_where_one_is(tmp_path):
    """Though settings and database are those of the program's folder."""
    (tmp_path / "own.toml").write_text(
        'like = "pilot"\nid = "own"\nname = "Own"\n', encoding="utf-8"
    )
    command = [str(ROOT / "cxc"), "scheme", "check"]
    here = subprocess.run([*command, "own.toml"], cwd=tmp_path, capture_output=True, check=False)
    assert (here.returncode, b"own.toml" in here.stdout) == (0, True)
    gone = subprocess.run([*command, "gone.toml"], cwd=tmp_path, capture_output=True, check=False)
    assert gone.returncode == 1
