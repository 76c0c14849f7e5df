"""Links that win people: made, opened, stopped; what came of them; and their posters."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import select

from exchange.applying import applications
from exchange.desk import posters
from exchange.errors import NotFound, NotPossibleNow
from exchange.papers.poster import Poster, poster_pdf, poster_png, qr_png
from exchange.people import joining
from exchange.people.bot_names import note_name
from exchange.people.joining import arrive, link_of, make_link, origins, payload_of, stop_link
from exchange.people.officers import RoleMayNot
from exchange.visiting.kept_files import PDF, PNG
from exchange.words import plain_english
from exchange.work import PARTICIPANTS
from storage.tables import Arrival, Cluster, OfficerRole, Role
from tests.builders.records.applicants import AWAY, accepted, answers, newcomer, officer

TELEGRAMS = 64  # signs of a start payload
PLAIN = Poster(
    programme="ClusterXchange",
    inviting="CITEVE",
    summary=("One sentence.", "And another."),
    link="https://t.me/ClusterXchangeBot?start=via_abcdefghijkl",
    partnership="Hi-Tech-TEX",
    contact="clustercollaboration.eu",
    made_at=datetime(2027, 3, 1, tzinfo=UTC),
)


def cluster(work, name="CITEVE"):
    """The number of a cluster."""
    return work.session.exec(select(Cluster.id).where(Cluster.name == name)).one()


def link(work, desk=None, **more):
    """A link for a cluster's visitors."""
    told = {"name": "Members' day", "cluster_id": cluster(work), "role": Role.VISITOR} | more
    return make_link(work, desk or officer(work), **told)


def test_a_link_is_looked_up_and_means_nothing_itself(work):
    """Short enough for Telegram, another each time, and nothing can be read in it."""
    one, other = link(work), link(work)
    assert payload_of(one) != payload_of(other)
    assert len(payload_of(one)) == 16 < TELEGRAMS
    assert "CITEVE" not in payload_of(one)


def test_who_comes_by_it_is_counted_once(work):
    """By the last link that they opened before they applied; whoever had applied came from elsewhere."""
    desk = officer(work)
    one, other = link(work, desk), link(work, desk, name="Fair")
    who, known = newcomer(work), accepted(work)[0]
    for opened in (one, other, other):
        assert arrive(work, who, payload_of(opened)) is opened
    assert arrive(work, known, payload_of(one)) is None
    assert link_of(work, who) is other
    assert len(work.session.exec(select(Arrival)).all()) == 1
    applications.submit_application(work, who, answers(work))
    assert arrive(work, who, payload_of(one)) is None
    counted = {
        found.link.name if found.link else "": (found.came, found.applied, found.accepted)
        for found in origins(work, desk)
    }
    assert counted == {"Fair": (1, 1, 0), "Members' day": (0, 0, 0), "": (0, 1, 1)}


def test_a_stopped_link_proposes_nothing(work):
    """Nor is it printed; where people came from stays known."""
    desk = officer(work)
    one, who = link(work, desk), newcomer(work)
    arrive(work, who, payload_of(one))
    stop_link(work, desk, one.id)
    assert stop_link(work, desk, one.id).stopped_at == work.now
    assert link_of(work, who) is None
    assert arrive(work, newcomer(work), payload_of(one)) is None
    with pytest.raises(NotPossibleNow):
        posters.poster_file(work, desk, one.id, PDF, plain_english)
    assert origins(work, desk)[0].came == 1


def test_a_link_is_its_own_desks(work):
    """An auditor reads, another desk finds nothing; a cluster of others is not proposed."""
    one, away = link(work), officer(work, AWAY)
    with pytest.raises(NotFound):
        stop_link(work, away, one.id)
    with pytest.raises(NotFound):
        posters.code_file(work, away, one.id)
    with pytest.raises(RoleMayNot):
        link(work, officer(work, role=OfficerRole.AUDITOR))
    with pytest.raises(NotPossibleNow):
        link(work, away)


def test_there_is_an_end_to_links(work, monkeypatch):
    """Those that are stopped do not count."""
    desk = officer(work)
    monkeypatch.setattr(joining, "MOST", 1)
    first = link(work, desk)
    with pytest.raises(joining.TooManyLinks):
        link(work, desk)
    stop_link(work, desk, first.id)
    assert link(work, desk).id


@given(payload=st.text(max_size=80))
def test_any_payload_is_a_link_or_nothing(payload):
    """Only ours is looked up at all."""
    found = joining.PAYLOAD.fullmatch(payload)
    assert found is None or payload == f"via_{found[1]}"


def test_a_poster_says_where_to_and_what_to_do_without_telegram(work):
    """PDF and PNG show the same; each is drawn once."""
    note_name(work.session, PARTICIPANTS, "ClusterXchangeBot")
    desk = officer(work)
    one = link(work, desk)
    for mime, begins in ((PDF, b"%PDF"), (PNG, b"\x89PNG")):
        first = posters.poster_file(work, desk, one.id, mime, plain_english)
        assert first.content.startswith(begins)
        assert posters.poster_file(work, desk, one.id, mime, plain_english).id == first.id
    paper = posters.poster_file(work, desk, one.id, PDF, plain_english).content
    pages = pypdf.PdfReader(BytesIO(paper)).pages
    told = pages[0].extract_text()
    assert len(pages) == 1
    for words in (f"start={payload_of(one)}", "CITEVE · Members' day", "No Telegram?"):
        assert words in told
    assert work.scheme.contact in told
    assert posters.code_file(work, desk, one.id).mime == PNG


def test_equal_posters_are_equal_bytes():
    """In both forms; the picture is a page of A4 at 150 dots to the inch."""
    assert poster_pdf(PLAIN, plain_english) == poster_pdf(PLAIN, plain_english)
    png = poster_png(PLAIN, plain_english)
    assert png == poster_png(PLAIN, plain_english)
    assert Image.open(BytesIO(png)).size == (1240, 1754)


def test_the_code_has_a_white_border_and_every_module():
    """What is drawn is what the library of codes says, read back module by module."""
    code = Image.open(BytesIO(qr_png(PLAIN.link))).convert("L")
    wanted = segno.make(PLAIN.link, error="m", micro=False).matrix
    scale, border = 12, 4
    assert code.size == ((len(wanted) + 2 * border) * scale,) * 2
    read = [
        [
            int(code.getpixel(((across + border) * scale + 6, (down + border) * scale + 6)) < 128)
            for across in range(len(wanted))
        ]
        for down in range(len(wanted))
    ]
    assert read == [list(row) for row in wanted]
