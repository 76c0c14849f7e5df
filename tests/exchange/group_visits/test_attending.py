"""Who was there, by one tap a guest; and the poster whose code opens the group visit."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from exchange.errors import NotFound
from exchange.group_visits import attending, posters
from exchange.group_visits.attending import NoStayToConfirm
from exchange.notices import Notice
from exchange.people.bot_names import note_name
from exchange.timing.evidence import evidence_of
from exchange.visiting import course
from exchange.visiting.kept_files import PDF, PNG
from exchange.words import plain_english
from exchange.work import PARTICIPANTS
from storage.tables import StoredFile
from tests.builders.records.groups import exchange_of, guests, published, sign
from tests.builders.records.reading import all_leaves, heard
from tests.builders.records.works import at, later, working


@pytest.fixture
def work():
    """A seeded database."""
    with working(seeded=True) as found:
        yield found


def words(work, file_id):
    """What stands in a kept PDF."""
    reader = pypdf.PdfReader(io.BytesIO(work.load(StoredFile, file_id).content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture
def begun(work):
    """The host, the group visit and two guests on its first day; the first has signed all."""
    host, visit = published(work)
    found = guests(work, visit, 2)
    sign(work, found[0][0], host, exchange_of(work, found[0][1]))
    there = at(work, datetime(2027, 4, 12, 8, tzinfo=UTC))
    course.start_exchange(there, exchange_of(work, found[0][1]).id)
    return there, host, visit, found


def test_one_tap_puts_the_sheet_among_the_proofs(begun):
    """With the host's name and the day on which it was said."""
    work, host, _, ((_, guest), _) = begun
    attending.confirm(work, host, guest.id, plain_english)
    (proof,) = evidence_of(work, exchange_of(work, guest))
    assert proof.item == attending.ITEM
    assert "has confirmed in the programme’s chat" in words(work, proof.file_id)
    assert attending.is_confirmed(work, guest)


@pytest.mark.parametrize(
    ("said", "stands"), [([True, True], 1), ([True, False], 0), ([True, False, False, True], 1)]
)
def test_what_is_said_last_holds(begun, said, stands):
    """A slip of the finger is no proof; a tap that comes twice takes nothing back."""
    work, host, _, ((_, guest), _) = begun
    for there in said:
        attending.confirm(work, host, guest.id, plain_english, there=there)
    assert len(evidence_of(work, exchange_of(work, guest))) == stands


def test_a_guest_hears_of_it_and_of_its_correction(begun):
    """Who has read that they were there reads that it was taken back; who has not yet reads neither."""
    work, host, _, ((ana, guest), _) = begun
    attending.confirm(work, host, guest.id, plain_english)
    attending.confirm(work, host, guest.id, plain_english, there=False)
    assert not {Notice.GROUP_ATTENDED, Notice.GROUP_NOT_ATTENDED} & {*heard(work, ana)}
    work = later(work, minutes=1)
    attending.confirm(work, host, guest.id, plain_english)
    all_leaves(work)
    attending.confirm(work, host, guest.id, plain_english, there=False)
    assert heard(work, ana)[-2:] == [Notice.GROUP_ATTENDED, Notice.GROUP_NOT_ATTENDED]


def test_only_its_host_and_only_a_stay_that_has_begun(begun):
    """Whose papers are not signed was not there by the scheme; nobody else may say so."""
    work, host, _, ((ana, guest), (_, unsigned)) = begun
    with pytest.raises(NoStayToConfirm):
        attending.confirm(work, host, unsigned.id, plain_english)
    with pytest.raises(NotFound):
        attending.confirm(work, ana, guest.id, plain_english)
    assert not attending.can_be_confirmed(work, unsigned)


def test_the_poster_names_it_and_its_code_opens_it(work):
    """On one page, with title, place, days and seats; as a picture too."""
    note_name(work.session, PARTICIPANTS, "ClusterXchangeBot")
    host, visit = published(work)
    told = words(work, posters.poster_file(work, host, visit.id, PDF, plain_english).id)
    assert "Photonics days in Porto" in told
    assert f"start=group_{visit.id}" in told.replace(" ", "")
    poster = posters._poster(work, visit, plain_english)
    assert poster.summary[:2] == ("12–14 Apr 2027", "Seats: 3")
    assert posters.poster_file(work, host, visit.id, PNG, plain_english).mime == PNG


@pytest.mark.parametrize(
    ("payload", "number"),
    [("group_12", 12), ("group_0", None), ("group_12x", None), ("via_abc", None), ("", None)],
)
def test_what_a_link_opens(payload, number):
    """Only what a poster says is read."""
    assert posters.DOOR.number_in(payload) == number
