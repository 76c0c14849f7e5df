"""`/opportunities`: the desk's list of funding programmes, whom each has reached, and who is interested."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.days import OneDay
from bot.conversation.kinds.texts import FreeText, Website
from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words.opportunities import until
from exchange.access import Thing
from exchange.opportunities import keeping
from exchange.opportunities.figures import LEVELS, Figures, figures_of
from exchange.opportunities.keeping import LONGEST_TEXT, LONGEST_TITLE, Programme, today_at_desk
from exchange.people.officers import RIGHTS, Right, require
from exchange.rows import row_id
from exchange.words import N_
from matching.places.lands import lands_spelt_out
from storage.tables import FundingLevel, Opportunity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk

NEW, CHANGE = "funding", "refund"  # the two forms
ON_A_PAGE = 3
TITLE, NAMED = 38, 4


def show(talk: Talk) -> None:
    """The list, what is open first."""
    _show(talk, 0)


def _show(talk: Talk, page: int) -> None:
    officer, say = officer_of(talk), talk.say
    found = keeping.list_of(talk.work, officer)
    pages = Pages(len(found), ON_A_PAGE, page, to.OPPORTUNITIES)
    shown = found[pages.offset : pages.offset + ON_A_PAGE]
    rows: Rows = tuple((Button(clip(one.title, 38), to.OPPORTUNITY(row_id(one))),) for one in shown)
    if Right.DECIDE in RIGHTS[officer.role]:
        new = Button(say("➕ New programme"), to.NEW_OPPORTUNITY())
        rows = (*rows, (new, Button(say("📥 From a table"), to.OPPORTUNITY_TABLE())))
    told = (
        ""
        if found
        else say(
            "Funding programmes with a deadline: your people are told of those that fit, one a week at most."
        )
    )
    text = paragraphs(whose(talk), told, lines(*(_line(talk, one) for one in shown)))
    turn = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows[:ON_A_PAGE], *turn, *rows[ON_A_PAGE:])))


def _line(talk: Talk, one: Opportunity) -> str:
    say, came = talk.say, figures_of(talk.work, one)
    open_ = keeping.is_open(talk.work, one)
    day = say.days(one.deadline, one.deadline) if open_ else say("ended")
    told = "{day} · reached {reached}, saved {saved}"
    return lines(
        say("<b>{title}</b>", title=clip(one.title, TITLE)),
        say(told, day=day, reached=came.reached, saved=came.saved),
    )


def _counted(talk: Talk, came: Figures) -> str:
    return talk.say(
        "reached {reached}, saved {saved}, not for them {dismissed}",
        reached=came.reached,
        saved=came.saved,
        dismissed=came.dismissed,
    )


def _table(talk: Talk) -> None:
    """How a table of them is to be."""
    require(officer_of(talk), Right.DECIDE)
    told = "Send me a table as CSV or XLSX, a line each: level, title, about, link, deadline; countries and kinds where not all may apply."
    then = talk.say("You see what is wrong before anything is written.")
    talk.reply(paragraphs(talk.say(told), then))


def show_one(talk: Talk, number: int) -> None:
    """One programme, its figures, who is interested, and what can be done."""
    talk.send(_card(talk, keeping.at_desk(talk.work, officer_of(talk), number)))


def _card(talk: Talk, one: Opportunity) -> Screen:
    say = talk.say
    came = figures_of(talk.work, one)
    text = paragraphs(
        lines(
            say("💶 <b>{title}</b>", title=one.title),
            until(say, talk.work, one),
            _for_whom(talk, one),
        ),
        say("{about}", about=clip(one.about, 160)),
        lines(_counted(talk, came), _interested(talk, came)),
    )
    there = (Button(say("🌐 Open the programme"), url=one.link),)
    back = (Button(say("‹ Back to the list"), to.OPPORTUNITIES(0)),)
    return Screen(text, tuple(row for row in (there, _acts(talk, one), back) if row))


def _for_whom(talk: Talk, one: Opportunity) -> str:
    say, scheme = talk.say, talk.work.scheme
    countries = say.join(say.country(code) for code in one.countries[:NAMED])
    more = "…" if len(one.countries) > NAMED else ""
    kinds = say.join(say(scheme.organisation_type(kind).label) for kind in one.kinds)
    return say(
        "for {kinds}, {countries}{more}",
        kinds=kinds or say("every kind"),
        countries=countries or say("every country"),
        more=more,
    )


def _interested(talk: Talk, came: Figures) -> str:
    if not came.interested:
        return ""
    names = ", ".join(f"A-{number:04} {clip(name, 30)}" for number, name in came.interested[:NAMED])
    more = len(came.interested) - NAMED
    told = talk.say("⭐ {names}", names=names)
    return talk.say("{told} … and {count} more", told=told, count=more) if more > 0 else told


def _acts(talk: Talk, one: Opportunity) -> tuple[Button, ...]:
    say, number = talk.say, row_id(one)
    if Right.DECIDE not in RIGHTS[officer_of(talk).role]:
        return ()
    if keeping.is_open(talk.work, one):
        change = Button(say("✏️ Change"), to.CHANGE_OPPORTUNITY(number))
        return (change, Button(say("✂️ End it"), to.END_OPPORTUNITY(number)))
    if one.deadline >= today_at_desk(talk.work):
        return (Button(say("↩️ Open it again"), to.OPEN_OPPORTUNITY(number)),)
    return ()


def forms() -> tuple[Form, ...]:
    """A new programme, and one that is told anew."""
    again = N_("The programme")
    return (
        Form(NEW, N_("A new programme"), _questions, _enter, submit=N_("Put it on the list")),
        Form(CHANGE, again, _questions, _change, submit=N_("Keep it so"), about=Thing.OPPORTUNITY),
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    return (
        Question(
            "title", N_("Title"), N_("What is the programme called?"), FreeText(3, LONGEST_TITLE)
        ),
        Question(
            "about",
            N_("About"),
            N_("What is the money for? Its topics decide whom I tell of it."),
            FreeText(10, LONGEST_TEXT),
        ),
        Question("link", N_("Link"), N_("Where can people read on and apply?"), Website()),
        Question(
            "deadline",
            N_("Deadline"),
            N_("Until which day can they apply?"),
            OneDay(today_at_desk(talk.work)),
        ),
        Question("level", N_("Level"), N_("Who gives the money?"), OneOf(_levels, width=1)),
        Question(
            "countries",
            N_("Countries"),
            N_("In which countries can organisations apply?"),
            SomeOf(
                options.countries_of(options.any_country),
                anything=N_("Any country"),
                most=40,
                width=2,
                size=20,
                find=options.typed_country,
                spelt=lands_spelt_out,
            ),
        ),
        Question(
            "kinds",
            N_("For whom"),
            N_("Which kinds of organisation can apply?"),
            SomeOf(options.scheme_list("organisation_types"), anything=N_("Any kind")),
        ),
    )


def _levels(asked: Asked) -> Sequence[Option]:
    return [Option(one.value, asked.say(label), (label,)) for one, label in LEVELS.items()]


def _programme(answers: dict[str, Any]) -> Programme:
    return Programme(
        level=FundingLevel(answers["level"]),
        title=answers["title"],
        about=answers["about"],
        link=answers["link"],
        deadline=date.fromisoformat(answers["deadline"]),
        countries=tuple(answers["countries"] or ()),
        kinds=tuple(answers["kinds"] or ()),
    )


def _enter(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    officer = officer_of(talk)
    one = keeping.enter(talk.work, officer, officer.partnership_id, _programme(answers))
    said = "✓ On the list. Your people are told if it fits, one programme a week at most; after its deadline it ends by itself."
    card = _card(talk, one)
    talk.reply(talk.say(said))
    talk.send(card)


def _change(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    talk.send(
        _card(talk, keeping.change(talk.work, officer_of(talk), subject, _programme(answers)))
    )


def _begin_new(talk: Talk) -> None:
    require(officer_of(talk), Right.DECIDE)
    filling.begin(talk, NEW)


def _begin_change(talk: Talk, number: int) -> None:
    """The review page with what is told now."""
    require(officer_of(talk), Right.DECIDE)
    one = keeping.at_desk(talk.work, officer_of(talk), number)
    if not keeping.is_open(talk.work, one):
        raise keeping.HasEnded
    told = {
        "title": one.title,
        "about": one.about,
        "link": one.link,
        "deadline": one.deadline.isoformat(),
        "level": one.level.value,
        "countries": list(one.countries),
        "kinds": list(one.kinds),
    }
    filling.begin(talk, CHANGE, number, told)


def _end(talk: Talk, number: int) -> None:
    one = keeping.end(talk.work, officer_of(talk), number)
    text = talk.say("✂️ <b>{title}</b> has ended: nobody is told of it any more.", title=one.title)
    talk.settle(text, (_acts(talk, one),) if _acts(talk, one) else ())


def _open(talk: Talk, number: int) -> None:
    one = keeping.open_again(talk.work, officer_of(talk), number)
    talk.show(_card(talk, one))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.OPPORTUNITIES: _show,
    to.OPPORTUNITY: show_one,
    to.NEW_OPPORTUNITY: _begin_new,
    to.OPPORTUNITY_TABLE: _table,
    to.CHANGE_OPPORTUNITY: _begin_change,
    to.END_OPPORTUNITY: _end,
    to.OPEN_OPPORTUNITY: _open,
}
