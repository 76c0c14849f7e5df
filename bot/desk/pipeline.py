"""What stands at each step from application to payment; who is waited for is reminded by one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk import troubles
from bot.desk.officer import officer_of, reference, whose
from exchange import desk
from exchange.desk import Step
from exchange.desk.pipeline import REMINDED_BY
from exchange.people.officers import RIGHTS, Right
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.applying.review import Waiting
    from exchange.desk import Standing

SHOWN = 7
TITLES: Mapping[Step, str] = {
    Step.REVIEW: N_("To review"),
    Step.ANSWER: N_("Asked, no answer yet"),
    Step.HOST: N_("Accepted, no host yet"),
    Step.INVITATION: N_("Host invited"),
    Step.DATES: N_("Dates to agree"),
    Step.COMMITMENT: N_("Commitment to write"),
    Step.SIGNING: N_("Signatures"),
    Step.AGREEMENT: N_("Agreement to sign"),
    Step.REPORT: N_("Report to come"),
    Step.VALIDATION: N_("Report to validate"),
    Step.PAYMENT: N_("To pay"),
}
OF_APPLICATIONS = {Step.REVIEW, Step.ANSWER, Step.HOST, Step.INVITATION}


def show(talk: Talk) -> None:
    """Every step at which something stands: how many, and for how long."""
    found = desk.pipeline(talk.work, officer_of(talk))
    trouble = troubles.note(talk)
    if not found:
        calm = talk.say("Nothing waits for anybody. 🌿 New applications come here by themselves.")
        talk.reply(paragraphs(whose(talk), calm, trouble))
        return
    rows = [_step_line(talk, step, some) for step, some in found.items()]
    buttons = tuple(
        (
            Button(
                talk.say("{step} ({count})", step=talk.say(TITLES[step]), count=len(some)),
                to.STEP(step),
            ),
        )
        for step, some in found.items()
    )
    talk.show(Screen(paragraphs(lines(whose(talk), *rows), trouble), buttons))


def _step_line(talk: Talk, step: Step, some: Sequence[Standing]) -> str:
    return talk.say(
        "{mark} {step}: <b>{count}</b>, {waits}",
        mark=_mark(any(one.late for one in some)),
        step=talk.say(TITLES[step]),
        count=len(some),
        waits=_for_how_long(talk, some[0]),
    )


def _mark(late: bool) -> str:  # noqa: FBT001 - it is all that this is about
    return "🔴" if late else "•"


def _for_how_long(talk: Talk, one: Standing) -> str:
    days = (talk.work.now - one.since).days
    if not days:
        return talk.say("today")
    return talk.say.many("{count} day", "{count} days", days)


def stands(talk: Talk, step: Step) -> list[Standing]:
    """Who stands at a step, longest first."""
    return desk.pipeline(talk.work, officer_of(talk)).get(step, [])


def show_step(talk: Talk, step: Step) -> None:
    """Who stands at a step, longest first, each with a button; and one for all of them."""
    some = stands(talk, step)
    if not some:
        talk.reply(talk.say("Nobody stands there any more. /today shows the rest."))
        return
    shown = some[:SHOWN]
    head = talk.say("<b>{step}</b> ({count})", step=talk.say(TITLES[step]), count=len(some))
    rows = [_row(talk, step, one) for one in shown]
    rest = len(some) - len(shown)
    more = talk.say("… and {count} more, not so long.", count=rest) if rest else ""
    card = to.CASE if step in OF_APPLICATIONS else to.EXCHANGE
    buttons = [(Button(clip(one.name, 50), card(one.subject)),) for one in shown]
    back = (Button(talk.say("‹ Back"), to.STEPS()),)
    talk.show(Screen(lines(head, *rows, more), (*buttons, *_bulk(talk, step, some), back)))


def _row(talk: Talk, step: Step, one: Standing) -> str:
    row = talk.say(
        "{mark} {number} <b>{name}</b>, {waits}",
        mark=_mark(one.late),
        number=reference(to.CASE if step in OF_APPLICATIONS else to.EXCHANGE, one.subject),
        name=one.name,
        waits=_for_how_long(talk, one),
    )
    if one.taker:
        row = talk.say("{row} ✋ {officer}", row=row, officer=one.taker)
    return talk.say("{row} ⏸ {until}", row=row, until=one.hold.until) if one.hold else row


def _bulk(talk: Talk, step: Step, some: Sequence[Standing]) -> tuple[tuple[Button, ...], ...]:
    waiting = sum(not one.ours and not one.hold for one in some)
    if step is Step.REVIEW:
        return ((Button(talk.say("✅ Accept those without a question"), to.ALL_FINE()),),)
    if step not in REMINDED_BY or not waiting or Right.DECIDE not in RIGHTS[officer_of(talk).role]:
        return ()
    label = talk.say.many("🔔 Remind {count}", "🔔 Remind all {count}", waiting)
    return ((Button(label, to.REMIND(step)),),)


def show_fine(talk: Talk) -> None:
    """The applications that nothing speaks against, by name, and one tap that accepts them."""
    some, say = desk.all_fine(talk.work, officer_of(talk)), talk.say
    back = (Button(say("‹ Back"), to.STEP(Step.REVIEW)),)
    if not some:
        none = say("Each of those that wait needs a look of yours: /queue")
        talk.show(Screen(none, (back,)))
        return
    head = say.many(
        "Nothing speaks against this one:", "Nothing speaks against these {count}:", len(some)
    )
    rows = [_named(talk, one) for one in some]
    accept = say.many("✅ Accept {count}", "✅ Accept all {count}", len(some))
    yes = (Button(accept, to.ACCEPT_ALL(desk.mark_of(some))),)
    checked = say("Cluster, place, earlier visits, resemblances and complaints were checked.")
    talk.show(Screen(paragraphs(head, lines(*rows), checked), (yes, back)))


def _named(talk: Talk, one: Waiting) -> str:
    return talk.say(
        "• <b>{name}</b>, {city}, {country}",
        name=one.organisation.name,
        city=talk.say.city(one.organisation.city, one.organisation.country),
        country=talk.say.country(one.organisation.country),
    )


def accept_all(talk: Talk, mark: str) -> None:
    """Accept those that were shown."""
    some = desk.accept_all(talk.work, officer_of(talk), mark)
    head = talk.say.many(
        "✅ Accepted, and told: {count}", "✅ Accepted, and told: all {count}", len(some)
    )
    undo = (Button(talk.say("↩️ Undo one of them"), to.UNDO()),)
    talk.settle(lines(head, *(_named(talk, one) for one in some)), (undo,))


def remind(talk: Talk, step: Step) -> None:
    """Remind all who stand at a step."""
    reminded = desk.remind_all(talk.work, officer_of(talk), step)
    if not reminded:
        talk.reply(
            talk.say(
                "All of them were reminded within a day, or as often as the call says. Their cards are behind /today."
            )
        )
        return
    talk.reply(
        talk.say.many(
            "🔔 {count} is reminded, at their next working hour. /today shows who acts.",
            "🔔 {count} are reminded, each at their next working hour. /today shows who acts.",
            reminded,
        )
    )


TAPS: Mapping[Family, Callable[..., None]] = {
    to.STEPS: show,
    to.STEP: show_step,
    to.REMIND: remind,
    to.ALL_FINE: show_fine,
    to.ACCEPT_ALL: accept_all,
}
