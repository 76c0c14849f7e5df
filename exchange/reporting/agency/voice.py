"""What a report says of an exchange, in its reader's words: no ids, no codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.life.stands import EXCHANGE_FORMS, EXCHANGE_STATES
from exchange.papers import regional
from exchange.reporting.promises import promised_kind
from exchange.reporting.splits import named
from exchange.scheme.levels import REGIONS
from exchange.visiting.commitment_papers import halved_words
from exchange.visiting.kept_files import language_of, on_paper
from exchange.visiting.surveys import YES_NO_LABELS, in_words
from exchange.words import N_
from matching.places.countries import country_name
from matching.places.regions import region
from storage.tables import ExchangeForm, Side

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exchange.money import Money
    from exchange.reporting.agency.findings import Told
    from exchange.reporting.promises import Promise
    from exchange.reporting.splits import Key, Split
    from exchange.reporting.visits import Party, Visit
    from exchange.scheme.call import Scheme
    from exchange.scheme.questions import FormQuestion
    from exchange.visiting.surveys import QuestionResult
    from exchange.words import Say

SIDES: Mapping[Side, str] = {Side.VISITOR: N_("Visitors"), Side.HOST: N_("Hosts")}


@dataclass(frozen=True)
class Voice:
    """A reader's words, for paper: nothing is escaped."""

    say: Say
    language: str
    scheme: Scheme

    def kind(self, party: Party) -> str:
        """What an organisation is; of a body also of which kind."""
        type_ = self.say(self.scheme.organisation_type(party.type).label)
        if not party.body:
            return type_
        body = self.say(self.scheme.option("bodies", party.body).label)
        return self.say(N_("{type}: {body}"), type=type_, body=body)

    def promised(self, promise: Promise) -> str:
        """Of which kind of visitors exchanges were promised."""
        return promised_kind(self.say, self.scheme, promise)

    def country(self, party: Party) -> str:
        """The name of its country."""
        return country_name(party.country, self.language)

    def region(self, party: Party) -> str:
        """The name of its region; empty where that is not known."""
        return region(party.region or "").name

    def development(self, party: Party) -> str:
        """How far its region is developed; empty where that is not known."""
        return self.say(REGIONS[party.region_category]) if party.region_category else ""

    def ecosystems(self, party: Party) -> str:
        """Its industrial ecosystems."""
        option = self.scheme.option
        return ", ".join(self.say(option("ecosystems", one).label) for one in party.ecosystems)

    def split(self, by: Split, key: Key) -> str:
        """One kind of exchanges."""
        return named(self.say, self.scheme, by, key, self.language)

    def stands(self, visit: Visit) -> str:
        """How far it has come since the stay."""
        return self.say(EXCHANGE_STATES[visit.state])

    def proof(self, told: Told) -> str:
        """What was handed in, each with its number; of one online what both told as held."""
        titles = {one.id: self.say(one.title) for one in self.scheme.evidence}
        other = self.say(N_("Proof of stay"))
        days, online = told.visit.working_days, told.visit.form is ExchangeForm.ONLINE
        held = [self.say(N_("held online: {days} working days"), days=days)] if online else []
        files = (f"{titles.get(one, other)} ({count})" for one, count in told.evidence.items())
        return ", ".join([*held, *files])

    def form(self, visit: Visit) -> str:
        """On the spot, online or partly both."""
        return self.say(EXCHANGE_FORMS[visit.form])

    def halved(self, visit: Visit) -> str:
        """Why only half is paid; empty where the whole sum is."""
        return halved_words(self.scheme, visit.halved_for, self.say)

    def answer(self, question: FormQuestion, given: Any) -> str:
        """An answer of the closing report."""
        return in_words(self.say, question, given)

    def yes(self, *, fact: bool) -> str:
        """Yes or no."""
        return self.say(YES_NO_LABELS["yes" if fact else "no"])

    def counts(self, result: QuestionResult) -> str:
        """How often what was answered; of texts all of them."""
        label = {"rating": N_("{answer} of 5 stars"), "score": N_("{answer} of 10 points")}
        words = label.get(result.kind)
        told = (
            f"{self.say(words, answer=answer) if words else self.say(answer)}: {count}"
            for answer, count in result.counts.items()
            if count
        )
        return "; ".join(told) or " | ".join(result.texts)

    def rate(self, part: int, whole: int) -> str:
        """A share of a whole in words: 8 of 10 (80 %)."""
        if not whole:
            return self.say(N_("nothing yet"))
        percent = round(100 * part / whole)
        return self.say(
            N_("{part} of {whole} ({percent} %)"), part=part, whole=whole, percent=percent
        )

    def later(self, months: int) -> str:
        """How long after the stay."""
        return self.say(N_("{months} months later"), months=months)

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        return regional.amount(amount, self.language)

    def lump_sum(self, visit: Visit) -> str:
        """What is to be paid, or that it is to be confirmed."""
        return self.money(visit.sum) if visit.sum else self.say(N_("to be confirmed"))

    def days(self, first: date, last: date) -> str:
        """From a day to another."""
        return regional.days(first, last, self.language)


def voice_of(say: Say, scheme: Scheme) -> Voice:
    """The voice for papers of whoever reads these words."""
    return Voice(on_paper(say), language_of(say), scheme)
