"""The Commitment to Quality: written by either side, signed in order by all four."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markupsafe import Markup, escape
from pypdf import PdfReader

from exchange.errors import NotFound
from exchange.papers.commitment import commitment_digest
from exchange.people import parties
from exchange.people.officers import RoleMayNot
from exchange.scheme.files import SCHEMES
from exchange.scheme.questionnaires import AnswerMissing, AnswerNotFitting
from exchange.timing.calls import open_call
from exchange.visiting import commitments, dates
from exchange.visiting.commitment_papers import paper_of
from exchange.words import plain_english
from storage.tables import ExchangeState, OfficerRole, Side, Signatory
from tests.builders.records.pairs import PAPER, agree, build_pair, draw_up, ready_pair, sign_all
from tests.builders.records.reading import told
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at


@pytest.fixture
def pair(work):
    """A pair with agreed dates."""
    pair = build_pair(work)
    agree(work, pair)
    return pair


def escaping(text, /, **facts):
    """English as chat messages have it: facts escaped."""
    return Markup(text).format(**facts) if facts else Markup(text)


def pages(file):
    """The text of a PDF, white space made even."""
    reader = PdfReader(io.BytesIO(file.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_paper_needs_dates(work):
    """Nothing is written before both agree on dates."""
    undated = build_pair(work)
    with pytest.raises(commitments.DatesFirst):
        draw_up(work, undated)


@pytest.mark.parametrize(
    ("changed", "error"),
    [({"goals": ""}, AnswerMissing), ({"agenda": "soon"}, AnswerNotFitting)],
)
def test_paper_needs_every_answer(work, pair, changed, error):
    """Each section is there, and long enough to mean something."""
    with pytest.raises(error):
        commitments.draw_up_commitment(work, pair.visitor, pair.id, {**PAPER, **changed})


def test_paper_written_by_the_visitor_goes_to_the_host(work, pair):
    """The writer has it on the screen; the other side is told."""
    draw_up(work, pair)
    assert pair.exchange.state is ExchangeState.SIGNING
    assert told(work, pair.host)[-1] == "commitment.drawn_up"
    assert told(work, pair.visitor)[-1] == "dates.agreed"


def test_paper_written_by_the_host_asks_the_visitor_to_sign(work, pair):
    """One message is enough: it is the visitor's turn."""
    commitments.draw_up_commitment(work, pair.host, pair.id, PAPER)
    assert told(work, pair.visitor)[-1] == "commitment.to_sign"
    assert told(work, pair.host)[-1] == "dates.agreed"


def test_same_text_again_keeps_the_signatures(work, pair):
    """A double tap makes no second version."""
    first = draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    assert draw_up(work, pair) == first
    assert len(commitments.signatures_of(work, first)) == 1


def test_new_text_voids_signatures(work, pair):
    """A change makes a version that nobody has signed yet."""
    draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    changed = {**PAPER, "agenda": "Day 1: the workshop. Day 2: the mill. Day 3: talks."}
    second = commitments.draw_up_commitment(work, pair.host, pair.id, changed)
    assert (second.version, second.drawn_up_by) == (2, Side.HOST)
    assert commitments.signatures_of(work, second) == []
    assert commitments.next_signatory(work, pair.exchange) is Signatory.VO


def test_four_sign_in_order(work, pair):
    """VO, HO, VOP, HOP; then the exchange is ready, and everybody is told."""
    draw_up(work, pair)
    turns = [commitments.next_signatory(work, pair.exchange)]
    for person in (pair.visitor, pair.host):
        commitments.sign_as_person(work, person, pair.id)
        turns.append(commitments.next_signatory(work, pair.exchange))
    for one in (pair.vop_officer, pair.hop_officer):
        commitments.sign_as_officer(work, one, pair.id)
        turns.append(commitments.next_signatory(work, pair.exchange))
    assert turns == [Signatory.VO, Signatory.HO, Signatory.VOP, Signatory.HOP, None]
    assert pair.exchange.state is ExchangeState.READY
    assert told(work, pair.host)[-1] == "exchange.ready"
    assert told(work, pair.visitor)[-2:] == ["exchange.ready", "agreement.to_sign"]
    assert told(work, pair.hop_officer) == ["desk.commitment.to_sign", "desk.exchange.ready"]


def test_signature_holds_name_time_and_hash(work, pair):
    """What was signed can be proved: all four sign the digest of the same content."""
    commitment = draw_up(work, pair)
    sign_all(work, pair)
    found = commitments.signatures_of(work, commitment)
    assert [one.name for one in found] == [
        "Alex of Vienna",
        "Alex of Porto",
        "Officer of Loom Ring",
        "Officer of Bobbin League",
    ]
    digest = commitment_digest(commitments.commitment_paper(work, pair.exchange))
    assert {one.digest for one in found} == {digest} == {commitment.digest}
    assert {one.signed_at for one in found} == {work.now}


@pytest.mark.parametrize(
    ("signed", "who", "error"),
    [
        (0, "host", commitments.VisitorSignsFirst),
        (0, "vop_officer", commitments.VisitorSignsFirst),
        (1, "hop_officer", commitments.HostSignsFirst),
        (2, "hop_officer", commitments.VisitorsPartnershipSignsFirst),
        (1, "visitor", commitments.SignedAlready),
        (3, "vop_officer", commitments.SignedAlready),
    ],
)
def test_nobody_signs_out_of_turn(work, pair, signed, who, error):
    """Whose turn it is, is said; a second tap is told kindly that all is well."""
    draw_up(work, pair)
    order = ["visitor", "host", "vop_officer", "hop_officer"]
    for name in order[:signed]:
        sign(work, pair, name)
    with pytest.raises(error):
        sign(work, pair, who)


def sign(work, pair, name):
    """The signature of one of the four."""
    use = commitments.sign_as_officer if "officer" in name else commitments.sign_as_person
    return use(work, getattr(pair, name), pair.id)


def test_one_partnership_on_both_sides_signs_once(work):
    """An officer of the VOP that is also the HOP signs as both."""
    pair = ready_pair(work, same_partnership=True)
    commitment = commitments.current_commitment(work, pair.exchange)
    parties = [one.party for one in commitments.signatures_of(work, commitment)]
    assert parties == [Signatory.VO, Signatory.HO, Signatory.VOP, Signatory.HOP]
    assert pair.exchange.state is ExchangeState.READY
    with pytest.raises(commitments.SignedAlready):
        commitments.sign_as_officer(work, pair.vop_officer, pair.id)


def test_officer_of_another_partnership_finds_nothing(work, pair):
    """Exchanges of others do not exist for a desk."""
    draw_up(work, pair)
    stranger = officer(work, partnership(work, "Yarn Circle"), "FI")
    with pytest.raises(NotFound):
        commitments.sign_as_officer(work, stranger, pair.id)


def test_auditor_does_not_sign(work, pair):
    """An auditor reads only."""
    draw_up(work, pair)
    auditor = officer(work, partnership(work, "Loom Ring"), "AT", OfficerRole.AUDITOR)
    with pytest.raises(RoleMayNot):
        commitments.sign_as_officer(work, auditor, pair.id)


def test_signed_paper_is_not_rewritten(work):
    """After the fourth signature the paper stands."""
    pair = ready_pair(work)
    with pytest.raises(commitments.AllSigned):
        draw_up(work, pair)


def test_changed_facts_cannot_be_signed(work, pair):
    """Nobody signs something else than what was written."""
    draw_up(work, pair)
    parties.parties(work, pair.exchange).host_organisation.name = "Other Weavers"
    with pytest.raises(commitments.PaperChanged):
        commitments.sign_as_person(work, pair.visitor, pair.id)


def test_paper_is_not_signed_after_its_dates(work, pair):
    """Dates that have come before all signed need to be agreed anew."""
    draw_up(work, pair)
    late = at(work, datetime(2027, 4, 13, 8, tzinfo=UTC))
    with pytest.raises(commitments.DatesOver):
        commitments.sign_as_person(late, pair.visitor, pair.id)


def test_new_dates_need_a_new_version(work, pair):
    """What was signed for other dates counts no more, and the text is kept to go on from."""
    draw_up(work, pair)
    commitments.sign_as_person(work, pair.visitor, pair.id)
    dates.reopen_dates(work, pair.host, pair.id)
    agree(work, pair)
    assert commitments.current_answers(work, pair.exchange) == PAPER
    assert commitments.next_signatory(work, pair.exchange) is None
    assert draw_up(work, pair).version == 2


def test_pdf_shows_the_text_as_typed(work, pair):
    """Paper needs no escapes: an ampersand stays one."""
    draw_up(work, pair)
    text = pages(commitments.commitment_file(work, pair.exchange, escaping))
    assert "Vienna Weavers & Sons visits Porto Weavers & Sons" in text
    assert "mended & kept" in text
    assert escape("&") not in text


def test_pdf_is_kept_once(work, pair):
    """The same content in the same language is one file; a signature makes another."""
    draw_up(work, pair)
    first = commitments.commitment_file(work, pair.exchange, plain_english)
    assert commitments.commitment_file(work, pair.exchange, plain_english) == first
    commitments.sign_as_person(work, pair.visitor, pair.id)
    assert commitments.commitment_file(work, pair.exchange, plain_english).id != first.id


def test_no_paper_no_file(work, pair):
    """Before it is written there is nothing to read."""
    assert commitments.current_answers(work, pair.exchange) == {}
    with pytest.raises(NotFound):
        commitments.commitment_file(work, pair.exchange, plain_english)


FIFTH = """
[[commitment_form]]
id = "safety"
title = "Safety at work"
prompt = "Which rules of safety hold at the host's?"
kind = "text"
least = 5
most = 300
"""


def test_a_fifth_question_of_a_calls_file_is_asked_printed_and_signed(work, pair, tmp_path):
    """It stands in the TOML alone: the form asks it, the paper has it under its title, the digest covers it."""
    path = tmp_path / "own.toml"
    shipped = (SCHEMES / "clusterxchange.toml").read_text(encoding="utf-8")
    path.write_text(shipped + FIFTH, encoding="utf-8")
    own = replace(work, scheme=open_call(path))
    with pytest.raises(AnswerMissing):
        draw_up(own, pair)
    told = {**PAPER, "safety": "Helmets in the dye house."}
    made = commitments.draw_up_commitment(own, pair.visitor, pair.id, told)
    file = commitments.commitment_file(own, pair.exchange, plain_english)
    assert "Safety at work Helmets in the dye house." in pages(file)
    paper = paper_of(own, pair.exchange, made)
    assert commitment_digest(paper) == made.digest
    assert commitment_digest(replace(paper, more=())) != made.digest
    commitments.sign_as_person(own, pair.visitor, pair.id)
