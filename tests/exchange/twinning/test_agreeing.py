"""Twinnings: proposed, crossed, agreed, declined, not answered, taken back, ended, left; and who hears of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from exchange import leaving
from exchange.errors import CxcError, NotFound
from exchange.life.moves import TWINNING_MOVES
from exchange.notices import DeskNotice, Notice
from exchange.privacy import erasure
from exchange.rows import row_id
from exchange.timing.twinning import TWINNING_UNANSWERED
from exchange.twinning import agreeing
from exchange.twinning.agreeing import DeclinedLately, TooManyTwinnings, TwinningSettled
from exchange.twinning.figures import may_see, sheet_rows, twinnings_at
from exchange.words import plain_english
from storage.tables import Application, Cluster, Membership, Organisation, Twinning, TwinningState
from tests.builders.records import clusters, rows
from tests.builders.records.dues import do_what_is_due
from tests.builders.records.funding import desk
from tests.builders.records.reading import read_at_desk, read_by
from tests.builders.records.works import later, working

AIM = "Visits of our members each year, and a project on dyes."
S = TwinningState


def proposed(work):
    """Two who speak for clusters, and the twinning that the first proposed."""
    me, _, other, guild = clusters.both(work)
    return me, other, agreeing.propose(work, me, row_id(guild), AIM)


def agreed(work):
    """The same, agreed to."""
    me, other, one = proposed(work)
    return me, other, agreeing.answer(work, other, one.id, agreed=True)


def test_it_is_proposed_once_and_agreed_by_the_other_side(work):
    """Twice is once, on both sides; both desks hear of it."""
    officer = desk(work)
    me, other, one = proposed(work)
    assert agreeing.propose(work, me, one.asked_id, "Again.") == one
    with pytest.raises(NotFound):
        agreeing.answer(work, me, one.id, agreed=True)
    agreeing.answer(work, other, one.id, agreed=True)
    agreeing.answer(work, other, one.id, agreed=True)
    assert one.state is S.AGREED
    assert read_by(work, other) == [Notice.TWINNING_PROPOSED]
    assert read_by(work, me) == [Notice.TWINNING_AGREED]
    assert read_at_desk(work, officer).count(DeskNotice.TWINNING_MOVED) == 1


def test_two_proposals_that_cross_are_one_agreement(work):
    """Whoever asks second has said yes."""
    me, other, one = proposed(work)
    assert agreeing.propose(work, other, one.asker_id, "Shall we?") == one
    assert one.state is S.AGREED
    assert len(work.session.exec(select(Twinning)).all()) == 1
    del me


def test_who_has_declined_is_not_asked_again_soon_but_may_ask(work):
    """After half a year there is another try."""
    me, other, one = proposed(work)
    agreeing.answer(work, other, one.id, agreed=False)
    agreeing.answer(work, other, one.id, agreed=False)
    assert read_by(work, me) == [Notice.TWINNING_DECLINED]
    with pytest.raises(TwinningSettled):
        agreeing.answer(work, other, one.id, agreed=True)
    with pytest.raises(DeclinedLately):
        agreeing.propose(work, me, one.asked_id, AIM)
    assert agreeing.propose(later(work, days=181), me, one.asked_id, AIM).state is S.PROPOSED
    assert one.state is S.DECLINED


def test_who_declined_may_ask(work):
    """They have changed their mind."""
    me, other, one = proposed(work)
    agreeing.answer(work, other, one.id, agreed=False)
    assert agreeing.propose(work, other, one.asker_id, AIM).state is S.PROPOSED
    del me


def test_nobody_answers(work):
    """Reminded twice, then it expires and who asked is told; a late yes finds it settled."""
    me, other, one = proposed(work)
    for days in (8, 22, 30, 40):
        do_what_is_due(later(work, days=days))
    assert read_by(work, other).count(TWINNING_UNANSWERED) == 2
    assert read_by(work, me) == [Notice.TWINNING_EXPIRED]
    assert one.state is S.EXPIRED
    with pytest.raises(TwinningSettled):
        agreeing.answer(work, other, one.id, agreed=True)


def test_some_wait_at_a_time(work):
    """The call says how many; what is taken back makes room."""
    me, _ = clusters.cluster(work)
    others = [
        row_id(clusters.cluster(work, f"Guild {one}", "PT", told=clusters.OTHERS)[1])
        for one in range(4)
    ]
    made = [agreeing.propose(work, me, one, AIM) for one in others[:3]]
    with pytest.raises(TooManyTwinnings):
        agreeing.propose(work, me, others[3], AIM)
    agreeing.end(work, me, made[0].id)
    assert agreeing.propose(work, me, others[3], AIM).state is S.PROPOSED


def test_either_side_ends_it(work):
    """The other one is told, and both desks; ended twice is once."""
    officer = desk(work)
    me, other, one = agreed(work)
    agreeing.end(work, other, one.id)
    agreeing.end(work, me, one.id)
    assert (one.state, one.ended_by) == (S.ENDED, one.asked_id)
    assert read_by(work, me).count(Notice.TWINNING_ENDED) == 1
    assert Notice.TWINNING_ENDED not in read_by(work, other)
    assert read_at_desk(work, officer).count(DeskNotice.TWINNING_MOVED) == 2


@pytest.mark.parametrize(
    ("who", "answered", "state", "told"),
    [
        ("asker", False, S.WITHDRAWN, Notice.TWINNING_TAKEN_BACK),
        ("asked", False, S.DECLINED, Notice.TWINNING_DECLINED),
        ("asker", True, S.ENDED, Notice.TWINNING_ENDED),
        ("asked", True, S.ENDED, Notice.TWINNING_ENDED),
    ],
)
def test_a_cluster_leaves(work, who, answered, state, told):
    """The other one hears of it once; nothing waits for an answer that cannot come."""
    me, other, one = (agreed if answered else proposed)(work)
    goes, stays = (me, other) if who == "asker" else (other, me)
    leaving.withdraw_application(work, goes)
    assert one.state is state
    assert read_by(work, stays).count(told) == 1
    do_what_is_due(later(work, days=60))
    assert one.state is state


def test_a_colleague_goes_on(work):
    """A twinning is the cluster's, not a person's."""
    me, _, one = agreed(work)
    ring = work.load(Organisation, work.load(Application, one.application_id).organisation_id)
    colleague, own = clusters.its_member(work, work.load(Cluster, ring.cluster_id), "FI")
    work.load(Organisation, own.organisation_id).type = "cluster_organisation"
    leaving.withdraw_application(work, me)
    assert one.state is S.AGREED
    agreeing.end(work, colleague, one.id)
    assert one.state is S.ENDED


def test_strangers_name_none(work):
    """Neither people of other clusters nor other desks."""
    me, _, one = proposed(work)
    stranger, _ = clusters.cluster(work, "Neighbours", "FI")
    elsewhere = rows.partnership(work, "Elsewhere")
    assert not agreeing.is_party(work, stranger, one.id)
    assert not may_see(work, elsewhere.id, one.id)
    for act in (
        lambda: agreeing.end(work, stranger, one.id),
        lambda: agreeing.answer(work, stranger, one.id, agreed=True),
    ):
        with pytest.raises(NotFound):
            act()
    del me


@pytest.mark.parametrize("named_only_by_them", [False, True])
def test_erasure_leaves_figures_that_name_nobody(work, named_only_by_them):
    """The words go; of a cluster that nobody else knows, the twinning goes as well."""
    me, _, one = agreed(work)
    number = one.id
    if named_only_by_them:
        work.load(Cluster, one.asker_id).partnership_id = None
        work.session.flush()
    leaving.withdraw_application(work, me)
    erasure.erase(work, me)
    work.session.expire_all()
    kept = work.session.get(Twinning, number)
    if named_only_by_them:
        assert kept is None
    else:
        assert (kept.aim, kept.state) == ("", S.ENDED)
    assert work.session.exec(select(Membership)).all() == []


def test_the_desk_has_them_in_a_list_and_a_sheet(work):
    """Agreed ones first, with who asked whom."""
    officer = desk(work)
    _, _, one = agreed(work)
    third, _ = clusters.cluster(work, "Third", "FI", told=clusters.OTHERS)
    agreeing.propose(work, third, one.asked_id, AIM)
    found = twinnings_at(work, officer)
    assert [each.twinning.state for each in found] == [S.AGREED, S.PROPOSED]
    line = next(sheet_rows(work, officer, plain_english))
    assert line[1:7] == ("Ring of Looms", "Austria", "Guild of Dyers", "Portugal", "agreed", AIM)


DEEDS = {
    "propose": lambda at: agreeing.propose(at.work, at.me, at.one.asked_id, AIM),
    "cross": lambda at: agreeing.propose(at.work, at.other, at.one.asker_id, AIM),
    "yes": lambda at: agreeing.answer(at.work, at.other, at.one.id, agreed=True),
    "no": lambda at: agreeing.answer(at.work, at.other, at.one.id, agreed=False),
    "end": lambda at: agreeing.end(at.work, at.me, at.one.id),
    "other ends": lambda at: agreeing.end(at.work, at.other, at.one.id),
    "expire": lambda at: agreeing.expire(later(at.work, days=29), at.one.id),
}


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=6))
def test_two_have_one_open_at_a_time_and_it_goes_only_where_the_table_says(deeds):
    """Whatever both do, in any order."""
    with working(seeded=True) as work:
        me, other, one = proposed(work)
        at = SimpleNamespace(work=work, me=me, other=other, one=one)
        for deed in deeds:
            before = one.state
            try:
                DEEDS[deed](at)
            except CxcError:
                assert one.state is before
            assert one.state is before or one.state in TWINNING_MOVES[before]
            states = work.session.exec(select(Twinning.state)).all()
            assert sum(each in {S.PROPOSED, S.AGREED} for each in states) <= 1
