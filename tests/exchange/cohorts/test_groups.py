"""Applications that travel together: joined, kept to one host by every draft, refused, let go."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from exchange.cohorts import drafts, quotas
from exchange.cohorts import groups as together
from exchange.cohorts.drafts import CohortRefused, RunOutdated
from exchange.cohorts.groups import DoesNotWait, NoSuchApplicant, TooFewNamed
from exchange.cohorts.reading import pair_lines
from exchange.errors import NotFound
from exchange.people import people
from exchange.people.officers import RoleMayNot
from matching.cohort.account.unplaced import Why
from storage.tables import (
    Application,
    CohortCompanion,
    OfficerRole,
    Person,
    Resemblance,
    Sameness,
    Wish,
)
from tests.builders.records.applicants import AWAY, HOME, applicant, host, officer, visitor
from tests.builders.records.cohorts import approved
from tests.builders.records.reading import audited

COORDINATOR = OfficerRole.COORDINATOR


class Town:
    """Three visitors (Austria, Slovakia, Belgium), hosts in Portugal and Greece, and an officer."""

    def __init__(self, work, rooms=(3, 2), parties=(1, 1, 1)):
        self.work, self.desk = work, officer(work, role=COORDINATOR)
        who = (("AT", "First Mill"), ("SK", "Second Mill"), ("BE", "Third Mill"))
        self.people, rows = zip(
            *(
                visitor(work, country=country, organisation_name=name, party=party)
                for (country, name), party in zip(who, parties, strict=True)
            ),
            strict=True,
        )
        self.first, self.second, self.third = (one.id for one in rows)
        self.porto = host(work, capacity=rooms[0])[1].id
        self.patras = host(work, country="GR", capacity=rooms[1])[1].id

    def join(self, *numbers):
        """The draft once those travel together."""
        return together.join(self.work, self.desk, numbers)

    def refuses(self, *numbers):
        """What is said of a refusal; whoever made the transaction undoes what was begun."""
        with pytest.raises(CohortRefused) as refused, self.work.session.begin_nested():
            self.join(*numbers)
        return str(refused.value)

    def wish(self, visitor_id, host_id, wished=Wish.LOCKED):
        """The draft once a pair is locked or forbidden."""
        return drafts.wish(self.work, self.desk, visitor_id, host_id, wished)

    def homes(self):
        """Where everybody goes in the present draft."""
        run = drafts.preview(self.work, self.desk)
        return {one.pair.visitor_id: one.pair.host_id for one in pair_lines(self.work, run)}

    def groups(self):
        """The applications of each group."""
        found = together.own_groups(self.work, self.desk)
        return {one.number: [each.application_id for each in one.companions] for one in found}


@pytest.fixture
def town(work):
    """The town as it is, everybody alone."""
    return Town(work)


def test_those_who_are_joined_go_to_one_host(work):
    """Only one has places for two; the pages of their pairs name the company."""
    town = Town(work, rooms=(1, 2))
    town.wish(town.first, town.porto)
    town.wish(town.first, town.porto, None)
    run = town.join(town.first, town.second)
    homes = town.homes()
    assert homes[town.first] == homes[town.second] == town.patras
    assert homes[town.third] == town.porto
    assert run.figures["together"] == [[town.first, town.second]]
    found = {one.pair.visitor_id: one.companions for one in pair_lines(work, run)}
    assert found == {town.first: ("Second Mill",), town.second: ("First Mill",), town.third: ()}


def test_a_group_that_finds_no_place_stays_whole_and_its_price_is_told(work):
    """A lock takes one of the two places: neither of the two goes, and alone one more would."""
    town = Town(work, rooms=(1, 2))
    town.join(town.first, town.second)
    run = town.wish(town.third, town.patras)
    assert set(town.homes()) == {town.third}
    out = {one["visitor"]: (one["why"], one["group"]) for one in run.figures["unplaced"]}
    name = f"{town.first}, {town.second}"
    assert out == {town.first: (Why.GROUP, name), town.second: (Why.GROUP, name)}
    (group,) = together.own_groups(work, town.desk)
    assert (group.drafted, group.host, group.price[0]) == (True, "", 2)


@pytest.mark.parametrize(
    ("steps", "groups"),
    [
        ([(0, 1)], {1: [0, 1]}),
        ([(0, 1), (1, 0)], {1: [0, 1]}),
        ([(0, 1), (1, 2)], {1: [0, 1, 2]}),
        ([(0, 1, 2)], {1: [0, 1, 2]}),
        ([(0, 0, 1)], {1: [0, 1]}),
        ([(0, 1), (2, 3), (3, 0)], {1: [0, 1, 2, 3]}),
        ([(2, 3), (0, 1)], {1: [2, 3], 2: [0, 1]}),
    ],
)
def test_whoever_names_a_member_joins_its_group(work, steps, groups):
    """Two groups become one when a member of each is named; nobody is in two."""
    town = Town(work, rooms=(9, 9))
    everybody = [town.first, town.second, town.third]
    everybody.append(visitor(work, country="FI", organisation_name="Fourth Mill")[1].id)
    for named in steps:
        town.join(*(everybody[one] for one in named))
    expected = {number: [everybody[one] for one in of] for number, of in groups.items()}
    assert town.groups() == expected


@pytest.mark.parametrize("named", [(), (0,), (0, 0)])
def test_one_alone_is_no_group(town, named):
    """Two at least are named."""
    with pytest.raises(TooFewNamed):
        town.join(*([town.first][one] for one in named))
    assert town.groups() == {}


def under_review(work, _):
    """A visitor whom nobody has accepted yet."""
    return applicant(work, country="FI")[1].id


def left(work, town):
    """A visitor who has left."""
    people.take_consent_back(work, town.people[2])
    return town.third


def asked(work, town):
    """A visitor with an invitation open."""
    town.wish(town.third, town.porto)
    for one in (town.first, town.second):
        for home in (town.porto, town.patras):
            town.wish(one, home, Wish.FORBIDDEN)
    approved(work, town.desk, drafts.preview(work, town.desk).id)
    return town.third


def receiving(_, town):
    """A host."""
    return town.porto


def of_another_desk(work, _):
    """A visitor of another Partnership."""
    return visitor(work, country="FI", partnership=AWAY)[1].id


def of_nobody(*_):
    """A number that is not given to anybody."""
    return 9999


@pytest.mark.parametrize(
    ("other", "error"),
    [
        (under_review, DoesNotWait),
        (left, DoesNotWait),
        (asked, DoesNotWait),
        (receiving, DoesNotWait),
        (of_another_desk, NoSuchApplicant),
        (of_nobody, NoSuchApplicant),
    ],
)
def test_only_who_waits_can_be_joined(work, town, other, error):
    """Whoever does not is named, and nobody is joined."""
    number = other(work, town)
    with pytest.raises(error, match=f"A-{number:04}"):
        town.join(town.first, number)
    assert town.groups() == {}


def test_members_locked_to_two_hosts_are_refused_by_name(town):
    """One of the two has to be unlocked first."""
    town.wish(town.first, town.porto)
    town.wish(town.second, town.patras)
    said = town.refuses(town.first, town.second)
    assert "First Mill, Second Mill travels together, but its locked members" in said
    assert town.groups() == {}


def test_a_lock_takes_the_whole_group_along(town):
    """And a second one, elsewhere, is refused."""
    town.join(town.first, town.second)
    town.wish(town.second, town.patras)
    assert town.homes()[town.first] == town.patras
    with pytest.raises(CohortRefused, match="locked members go to different hosts"):
        town.wish(town.first, town.porto)


@pytest.mark.parametrize("last", ["lock", "ban", "company"])
def test_a_lock_where_another_of_the_group_may_not_go_is_refused(town, last):
    """Whichever was said last: the lock, the ban or the company."""
    asked = {
        "lock": lambda: town.wish(town.first, town.porto),
        "ban": lambda: town.wish(town.second, town.porto, Wish.FORBIDDEN),
        "company": lambda: town.join(town.first, town.second),
    }
    final = asked.pop(last)
    for ask in asked.values():
        ask()
    with pytest.raises(CohortRefused, match="Second Mill would travel with First Mill, who"):
        final()


def test_a_lock_where_another_of_the_group_finds_no_room_is_refused(work):
    """The one who brings more people than there are places is named, not an unlocked pair."""
    town = Town(work, rooms=(4, 1), parties=(1, 2, 1))
    town.wish(town.first, town.patras)
    said = town.refuses(town.first, town.second)
    assert said.startswith("Second Mill would travel with First Mill, who is locked to Patras")


def test_no_host_that_may_receive_all_is_a_refusal(work):
    """The nearest is named, and who may not go there."""
    town = Town(work)
    greek = visitor(work, country="GR", organisation_name="Fourth Mill")[1].id
    town.wish(town.first, town.porto, Wish.FORBIDDEN)
    said = town.refuses(town.first, greek)
    assert said.startswith("First Mill, Fourth Mill cannot travel together")
    assert "The nearest is Porto Weavers & Sons, but the pair with First Mill is ruled" in said
    assert town.groups() == {}


def test_a_group_with_more_people_than_any_host_has_places_is_refused(work):
    """Each person of a visit counts."""
    town = Town(work, parties=(2, 2, 1))
    said = town.refuses(town.first, town.second)
    assert said.startswith("First Mill, Second Mill are 4 people together, and no host")
    assert said.endswith("more than 3 places free.")
    assert town.join(town.first, town.third).figures["together"]


def test_colleagues_who_share_one_visit_cannot_travel_together(work, town):
    """An officer said that the two organisations are one (ECCP-about: a VO may visit once)."""
    numbers = (town.first, town.second)
    one, other = sorted(work.load(Application, n).organisation_id for n in numbers)
    query = select(Resemblance).where(Resemblance.one_id == one, Resemblance.other_id == other)
    work.session.exec(query).one().sqlmodel_update(
        {"answer": Sameness.SAME, "answered_at": work.now, "answered_by": town.desk.id}
    )
    assert town.refuses(*numbers).startswith("Visits left to “First Mill”: 1.")
    assert town.groups() == {}


def test_a_ceiling_below_the_group_is_a_refusal_that_names_it(work, town):
    """Where another country has room for all of them, it is none."""
    quotas.set_quota(work, town.desk, "Greece 1")
    run = town.join(town.first, town.second)
    assert run.figures["matched"] == [3, 3]
    together.dissolve(work, town.desk, 1)
    quotas.set_quota(work, town.desk, f"{HOME} 1")
    assert "the ceiling “Hi-Tech-TEX” allows 1" in town.refuses(town.first, town.second)
    assert town.groups() == {}


def test_a_draft_from_before_is_not_approved(work, town):
    """Joining is something that counts; a draft with the same groups is the same draft."""
    before = drafts.preview(work, town.desk)
    after = town.join(town.first, town.second)
    assert after.id != before.id
    with pytest.raises(RunOutdated):
        approved(work, town.desk, before.id)
    assert town.join(town.second, town.first).id == after.id
    assert approved(work, town.desk, after.id) == 3


@pytest.mark.parametrize(
    ("joined", "out", "rest"), [((0, 1), 0, {}), ((0, 1), 1, {}), ((0, 1, 2), 1, {1: [0, 2]})]
)
def test_one_is_taken_out_and_nobody_is_left_alone_in_a_group(work, town, joined, out, rest):
    """The draft is worked out anew."""
    everybody = [town.first, town.second, town.third]
    before = town.join(*(everybody[one] for one in joined))
    run = together.take_out(work, town.desk, everybody[out])
    assert run.id != before.id
    assert town.groups() == {n: [everybody[one] for one in of] for n, of in rest.items()}
    with pytest.raises(NotFound):
        together.take_out(work, town.desk, everybody[out])


def test_what_is_done_is_written_down(work, town):
    """Who joined, took out and dissolved; another desk can do none of it."""
    town.join(town.first, town.second, town.third)
    away = officer(work, AWAY)
    assert together.own_groups(work, away) == []
    for deed, number in ((together.take_out, town.first), (together.dissolve, 1)):
        with pytest.raises(NotFound):
            deed(work, away, number)
    together.take_out(work, town.desk, town.first)
    together.dissolve(work, town.desk, 1)
    assert town.groups() == {}
    who = f"officer:{town.desk.id}"
    acts = audited(work, f"partnership:{town.desk.partnership_id}")
    assert acts == [
        ("together:join", who),
        ("together:leave", who),
        ("together:dissolve", who),
    ]


def test_an_auditor_only_reads(work, town):
    """Officers join, as they lock."""
    auditor = officer(work, role=OfficerRole.AUDITOR)
    together.join(work, officer(work), [town.first, town.second])
    assert [one.number for one in together.own_groups(work, auditor)] == [1]
    for deed, facts in (
        (together.join, [town.first, town.third]),
        (together.take_out, town.first),
        (together.dissolve, 1),
    ):
        with pytest.raises(RoleMayNot):
            deed(work, auditor, facts)


def test_members_who_have_left_no_longer_count(work, town):
    """Those who stay go on together; one alone is no group, until another is named with it."""
    town.join(town.first, town.second, town.third)
    left(work, town)
    (group,) = together.own_groups(work, town.desk)
    assert [one.waits for one in group.companions] == [True, True, False]
    run = drafts.preview(work, town.desk)
    assert run.figures["together"] == [[town.first, town.second]]
    people.take_consent_back(work, town.people[1])
    run = drafts.preview(work, town.desk)
    assert (run.figures["together"], run.figures["matched"]) == ([], [1, 1])
    (group,) = together.own_groups(work, town.desk)
    assert (group.counting, group.drafted) == ([], False)
    fourth = visitor(work, country="FI", organisation_name="Fourth Mill")[1].id
    assert town.join(town.first, fourth).figures["together"] == [[town.first, fourth]]


def test_a_group_can_be_dissolved_when_no_draft_can_be_made(work, town):
    """Else what is wrong could not be put right: a host that all are locked to has left."""
    town.join(town.first, town.second)
    town.wish(town.first, town.patras)
    home = work.load(Application, town.patras)
    people.take_consent_back(work, work.load(Person, home.person_id))
    with pytest.raises(CohortRefused):
        drafts.preview(work, town.desk)
    assert together.take_out(work, town.desk, town.second) is None
    assert town.groups() == {}


def test_the_database_keeps_everybody_in_one_group(work, town):
    """Whatever a programme asks of it; and who goes takes the place along."""
    town.join(town.first, town.second)
    kept = work.session.exec(select(CohortCompanion)).first()
    facts = kept.model_dump(exclude={"id"}) | {"application_id": town.third}
    for changed in ({"application_id": town.first, "number": 2}, {"number": 0}):
        with pytest.raises(sa.exc.IntegrityError), work.session.begin_nested():
            work.add(CohortCompanion(**(facts | changed)))
    gone = under_review(work, town)
    work.add(CohortCompanion(**(facts | {"application_id": gone})))
    work.session.execute(sa.delete(Application).where(col(Application.id) == gone))
    assert town.groups() == {1: [town.first, town.second]}
