"""8. What the matcher is worth: who has a host, how soon, and whether what fits better is accepted more often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from storage.tables import Application, Exchange, Proposal, ProposalState, Role, Side

if TYPE_CHECKING:
    from tests.year.years import Years

DAY = 86_400
INVITE = "m:invite:"
WORDS = {
    "very good": ("very good fit", "passt sehr gut"),
    "good": ("good fit", "passt gut"),
    "possible": ("possible fit", "passt vielleicht"),
    "hardly": ("hardly a fit", "passt kaum"),
}
"""How telephones tell the bands apart, the best first."""


@dataclass(frozen=True)
class Pairs:
    """The eighth account."""

    visitors: int
    with_host: int
    days_to_agreement: float
    suited: int
    by_chance: float
    asked: dict[str, int]
    accepted: dict[str, int]
    faults: list[str]

    def rows(self) -> list[tuple[str, object]]:
        """What is shown."""
        return [
            ("visitors who were accepted", self.visitors),
            ("of them, with a host", self.with_host),
            ("hosts who do what their visitor looks for", self.suited),
            ("… if every visitor had a host by chance", round(self.by_chance)),
            ("days from acceptance to agreement, median", round(self.days_to_agreement, 1)),
            *(
                (f"“{band}”: accepted of asked", f"{self.accepted.get(band, 0)} of {count}")
                for band, count in sorted(self.asked.items())
            ),
        ]


def account(years: Years) -> Pairs:
    """What became of those who were accepted, and of what they asked."""
    read = _bands(years)
    asked, accepted = Counter[str](), Counter[str]()
    with Session(years.town.reader) as session:
        visitors = session.exec(
            select(Application).where(
                Application.role == Role.VISITOR, col(Application.decided_at).is_not(None)
            )
        ).all()
        since = {one.id: one.decided_at for one in visitors}
        days = [
            (one.agreed_at - begun).total_seconds() / DAY
            for one in session.exec(select(Exchange))
            if (begun := since.get(one.visitor_id))
        ]
        met = [(one.visitor_id, one.host_id) for one in session.exec(select(Exchange))]
        pairs = [(years.who[one], years.who[other]) for one, other in met]
        for one in session.exec(select(Proposal).where(Proposal.made_by == Side.VISITOR)):
            band = read.get((years.who[one.visitor_id], one.host_id), "by the desk")
            asked[band] += 1
            accepted[band] += one.state is ProposalState.ACCEPTED
    return Pairs(
        len(visitors),
        len({one for one, _ in met} & set(since)),
        median(days) if days else 0.0,
        sum(years.suits(*pair) for pair in pairs),
        sum(_chance(years, visitor) for visitor, _ in pairs),
        dict(asked),
        dict(accepted),
        [],
    )


def _chance(years: Years, visitor: int) -> float:
    """How likely a visitor is to learn what they look for at a host drawn from those of other countries."""
    home = years.lives[visitor].truth["country"]
    hosts = [one for one in years.lives.values() if one.hosts and one.truth["country"] != home]
    return sum(years.suits(visitor, one.number) for one in hosts) / len(hosts)


def _bands(years: Years) -> dict[tuple[int, int], str]:
    """What each reader was told of how well a host fits, by the host's application."""
    found: dict[tuple[int, int], str] = {}
    for one in years.witness.told():
        for data in one.data:
            if data.startswith(INVITE) and (words := _band(one.text)):
                found[one.person, int(data.removeprefix(INVITE).partition(":")[0])] = words
    return found


def _band(text: str) -> str:
    return next((band for band, words in WORDS.items() if any(one in text for one in words)), "")
