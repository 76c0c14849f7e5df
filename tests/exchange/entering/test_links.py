"""The links of everybody in a table: a file that is made once and kept nowhere."""

from __future__ import annotations

import csv
import io

import pytest
from sqlmodel import select

from exchange.entering import claims, imports, links
from exchange.entering.claims import LinkUnusable
from exchange.entering.links import AllTakenOver
from exchange.errors import NotFound
from exchange.people.officers import RoleMayNot
from exchange.words import plain_english
from storage.tables import Entry, OfficerRole, Role
from tests.builders.records.applicants import AWAY, answers, newcomer, officer
from tests.exchange.entering.test_imports import as_csv, row


def entered(work, count=3):
    """A table of so many people, entered."""
    by = officer(work)
    table = as_csv(*(row(number) for number in range(count)))
    sent = imports.send_table(work, by, by.partnership_id, "people.csv", table)
    sent.role = Role.HOST
    imports.enter_table(work, by, sent.id)
    return by, sent


def file_of(work, sent, language="en"):
    """What the file says, line by line."""
    made = links.links_file(work, sent.id, plain_english, language, "Europe/Vienna")
    text = made.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if language == "de" else ","))


def test_a_line_for_each_with_what_a_mail_merge_needs(work):
    """Name and address as the table has them, a link of their own, their language, its last day."""
    by, sent = entered(work)
    assert links.ask_for_links(work, by, sent.id) == 3
    found = file_of(work, sent)
    assert [(one["Name"], one["E-mail"], one["Language"]) for one in found] == [
        ("Person 0", "p0@werk0.example", "Portuguese"),
        ("Person 1", "p1@werk1.example", "German"),
        ("Person 2", "p2@werk2.example", "Dutch"),
    ]
    entry = work.session.exec(select(Entry)).first()
    assert found[0]["Good until"] == f"{entry.link_until.date()}"
    assert len({one["Link"] for one in found}) == 3
    assert [one["Number"] for one in found] == [f"A-{number:04}" for number in (1, 2, 3)]
    assert file_of(work, sent, "de")[1]["Language"] == "Deutsch"


def test_each_link_opens_its_own_entry_once_and_a_new_file_replaces_it(work):
    """Nothing of the secret is kept; who has taken over is in no further file."""
    by, sent = entered(work)
    first = [one["Link"].split()[-1] for one in file_of(work, sent)]
    again = [one["Link"].split()[-1] for one in file_of(work, sent)]
    with pytest.raises(LinkUnusable):
        claims.entry_behind(work, first[0])
    rui, given = newcomer(work), answers(work, Role.HOST, "PT", email="rui@dyers.example")
    assert claims.claim(work, rui, again[0], given).email == "rui@dyers.example"
    assert [one["Name"] for one in file_of(work, sent)] == ["Person 1", "Person 2"]
    assert links.ask_for_links(work, by, sent.id) == 2
    assert links.tables_with_links(work, by, 3) == [sent]


def test_who_may_ask_for_it(work):
    """Officers of its desk; nobody where all have taken over."""
    by, sent = entered(work, 1)
    with pytest.raises(RoleMayNot):
        links.ask_for_links(work, officer(work, role=OfficerRole.AUDITOR), sent.id)
    with pytest.raises(NotFound):
        links.ask_for_links(work, officer(work, AWAY), sent.id)
    (only,) = file_of(work, sent)
    given = answers(work, Role.HOST, "PT", email="rui@dyers.example")
    claims.claim(work, newcomer(work), only["Link"].split()[-1], given)
    assert links.tables_with_links(work, officer(work, AWAY), 3) == []
    with pytest.raises(AllTakenOver):
        links.ask_for_links(work, by, sent.id)
    assert links.tables_with_links(work, by, 3) == []
    assert links.links_file(work, sent.id, plain_english, "en", "UTC") == b""
