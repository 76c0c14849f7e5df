"""2. Every euro, worked out anew from the raw facts: whence, whither, which days; and what telephones read of it.

A page of its own: nothing of the product's rules is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import holidays
from sqlmodel import Session, select

from storage.tables import Exchange, Payment, PaymentState
from tests.personas.lives import HOMES

if TYPE_CHECKING:
    from datetime import date

    from tests.personas.lives import Life
    from tests.year.years import Years

# Euros by the country of the stay, for the homes of our people.
WHOLE = {
    "DK": 1100,
    "FI": 950,
    "AT": 900,
    "FR": 900,
    "IT": 900,
    "DE": 830,
    "NL": 830,
    "ES": 830,
    "PT": 780,
    "EE": 670,
    "HU": 670,
    "CZ": 610,
    "PL": 610,
    "LT": 560,
    "RO": 560,
}
# Degrees north and east, by hand, to the tenth.
PLACES = {
    "Porto": (41.2, -8.6),
    "Covilhã": (40.3, -7.5),
    "Alcoy": (38.7, -0.5),
    "Vigo": (42.2, -8.7),
    "Prato": (43.9, 11.1),
    "Stuttgart": (48.8, 9.2),
    "Greifswald": (54.1, 13.4),
    "Linz": (48.3, 14.3),
    "Wien": (48.2, 16.4),
    "Nantes": (47.2, -1.6),
    "Brest": (48.4, -4.5),
    "Cluj-Napoca": (46.8, 23.6),
    "Poznań": (52.4, 16.9),
    "Liberec": (50.8, 15.1),
    "Tampere": (61.5, 23.8),
    "Vilnius": (54.7, 25.3),
    "Győr": (47.7, 17.6),
    "Eindhoven": (51.4, 5.5),
    "Odense": (55.4, 10.4),
    "Tallinn": (59.4, 24.8),
}
NEAR_KM, FULL_DAYS, LEAST_DAYS = 200, 5, 3
SATURDAY = 5
TOLD = re.compile(r"💶 .*?(\d[\d.,\s]*)\s?€[^(]*\(\w+ (SEPA[^)]*\))\)")
PARTS = {"Stuttgart": "BW", "Greifswald": "MV", "Alcoy": "VC", "Vigo": "GA"}
"""Of countries whose law lets regions have holidays of their own."""


@dataclass(frozen=True)
class Euros:
    """The second account."""

    paid: int
    payments: int
    halved: int
    read: int
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("payments", self.payments),
            ("euros paid", self.paid),
            ("euros that telephones read of", self.read),
            ("halved", self.halved),
        ]


def account(years: Years) -> Euros:
    """Every payment beside what it should be, and what its visitor read."""
    read, paid = Counter(_read(years)), Counter[int]()
    homes = {one.phone.person_id: one.life for one in years.residents if one.life}
    faults, halved = [], 0
    with Session(years.town.reader) as session:
        payments = session.exec(select(Payment).where(Payment.state == PaymentState.PAID)).all()
        for payment in payments:
            stay = session.get_one(Exchange, payment.exchange_id)
            visitor, host = (years.who[one] for one in (stay.visitor_id, stay.host_id))
            whole = WHOLE[homes[host].truth["country"]]
            due = _due(stay, homes[visitor], homes[host])
            halved += due != whole
            paid[visitor] += int(payment.amount)
            if payment.amount != due:
                faults.append(f"HX-{stay.id:04} is paid {payment.amount}, and {due} is due")
    faults += [
        f"{person} read of {read[person]}, and {paid[person]} is paid"
        for person in sorted({*read, *paid})
        if read[person] != paid[person]
    ]
    return Euros(paid.total(), len(payments), halved, read.total(), faults)


def _read(years: Years) -> dict[int, int]:
    """Euros that each person read they were paid; what is said once more is the same money."""
    found: dict[int, dict[str, int]] = {}
    for one in years.witness.told():
        if (told := TOLD.search(one.text)) and not one.edited:
            found.setdefault(one.person, {})[told[2]] = int(re.sub(r"\D", "", told[1]))
    return {person: sum(sums.values()) for person, sums in found.items()}


def _due(stay: Exchange, visitor: Life, host: Life) -> int:
    """What that visitor is to get for their days with that host."""
    country = host.truth["country"]
    days = _working_days(stay.starts_on, stay.ended_early_on or stay.ends_on, host)
    if days < LEAST_DAYS:
        return 0
    near = _km(PLACES[_home(visitor)], PLACES[_home(host)]) < NEAR_KM
    return WHOLE[country] // (2 if near or days < FULL_DAYS else 1)


def _working_days(first: date | None, last: date | None, host: Life) -> int:
    assert first
    assert last
    part = PARTS.get(_home(host))
    free = holidays.country_holidays(host.truth["country"], subdiv=part)
    days = (first + timedelta(days=one) for one in range((last - first).days + 1))
    return sum(day.weekday() < SATURDAY and day not in free for day in days)


def _home(life: Life) -> str:
    """The town where they are, by the name they have for it."""
    kept = {one.kept_city or one.city: one.city for one in HOMES}
    return kept[life.truth["city"]]


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the earth's surface."""
    (north, east), (up, right) = (map(radians, place) for place in (one, other))
    half = sin((up - north) / 2) ** 2 + cos(north) * cos(up) * sin((right - east) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
