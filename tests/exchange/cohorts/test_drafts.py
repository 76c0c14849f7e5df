"""A Partnership's waiting visitors get hosts at once: previewed, wished for, approved, asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sqlmodel import select

from exchange.cohorts import drafts
from exchange.cohorts.asking import to_be_asked
from exchange.cohorts.ceilings import ceiling_costs
from exchange.cohorts.drafts import CohortRefused, NobodyWaits, NoRunYet, RunOutdated
from exchange.cohorts.reading import Change, Shift, changes, pair_lines
from exchange.errors import NotFound
from exchange.finding import hosts
from exchange.finding.catalogue import read_meanings
from exchange.people import people
from exchange.people.officers import RoleMayNot
from exchange.proposing import by_the_desk, proposals
from storage.tables import (
    Application,
    CohortPair,
    CohortRun,
    CohortState,
    DueOutcome,
    OfficerRole,
    Outbox,
    Person,
    Proposal,
    ProposalState,
    Resemblance,
    Sameness,
    Side,
    Wish,
)
from tests.builders.records.applicants import AWAY, host, officer, visitor
from tests.builders.records.cohorts import approved, ask_all
from tests.builders.records.reading import audited, read_at_desk, read_by
from tests.builders.records.works import later


def pairs(work, run):
    """The pairs of a run by application."""
    return {(one.pair.visitor_id, one.pair.host_id) for one in pair_lines(work, run)}


def with_rules(work, **rules):
    """The same work under another call's rules for cohorts."""
    cohort = work.scheme.cohort.model_copy(update=rules)
    return replace(work, scheme=work.scheme.model_copy(update={"cohort": cohort}))


@pytest.fixture
def cohort(work):
    """Two visitors, two hosts with a place each, and an officer."""
    first = visitor(work)[1]
    second = visitor(work, country="SK", organisation_name="Loom Repairs")[1]
    hosts = [host(work)[1], host(work, country="GR")[1]]
    return [first.id, second.id], [one.id for one in hosts], officer(work)


def test_a_preview_gives_everybody_a_host_and_sends_nothing(work, cohort):
    """It is kept as a draft with its figures."""
    visitors, hosts, desk = cohort
    letters = len(work.session.exec(select(Outbox.id)).all())
    run = drafts.preview(work, desk)
    found = pairs(work, run)
    assert ({one for one, _ in found}, {one for _, one in found}) == (set(visitors), set(hosts))
    assert (run.state, run.figures["matched"], run.figures["proved"]) == (
        CohortState.DRAFT,
        [2, 2],
        True,
    )
    assert len(work.session.exec(select(Outbox.id)).all()) == letters
    assert audited(work, f"cohort:{run.id}") == [("cohort:draft", f"officer:{desk.id}")]


def test_a_preview_of_the_same_is_the_same(work, cohort):
    """A rerun changes nothing."""
    *_, desk = cohort
    assert drafts.preview(later(work, hours=2), desk).id == drafts.preview(work, desk).id
    assert len(work.session.exec(select(CohortRun.id)).all()) == 1


def test_a_new_preview_replaces_the_draft_and_tells_what_changed(work, cohort):
    """A third visitor is new; whoever had a host keeps it."""
    *_, desk = cohort
    first = drafts.preview(work, desk)
    before = pairs(work, first)
    visitor(work, country="BE", organisation_name="Third Mill")
    host(work, country="FI")
    second = drafts.preview(work, desk)
    assert (first.state, second.previous_id) == (CohortState.REPLACED, first.id)
    assert before < pairs(work, second)
    (change,) = changes(work, second)
    assert (change.shift, change.visitor, change.before) == (Shift.NEW, "Third Mill", "")
    assert second.figures["matched"] == [3, 3]


def test_a_host_who_leaves_moves_as_few_as_must(work, cohort):
    """The visitor who lost the host has none now, and the other stays."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    lost = max(pair_lines(work, run), key=lambda one: one.pair.id)
    leaving = work.load(Application, lost.pair.host_id)
    person = work.load(Person, leaving.person_id)
    people.take_consent_back(work, person)
    second = drafts.preview(work, desk)
    assert changes(work, second) == [Change(Shift.LEFT, lost.visitor, lost.host, "")]
    (out,) = second.figures["unplaced"]
    assert (out["visitor"], out["why"]) == (lost.pair.visitor_id, "outbid")


def test_approval_asks_each_visitor_once(work, cohort):
    """Approving twice sends nothing twice."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    assert approved(work, desk, run.id) == 2
    letters = len(work.session.exec(select(Outbox.id)).all())
    assert approved(work, desk, run.id) == 0
    assert len(work.session.exec(select(Outbox.id)).all()) == letters
    assert run.state is CohortState.APPROVED
    made = work.session.exec(select(Proposal)).all()
    assert {(one.visitor_id, one.host_id) for one in made} == pairs(work, run)
    assert {one.state for one in made} == {ProposalState.PROPOSED}
    assert {one.pair.proposal_id for one in pair_lines(work, run)} == {m.id for m in made}


def test_approval_itself_asks_nobody_and_promises_all(work, cohort):
    """Each visitor has a moment of their own; until then nobody else gets them, or their host's place."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    assert drafts.approve(work, desk, run.id) == 2
    assert work.session.exec(select(Proposal)).all() == []
    assert {(one.visitor_id, one.host_id) for one in to_be_asked(work)} == pairs(work, run)
    with pytest.raises(NobodyWaits):
        drafts.preview(work, desk)
    visitor(work, country="BE", organisation_name="Third Mill")
    assert drafts.preview(work, desk).figures["unplaced"][0]["bars"] == {"full": 2}
    assert ask_all(work) == [DueOutcome.DONE] * 2
    assert to_be_asked(work) == []


def test_a_pair_that_may_not_be_any_more_is_not_asked_and_its_desk_is_told(work, cohort):
    """The other is asked all the same, and the visitor who is left is in the next draft."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    drafts.approve(work, desk, run.id)
    first, *_ = work.session.exec(select(CohortPair).order_by(CohortPair.id)).all()
    lost = work.load(Application, first.host_id)
    people.take_consent_back(work, work.load(Person, lost.person_id))
    assert ask_all(work) == [DueOutcome.NOT_NEEDED, DueOutcome.DONE]
    told = {"application": first.visitor_id, "host": first.host_id}
    assert read_at_desk(work, desk)[-1] == "desk.pair.not_asked"
    assert told in work.session.exec(select(Outbox.body)).all()
    third = host(work, country="FI")[1]
    assert pairs(work, drafts.preview(work, desk)) == {(first.visitor_id, third.id)}


def test_who_is_asked_is_left_alone_in_the_next_run(work, cohort):
    """Nobody waits then; a new visitor finds places that are not promised to others."""
    *_, desk = cohort
    approved(work, desk, drafts.preview(work, desk).id)
    with pytest.raises(NobodyWaits):
        drafts.preview(work, desk)
    visitor(work, country="BE", organisation_name="Third Mill")
    run = drafts.preview(work, desk)
    assert (run.figures["matched"], run.figures["left_alone"]) == ([0, 1], 2)
    assert run.figures["unplaced"][0]["bars"] == {"full": 2}


def test_a_refused_pair_comes_back_with_another_host(work, cohort):
    """What was declined is not tried again."""
    visitors, _, desk = cohort
    approved(work, desk, drafts.preview(work, desk).id)
    made = work.session.exec(select(Proposal).where(Proposal.visitor_id == visitors[0])).one()
    person = proposals.person_on(work, made, Side.VISITOR)
    proposals.decline_proposal(work, person, made.id, "no_fit")
    third = host(work, country="FI")[1]
    run = drafts.preview(work, desk)
    assert pairs(work, run) == {(visitors[0], third.id)}


def test_a_preview_that_is_out_of_date_is_not_approved(work, cohort):
    """Nothing is sent when something that counts has changed, and an older draft is gone."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    host(work, country="FI")
    with pytest.raises(RunOutdated):
        approved(work, desk, run.id)
    drafts.preview(work, desk)
    with pytest.raises(RunOutdated):
        approved(work, desk, run.id)
    assert work.session.exec(select(Proposal)).all() == []


def test_a_locked_pair_is_in_every_run(work, cohort):
    """Until it is let free; locking another host takes its place."""
    visitors, hosts, desk = cohort
    for chosen in (hosts[0], hosts[1]):
        run = drafts.wish(work, desk, visitors[0], chosen, Wish.LOCKED)
        assert (visitors[0], chosen) in pairs(work, run)
    assert [one.pair.locked for one in pair_lines(work, run)].count(True) == 1
    run = drafts.wish(work, desk, visitors[0], hosts[1], None)
    assert not any(one.pair.locked for one in pair_lines(work, run))


def test_a_forbidden_pair_is_in_none(work, cohort):
    """And the price of forbidding is told where there is one."""
    visitors, hosts, desk = cohort
    run = drafts.wish(work, desk, visitors[0], hosts[0], Wish.FORBIDDEN)
    assert pairs(work, run) == {(visitors[0], hosts[1]), (visitors[1], hosts[0])}


def test_a_contradiction_names_organisations(work, cohort):
    """Two visitors locked to a host with one place."""
    visitors, hosts, desk = cohort
    drafts.wish(work, desk, visitors[0], hosts[0], Wish.LOCKED)
    with pytest.raises(CohortRefused) as refused:
        drafts.wish(work, desk, visitors[1], hosts[0], Wish.LOCKED)
    assert str(refused.value) == (
        "Host Porto Weavers & Sons has room for 1, and the visitors locked to it need 2 places. Unlock some or add places."
    )
    assert "{host}" in refused.value.template


def test_a_ceiling_of_the_call_is_kept_and_has_its_price(work, cohort):
    """One pair less, and the preview says what that costs."""
    *_, desk = cohort
    run = drafts.preview(with_rules(work, most_per_host_country=1), desk)
    assert run.figures["prices"] == []
    host(work, country="PT", organisation_name="Another Porto Mill")
    visitor(work, country="BE", organisation_name="Third Mill")
    run = drafts.preview(with_rules(work, most_per_host_country=1), desk)
    assert run.figures["matched"] == [2, 3]
    (price,) = run.figures["prices"]
    assert (price["asked"], price["subject"], price["matched"]) == ("quota", ["PT"], 1)
    assert run.figures["unplaced"][0]["quotas"] == ["PT"]


def test_a_ceiling_is_priced_before_it_is_set(work, cohort):
    """Two hosts of one country: at most one there costs a pair; nothing is kept."""
    *_, desk = cohort
    assert ceiling_costs(work, desk) == []
    host(work, country="PT", organisation_name="Another Porto Mill")
    visitor(work, country="BE", organisation_name="Third Mill")
    (cost,) = ceiling_costs(work, desk)
    assert (cost.most, cost.matched, cost.fewer) == (1, 2, 1)
    assert cost.less > 0
    assert work.session.exec(select(CohortRun)).all() == []


def test_colleagues_of_one_organisation_share_its_visit(work, cohort):
    """An officer said that the two are one; only one of them is given a host."""
    visitors, _, desk = cohort
    one, other = sorted(work.load(Application, n).organisation_id for n in visitors)
    pair = {"one_id": one, "other_id": other, "probability": 0.9, "noticed_at": work.now}
    said = {"answer": Sameness.SAME, "answered_at": work.now, "answered_by": desk.id}
    work.add(Resemblance(**pair, **said))
    run = drafts.preview(work, desk)
    assert run.figures["matched"] == [1, 2]
    (out,) = run.figures["unplaced"]
    assert out["why"] == "visitor_quota"


def test_each_desk_sees_its_own_runs(work, cohort):
    """Another Partnership's officer finds nothing, and an auditor only reads."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    away, auditor = officer(work, AWAY), officer(work, role=OfficerRole.AUDITOR)
    with pytest.raises(NotFound):
        drafts.run_of(work, away, run.id)
    with pytest.raises(NotFound):
        approved(work, away, run.id)
    with pytest.raises(NobodyWaits):
        drafts.preview(work, away)
    with pytest.raises(NoRunYet):
        drafts.last_run(work, away)
    with pytest.raises(RoleMayNot):
        approved(work, auditor, run.id)
    assert drafts.last_run(work, auditor).id == run.id


def test_a_pair_that_both_want_becomes_an_exchange(work, cohort):
    """From the run to the yes of both sides."""
    *_, desk = cohort
    run = drafts.preview(work, desk)
    approved(work, desk, run.id)
    made = work.session.exec(select(Proposal)).first()
    for side in Side:
        person = proposals.person_on(work, made, side)
        exchange = by_the_desk.agree(work, person, made.id)
    assert exchange.visitor_id == made.visitor_id
    assert "proposal.accepted" in read_by(work, proposals.person_on(work, made, Side.VISITOR))


def test_a_group_visit_goes_where_all_have_a_place(work):
    """It takes a place for each person, counts once, and the preview tells of it."""
    _, group = visitor(work, party=3)
    _, roomy = host(work, capacity=3)
    host(work, country="GR", capacity=2)
    desk = officer(work)
    run = drafts.preview(work, desk)
    (line,) = pair_lines(work, run)
    assert (line.pair.visitor_id, line.pair.host_id, line.party) == (group.id, roomy.id, 3)
    assert (run.figures["matched"], run.figures["group_visits"]) == ([1, 1], [1, 1])
    assert run.figures["places"] == [3, 5]


def test_the_places_of_a_group_that_is_asked_are_spoken_for(work):
    """The next draft does not give them away; nobody else may take them by hand."""
    visitor(work, party=2)
    _, home = host(work, capacity=3)
    desk = officer(work)
    approved(work, desk, drafts.preview(work, desk).id)
    _, other = visitor(work, country="SK", organisation_name="Loom Repairs", party=2)
    run = drafts.preview(work, desk)
    assert run.figures["unplaced"][0]["bars"] == {"full": 1}
    assert (run.figures["matched"], other.party, home.capacity) == ([0, 1], 2, 3)


class Meanings:
    """An encoder for tests: texts of like length mean the same."""

    size = 2

    def encode(self, texts):
        """A direction for each length."""
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        return np.stack([np.cos(lengths), np.sin(lengths)], axis=1)


def test_with_an_encoder_lists_and_cohorts_read_meanings_alike(work, cohort):
    """A draft made without it is not the same any more."""
    visitors, _, desk = cohort
    without = drafts.preview(work, desk)
    read_meanings(work.session.get_bind().engine, Meanings())
    found = drafts.preview(work, desk)
    assert found.id != without.id
    guest = work.load(Application, visitors[0])
    listed = {one.host.id: one.score for one in hosts.find_hosts(work, guest).matches}
    (line,) = (one for one in pair_lines(work, found) if one.pair.visitor_id == guest.id)
    assert line.pair.score == pytest.approx(listed[str(line.pair.host_id)], abs=1e-6)
