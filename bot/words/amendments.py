"""A change of what was signed, in words: what would be different, who asks, why, what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.days import StayDays, days_of
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import clip, lines
from bot.words.sums import sum_words
from exchange.access import Thing
from exchange.errors import CxcError
from exchange.people.parties import today_at_host
from exchange.people.signing import current_commitment
from exchange.visiting.amending import (
    AGENDA,
    MAY_CHANGE,
    Change,
    Part,
    would_amend,
)
from exchange.visiting.commitment_papers import takes_part
from exchange.words import N_
from storage.tables import AmendmentState, Exchange, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Screen
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.scheme.call import Scheme
    from exchange.visiting.amending import Asker, Difference, Wanted

    Asking = Callable[[Talk, int], tuple[Question, ...]]
    Finish = Callable[[Talk, int, dict[str, Any]], None]
    Ended = Callable[[Talk, int], Screen | None]

FORM, REFUSAL = "amend", "refuse"
QUOTED = 300
SHOWN = 100  # of an agenda, so that it is known again
TRAVELS = {
    Side.VISITOR: N_("Who travels, instead of {name}? Skip it if nobody else does."),
    Side.HOST: N_("Who receives the visitor, instead of {name}? Skip it if nobody else does."),
}
WHO = {Side.VISITOR: N_("Who travels"), Side.HOST: N_("Who receives")}
ENDED = {
    AmendmentState.IN_FORCE: N_("✅ All four have signed the change: it counts from now on."),
    AmendmentState.REFUSED: N_("The change was refused. What you signed before holds."),
    AmendmentState.TAKEN_BACK: N_("The change was taken back. What you signed before holds."),
    AmendmentState.OVERTAKEN: N_(
        "The change came too late: not all had signed it. What you signed before holds."
    ),
}
MOST = {AGENDA: 1500}


def told(say: Speech, scheme: Scheme, wanted: Wanted) -> str:
    """Who asks for it, what would be different, and why."""
    reason = clip(wanted.amendment.reason, QUOTED)
    return lines(
        say("✏️ {who} asks for a change of what was signed:", who=wanted.who),
        *(_line(say, wanted, one) for one in wanted.differences),
        say("• lump sum: {sum}", sum=sum_words(say, scheme, wanted.sum)) if wanted.sum else "",
        say("Reason: “{reason}”", reason=reason) if reason else "",
    )


def _line(say: Speech, wanted: Wanted, one: Difference) -> str:
    if one.part is Part.AGENDA:
        return say("• the agenda: please read the paper")
    if one.part is Part.PEOPLE and one.side:
        name, both = wanted.names[one.side], {"after": one.after, "before": one.before}
        return say("• {name}: {after} instead of {before}", name=name, **both)
    was, will = (say.days(*_days(value)) for value in (one.before, one.after))
    return say("• {after} instead of {before}", after=will, before=was)


def _days(value: Any) -> tuple[date, date]:
    first, last = value
    return first, last


def change_form(questions: Asking, ask: Finish, closed: Ended) -> Form:
    """The form in which a change is asked for."""
    return Form(
        FORM,
        N_("Change of what was signed"),
        questions,
        ask,
        submit=N_("Ask all to sign it"),
        ended=closed,
        about=Thing.EXCHANGE,
    )


def refusal_form(title: str, prompt: str, refuse: Finish, over: Ended) -> Form:
    """The one question why a change is refused, which the other three read."""
    why = Question("text", N_("Reason"), prompt, FreeText(3, 500))
    return Form(
        REFUSAL,
        title,
        lambda _talk, _subject: (why,),
        refuse,
        review=False,
        ended=over,
        about=Thing.AMENDMENT,
    )


def questions(talk: Talk, by: Asker, side: Side, number: int) -> tuple[Question, ...]:
    """What of a signed paper may change now; whatever is skipped stays as it is."""
    work, say = talk.work, talk.say
    exchange = work.load(Exchange, number)
    may = MAY_CHANGE.get(exchange.state, frozenset())
    paper = current_commitment(work, exchange)
    agenda = str(paper.answers.get(AGENDA, "")) if paper else ""
    fixed = exchange.starts_on if Part.FIRST_DAY not in may else None
    days = (
        say.days(exchange.starts_on, exchange.ends_on)
        if exchange.starts_on and exchange.ends_on
        else ""
    )
    last = say("Which last day, instead of {days}? Skip it to keep it.", days=days)
    both = say("Which days, instead of {days}? Skip it to keep them.", days=days)
    name = takes_part(work, exchange, side)
    return (
        Question(
            "days",
            N_("Days"),
            last if fixed else both,
            StayDays(exchange.starts_on or today_at_host(work, exchange), fixed),
            optional=True,
            check=lambda _talk, _answers, value: _refused(talk, by, number, value),
        ),
        Question(
            "person", WHO[side], say(TRAVELS[side], name=name), FreeText(2, 80), optional=True
        ),
        Question(
            "agenda",
            N_("Agenda"),
            say(
                "The agenda as it should be? So far: “{agenda}” Skip it to keep it.",
                agenda=clip(agenda, SHOWN),
            ),
            FreeText(20, MOST[AGENDA]),
            optional=True,
        ),
        Question(
            "reason",
            N_("Reason"),
            N_("Why? All four read this."),
            FreeText(3, 500),
            shows=lambda asked: _comes_to(asked, by, side, number),
        ),
    )


def change_of(side: Side, answers: Mapping[str, Any]) -> Change:
    """What was answered, as the change that is asked for."""
    first, last = days_of(answers["days"]) if answers.get("days") else (None, None)
    person = answers.get("person")
    return Change(first, last, answers.get("agenda"), {side: person} if person else {})


def _refused(talk: Talk, by: Asker, number: int, value: Any) -> str:
    """Why those days cannot be; nothing where they can."""
    first, last = days_of(value)
    try:
        would_amend(talk.work, by, number, Change(first, last))
    except CxcError as error:
        return talk.say(error.template, **error.facts)
    return ""


def _comes_to(asked: Asked, by: Asker, side: Side, number: int) -> str:
    """Days and sum as they would be; nothing where no days are changed."""
    if not asked.answers.get("days"):
        return ""
    terms = would_amend(asked.talk.work, by, number, change_of(side, asked.answers))
    say = asked.say
    return say(
        "{days}: {sum}",
        days=say.many("{count} working day", "{count} working days", terms.working_days),
        sum=sum_words(say, asked.talk.work.scheme, terms.sum),
    )
