"""Partner search: who is found and asked, what both say, when contacts are seen, what is asked later, what stays."""

from __future__ import annotations

import pytest
from sqlmodel import select

from exchange import leaving
from exchange.cooperating import introducing, outcomes, searching
from exchange.cooperating.figures import cooperation_at, introductions
from exchange.cooperating.introducing import AnsweredOtherwise, SearcherGone
from exchange.cooperating.outcomes import NotAskedYet, ToldAlready
from exchange.errors import NotFound
from exchange.notices import Notice
from exchange.privacy import erasure, retention
from exchange.proposing.enquiries import answer_enquiry
from exchange.proposing.errors import NotAcceptedYet
from exchange.rows import row_id
from exchange.timing.cooperation import INTRODUCED_OUTCOMES
from exchange.timing.requests import REQUEST_UNANSWERED
from exchange.words import plain_english
from storage.tables import Application, Enquiry, Organisation, PartnerSearch, SurveyReply
from tests.builders.records import rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk, member
from tests.builders.records.reading import read_by
from tests.builders.records.works import later

TEXT = "We knit sweaters of organic cotton. We look for suppliers of cotton yarn and for shops."
CAME = {"came": ["deal", "contacts"], "story": "yes", "words": "A first order."}


def mill(work):
    """Somebody who completes the chain."""
    return member(work, "AT", offers="We spin organic cotton yarn.", seeks="Knitting mills.")


def asked(work):
    """One who searches, one who is asked, and the enquiry."""
    (me, _), (other, theirs) = member(work), mill(work)
    searching.open_search(work, me, TEXT)
    return me, other, introducing.ask(work, me, row_id(theirs), "Shall we talk?")


def found(work, me):
    """The numbers of those who are found, the best first."""
    search = searching.current(work, me)
    return [one.application.id for one in searching.found_by(work, me, search)]


def test_a_whole_chain_is_asked_at_once(work):
    """Each with the same words, nobody twice; who was asked before keeps the first request."""
    (me, _), (other, first), (_, second) = member(work), mill(work), mill(work)
    searching.open_search(work, me, TEXT)
    before = introducing.ask(work, me, row_id(first), "Shall we talk?")
    assert introducing.not_asked(work, me, [first, second]) == [second]
    made = introducing.ask_all(work, me, [row_id(first), row_id(second)], "A project?")
    assert made[0] == before
    assert [one.question for one in made] == ["Shall we talk?", "A project?"]
    assert introducing.not_asked(work, me, [first, second]) == []
    assert read_by(work, other).count(Notice.INTRODUCTION_ASKED) == 1


def test_a_country_wished_for_comes_first(work):
    """Whatever else fits; where nobody is there, all the others are shown."""
    (me, _), (_, near), (_, far) = member(work), mill(work), mill(work)
    work.load(Organisation, far.organisation_id).country = "PT"
    searching.open_search(work, me, TEXT)
    searching.correct(work, me, "only in Portugal")
    assert found(work, me) == [far.id, near.id]
    searching.correct(work, me, "only in Finland")
    assert set(found(work, me)) == {far.id, near.id}


def test_a_search_is_told_corrected_replaced_and_ended(work):
    """One is open at a time; what is typed changes it."""
    me, _ = member(work)
    one = searching.open_search(work, me, TEXT)
    assert (one.role, one.wanted) == ("makes", ["supplies", "uses"])
    assert searching.correct(work, me, "no shops, only in Austria").wanted == ["supplies"]
    assert one.countries == ["AT"]
    other = searching.open_search(work, me, "We look for a lab that tests yarn.")
    assert searching.current(work, me) == other
    assert one.ended_at
    searching.end_search(work, me)
    with pytest.raises(NotFound):
        searching.correct(work, me, "labs")


def test_only_who_takes_part_searches(work):
    """An application that is not accepted is not enough."""
    who = rows.person(work, "AT")
    with pytest.raises(NotAcceptedYet):
        searching.open_search(work, who, TEXT)


def paused(work, theirs, other):
    """Pausing hosts are shown to nobody."""
    theirs.paused_at = work.now


def left(work, theirs, other):
    """Out of the programme."""
    leaving.withdraw_application(work, other)


def unwilling(work, theirs, other):
    """Consent taken back."""
    leaving.withdraw_consent(work, other)


def unsought(work, theirs, other):
    """They want to be shown in no search."""
    searching.be_shown(work, other, shown=False)


@pytest.mark.parametrize("why", [paused, left, unwilling, unsought])
def test_who_is_not_found(work, why):
    """Neither found nor asked."""
    (me, _), (other, theirs) = member(work), mill(work)
    searching.open_search(work, me, TEXT)
    assert row_id(theirs) in found(work, me)
    why(work, theirs, other)
    work.session.flush()
    assert row_id(theirs) not in found(work, me)
    with pytest.raises(NotFound):
        introducing.ask(work, me, row_id(theirs), "Shall we talk?")


def test_who_wants_to_be_found_again_is(work):
    """The same again changes nothing."""
    (me, _), (other, theirs) = member(work), mill(work)
    searching.open_search(work, me, TEXT)
    for shown in (False, False, True, True):
        searching.be_shown(work, other, shown=shown)
    work.session.flush()
    assert row_id(theirs) in found(work, me)


def test_contacts_are_seen_only_when_both_said_yes(work):
    """By the two, and by nobody else."""
    me, other, one = asked(work)
    stranger, _ = member(work, "FI")
    for who in (me, other):
        with pytest.raises(NotFound):
            introducing.contact(work, who, one)
    introducing.answer(work, other, row_id(one), agreed=True)
    theirs = introducing.contact(work, me, one)
    mine = introducing.contact(work, other, one)
    assert {theirs.email, mine.email} == {
        introducing.asked_of(work, one).email,
        introducing.asker_of(work, one).email,
    }
    with pytest.raises(NotFound):
        introducing.contact(work, stranger, one)
    assert read_by(work, me) == [Notice.INTRODUCED]
    assert read_by(work, other) == [Notice.INTRODUCTION_ASKED]


def test_an_answer_is_given_once(work):
    """The same one twice does no harm, another one is refused; only who was asked gives it, and by a tap."""
    me, other, one = asked(work)
    number = row_id(one)
    with pytest.raises(NotFound):
        introducing.answer(work, me, number, agreed=True)
    with pytest.raises(NotFound):
        answer_enquiry(work, other, number, "Yes.")
    introducing.answer(work, other, number, agreed=False)
    assert introducing.answer(work, other, number, agreed=False) == one
    with pytest.raises(AnsweredOtherwise):
        introducing.answer(work, other, number, agreed=True)
    assert read_by(work, me) == [Notice.INTRODUCTION_DECLINED]


def test_who_said_no_is_not_shown_again(work):
    """Nor asked."""
    me, other, one = asked(work)
    theirs = introducing.asked_of(work, one)
    introducing.answer(work, other, row_id(one), agreed=False)
    assert row_id(theirs) not in found(work, me)
    with pytest.raises(NotFound):
        introducing.ask(work, me, row_id(theirs), "Once more?")


def test_asked_twice_it_is_one_also_from_the_other_side(work):
    """Two who want the same are one introduction."""
    me, other, one = asked(work)
    theirs, mine = introducing.asked_of(work, one), introducing.asker_of(work, one)
    assert introducing.ask(work, me, row_id(theirs), "Please?") == one
    searching.open_search(work, other, "We spin yarn and look for somebody who knits sweaters.")
    assert introducing.ask(work, other, row_id(mine), "Shall we?") == one


def test_who_does_not_answer_is_reminded(work):
    """After three days; and no more after the answer."""
    _, other, one = asked(work)
    do_what_is_due(later(work, days=4))
    assert read_by(work, other).count(REQUEST_UNANSWERED) == 1
    introducing.answer(work, other, row_id(one), agreed=True)
    do_what_is_due(later(work, days=9))
    assert read_by(work, other).count(REQUEST_UNANSWERED) == 1


def test_who_asked_hears_that_nobody_will_answer(work):
    """Once, instead of a reminder; and whoever has left themselves hears nothing."""
    me, other, one = asked(work)
    leaving.withdraw_application(work, other)
    do_what_is_due(later(work, days=9))
    assert read_by(work, me).count(Notice.INTRODUCTION_GONE) == 1
    assert REQUEST_UNANSWERED not in read_by(work, other)
    del one


def test_nobody_is_introduced_to_whoever_has_left(work):
    """A late yes is thanked for; a late no is kept."""
    me, other, one = asked(work)
    leaving.withdraw_application(work, me)
    do_what_is_due(later(work, days=9))
    assert REQUEST_UNANSWERED not in read_by(work, other)
    with pytest.raises(SearcherGone):
        introducing.answer(work, other, row_id(one), agreed=True)
    introducing.answer(work, other, row_id(one), agreed=False)


def test_what_came_of_it_is_asked_of_both_and_told_once_a_round(work):
    """Too early it is refused; figures and the spreadsheet count it by either side."""
    me, other, one = asked(work)
    number = row_id(one)
    introducing.answer(work, other, number, agreed=True)
    with pytest.raises(NotAskedYet):
        outcomes.tell(work, me, number, CAME)
    then = later(work, days=93)
    do_what_is_due(then)
    for who in (me, other):
        assert read_by(work, who).count(INTRODUCED_OUTCOMES) == 1
    outcomes.tell(then, me, number, CAME)
    with pytest.raises(ToldAlready):
        outcomes.tell(then, me, number, CAME)
    outcomes.tell(then, other, number, {"came": ["nothing"], "story": "no"})
    counted = cooperation_at(work, desk(work))
    assert (counted.searches, counted.asked, counted.agreed, counted.waiting) == (1, 1, 1, 0)
    assert (counted.told, counted.came["A deal or an order"], counted.came["Nothing yet"]) == (
        1,
        1,
        0,
    )
    (line,) = introductions(work, desk(work), plain_english)
    assert line[6] == "agreed"
    assert line[8] == "A deal or an order, Lasting contacts"


def test_others_tell_nothing(work):
    """An introduction is its two parties' own."""
    _, other, one = asked(work)
    introducing.answer(work, other, row_id(one), agreed=True)
    stranger, _ = member(work, "FI")
    with pytest.raises(NotFound):
        outcomes.tell(later(work, days=93), stranger, row_id(one), CAME)


@pytest.mark.parametrize("who_goes", ["asker", "asked"])
def test_erasure_leaves_figures_that_name_nobody(work, who_goes):
    """Words go, on either side; that they were introduced stays."""
    me, other, one = asked(work)
    number = row_id(one)
    introducing.answer(work, other, number, agreed=True)
    outcomes.tell(later(work, days=93), me, number, CAME)
    leaver = me if who_goes == "asker" else other
    leaving.withdraw_application(work, leaver)
    erasure.erase(work, leaver)
    work.session.expire_all()
    kept = work.session.exec(select(Enquiry)).one()
    assert (kept.question, kept.agreed) == ("", True)
    told = work.session.exec(select(SurveyReply)).one()
    assert set(told.answers) == {"came", "story"}
    search = work.session.exec(select(PartnerSearch)).one()
    assert (search.seeks == "") == (who_goes == "asker")
    do_what_is_due(later(work, days=500))


def test_words_go_after_their_time(work):
    """Of what was asked and searched for; that it was stays for the figures."""
    me, other, one = asked(work)
    introducing.answer(work, other, row_id(one), agreed=False)
    searching.end_search(work, me)
    then = later(work, days=work.scheme.retention.question_days + 1)
    retention.PERIODS["questions"](then)
    work.session.expire_all()
    assert work.load(Enquiry, one.id).question == ""
    search = work.session.exec(select(PartnerSearch)).one()
    assert (search.brings, search.seeks, search.wanted) == ("", "", ["supplies", "uses"])


def test_a_group_covers_more_than_one_partner(work):
    """Who supplies and who sells, in the order of the chain."""
    (me, _), (_, yarn) = member(work), mill(work)
    _, shops = member(work, "FI", offers="A chain of fashion shops.", seeks="Organic cotton.")
    search = searching.open_search(work, me, TEXT)
    best = searching.chain_of(search, searching.found_by(work, me, search))
    assert best is not None
    assert [one.application.id for one in best.members][:2] == [yarn.id, shops.id]
    assert work.load(Application, shops.id)
