"""Every message of the scheme has a key, and the key is a fact: told again, it is told once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlmodel import select

import exchange
from bot.desk import colleagues
from bot.desk.entering import links
from exchange.notices import DeskNotice, DeskReminding, Notice, Reminding
from exchange.timing.families import SAID
from exchange.work import Work
from storage.engine.database import open_database
from storage.tables import Outbox
from tests.builders.records.rows import officer, partnership, person
from tests.builders.records.works import NOON, scheme

SOURCES = sorted(Path(exchange.__file__).parent.rglob("*.py"))
NOTICES = {*Notice, *(one for one in SAID if isinstance(one, Reminding))}
DESK_NOTICES = {*DeskNotice, *(one for one in SAID if isinstance(one, DeskReminding))}
MACHINE = {"uuid4", "random", "token_hex", "time", "getpid", "instance", "id()"}


def calls() -> list[tuple[str, ast.Call]]:
    """Where somebody is told something: the module, and the call."""
    found = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if ".tell" not in text:  # to read them all takes a second of each process of tests
            continue
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Call(func=ast.Attribute(attr="tell" | "tell_desk")):
                    found.append((path.name, node))
    return found


@pytest.mark.parametrize(("module", "call"), calls(), ids=lambda one: getattr(one, "lineno", one))
def test_every_message_has_a_key(module, call):
    """And nothing of the machine is in it: no chance, no process, no clock but the scheme's."""
    (key,) = (one.value for one in call.keywords if one.arg == "key")
    words = {node.id for node in ast.walk(key) if isinstance(node, ast.Name)}
    words |= {node.attr for node in ast.walk(key) if isinstance(node, ast.Attribute)}
    assert words, "a key that names nothing is the same for everybody"
    assert words.isdisjoint(MACHINE)


def test_every_notice_is_told_somewhere():
    """A kind that nobody tells is dead."""
    desk = [Path(one.__file__) for one in (colleagues, links)]  # a link goes to the officer's chat
    text = "".join(path.read_text(encoding="utf-8") for path in (*SOURCES, *desk))
    silent = [one for one in Notice if f"Notice.{one.name}" not in text.replace("DeskNotice", "")]
    silent += [one for one in DeskNotice if f"DeskNotice.{one.name}" not in text]
    assert silent == []


def test_a_notice_told_again_is_one_message(database_url):
    """After a replay, after a restart, by a second process: one message, on both databases."""
    processes = [open_database(database_url) for _ in range(2)]
    with processes[0].transaction() as session:
        reader = person(Work(session, NOON, scheme()), "AT")
    for process in (*processes, processes[0]):
        with process.transaction() as session:
            for notice in NOTICES:
                key = f"exchange:7:{notice}"
                Work(session, NOON, scheme()).tell(reader, notice, key=key, exchange=7)
    with processes[1].transaction() as session:
        assert sorted(session.exec(select(Outbox.kind))) == sorted(NOTICES)
    for process in processes:
        process.close()


def test_each_officer_of_a_desk_hears_once(database_url):
    """Two officers, two messages of each kind, however often it is told."""
    database = open_database(database_url)
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        loom = partnership(work, "Loom Ring")
        for _ in range(2):
            officer(work, loom, "AT")
        for notice in [*DESK_NOTICES, *DESK_NOTICES]:
            work.tell_desk(loom.id, notice, key=f"exchange:7:{notice}", exchange=7)
        read = session.exec(select(Outbox.kind, Outbox.chat_id)).all()
    database.close()
    assert len(read) == len(set(read)) == 2 * len(DESK_NOTICES)
