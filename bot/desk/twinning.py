"""`/twinnings`: the twinnings of the desk's clusters, how each stands, and what was done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words.twinning import counted
from exchange.rows import row_id
from exchange.twinning.figures import STATES, standing, twinnings_at
from exchange.words import N_
from storage.tables import Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.twinning.figures import Standing

ON_A_PAGE, NAME, AIM = 4, 22, 300


def show(talk: Talk) -> None:
    """Agreed ones first."""
    _show(talk, 0)


def _show(talk: Talk, page: int) -> None:
    found, say = twinnings_at(talk.work, officer_of(talk)), talk.say
    pages = Pages(len(found), ON_A_PAGE, page, to.TWINNINGS)
    shown = list(enumerate(found[pages.offset : pages.offset + ON_A_PAGE], pages.offset + 1))
    none = say(
        "None of your clusters has a twinning yet. Those who speak for them propose one in the participants’ bot: /twinning."
    )
    agreed = sum(one.twinning.state is TwinningState.AGREED for one in found)
    told = say.many("{count} twinning is agreed", "{count} twinnings are agreed", agreed)
    rows = tuple(
        (
            Button(
                f"{at}. {clip(one.asker.name, 16)} – {clip(one.asked.name, 16)}",
                to.TWINNING(row_id(one.twinning)),
            ),
        )
        for at, one in shown
    )
    text = paragraphs(
        lines(whose(talk), told if found else none),
        lines(*(_line(say, at, one) for at, one in shown)),
    )
    turning = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turning)))


def _line(say: Speech, at: int, one: Standing) -> str:
    return lines(
        say(
            "{number}. <b>{one} – {other}</b>",
            number=at,
            one=clip(one.asker.name, NAME),
            other=clip(one.asked.name, NAME),
        ),
        " · ".join(filter(None, (say(STATES[one.twinning.state]), counted(say, one.done)))),
    )


def open_one(talk: Talk, number: int) -> None:
    """One twinning: who proposed it and why, since when, what was done."""
    one = standing(talk.work, talk.work.load(Twinning, number))
    back = (Button(talk.say("‹ Back to the list"), to.TWINNINGS(0)),)
    talk.show(Screen(_card(talk.say, one), (back,)))


def _card(say: Speech, one: Standing) -> Markup:
    of = one.twinning
    return paragraphs(
        lines(
            say("🤝 <b>{one} – {other}</b>", one=one.asker.name, other=one.asked.name),
            say("Proposed on {day}", day=say.on(of.proposed_at)),
            say("Agreed on {day}.", day=say.on(of.agreed_at)) if of.agreed_at else "",
            say("{state} on {day}", state=say(STATES[of.state]), day=say.on(of.ended_at))
            if of.ended_at
            else "",
            counted(say, one.done),
        ),
        say("“{words}”", words=clip(of.aim, AIM)) if of.aim else "",
    )


MOVED: Mapping[TwinningState, str] = {
    TwinningState.AGREED: N_("🤝 Two clusters are twinned: <b>{one} – {other}</b>."),
    TwinningState.ENDED: N_("A twinning has ended: <b>{one} – {other}</b>."),
}


def moved(delivery: Delivery) -> Screen | None:
    """Two clusters were twinned, or are no more; nothing where it has moved again."""
    found = delivery.work.load(Twinning, delivery["twinning"])
    if found.state.value != delivery.facts["state"]:
        return None
    one, say = standing(delivery.work, found), delivery.say
    text = say(MOVED[found.state], one=one.asker.name, other=one.asked.name)
    return Screen(text, ((Button(say("Open it"), to.TWINNING(row_id(found))),),))


TAPS: Mapping[Family, Callable[..., None]] = {to.TWINNINGS: _show, to.TWINNING: open_one}
