"""A Partnership against its own target: what counts, for whom, told apart, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exchange.desk.pipeline import Step
from exchange.people.officers import RoleMayNot
from exchange.reporting.figures import paces, progress, splits
from exchange.reporting.pace import working_days_between
from exchange.reporting.promises import Promise, measured, promised_kind, promises
from exchange.reporting.splits import Split, named
from exchange.reporting.visits import visits
from exchange.scheme.partnerships import PartnershipEntry
from exchange.teaching import attending, enrolling
from exchange.visiting import closing, course
from exchange.words import plain_english
from storage.tables import (
    Application,
    Cluster,
    ExchangeState,
    OfficerRole,
    Organisation,
    Partnership,
)
from tests.builders.records.courses import giver, learner, published
from tests.builders.records.pairs import (
    REPORT,
    colleague,
    pay,
    ready_pair,
    travelling_pair,
    validated_pair,
)
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import at, later

JUNE = datetime(2027, 6, 1, tzinfo=UTC)


@pytest.fixture
def paid(work):
    """A pair whose visitor is paid."""
    back, pair = validated_pair(work)
    pay(back, pair)
    return pair


def test_figures_follow_the_way_to_payment(work, paid):
    """Each step of the funnel counts what has come so far at the Partnership that pays."""
    ready_pair(work)
    found = progress(at(work, JUNE), paid.vop_officer)
    assert dict(found.chart.funnel) == {
        "Applications": 2,
        "Accepted": 2,
        "Invitations": 2,
        "Pairs agreed": 2,
        "Signed by all": 2,
        "Stays done": 1,
        "Paid": 1,
    }
    assert (found.chart.done, found.chart.under_way, found.chart.target) == (1, 0, 50)
    assert found.chart.by_month == (("2027-04", 1), ("2027-05", 0), ("2027-06", 0))
    assert found.forecast is None


def test_an_exchange_counts_only_for_the_partnership_that_pays(work, paid):
    """And once for the whole programme (https://clamtex.eu/faq-page)."""
    boss = officer(work, partnership(work, "Bobbin League"), "PT", OfficerRole.COORDINATOR)
    assert progress(work, paid.hop_officer).chart.done == 0
    assert progress(work, boss, whole=True).chart.done == 1
    assert progress(work, boss, whole=True).chart.target == work.scheme.target_exchanges


@pytest.mark.parametrize("role", [OfficerRole.OFFICER, OfficerRole.AUDITOR])
def test_the_whole_programme_is_for_coordinators(work, role):
    """Officers and auditors answer for their own Partnership."""
    reader = officer(work, partnership(work, "Yarn Circle"), "FI", role)
    assert progress(work, reader).chart.done == 0
    for read in (progress, paces):
        with pytest.raises(RoleMayNot):
            read(work, reader, whole=True)


@pytest.mark.parametrize(("last", "done"), [(13, 0), (14, 1)])
def test_a_stay_under_three_days_is_no_exchange_in_any_figure(work, last, done):
    """Reported or not (three working days: https://clustercollaboration.eu/clusterxchange/faqs)."""
    there, pair = travelling_pair(work)
    there = at(there, there.now.replace(day=last))
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, last), "Illness.")
    closing.submit_report(there, pair.visitor, pair.id, REPORT)
    late = at(work, datetime(2027, 4, 30, tzinfo=UTC))
    found = progress(late, pair.vop_officer).chart
    assert (found.done, dict(found.funnel)["Stays done"]) == (done, done)
    assert sum(count for _, count in found.by_month) == done
    assert sum(count for _, count in splits(late, pair.vop_officer, Split.TYPE)) == done


def test_figures_of_an_empty_programme(work):
    """Before the first exchange everything is nought."""
    reader = officer(work, partnership(work, "Yarn Circle"), "FI")
    found = progress(work, reader)
    assert {count for _, count in found.chart.funnel} == {0}
    assert (found.chart.by_month, paces(work, reader)) == ((), [])


def test_what_was_promised_is_told_by_type(work, paid):
    """As RECiPE4Mobility promised 25 companies of its 50 exchanges."""
    entry = PartnershipEntry(
        name="Loom Ring", field="Textiles", target=50, clusters=(), promised={"sme": 25}
    )
    promising = work.scheme.model_copy(update={"partnerships": (entry,)})
    found = progress(replace(work, scheme=promising), paid.vop_officer).promised
    assert found == (Promise("sme", 1, 25, others=False),)


def test_what_was_promised_besides_exchanges_is_counted(work):
    """As RECiPE4Mobility promised 15 managers trained in 10 sessions, 5 labels, 75 consultations."""
    least = {"managers_trained": 15, "courses_held": 10, "labels": 5, "consultations": 75}
    entry = PartnershipEntry(
        name="Loom Ring", field="Textiles", target=50, clusters=(), also_promised=least
    )
    loom = partnership(work, "Loom Ring")
    work.add(Cluster(name="Ring", country="AT", partnership_id=loom.id, label="gold"))
    by, seats = giver(work), [learner(work) for _ in range(2)]
    for days in (20, 30):
        _, lesson = published(work, by, days=days)
        guests = [enrolling.enrol(work, one, lesson.id) for one in seats[: days // 10 - 1]]
        for guest in guests:
            attending.confirm(later(work, days=days + 1), by, guest.id)
    promising = work.scheme.model_copy(update={"partnerships": (entry,)})
    reader = officer(work, loom, "AT")
    then = replace(later(work, days=40), scheme=promising)
    found = {one.kind: (one.done, one.promised) for one in progress(then, reader).promised}
    assert found == {
        "managers_trained": (2, 15),
        "courses_held": (2, 10),
        "labels": (1, 5),
        "consultations": (0, 75),
    }
    assert measured(then, loom.id, work.now)[0].done == 0


@pytest.mark.parametrize(
    ("name", "told", "centres", "others"),
    [
        ("Wolff Werkstätten", "technology_centre", 1, 0),
        ("Technologiezentrum Wolff", None, 1, 0),  # its name tells it
        ("Technologiezentrum Wolff", "incubator", 0, 1),  # it has told otherwise
        ("Wolff Werkstätten", None, 0, 1),
    ],
)
def test_technology_centres_are_promised_apart_from_other_bodies(
    work, paid, name, told, centres, others
):
    """RECiPE4Mobility: 25 companies, 5 cluster managers, 10 technology centres, 10 other bodies (scheme.md §7)."""
    visitor = work.load(Application, paid.exchange.visitor_id)
    body = work.load(Organisation, visitor.organisation_id)
    body.type, body.name, body.body = "scaling_up_support", name, told
    found = promises(work.scheme, "RECiPE4Mobility", visits(work, visitor.partnership_id))
    assert [(one.kind, one.done, one.promised) for one in found] == [
        ("sme", 0, 25),
        ("cluster_organisation", 0, 5),
        ("technology_centre", centres, 10),
        ("scaling_up_support", others, 10),
    ]
    assert [promised_kind(plain_english, work.scheme, one) for one in found[2:]] == [
        "Technology centre",
        "Scaling-up support organisation, all others",
    ]


def test_nobody_promises_more_than_the_target():
    """The splits are of the target, not beside it."""
    with pytest.raises(ValueError, match="more than its target"):
        PartnershipEntry(name="A", field="B", target=9, clusters=(), promised={"sme": 10})


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (Split.TYPE, "Small or medium-sized company"),
        (Split.COUNTRIES, "Austria → Portugal"),
        (Split.ECOSYSTEM, "Textiles"),
        (Split.REGIONS, "more developed → not known"),
        (Split.CLUSTER, "no cluster named"),
        (Split.LABEL, "no label → no label"),
    ],
)
def test_exchanges_are_told_apart_in_words(work, paid, by, words):
    """No ids: a country has its name, a region its category."""
    visitor = work.load(Application, paid.exchange.visitor_id)
    work.load(Organisation, visitor.organisation_id).region_category = "more_developed"
    ((key, count),) = splits(work, paid.vop_officer, by)
    assert (named(plain_english, work.scheme, by, key, "en"), count) == (words, 1)


@pytest.mark.parametrize(
    ("start", "end", "country", "days"),
    [
        ((2027, 4, 12), (2027, 4, 12), "AT", 0),
        ((2027, 4, 12), (2027, 4, 13), "AT", 1),
        ((2027, 4, 16), (2027, 4, 19), "AT", 1),  # over a weekend
        ((2027, 12, 23), (2028, 1, 3), "AT", 7),  # Christmas and New Year fall on weekends
        ((2026, 12, 23), (2026, 12, 28), "AT", 2),  # the 25th is a holiday, the 24th is none
        ((2026, 12, 23), (2026, 12, 28), None, 3),
    ],
)
def test_working_days_between_two_days(start, end, country, days):
    """The first day does not count, the last does."""
    assert working_days_between(date(*start), date(*end), country) == days


def test_each_step_has_its_working_days(work, paid):
    """What was done at once took none; the stay itself is no step."""
    found = {one.step: one.median for one in paces(at(work, JUNE), paid.vop_officer)}
    assert set(found) == {
        *(Step.HOST, Step.DATES, Step.COMMITMENT, Step.SIGNING),
        *(Step.REPORT, Step.VALIDATION, Step.PAYMENT),
    }
    assert found[Step.REPORT] == 0


def test_what_stands_at_a_step_is_not_yet_part_of_its_pace(work):
    """A median of what went through fast would lie about what does not go through."""
    back, pair = validated_pair(work)
    assert pair.exchange.state is ExchangeState.VALIDATED
    assert Step.PAYMENT not in {one.step for one in paces(at(back, JUNE), pair.vop_officer)}
    assert (
        colleague(back, pair).partnership_id
        == work.load(Partnership, pair.exchange.visitor_partnership_id).id
    )
