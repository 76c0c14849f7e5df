"""The Partnership's money: /budget, and /payments for whoever keeps the books."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import note_reading, officer_of, whose
from exchange.people.officers import RIGHTS, Right
from exchange.reporting import payments
from exchange.reporting.money import NoBudget, balance, set_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.reporting.money import Balance

# 62400, 62 400, 62.400, 62,400.00, € 62'400,50: groups of three, and cents after the last mark.
AMOUNT = re.compile(
    r"(?:€|EUR)?\s*(\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+)(?:[.,](\d{2}))?\s*(?:€|EUR)?"
)


def budget(talk: Talk) -> None:
    """Set the budget, or show what became of it."""
    typed = talk.event.text.strip()
    if typed:
        set_budget(talk.work, officer_of(talk), amount_in(typed))
    show(talk)


def amount_in(typed: str) -> Decimal:
    """The amount that somebody typed. Raises NoBudget."""
    found = AMOUNT.fullmatch(typed)
    if found is None:
        raise NoBudget
    whole, cents = found.groups()
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{cents or '00'}")


def show(talk: Talk) -> None:
    """What the Partnership has, has paid and has promised."""
    found, say = balance(talk.work, officer_of(talk)), talk.say
    rows = [
        say("Paid: <b>{amount}</b>", amount=found.paid),
        say("Signed, to be paid: <b>{amount}</b>", amount=found.committed),
        say("Dates agreed, not signed: {amount}", amount=found.agreed),
        _unconfirmed(talk, found.unconfirmed),
    ]
    buttons = (Button(say("🧾 Payments, line by line"), to.PAYMENTS()),)
    text = paragraphs(
        lines(whose(talk), say("<b>Money for lump sums</b>")),
        lines(*rows),
        lines(_left(talk, found), _likely(talk, found)),
    )
    talk.show(Screen(text, (buttons,)))


def _unconfirmed(talk: Talk, count: int) -> str:
    if not count:
        return ""
    return talk.say.many(
        "{count} sum is to be confirmed and counts whole.",
        "{count} sums are to be confirmed and count whole.",
        count,
    )


def _left(talk: Talk, found: Balance) -> str:
    say = talk.say
    if found.budget is None or found.left is None:
        may = Right.TUNE in RIGHTS[officer_of(talk).role]
        return say("To see what is left, type the budget: /budget 62400") if may else ""
    if found.left.amount < 0:
        return say(
            "🔴 Of {budget} more is promised than there is: {left}",
            budget=found.budget,
            left=found.left,
        )
    return say("Left of {budget}: <b>{left}</b>", budget=found.budget, left=found.left)


def _likely(talk: Talk, found: Balance) -> str:
    if found.likely is None or found.until is None:
        return ""
    low, high = found.likely
    text = talk.say(
        "At this pace {low} to {high} by {until}.", low=low, high=high, until=found.until
    )
    if found.budget and high.amount > found.budget.amount:
        return lines(text, talk.say("⚠️ That may be more than the budget."))
    return text


def files(talk: Talk) -> None:
    """Every payment in a line, as a spreadsheet and as text."""
    officer = officer_of(talk)
    note_reading(talk, "export", f"partnership:{officer.partnership_id}")
    book = payments.payments_book(talk.work, officer, talk.say)
    text = payments.payments_text(talk.work, officer, talk.say)
    talk.reply(
        talk.say("Every payment in a line. It holds personal data: keep it safe."), file_id=book.id
    )
    talk.reply(talk.say("The same as text, for software that keeps books."), file_id=text.id)


TAPS: Mapping[Family, Callable[..., None]] = {to.BUDGET: show, to.PAYMENTS: files}
