from __future__ import annotations

import numpy as np
import pytest
from sqlmodel import select

from exchange.finding import hosts
from exchange.finding.catalogue import read_meanings
from exchange.finding.meanings import KeptMeanings, read_anew
from exchange.people.partnerships import seed_partnerships
from exchange.slow_answers import SlowAnswers, Unanswered
from exchange.work import Work
from storage.tables import Application, ApplicationState, Meaning
from tests.builders.records.applicants import host, visitor
from tests.builders.records.works import NOON, scheme
from tests.patience import SOON


class Reader:
    """An encoder for tests: texts of like length mean the same. It counts what it reads."""

    size = 2

    def __init__(self, name="by length"):
        self.name, self.read = name, []

    def encode(self, texts):
        """A direction for each length."""
        self.read += texts
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        return np.stack([np.cos(lengths), np.sin(lengths)], axis=1)


@pytest.fixture
def reader(work):
    """The encoder that this database is read by, until the end of the test."""
    reader = Reader()
    read_meanings(work.session.get_bind().engine, reader)
    yield reader
    read_meanings(work.session.get_bind().engine, None)


@pytest.fixture
def database(database):
    """A database with the scheme's Partnerships in it."""
    database.do(lambda session: seed_partnerships(Work(session, NOON, scheme())))
    return database


def test_what_is_kept_is_not_read_again(database):
    """Each text once; what another process has read is known by its digest and the model's name."""
    with database.transaction() as session:
        guest = visitor(Work(session, NOON, scheme()))[1].id
    first, told = Reader(), []
    assert read_anew(database, first, lambda done, of: told.append((done, of))) == 1
    assert told == [(1, 1)]
    assert read_anew(database, first) == 0
    other = Reader()
    read_meanings(database.engine, other)
    with database.transaction() as session:
        work = Work(session, NOON, scheme())
        hosts.find_hosts(work, work.load(Application, guest))
    assert (len(first.read), other.read) == (2, [])


def test_another_model_reads_anew_and_other_words_too(database):
    """A change of either is a change of what is known."""
    with database.transaction() as session:
        guest = visitor(Work(session, NOON, scheme()))[1].id
    assert read_anew(database, Reader()) == 1
    assert read_anew(database, Reader("another")) == 1
    with database.transaction() as session:
        session.get(Application, guest).seeks = "Something else altogether"
    assert read_anew(database, Reader("another")) == 1
    with database.transaction() as session:
        (row,) = session.exec(select(Meaning))
        assert row.model == "another"
        session.get(Application, guest).state = ApplicationState.WITHDRAWN
    assert read_anew(database, Reader("another")) == 0
    with database.transaction() as session:
        assert session.exec(select(Meaning)).all() == []


def test_nothing_is_read_in_a_transaction(work, reader):
    """Who asks is told what is lacking, and finds it the next time."""
    _, own = visitor(work)
    host(work, offers=own.seeks, seeks=own.offers, host_programme="", topics=[])
    slow = SlowAnswers()
    asking = Work(work.session, work.now, work.scheme, slow)
    for _ in ("of the hosts", "of the visitor"):
        before = len(reader.read)
        with pytest.raises(Unanswered) as asked:
            hosts.find_hosts(asking, own)
        assert len(reader.read) == before
        slow.find(asked.value).result(timeout=SOON)
        assert len(reader.read) > before
    assert hosts.find_hosts(asking, own).matches


def test_what_nobody_has_read_has_no_meaning():
    """A row of zeros, and no reading."""
    reader = Reader()
    kept = KeptMeanings(reader)
    assert not kept.encode(["wool", ""]).any()
    assert (kept.unknown(["wool", "", "wool"]), reader.read) == (["wool"], [])
    kept.read(["wool"])
    assert kept.encode(["wool"]).any()
