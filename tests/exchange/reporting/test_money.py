"""A Partnership's money, and its payments line by line for whoever keeps the books."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.conversation.speech import Speech
from bot.desk.reporting.money import amount_in
from exchange.money import Money
from exchange.people.officers import RoleMayNot
from exchange.reporting.money import NoBudget, balance, set_budget
from exchange.reporting.payments import PAYMENTS, payments_book, payments_text
from exchange.visiting import paying
from exchange.work import Work
from storage.tables import OfficerRole, Partnership
from tests.builders.records.pairs import (
    agree,
    build_pair,
    colleague,
    pay,
    ready_pair,
    validated_pair,
)
from tests.builders.records.reading import audited
from tests.builders.records.rows import officer, partnership
from tests.builders.records.works import NOON, new_database, scheme
from tests.sizes import examples

PORTUGAL = Decimal(780)


def euros(amount):
    """So many of them."""
    return Money(Decimal(amount), "EUR")


def coordinator(work):
    """The coordinator of the Partnership that pays in these tests."""
    return officer(work, partnership(work, "Loom Ring"), "AT", OfficerRole.COORDINATOR)


def test_money_is_told_by_what_became_of_it(work):
    """Paid, signed and to be paid, agreed: each sum stands in one place."""
    back, pair = validated_pair(work)
    pay(back, pair)
    ready_pair(work)
    agree(work, build_pair(work))
    found = balance(work, pair.vop_officer)
    assert (found.paid, found.committed, found.agreed) == (euros(780),) * 3
    assert (found.budget, found.left, found.likely) == (None, None, None)


@pytest.mark.parametrize(("budget", "left"), [("2000", "440"), ("1560", "0"), ("1000", "-560")])
def test_what_is_left_is_the_budget_less_paid_and_promised(work, budget, left):
    """Below nothing where too much is promised; what has only dates binds nobody yet."""
    back, pair = validated_pair(work)
    pay(back, pair)
    ready_pair(work)
    agree(work, build_pair(work))
    set_budget(work, coordinator(work), Decimal(budget))
    assert balance(work, pair.vop_officer).left == euros(left)


def test_the_hosts_partnership_pays_nothing(work):
    """The lump sum is the visitor's, paid by the visitor's Partnership."""
    pair = ready_pair(work)
    assert balance(work, pair.hop_officer).committed == euros(0)


def test_a_budget_is_set_by_coordinators_and_stands_on_record(work):
    """With what it was before."""
    boss = coordinator(work)
    set_budget(work, boss, Decimal(62400))
    assert audited(work, f"partnership:{boss.partnership_id}")[-1][0] == "partnership:budget"
    clerk = officer(work, partnership(work, "Loom Ring"), "AT")
    with pytest.raises(RoleMayNot):
        set_budget(work, clerk, Decimal(1))
    assert work.load(Partnership, boss.partnership_id).budget == Decimal(62400)


@pytest.mark.parametrize("amount", ["0", "20000000.01"])
def test_a_budget_is_more_than_nothing_and_no_slip_of_the_finger(work, amount):
    """Neither nought nor more than any call has had."""
    with pytest.raises(NoBudget):
        set_budget(work, coordinator(work), Decimal(amount))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("62400", "62400"),
        ("62 400", "62400"),
        ("62.400", "62400"),
        ("62,400.50", "62400.50"),
        ("62.400,50 €", "62400.50"),
        ("€ 62'400", "62400"),
        ("EUR 1,000,000", "1000000"),
    ],
)
def test_amounts_are_read_as_people_of_any_country_write_them(typed, amount):
    """Marks between groups of three, cents after the last one."""
    assert amount_in(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "much", "-5", "62.4", "1e6", "62,40,0"])
def test_what_is_no_amount_is_asked_for_again(typed):
    """Nothing is guessed of money."""
    with pytest.raises(NoBudget):
        amount_in(typed)


def test_each_payment_is_a_line_in_words(work):
    """Also one that was sent back; names of columns and states in words, amounts as numbers."""
    back, pair = validated_pair(work)
    paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-0")
    paying.decline_payment(back, colleague(back, pair), pair.id, "Another reference, please.")
    pay(back, pair, "=1+1")
    sheet = load_workbook(io.BytesIO(payments_book(back, pair.vop_officer).content)).active
    head, *lines = sheet.iter_rows(values_only=True)
    assert [one.removesuffix(" (Europe/Vienna)") for one in head] == list(PAYMENTS)
    first, second = (dict(zip(PAYMENTS, line, strict=True)) for line in lines)
    assert (first["State"], first["Sent back because"]) == (
        "sent back",
        "Another reference, please.",
    )
    assert (second["State"], second["Amount"], second["Host's country"]) == (
        "paid",
        780,
        "Portugal",
    )
    assert (second["Agreement"], second["Instalment"]) == ("version 1", 1)
    assert sheet["P3"].value == "=1+1"
    assert sheet["P3"].data_type == "s"


@pytest.mark.parametrize(
    ("language", "mark", "amount"), [("en", ",", "780.00"), ("de", ";", "780,00")]
)
def test_the_text_has_the_marks_of_the_readers_language(work, language, mark, amount):
    """A spreadsheet of that language opens it by a double click; nothing in it computes."""
    back, pair = validated_pair(work)
    pay(back, pair, "=1+1")
    content = payments_text(back, pair.vop_officer, Speech(language)).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=mark))
    assert [len(row) for row in rows] == [len(PAYMENTS)] * 2
    assert (rows[1][9], rows[1][15]) == (amount, "'=1+1")


def test_a_sum_to_be_confirmed_counts_whole(work):
    """Until the distance is settled nobody knows better, and promised money must be there."""
    pair = ready_pair(work)
    pair.exchange.lump_sum = None
    work.add(pair.exchange)
    found = balance(work, pair.vop_officer)
    assert (found.committed, found.unconfirmed) == (euros(PORTUGAL), 1)


SHARES = st.lists(st.integers(1, 60), min_size=1, max_size=3).map(
    lambda some: (*some, 100 - sum(some)) if sum(some) < 100 else (100,)
)


def in_shares(shares):
    """The call, in which a lump sum is paid in these shares."""
    rules = scheme().agreement.model_copy(update={"instalments": tuple(shares)})
    return scheme().model_copy(update={"agreement": rules})


def pay_next(work, pair):
    """Two officers pay the next instalment, if one is left."""
    with suppress(paying.PaidAlready):
        pay(work, pair)


@settings(max_examples=examples(20))
@given(SHARES, st.integers(0, 4), st.integers(100_000, 900_000), st.booleans())
def test_committed_paid_and_left_are_the_budget_to_the_cent(shares, count, cents, proposed):
    """However many instalments are paid, and one more proposed: no euro stands in two places or in none."""
    database = new_database()
    with database.transaction() as session:
        back, pair = validated_pair(Work(session, NOON, in_shares(shares)))
        set_budget(back, coordinator(back), Decimal(cents) / 100)
        for _ in range(count):
            pay_next(back, pair)
        if proposed and paying.payable(back, pair.exchange):
            paying.propose_payment(back, pair.vop_officer, pair.id, "SEPA-9")
        found = balance(back, pair.vop_officer)
        made = [one for one in paying.payments_of(back, pair.exchange) if one.decided_at]
        assert found.paid.amount == sum((one.amount for one in made), Decimal(0))
        assert found.paid.amount + found.committed.amount == PORTUGAL
        assert (
            found.committed.amount + found.paid.amount + found.left.amount == Decimal(cents) / 100
        )
    database.close()
