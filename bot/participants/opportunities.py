"""`/opportunities`: funding programmes that fit, saved or not for me."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.conversation.small_words import listed
from bot.participants import addresses as to
from bot.words import opportunities as words
from exchange.opportunities import answering
from exchange.opportunities.fitting import fit
from exchange.opportunities.keeping import is_open
from exchange.rows import row_id
from exchange.timing.nudges import NUDGE_OPPORTUNITY
from storage.tables import Interest, Opportunity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.opportunities.fitting import Fit

ON_A_PAGE = 3
TITLE, ABOUT = 34, 160
"""Signs of a title in the list, and of what is told of one; the rest is behind its link."""
ASKED = listed(
    "funding, any funding, is there funding, is there any funding, more funding, funding programme, funding programmes, funding opportunities, opportunities, "
    "opportunity, grants, any grants, subsidies, förderung, fördermittel, förderprogramm, förderprogramme, gibt es förderung, "
    "fördermöglichkeiten, subventions, subvention, financements, financement, aides, subvenciones, ayudas, financiación, convocatorias, "
    "finanziamenti, bandi, contributi, financiamento, apoios, subsídios, financiamentos, finanțare, finanțări, granturi, финансиране, "
    "dotace, dotácie, dotacje, dofinansowanie, granty, pályázatok, támogatás, támogatások, rahastus, toetused, rahoitus, avustukset, "
    "finansējums, granti, finansavimas, parama, χρηματοδότηση, επιδοτήσεις, finanzjament, maoiniú, deontais, financiranje, poticaji, "
    "subvencije, støtte, støttemuligheder, bidrag, finansiering, subsidies, subsidie, financiering"
)
"""How people ask for the list in words, in 24 languages."""


def show(talk: Talk) -> None:
    """The first page of what fits. Raises NotTakingPart."""
    _show(talk, 0)


def _show(talk: Talk, page: int) -> None:
    found = answering.list_for(talk.work, talk.person)
    say = talk.say
    if not found:
        told = say("No open funding programme fits you now.")
        talk.show(Screen(paragraphs(told, _then(talk)), _bell(talk)))
        return
    said = answering.said_to(talk.work, talk.person)
    pages = Pages(len(found), ON_A_PAGE, page, to.OPPORTUNITIES)
    shown = found[pages.offset : pages.offset + ON_A_PAGE]
    for one in shown:
        answering.note_shown(talk.work, talk.person, one.opportunity)
    head = say.many(
        "💶 <b>{count} programme fits you</b>", "💶 <b>{count} programmes fit you</b>", len(found)
    )
    numbered = list(enumerate(shown, pages.offset + 1))
    rows: Rows = tuple((_button(at, one.opportunity),) for at, one in numbered)
    text = paragraphs(head, lines(*(_line(talk, at, one, said) for at, one in numbered)))
    turn = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turn, *_bell(talk))))


def _button(at: int, one: Opportunity) -> Button:
    return Button(f"{at}. {clip(one.title, 30)}", to.OPPORTUNITY(row_id(one)))


def _line(talk: Talk, at: int, one: Fit, said: Mapping[int, Interest | None]) -> str:
    say, of = talk.say, one.opportunity
    star = "⭐ " if said.get(row_id(of)) is Interest.SAVED else ""
    return lines(
        say("{star}{number}. <b>{title}</b>", star=star, number=at, title=clip(of.title, TITLE)),
        words.until(say, talk.work, of),
    )


def _then(talk: Talk) -> str:
    """What happens next by itself."""
    if NUDGE_OPPORTUNITY in talk.person.no_nudges:
        return talk.say("You have stopped my messages about new ones. /opportunities shows them.")
    return talk.say("I tell you when one comes, at most one a week.")


def _bell(talk: Talk) -> Rows:
    """Whoever has stopped what comes by itself can have it again."""
    if NUDGE_OPPORTUNITY not in talk.person.no_nudges:
        return ()
    return ((Button(talk.say("🔔 Tell me of new ones"), to.NUDGES_AGAIN(NUDGE_OPPORTUNITY)),),)


def show_one(talk: Talk, number: int) -> None:
    """One programme: what it is for, until when, why it fits, and what to do about it."""
    one = talk.work.load(Opportunity, number)
    answering.note_shown(talk.work, talk.person, one)
    talk.send(_card(talk, one))


def _card(talk: Talk, one: Opportunity) -> Screen:
    say, work = talk.say, talk.work
    application = answering.taking_part(work, talk.person)
    chosen = words.why(say, work, application, fit(work, application, one))
    head = lines(say("<b>{title}</b>", title=one.title), words.until(say, work, one))
    text = paragraphs(head, say("{about}", about=clip(one.about, ABOUT)), chosen)
    there = (Button(say("🌐 Open the programme"), url=one.link),)
    back = (Button(say("‹ Back to the list"), to.OPPORTUNITIES(0)),)
    choice = answers(talk, one)
    return Screen(text, tuple(row for row in (there, choice, back) if row))


def answers(talk: Talk, one: Opportunity) -> tuple[Button, ...]:
    """*Save* and *not for me*, without what was said already."""
    said = answering.said_to(talk.work, talk.person).get(row_id(one))
    save = Button(talk.say("⭐ Save"), to.SAVE_OPPORTUNITY(row_id(one)))
    dismiss = Button(talk.say("✕ Not for me"), to.DISMISS_OPPORTUNITY(row_id(one)))
    first = () if said is Interest.SAVED or not is_open(talk.work, one) else (save,)
    return (*first, *(() if said is Interest.DISMISSED else (dismiss,)))


def _say(interest: Interest, talk: Talk, number: int) -> None:
    one = answering.say(talk.work, talk.person, number, interest)
    say = talk.say
    if interest is Interest.SAVED:
        text = say(
            "⭐ Saved: <b>{title}</b>. It stands first in /opportunities, and your Partnership sees that you are interested.",
            title=one.title,
        )
        talk.settle(text, ((Button(say("🌐 Open the programme"), url=one.link),),))
        return
    text = say("✕ <b>{title}</b> does not come again.", title=one.title)
    rows = ((Button(say("⭐ Save it after all"), to.SAVE_OPPORTUNITY(number)),),)
    talk.settle(text, rows if is_open(talk.work, one) else ())


TAPS: Mapping[Family, Callable[..., None]] = {
    to.OPPORTUNITIES: _show,
    to.OPPORTUNITY: show_one,
    to.SAVE_OPPORTUNITY: partial(_say, Interest.SAVED),
    to.DISMISS_OPPORTUNITY: partial(_say, Interest.DISMISSED),
}
