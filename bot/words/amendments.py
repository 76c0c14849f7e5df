"""A change of what was signed, in words: what would be different, who asks, why, what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.forms import Form, Question
from bot.conversation.kinds.days import StayDays, days_of
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import clip, lines
from bot.words.agendas import Agenda, fitted
from bot.words.sums import sum_words
from exchange.access import Thing
from exchange.errors import CxcError
from exchange.finding.group_seats import group_of
from exchange.people.parties import organisation_on, today_at_host
from exchange.people.signing import current_commitment
from exchange.scheme.stay import working_days
from exchange.visiting.amended import ended_by
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

    from markupsafe import Markup

    from bot.conversation.forms import Filling
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Screen
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.scheme.call import Scheme
    from exchange.visiting.amending import Asker, Difference, Wanted
    from exchange.work import Work
    from storage.tables import Amendment, Organisation

    Asking = Callable[[Talk, int], tuple[Question, ...]]
    Finish = Callable[[Talk, int, dict[str, Any]], None]
    Ended = Callable[[Talk, int], Screen | None]

FORM, REFUSAL = "amend", "refuse"
QUOTED = 300
TRAVELS = {
    Side.VISITOR: N_("Who travels, instead of {name}? Skip it if nobody else does."),
    Side.HOST: N_("Who receives the visitor, instead of {name}? Skip it if nobody else does."),
}
WHO = {Side.VISITOR: N_("Who travels"), Side.HOST: N_("Who receives")}
ENDED = {
    AmendmentState.IN_FORCE: N_("✅ All four have signed the change: it counts from now on."),
    AmendmentState.REFUSED: N_("{who} refused the change. What you signed before holds."),
    AmendmentState.TAKEN_BACK: N_("{who} took the change back. What you signed before holds."),
    AmendmentState.OVERTAKEN: N_(
        "The change came too late: not all had signed it. What you signed before holds."
    ),
}
MOST = {AGENDA: 1500}
AS_SIGNED = N_("as signed")


def ended(
    say: Speech, work: Work, amendment: Amendment, words: Mapping[AmendmentState, str] = ENDED
) -> Markup:
    """What became of a change, and by whom where somebody did not want it."""
    return say(words[amendment.state], who=ended_by(work, amendment) or say("Somebody"))


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


def change_form(
    questions: Asking, ask: Finish, closed: Ended, who: Callable[[Filling], tuple[Asker, Side]]
) -> Form:
    """The form in which a change is asked for by `who` fills it in; over its end stands what it comes to."""

    def comes_to(filling: Filling) -> str:
        by, side = who(filling)
        return _all_told(filling, by, side)

    return Form(
        FORM,
        N_("Change of what was signed"),
        questions,
        ask,
        submit=N_("Ask all to sign it"),
        declares=comes_to,
        ended=closed,
        about=Thing.EXCHANGE,
    )


def refusal_form(title: str, prompt: str, refuse: Finish, over: Ended) -> Form:
    """The one question why a change is refused, which the other three read."""
    why = Question("text", N_("Reason"), prompt, FreeText(3, 500, why=True))
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
    plan = _plan(work, exchange, agenda)
    fixed = exchange.starts_on if Part.FIRST_DAY not in may else None
    name, of_group = takes_part(work, exchange, side), _are_of_group(work, exchange)
    stands = say("The days are those of the group visit, for all who come.") if of_group else ""
    return (
        Question(
            "days",
            N_("Days"),
            _which_days(say, exchange, only_last=fixed is not None),
            StayDays(exchange.starts_on or today_at_host(work, exchange), fixed),
            optional=True,
            applies=lambda _answers: not of_group,
            resets=("agenda",),
            unsaid=AS_SIGNED,
            check=lambda _talk, _answers, value: _refused(talk, by, number, value),
        ),
        Question(
            "person",
            WHO[side],
            lines(stands, say(TRAVELS[side], name=name)),
            FreeText(2, 80),
            optional=True,
            unsaid=AS_SIGNED,
        ),
        Question(
            "agenda",
            N_("Agenda"),
            N_("Is the agenda right as it would be?"),
            plan,
            shows=plan.told,
        ),
        Question(
            "reason",
            N_("Reason"),
            N_("Why? All four read this."),
            FreeText(3, 500, why=True),
            applies=lambda answers: _is_other(answers, agenda),
            shows=lambda asked: _comes_to(asked.talk, asked.answers, by, side, number),
        ),
    )


def _which_days(say: Speech, exchange: Exchange, *, only_last: bool) -> Markup:
    """The question for other days than those agreed, or for another last one."""
    first, last = exchange.starts_on, exchange.ends_on
    days = say.days(first, last) if first and last else ""
    if only_last:
        return say("Which last day, instead of {days}? Skip it to keep it.", days=days)
    return say("Which days, instead of {days}? Skip it to keep them.", days=days)


def _are_of_group(work: Work, exchange: Exchange) -> bool:
    """Whether the days are those of a group visit, so that nobody asks for others alone."""
    group = group_of(work, exchange)
    days = exchange.starts_on, exchange.ends_on
    return group is not None and days == (group.starts_on, group.ends_on)


def _plan(work: Work, exchange: Exchange, agenda: str) -> Agenda:
    """The agenda as it is signed, fitted to the days where others are wanted."""
    host = organisation_on(work, exchange, Side.HOST)
    signed = _between(exchange.starts_on, exchange.ends_on, host)

    def days(asked: Asked) -> list[date]:
        if not (wanted := asked.answers.get("days")):
            return signed
        return _between(*days_of(wanted), host)

    def begins(asked: Asked) -> str:
        return fitted(asked.say, agenda, signed, days(asked))

    return Agenda(20, MOST[AGENDA], days=days, begins=begins)


def _between(first: date | None, last: date | None, host: Organisation) -> list[date]:
    if not (first and last):
        return []
    return list(working_days(first, last, host.country, host.region).days)


def _is_other(answers: Mapping[str, Any], agenda: str) -> bool:
    """Whether anything would be different: else nobody is asked why."""
    given = answers.get("agenda")
    return any(map(answers.get, ("days", "person"))) or given not in (None, agenda)


def change_of(side: Side, answers: Mapping[str, Any]) -> Change:
    """What was answered, as the change that is asked for."""
    first, last = days_of(answers["days"]) if answers.get("days") else (None, None)
    person = answers.get("person")
    return Change(first, last, answers.get("agenda") or None, {side: person} if person else {})


def _refused(talk: Talk, by: Asker, number: int, value: Any) -> str:
    """Why those days cannot be; nothing where they can."""
    first, last = days_of(value)
    try:
        would_amend(talk.work, by, number, Change(first, last))
    except CxcError as error:
        return talk.say(error.template, **error.facts)
    return ""


def _comes_to(talk: Talk, answers: Mapping[str, Any], by: Asker, side: Side, number: int) -> str:
    """Days and sum as they would be; nothing where no days are changed."""
    if not answers.get("days"):
        return ""
    terms = would_amend(talk.work, by, number, change_of(side, answers))
    say = talk.say
    return say(
        "{days}: {sum}",
        days=say.many("{count} working day", "{count} working days", terms.working_days),
        sum=sum_words(say, talk.work.scheme, terms.sum),
    )


def _all_told(filling: Filling, by: Asker, side: Side) -> str:
    """What the change comes to, once all is answered; or that there is none yet."""
    answers, talk = filling.answers, filling.talk
    if filling.question("reason") is None:
        return talk.say("Nothing would be different yet: tap “Change an answer”, or /cancel.")
    try:
        return _comes_to(talk, answers, by, side, filling.subject)
    except CxcError as error:
        return talk.say(error.template, **error.facts)
