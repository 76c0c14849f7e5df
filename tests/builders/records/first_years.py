"""What the very first version of the program kept of a few years: rows of every table that it had."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Row = dict[str, Any]

BEGAN = datetime(2025, 1, 13, 9, tzinfo=UTC)
FIRST = date(2025, 5, 12)
DESKS = 4
AT_ONCE = 2_000  # rows in one statement
WORDS = "We weave linen and look for people who know how to dye it without water. " * 4
A_FILE = b"%PDF-1.7\n" + bytes(range(256)) * 40
STATES = ("paid", "validated", "reported", "done", "ready", "signing", "commitment", "dates")
WITH_DATES = 7  # of these states
SIGNED = 5
LISTS = ("ecosystems", "goals", "activities", "wished_countries", "months", "partner_kinds")
PARTIES = ("VO", "HO", "VOP", "HOP")


def keep_first_years(line: sa.Connection, people: int) -> Counter[str]:
    """How many rows of each table there are now, for so many people: about 25 for each."""
    kept: Counter[str] = Counter()
    for name, rows in _tables(people):
        table = sa.Table(name, sa.MetaData(), autoload_with=line)
        blank = {one.name: _blank(one.type) for one in table.columns if not one.nullable}
        # Whatever one row of a table tells, each tells: they go in together.
        told = {one for row in rows for one in row} - set(blank)
        whole = [{**dict.fromkeys(told), **blank, **row} for row in rows]
        for begin in range(0, len(whole), AT_ONCE):
            line.execute(sa.insert(table), whole[begin : begin + AT_ONCE])
        kept[name] = len(whole)
        if line.dialect.name == "postgresql" and "id" in table.columns:  # the next one comes after
            line.execute(sa.select(sa.func.setval(f"{name}_id_seq", len(whole))))
    return kept


def _blank(kind: sa.types.TypeEngine[Any]) -> object:
    """What stands in a column that must not be empty, where nothing is said of it."""
    for kinds, value in (
        (sa.Boolean, False),
        ((sa.Integer, sa.Float), 0),
        (sa.DateTime, BEGAN),
        (sa.JSON, {}),
        (sa.LargeBinary, A_FILE),
    ):
        if isinstance(kind, kinds):
            return value
    return ""


def _each(count: int, row: Callable[[int], Row]) -> list[Row]:
    """So many rows, by their numbers."""
    return [{"id": number, **row(number)} for number in range(1, count + 1)]


def _at(number: int) -> datetime:
    return BEGAN + timedelta(minutes=7 * number)


def _tables(people: int) -> Iterator[tuple[str, list[Row]]]:
    """Rows of every table, after those that they hang on."""
    yield from _who(people)
    yield from _what_was_agreed(people)
    yield from _what_was_said(people)


def _who(people: int) -> Iterator[tuple[str, list[Row]]]:
    yield "partnership", _each(DESKS, lambda n: {"name": f"Partnership {n}", "target": 50})
    yield "cluster", _each(DESKS, lambda n: {"name": f"Cluster {n}", "partnership_id": n})
    yield "person", _each(people, _person)
    yield "consent", _each(people, lambda n: {"person_id": n, "given_at": _at(n)})
    yield "officer", _each(DESKS, lambda n: _officer(n, people))
    yield "organisation", _each(people, _organisation)
    yield "storedfile", _each(people // 5, lambda n: {"name": f"cv{n}.pdf", "size": len(A_FILE)})
    yield "application", _each(people, _application)
    yield (
        "draft",
        _each(people // 10, lambda n: {"user_id": 10_000 + n, "answers": {"seeks": WORDS}}),
    )


def _person(number: int) -> Row:
    return {"telegram_id": 10_000 + number, "language": "en", "zone": "Europe/Brussels"}


def _officer(number: int, people: int) -> Row:
    own = {"person_id": people + 1 - number, "partnership_id": number, "role": "coordinator"}
    return {"name": f"Officer {number}", **own}


def _organisation(number: int) -> Row:
    where = {"country": "BE", "city": "Ghent", "latitude": 51.05, "longitude": 3.72}
    return {"name": f"Mill {number}", "type": "sme", "cluster_id": number % DESKS + 1, **where}


def _application(number: int) -> Row:
    """Odd ones visit, even ones host."""
    own = {"person_id": number, "organisation_id": number, "partnership_id": number % DESKS + 1}
    texts = {"offers": WORDS, "seeks": WORDS, "motivation": WORDS, "languages": ["en"]}
    lists = {one: [] for one in LISTS}
    decided = {"decided_at": _at(number), "decided_by": 1} if number % 10 else {}
    return {
        "role": "visitor" if number % 2 else "host",
        "state": "accepted" if decided else "submitted",
        "person_name": f"Person {number}",
        "email": f"p{number}@mill.example",
        "capacity": 1,
        "cv_id": number // 5 if number % 5 == 0 else None,
        "submitted_at": _at(number),
        **own,
        **texts,
        **lists,
        **decided,
    }


def _what_was_agreed(people: int) -> Iterator[tuple[str, list[Row]]]:
    exchanges = people // 2
    yield "proposal", _each(2 * people, lambda n: _proposal(n, people))
    yield "enquiry", _each(exchanges, lambda n: _enquiry(n, people))
    yield "exchange", _each(exchanges, _exchange)
    yield "commitment", _each(exchanges, lambda n: {"exchange_id": n, **_drawn_up(n)})
    signing = [n for n in range(1, exchanges + 1) if n % len(STATES) < SIGNED]
    yield "signature", _each(4 * len(signing), lambda n: _signature(n, signing))
    yield "dateoffer", _each(exchanges, lambda n: {"exchange_id": n, "side": "host", **_OFFERED})
    done = [n for n in signing if n % len(STATES) < 3]
    yield "report", _each(len(done), lambda n: {"exchange_id": done[n - 1]})
    paid = [n for n in done if n % len(STATES) == 0]
    yield "payment", _each(len(paid), lambda n: {"exchange_id": paid[n - 1], **_PAID})
    yield "surveyreply", _each(len(done), lambda n: {"exchange_id": done[n - 1], "side": "visitor"})


_OFFERED = {"state": "agreed", "starts_on": FIRST, "ends_on": FIRST + timedelta(days=4)}
_PAID = {"amount": 120_000, "currency": "EUR", "reference": "SEPA 1", "recorded_by": 1}


def _proposal(number: int, people: int) -> Row:
    """The first of each visitor became an exchange, the others came to nothing."""
    visitor, host = _pair(number, people)
    state = "accepted" if number <= people // 2 else "declined"
    own = {"visitor_id": visitor, "host_id": host, "made_by": "visitor", "state": state}
    return {"months": [], "parts": {}, "decided_at": _at(number), "message": WORDS, **own}


def _pair(number: int, people: int) -> tuple[int, int]:
    half, step = people // 2, (number - 1) // (people // 2)
    return (number - 1) % half * 2 + 1, ((number - 1 + step) % half) * 2 + 2


def _enquiry(number: int, people: int) -> Row:
    visitor, host = _pair(number, people)
    asked = {"proposal_id": number, "asker_id": visitor, "asked_id": host}
    return {"question": "Is there a hotel?", "answer": "Two", "answered_at": _at(number), **asked}


def _exchange(number: int) -> Row:
    at = number % len(STATES)
    dates = {"starts_on": FIRST, "ends_on": FIRST + timedelta(days=4), "working_days": 5}
    money = {"distance_km": 812.5, "lump_sum": 120_000, "full_sum": 120_000}
    return {
        "proposal_id": number,
        "visitor_id": 2 * number - 1,
        "host_id": 2 * number,
        "visitor_partnership_id": (2 * number - 1) % DESKS + 1,
        "host_partnership_id": 2 * number % DESKS + 1,
        "state": STATES[at],
        "currency": "EUR",
        "halved_for": [],
        **(dates | money if at < WITH_DATES else {}),
    }


def _drawn_up(number: int) -> Row:
    own = {"version": 1, "drawn_up_by": "visitor", "answers": {"goals": WORDS}}
    return {"digest": _digest(number), **own}


def _digest(commitment: int) -> str:
    return f"{commitment:064x}"


def _signature(number: int, signing: list[int]) -> Row:
    exchange = signing[(number - 1) // 4]
    own = {"commitment_id": exchange, "party": PARTIES[(number - 1) % 4], "person_id": exchange}
    return {"name": f"Person {exchange}", "digest": _digest(exchange), **own}


def _what_was_said(people: int) -> Iterator[tuple[str, list[Row]]]:
    yield "chat", [{"bot": "participants", "chat_id": 10_000 + n} for n in range(1, people + 1)]
    yield "conversation", _each(people, lambda n: {"bot": "participants", **_of(n, people)})
    yield "due", _each(2 * people, _due)
    inbox = ({"bot": "participants", "update_id": n} for n in range(1, 3 * people + 1))
    yield "inbox", [{**one, **_update(one["update_id"], people)} for one in inbox]
    yield "outbox", _each(4 * people, lambda n: _message(n, people))
    yield "audit", _each(3 * people, lambda n: _act(n, people))


def _of(number: int, people: int) -> Row:
    chat = 10_001 + number % people
    return {"chat_id": chat, "user_id": chat, "place": "menu"}


def _due(number: int) -> Row:
    done = {"done_at": _at(number), "outcome": "done"} if number % 8 else {}
    return {"key": f"k{number}", "kind": "dates_reminder", "due_at": _at(number), **done}


def _update(number: int, people: int) -> Row:
    chat = 10_001 + number % people
    body = {"update_id": number, "message": {"chat": {"id": chat}, "text": WORDS}}
    return {"chat_id": chat, "body": body, "done_at": _at(number)}


def _message(number: int, people: int) -> Row:
    own = {"bot": "participants", "chat_id": 10_001 + number % people, "kind": "reply"}
    sent = {"state": "sent", "sent_at": _at(number), "message_id": number}
    return {"body": {"text": WORDS}, "made_at": _at(number), "due_at": _at(number), **own, **sent}


def _act(number: int, people: int) -> Row:
    own = {"actor": f"person:{number % people + 1}", "act": "application.submitted"}
    return {"at": _at(number), "subject": f"application:{number % people + 1}", **own}
