"""A table of people: looked through row by row, entered all at once, and once only."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
import sqlalchemy as sa
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from exchange.applying import memberships, review
from exchange.applying.review import review_queue
from exchange.due import do_due
from exchange.entering import claims, imports, taking_back
from exchange.entering.entries import entry_of
from exchange.entering.imports import EnteredAlready, NobodyToEnter, TableGone
from exchange.entering.table import MOST_BYTES, MOST_ROWS, read_table_of_people
from exchange.errors import CxcError, NotFound
from exchange.finding.reach import reachable
from exchange.people.cluster_staff import asked_at_desk
from exchange.people.memberships import membership_of
from exchange.people.officers import RoleMayNot
from exchange.privacy.retention import PERIODS
from exchange.spreadsheets.errors import TableTooLarge, TableUnreadable
from exchange.timing.leaving import PERSON_ERASE
from exchange.trail.history import history_of_case
from exchange.words import plain_english
from storage.tables import (
    Application,
    ApplicationState,
    Due,
    Entry,
    MembershipState,
    OfficerRole,
    Organisation,
    Person,
    Role,
    SentTable,
)
from tests.builders.records.applicants import AWAY, HOME, host, invite, officer, visitor
from tests.builders.records.reading import audited, still_due
from tests.builders.records.works import NOON, later, scheme

HEADING = (
    "Name",
    "Typ",
    "Land",
    "Ort",
    "Cluster",
    "Ansprechpartner",
    "E-Mail",
    "Handy",
    "Bietet",
    "Größe",
)
TOWNS = (("Porto", "Portugal"), ("Graz", "Österreich"), ("Gent", "Belgien"), ("Brno", "Tschechien"))
FAULTS = (
    ({"Land": "Atlantis"}, "is not a country"),
    ({"Name": ""}, "the name of the organisation is missing"),
    ({"Typ": ""}, "the kind of organisation is missing"),
    ({"Typ": "shop"}, "is not one of"),
    ({"Ort": ""}, "the town is missing"),
    ({"E-Mail": "at home"}, "“at home” is no e-mail address"),
    ({"E-Mail": "", "Handy": ""}, "nobody could be reached"),
    ({"Bietet": ""}, "nobody could be found for them"),
    ({"Cluster": ""}, "needs to be a member of a cluster"),
    ({"Größe": ""}, "the size is missing"),
    ({"Größe": "large"}, "is none of the kind"),
    ({"Name": "Long " * 40}, "“Name” is too long: up to 160 letters"),
)


LIKE_THE_FORM = (
    "Role;Organisation;Kind of organisation;Country;City;Cluster;Name;E-mail;What you offer;Months;Company size\n"
    "host;Fiação do Minho;SME;Portugal;Braga;Cluster Têxtil;Rui Costa;rui@fiacao.example;Carding of cotton;May 2027;10 to 49 people\n"
)


def test_a_table_may_be_headed_like_the_form():
    """“Name” beside “Organisation” is that of a person; a kind of organisation is no slip of “organisation”."""
    read = read_table_of_people(
        "people.csv", LIKE_THE_FORM.encode(), scheme(), NOON.date(), HOME, Role.HOST
    )
    (only,) = read.good
    assert (only.values["organisation"], only.values["person_name"]) == (
        "Fiação do Minho",
        "Rui Costa",
    )
    assert only.values["organisation_type"] == "sme"
    assert read.unread == ()


def row(number, **changes):
    """Somebody who can be entered."""
    town, country = TOWNS[number % len(TOWNS)]
    told = {
        "Name": f"Müller {number} & Söhne",
        "Typ": "sme",
        "Land": country,
        "Ort": town,
        "Cluster": "CLUTEX",
        "Ansprechpartner": f"Person {number}",
        "E-Mail": f"p{number}@werk{number}.example",
        "Handy": f"+43 1 {number}",
        "Bietet": "Weben und Färben",
        "Größe": "small",
    }
    return [{**told, **changes}[one] for one in HEADING]


def as_csv(*rows, letters="utf-8"):
    """As an office saves it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows((HEADING, *rows))
    return text.getvalue().encode(letters)


def as_xlsx(*rows):
    """As a spreadsheet saves it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate((HEADING, *rows)):
        sheet.write_row(number, 0, cells)
    book.close()
    return file.getvalue()


def read(content, role=Role.HOST):
    """What a table tells."""
    return read_table_of_people("people.csv", content, scheme(), NOON.date(), HOME, role)


def sent(work, content, role=Role.HOST, by=None):
    """A table that an officer has sent."""
    kim = by or officer(work)
    found = imports.send_table(work, kim, kim.partnership_id, "people.csv", content)
    found.role = role
    return found, kim


@pytest.mark.parametrize(("change", "told"), FAULTS)
def test_a_row_that_cannot_be_entered_is_told_with_its_number(change, told):
    """The row as the spreadsheet numbers it, what is wrong, what is expected; the others are good."""
    found = read(as_csv(row(1), row(2, **change), row(3)))
    assert [one.number for one in found.good] == [2, 4]
    (fault,) = found.faults
    assert fault.row == 3
    assert told in fault.in_english()


def test_the_same_twice_in_a_table_is_told():
    """By e-mail address, however it is written, or by name and country."""
    twice = row(2, **{"E-Mail": "P1@werk1.example"})
    again = [*row(5, Name="Müller 1 & Söhne")]
    found = read(as_csv(row(1), twice, again))
    assert [fault.in_english() for fault in found.faults] == [
        "row 3: it is the same as row 2",
        "row 4: it is the same as row 2",
    ]


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_offices_are_read(letters):
    """What does not say in which letters it is written is a guess, and said to be one."""
    found = read(as_csv(row(1), letters=letters))
    assert found.good[0].values["organisation"] == "Müller 1 & Söhne"
    assert found.guessed is (letters == "cp1252")


def test_a_workbook_tells_the_same_as_a_text():
    """One reader for both."""
    rows = [row(one) for one in range(6)]
    assert read(as_xlsx(*rows)).good == read(as_csv(*rows)).good


def bomb():
    """A small file that would be a large one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return file.getvalue()


@pytest.mark.parametrize("content", [bomb(), b"PK\x03\x04 and nothing more", as_xlsx(row(1))[:900]])
def test_what_swells_or_is_broken_is_refused_unread(content):
    """A workbook is looked at before it is unpacked."""
    with pytest.raises(TableUnreadable):
        read(content)


def test_a_table_has_its_size(work):
    """More rows, or more bytes, come in parts."""
    with pytest.raises(TableTooLarge):
        read(as_csv(*([row(1)] * (MOST_ROWS + 20))))
    with pytest.raises(TableTooLarge):
        sent(work, b"x" * (MOST_BYTES + 1))


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_is_sent_is_read_or_refused_in_words(content):
    """No file ends in anything but an answer."""
    try:
        found = read(b"Name;Land;E-Mail\n" + content)
    except CxcError:
        return
    assert {one.number for one in found.good}.isdisjoint(fault.row for fault in found.faults)


def test_two_thousand_rows_with_thirty_faults(work):
    """Each fault is told once, all others are entered by one tap, nothing is half done."""
    wrong = {67 * one: FAULTS[one % len(FAULTS)][0] for one in range(30)}
    table, kim = sent(
        work, as_csv(*(row(n, **wrong.get(n, {})) for n in range(2000)), letters="cp1252")
    )
    found = imports.dry_run(work, table)
    assert (found.reading.rows, len(found.good), len(found.known)) == (2000, 1970, 0)
    assert [fault.row for fault in found.reading.faults] == [number + 2 for number in wrong]
    assert not work.session.exec(select(Entry.id)).all()
    assert imports.enter_table(work, kim, table.id) == 1970
    counted = sa.select(sa.func.count()).select_from(Entry)
    assert work.session.execute(counted).scalar_one() == 1970


def test_who_is_entered_from_a_table_is_as_good_as_anybody(work):
    """Accepted by the officer, seen by partners, placed on the map, theirs by a link."""
    table, kim = sent(work, as_csv(row(1)))
    imports.enter_table(work, kim, table.id)
    entry = work.session.exec(select(Entry)).one()
    application = work.load(Application, entry.application_id)
    person = work.load(Person, application.person_id)
    organisation = work.load(Organisation, application.organisation_id)
    assert (application.state, application.capacity) == (ApplicationState.ACCEPTED, 1)
    assert (application.decided_by, application.email) == (kim.id, "p1@werk1.example")
    assert (organisation.city, organisation.country) == ("Graz", "AT")
    assert organisation.region
    assert organisation.latitude
    assert person.id in set(work.session.exec(reachable()))
    assert claims.new_link(work, entry)
    assert (table.content, table.entered) == (None, 1)


def test_double_sending_does_no_harm(work):
    """A second tap is told, and of the table sent once more everybody is here already."""
    table, kim = sent(work, as_csv(row(1), row(2)))
    imports.enter_table(work, kim, table.id)
    with pytest.raises(EnteredAlready):
        imports.enter_table(work, kim, table.id)
    again, _ = sent(work, as_csv(row(1), row(2)), by=kim)
    found = imports.dry_run(work, again)
    assert (len(found.good), len(found.known)) == (0, 2)
    with pytest.raises(NobodyToEnter):
        imports.enter_table(work, kim, again.id)


def test_who_is_here_already_is_told_where(work):
    """By number at one's own desk; of another's no more than that there is one."""
    _, here = host(work, email="p1@werk1.example")
    host(work, "SK", email="p2@werk2.example", partnership=AWAY)
    table, _ = sent(work, as_csv(row(1), row(2)))
    told = [one.in_english() for one in imports.dry_run(work, table).known]
    assert told == [
        f"row 2: already at your desk: A-{here.id:04}",
        "row 3: already in the programme, at another Partnership",
    ]


def test_a_visit_is_the_organisations_whoever_of_it_is_in_a_table(work):
    """A visitor of an organisation that visits already is here already; a host is somebody else."""
    _, there = visitor(work)
    name = work.load(Organisation, there.organisation_id).name
    content = as_csv(row(1, Name=name, Land="Austria"))
    assert len(imports.dry_run(work, sent(work, content, Role.VISITOR)[0]).known) == 1
    assert len(imports.dry_run(work, sent(work, content, Role.HOST)[0]).known) == 0


def test_tables_are_of_who_decides_at_their_desk(work):
    """Auditors send none; another desk neither enters nor drops it."""
    with pytest.raises(RoleMayNot):
        sent(work, as_csv(row(1)), by=officer(work, role=OfficerRole.AUDITOR))
    table, _ = sent(work, as_csv(row(1)))
    with pytest.raises(NotFound):
        imports.enter_table(work, officer(work, AWAY), table.id)
    with pytest.raises(NotFound):
        imports.drop_table(work, officer(work, AWAY), table.id)


def test_what_is_not_entered_is_not_kept(work):
    """Neither when it is dropped, nor when its days are over."""
    table, kim = sent(work, as_csv(row(1)))
    imports.drop_table(work, kim, table.id)
    with pytest.raises(TableGone):
        imports.enter_table(work, kim, table.id)
    forgotten, _ = sent(work, as_csv(row(2)), by=kim)
    PERIODS["files"](later(work, days=work.scheme.retention.reader_days + 1))
    work.session.expire_all()
    assert work.load(SentTable, forgotten.id).content is None


def entered(work, content, by=None):
    """A table that is entered, by whom, and the applications in it."""
    table, kim = sent(work, content, by=by)
    imports.enter_table(work, kim, table.id)
    query = select(Entry).where(Entry.table_id == table.id).order_by(Entry.id)
    found = [work.load(Application, one.application_id) for one in work.session.exec(query)]
    return table, kim, found


def test_a_table_vouches_for_the_clusters_of_its_own_desk_alone(work):
    """Of all others their people are asked, as of everybody: until then nobody is accepted (CLAMTEX-faq)."""
    away = officer(work, AWAY)
    _, kim, (own, theirs, nobodys) = entered(
        work, as_csv(row(1), row(2, Cluster="Photonics BW"), row(3, Cluster="Ring of Weavers"))
    )
    states = [membership_of(work, one.id).state for one in (own, theirs, nobodys)]
    assert states == [MembershipState.CONFIRMED, MembershipState.ASKED, MembershipState.NAMED]
    assert [one.state for one in (own, theirs, nobodys)] == ["accepted", "submitted", "submitted"]
    assert asked_at_desk(work, away.partnership_id) == [membership_of(work, theirs.id)]
    assert [one.application.id for one in review_queue(work, kim)] == [theirs.id, nobodys.id]
    memberships.answer_for_cluster(
        work, away, membership_of(work, theirs.id).id, memberships.MemberAnswer.YES
    )
    memberships.decide(work, kim, nobodys.id, member=True)
    for one in (theirs, nobodys):
        assert review.accept_application(work, kim, one.id).state == "accepted"


def test_the_import_is_the_first_entry_of_a_history(work):
    """By whom, and from which table."""
    _, kim, (one, *_) = entered(work, as_csv(row(1)))
    (first,) = history_of_case(work, kim, one.id).moments
    assert (first.act, first.who) == ("application:enter", kim.name)
    assert [said.said(plain_english, "en") for said in first.told] == ["from the table people.csv"]


def test_an_import_is_taken_back_as_one(work):
    """While nobody has claimed or acted on anybody in it: all are gone, deleted by the clock, and it is on record."""
    content = as_csv(row(1), row(2, Cluster="Photonics BW"))
    table, kim, found = entered(work, content)
    people = [one.person_id for one in found]
    assert taking_back.tables_to_take_back(work, kim, 3) == [table]
    assert taking_back.take_table_back(later(work, hours=1), kim, table.id) == 2
    assert [work.load(Application, one.id).state for one in found] == ["withdrawn"] * 2
    assert audited(work, f"table:{table.id}")[-1] == ("table:take_back", f"officer:{kim.id}")
    assert not review_queue(work, kim)
    assert not still_due(work, "membership.expire", membership_of(work, found[1].id).id)
    day = later(work, hours=2)
    query = select(Due).where(Due.kind == PERSON_ERASE, col(Due.subject).in_(people))
    assert [do_due(day, due) for due in work.session.exec(query).all()] == ["done"] * 2
    work.session.expire_all()
    assert all(work.load(Person, one).erased_at for one in people)
    assert taking_back.tables_to_take_back(work, kim, 3) == []
    with pytest.raises(taking_back.TakenBackAlready):
        taking_back.take_table_back(day, kim, table.id)
    assert len(entered(day, content, by=kim)[2]) == 2  # corrected, it is sent again


def paired(work, _kim, one):
    """Somebody has invited it."""
    asking, _ = visitor(work, "FI")
    invite(work, asking, one)


def corrected(work, kim, one):
    """An officer has decided about it."""
    memberships.decide(work, kim, one.id, member=False)


@pytest.mark.parametrize("act", [paired, corrected])
def test_what_somebody_has_acted_on_stays_with_its_table(work, act):
    """One entry keeps the whole table, and it is told which."""
    table, kim, found = entered(work, as_csv(row(1), row(2)))
    act(work, kim, found[1])
    with pytest.raises(taking_back.TableActedOn) as refused:
        taking_back.take_table_back(later(work, hours=1), kim, table.id)
    assert refused.value.facts["number"] == found[1].id
    assert {one.state for one in found} == {ApplicationState.ACCEPTED}
    assert taking_back.tables_to_take_back(work, kim, 3) == []


def test_a_claimed_entry_keeps_its_table(work):
    """It is its person's own."""
    table, kim, found = entered(work, as_csv(row(1), row(2)))
    entry = entry_of(work, found[0].id)
    entry.claimed_at, entry.secret_digest, entry.link_until = work.now, None, None
    work.add(entry)
    with pytest.raises(taking_back.TableActedOn):
        taking_back.take_table_back(work, kim, table.id)


def test_a_look_and_a_link_are_no_acting(work):
    """Nor who sees to it."""
    table, kim, found = entered(work, as_csv(row(1)))
    claims.make_link(work, kim, found[0].id)
    work.record(f"officer:{kim.id}", "read:card", f"application:{found[0].id}")
    assert taking_back.take_table_back(work, kim, table.id) == 1


def test_a_table_is_taken_back_by_its_own_desk(work):
    """By whoever decides there."""
    table, _, _ = entered(work, as_csv(row(1)))
    with pytest.raises(NotFound):
        taking_back.take_table_back(work, officer(work, AWAY), table.id)
    with pytest.raises(RoleMayNot):
        taking_back.take_table_back(work, officer(work, role=OfficerRole.AUDITOR), table.id)
