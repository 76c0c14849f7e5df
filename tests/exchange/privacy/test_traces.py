"""A word in every column of somebody's rows is in no byte of the file after erasure."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from exchange.people.partnerships import seed_partnerships
from exchange.privacy.belongings import belongings
from exchange.privacy.erasure import ask_erasure, erase
from exchange.privacy.register import RULES
from exchange.proposing import proposals
from exchange.work import Work
from storage.engine.database import open_database
from storage.tables import Inbox, Outbox, OutboxState, StoredFile
from tests.builders.databases import fresh
from tests.builders.records.applicants import accepted, host, visitor
from tests.builders.records.works import NOON, scheme

MARK = "Quixotryl"
# Keys, codes of our own lists and figures: nobody types them, and erasure may leave them.
NOT_TYPED = {
    "dedupe_key",
    "language",
    "zone",
    "owner",
    "parts",
    "type",
    "region_category",
    "organisation.body",
}
OTHERS = 40  # whose rows lie between, before and after: pages are split and joined


def crowd(work, countries=("FI", "BE", "SK")):
    """Other people, with words of their own."""
    for number in range(OTHERS):
        accepted(work, country=countries[number % 3], seeks=f"{number} parts " * 40)


def kept_as(column):
    """What the database keeps a column as, beneath our own types and SQLModel's."""
    kind = column.type
    return kind.impl if isinstance(kind, sa.types.TypeDecorator) else kind


def mark(work, who):
    """The word in every column of words, JSON and bytes of every row of theirs."""
    its = belongings(work, who)
    for rule in RULES:
        for column in sa.inspect(rule.table).columns:
            kind = kept_as(column)
            if isinstance(kind, sa.Enum) or column.foreign_keys or column.primary_key:
                continue
            width = getattr(kind, "length", None) or 2000
            value = {
                sa.JSON: {"word": MARK * 50},
                sa.LargeBinary: MARK.encode() * 500,
                sa.String: (MARK * 3)[: min(width, 300)],
                sa.Text: MARK * 100,
            }.get(type(kind))
            whole = bool(NOT_TYPED & {column.name, str(column)}) or width < len(MARK)
            if value is not None and not whole:
                work.session.execute(
                    sa.update(rule.table).where(rule.of(its)).values({column.name: value}),
                    execution_options={"synchronize_session": False},
                )
    work.session.expire_all()


def said_to_others(work):
    """A raw update of somebody else's that brings the card along, and words that were sent."""
    facts = {"received_at": NOON, "done_at": NOON}
    work.add(Inbox(bot="desk", update_id=9, chat_id=8, body={"text": MARK * 90}, **facts))
    times = {"made_at": NOON, "due_at": NOON, "ended_at": NOON}
    for state in (OutboxState.SENT, OutboxState.FAILED, OutboxState.UNCERTAIN):
        body = {"text": MARK * 80}
        work.add(Outbox(bot="desk", chat_id=8, kind="screen", body=body, state=state, **times))
    facts = {"name": "export.xlsx", "mime": "x", "size": 1, "sha256": ""}
    work.add(StoredFile(**facts, content=MARK.encode() * 9000, kept_at=NOON))


def bytes_of(url) -> bytes:
    """File and journal."""
    file = Path(str(sa.make_url(url).database))
    parts = (file, file.with_name(f"{file.name}-wal"))
    return b"".join(part.read_bytes() for part in parts if part.exists())


def test_not_a_byte_is_left(tmp_path):
    """Neither in the file nor in its journal; everybody else's rows lie around them."""
    with fresh("sqlite", tmp_path) as url:
        database = open_database(url)
        with Session(database.engine, expire_on_commit=False) as session:
            work = Work(session, NOON, scheme())
            seed_partnerships(work)
            crowd(work)
            who, _ = visitor(work)
            _, hosting = host(work)
            proposals.invite_host(work, who, hosting.id, "May I come?", [])
            mark(work, who)
            said_to_others(work)
            crowd(work)
            session.commit()
            assert bytes_of(url).count(MARK.encode()) > 1000
            ask_erasure(work, who)
            erase(work, who)
            session.commit()
        assert database.wipe()
        assert bytes_of(url).count(MARK.encode()) == 0
        database.close()


def in_tables(url) -> int:
    """How often the word is in the files of PostgreSQL's tables; its own journal is the operator's."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as line:
        line.execute(sa.text("CHECKPOINT"))
        folder = Path(line.execute(sa.text("SHOW data_directory")).scalar_one())
    engine.dispose()
    files = [one for one in (folder / "base").rglob("*") if one.is_file()]
    return sum(one.read_bytes().count(MARK.encode()) for one in files)


def test_not_a_byte_is_left_in_the_tables_of_postgresql(server, tmp_path):
    """Deleted rows would lie in their pages until the room is needed."""
    with fresh("postgresql", tmp_path, server) as url:
        database = open_database(url)
        with Session(database.engine, expire_on_commit=False) as session:
            work = Work(session, NOON, scheme())
            seed_partnerships(work)
            who, _ = visitor(work)
            mark(work, who)
            session.commit()
            assert in_tables(url) > 10
            ask_erasure(work, who)
            erase(work, who)
            session.commit()
        assert database.wipe()
        assert in_tables(url) == 0
        database.close()
