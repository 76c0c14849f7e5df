"""What a data protection officer types: `cxc person …` and `cxc audit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from bot.shell.commandline import app
from exchange.people.partnerships import seed_partnerships
from exchange.privacy.rule import ERASED
from exchange.work import Work
from storage.engine.database import open_database
from storage.tables import Application, Person
from tests.builders.databases import fresh
from tests.builders.records.applicants import accepted
from tests.builders.records.works import NOON, scheme

if TYPE_CHECKING:
    from storage.engine.database import Database


@dataclass
class Typed:
    """A house at whose command line is typed; what is printed."""

    database: Database

    def __call__(self, *words: str) -> str:
        """Type a command."""
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def cxc(tmp_path, monkeypatch):
    """Types a command, in a house with one applicant; what is printed."""
    with fresh("sqlite", tmp_path) as url:
        database = open_database(url)
        with Session(database.engine, expire_on_commit=False) as session, session.begin():
            work = Work(session, NOON, scheme())
            seed_partnerships(work)
            accepted(work)
        monkeypatch.setenv("CXC_DATABASE_URL", url)
        monkeypatch.chdir(tmp_path)

        yield Typed(database)
        database.close()


def number_of(cxc) -> str:
    """The applicant's number, as `find` shows it."""
    with cxc.database.transaction() as session:
        return str(session.get_one(Application, 1).person_id)


def test_somebody_is_found_by_what_they_told(cxc):
    """Name, e-mail, organisation, Telegram's number; others are not."""
    with cxc.database.transaction() as session:
        telegram = session.get_one(Person, int(number_of(cxc))).telegram_id
    for words in ("alex of", "ALEX@weavers", "Vienna Weavers", str(telegram)):
        assert "Alex of Vienna" in cxc("person", "find", words)
    assert "Nobody found" in cxc("person", "find", "xyzzyq")


def test_everything_is_shown_and_handed_out(cxc, tmp_path):
    """Counts on the screen, all of it in files that only their owner reads."""
    number, folder = number_of(cxc), tmp_path / "copy"
    assert "application" in cxc("person", "show", number)
    cxc("person", "export", number, str(folder))
    data = json.loads((folder / "data.json").read_text(encoding="utf-8"))["data"]
    assert data["application"][0]["email"] == "alex@weavers.example"
    assert (folder / "data.json").stat().st_mode & 0o077 == 0


def test_erasing_tells_first_and_then_does_it(cxc):
    """Nothing goes without --yes."""
    number = number_of(cxc)
    assert "say --yes" in cxc("person", "erase", number)
    assert "deleted" in cxc("person", "erase", number, "--yes")
    with cxc.database.transaction() as session:
        assert session.get_one(Application, 1).person_name == ERASED


def test_freezing_holds_until_it_is_ended(cxc):
    """And stands in the list."""
    number = number_of(cxc)
    assert "frozen" in cxc("person", "freeze", number)
    assert "frozen" in cxc("person", "find", "Alex")
    assert "thawed" in cxc("person", "freeze", number, "--thaw")
    assert "accepted" in cxc("person", "find", "Alex")


def test_the_audit_is_read_and_checked(cxc):
    """Who did what, and how long the chain is."""
    told = cxc("audit")
    assert "accepted" in told
    assert "application:accepted" not in told
    assert "0 acts" in told
