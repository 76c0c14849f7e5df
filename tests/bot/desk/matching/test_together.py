"""`/together`: applications are joined by typing, seen in draft and pairs, taken out by button."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech
from bot.desk.answers import answer
from bot.participants.finding import inviting
from bot.words.cohorts import names_words
from exchange.cohorts import drafts
from exchange.cohorts import groups as together
from exchange.cohorts.groups import DoesNotWait, NoSuchApplicant, TooFewNamed
from exchange.cohorts.input import pairs_of
from storage.tables import Application, ApplicationState, OfficerRole, Person, Proposal, Wish
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.applicants import host, officer, visitor
from tests.builders.records.cohorts import approved


class Desk:
    """Three visitors, a host with places for two and one with places for one, and an officer."""

    def __init__(self, work):
        self.work, self.officer = work, officer(work)
        countries = (("AT", "First Mill"), ("SK", "Second Mill"), ("BE", "Third Mill"))
        self.ids = [
            visitor(work, country, organisation_name=name)[1].id for country, name in countries
        ]
        self.roomy = host(work, capacity=2)[1].id
        self.small = host(work, "GR")[1].id

    def __call__(self, who=None, **did):
        """What is answered to an officer."""
        reader = self.work.load(Person, (who or self.officer).person_id)
        return answered(self.work, reader, answer, **did)

    def groups(self):
        """The applications of each group."""
        found = together.own_groups(self.work, self.officer)
        return [[each.application_id for each in one.companions] for one in found]


@pytest.fixture
def desk(work):
    """A desk where nobody travels together."""
    return Desk(work)


@pytest.mark.parametrize(
    "typed", ["A-{:04} A-{:04}", "{} {}", "a-{}, A-{:04}", "{} und {}", "LOOM-{:04} + LOOM-{:04}"]
)
def test_references_are_read_as_elsewhere(desk, typed):
    """With or without letters and noughts, and whatever stands between them."""
    one, other, _ = desk.ids
    shown = desk(command="together", text=typed.format(one, other))
    assert desk.groups() == [[one, other]]
    assert "They travel together now. I have worked the plan out anew:" in text(shown)
    assert "Groups that travel together: 1 of 1" in text(shown)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("12", TooFewNamed),
        ("the mills", TooFewNamed),
        ("{0} 98765432109876543210", NoSuchApplicant),
        ("{0} {1}", DoesNotWait),
    ],
)
def test_what_cannot_be_joined_is_refused(desk, typed, error):
    """One alone, words, numbers of nobody, a host."""
    with pytest.raises(error):
        desk(command="together", text=typed.format(desk.ids[0], desk.small))
    assert desk.groups() == []


def test_the_list_says_who_where_and_at_what_cost(desk):
    """First how to join; then where the draft sends them, and nothing more than it knows."""
    one, other, third = desk.ids
    nobody = text(desk(command="together"))
    assert "Nobody does so far." in nobody
    assert "/together A-0012 A-0017" in nobody
    waiting = ", ".join(
        f"<b>{name} Mill</b> (A-{number:04})"
        for name, number in zip(("First", "Second", "Third"), desk.ids, strict=True)
    )
    assert f"Waiting for a host, each alone: {waiting}." in nobody
    together.join(desk.work, desk.officer, [one, other])
    listed = desk(data="g:list:0")
    assert f"👥 <b>First Mill</b> (A-{one:04}), <b>Second Mill</b> (A-{other:04})" in text(listed)
    assert "The draft sends them to Porto Weavers &amp; Sons." in text(listed)
    assert "Going together costs nothing." in text(listed), text(listed)
    assert f"Waiting for a host, each alone: <b>Third Mill</b> (A-{third:04})." in text(listed)
    drafts.wish(desk.work, desk.officer, third, desk.roomy, Wish.LOCKED)
    words = text(desk(command="together"))
    assert "The draft has no host for all of them." in words
    assert "If each went alone: +2 pairs, " in words


def test_draft_and_pairs_tell_of_a_group(desk):
    """Its pairs carry a mark, lead to its page, and whoever has no host reads with whom it goes."""
    one, other, third = desk.ids
    run = together.join(desk.work, desk.officer, [one, other])
    pairs = buttons(desk(data=f"k:pairs:{run.id}:0"))
    assert [label[:1] == "👥" for label in pairs].count(True) == 2
    pair = next(each for each in pairs_of(desk.work, run) if each.visitor_id == other)
    page = desk(data=f"k:pair:{pair.id}")
    assert "👥 Travels together with First Mill" in text(page)
    group = desk(data=buttons(page)["👥 Its group"])
    assert f"g:out:{one}" in buttons(group).values()
    alone = next(each for each in pairs_of(desk.work, run) if each.visitor_id == third)
    page = desk(data=f"k:pair:{alone.id}")
    assert "👥" not in text(page) + "".join(buttons(page))
    drafts.wish(desk.work, desk.officer, third, desk.roomy, Wish.LOCKED)
    draft = text(desk(command="cohort"))
    assert "• First Mill: they travel with Second Mill, and no host can take all of them" in draft
    assert "• travelling together: First Mill and Second Mill: without it +2 pairs" in draft
    assert "Groups that travel together: 0 of 1" in draft


@pytest.mark.parametrize(
    ("tapped", "said", "left"),
    [
        ("g:out:{0}", "Taken out. I have worked the plan out anew:", [[1, 2]]),
        ("g:drop:1", "Each goes alone again. I have worked the plan out anew:", []),
    ],
)
def test_buttons_take_one_out_or_dissolve(work, tapped, said, left):
    """The draft follows at once, as after a lock."""
    desk = Desk(work)
    host(work, "FI", capacity=3)
    together.join(work, desk.officer, desk.ids)
    shown = desk(data=tapped.format(desk.ids[0]))
    assert said in text(shown)
    assert "3 of 3 visitors get a host" in text(shown)
    assert desk.groups() == [[desk.ids[one] for one in group] for group in left]


def test_a_group_goes_also_when_no_plan_can_be_made(work, desk):
    """The list is shown then, and `/cohort` says what contradicts what."""
    one, other, _ = desk.ids
    together.join(work, desk.officer, [one, other])
    drafts.wish(work, desk.officer, one, desk.roomy, Wish.LOCKED)
    work.load(Application, desk.roomy).capacity = 1
    shown = desk(data="g:drop:1")
    assert "3 of 3" not in text(shown)
    assert desk.groups() == []


def test_auditors_read_without_buttons_to_change(work, desk):
    """They are told who decides."""
    together.join(work, desk.officer, desk.ids[:2])
    auditor = officer(work, role=OfficerRole.AUDITOR)
    listed = desk(auditor, command="together")
    assert "Your officers decide it." in text(listed)
    page = desk(auditor, data=f"g:show:{desk.ids[0]}")
    assert set(buttons(page).values()) == {"g:list:0"}


def test_a_visitor_who_is_asked_reads_that_others_are_asked_too(work, desk):
    """How many, and nobody's name; who goes alone reads nothing of it."""
    one, other, third = desk.ids
    run = together.join(work, desk.officer, [one, other])
    approved(work, desk.officer, run.id)
    for pair in pairs_of(work, run):
        proposal = work.load(Proposal, pair.proposal_id)
        page = str(inviting.card(work, Speech("en"), proposal).text)
        told = "a visit together: 1 more visitor is asked about the same host" in page
        assert told == (pair.visitor_id != third)
        assert "Mill" not in page


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "M1"), (2, "M1 and M2"), (5, "M1, M2, M3, M4 and M5"), (9, "M1, M2, M3, M4 and 5 more")],
)
def test_many_names_are_cut_short(count, said):
    """The first ones, and how many more."""
    assert names_words(Speech("en"), [f"M{one + 1}" for one in range(count)]) == said


def test_more_who_are_alone_than_a_page_names_are_counted(work, desk):
    """A dozen by name, the others as a number."""
    for number in range(12):
        visitor(work, organisation_name=f"Further Mill {number}")
    listed = text(desk(command="together"))
    assert "and 3 more." in listed


def test_a_group_of_whom_one_waits_says_that_it_is_left_out(work, desk):
    """The others have withdrawn meanwhile, and the card tells who."""
    one, other, _ = desk.ids
    desk(command="together", text=f"{one} {other}")
    work.load(Application, other).state = ApplicationState.WITHDRAWN
    work.session.flush()
    listed = text(desk(command="together"))
    assert "not waiting now" in listed
    assert "Fewer than two of them wait now: the plan leaves it out." in listed


def test_a_group_is_parted_where_no_plan_can_be_made(work, desk):
    """Nobody hosts any more: the group goes all the same, and the list says so."""
    one, other, _ = desk.ids
    desk(command="together", text=f"{one} {other}")
    for number in (desk.roomy, desk.small, *desk.ids):
        work.load(Application, number).state = ApplicationState.WITHDRAWN
    work.session.flush()
    number = next(data for data in buttons(desk(data=f"g:show:{one}")).values() if "drop" in data)
    done = desk(data=number)
    assert done.toasted == "Done. There is no plan to work out now; /cohort says why."
    assert "Nobody does so far." in text(done)
