"""Writing to all who stand somewhere: to whom, the words in each language, a preview, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.addresses import TYPED_NUMBER, typed_rows
from bot.conversation.forms import Form, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.conversation.speech import languages
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.desk.writing import threads
from exchange.people.officers import RIGHTS, Right, require
from exchange.words import N_
from exchange.writing import mailings
from exchange.writing.notes import LONGEST
from storage.tables import Audience, Mailing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk

FORM = "mailing"
SHOWN = 5
PREVIEW = 300  # signs of each version
TITLES: Mapping[Audience, str] = {
    Audience.EVERYBODY: N_("Everybody who takes part"),
    Audience.WAITING: N_("Waiting for our review"),
    Audience.UNINVITED: N_("Accepted, never invited"),
    Audience.HOSTS: N_("Hosts with room"),
    Audience.TRAVELLING: N_("With an exchange under way"),
}


def typed(talk: Talk) -> None:
    """`/write 12 words` to one person; `/write` alone for many, and for what came of it."""
    numbers = typed_rows(talk.event.text)
    if not numbers:
        overview(talk)
        return
    words = TYPED_NUMBER.split(talk.event.text, maxsplit=1)[-1].strip()
    threads.begin(talk, numbers[0], words)


def overview(talk: Talk) -> None:
    """How to write to one, a button for many, and what was sent before."""
    officer, say = officer_of(talk), talk.say
    found = mailings.sent_mailings(talk.work, officer, SHOWN)
    told = say("To one person: /write 12 and your words. The number is that of the case.")
    sent = say("Sent to many before:") if found else ""
    rows: Rows = tuple((Button(_title(talk, one), to.MAILING(one.id)),) for one in found)
    if Right.DECIDE in RIGHTS[officer.role]:
        rows = ((Button(say("👥 Write to many"), to.NEW_MAILING()),), *rows)
    talk.show(Screen(paragraphs(whose(talk), told, sent), rows))


def _title(talk: Talk, mailing: Mailing) -> str:
    whom = talk.say(TITLES[mailing.audience])
    return f"{(mailing.sent_at or mailing.written_at):%d.%m.} {whom}"


def begin(talk: Talk) -> None:
    """Ask to whom, and for the words."""
    require(officer_of(talk), Right.DECIDE)
    filling.begin(talk, FORM)


def _audiences(asked: Asked) -> list[Option]:
    return [Option(one.value, str(asked.say(title))) for one, title in TITLES.items()]


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del subject
    return (
        Question("audience", N_("To"), N_("To whom shall I write?"), OneOf(_audiences, width=1)),
        Question(
            "ecosystem",
            N_("Ecosystem"),
            N_("Only those of one industrial ecosystem? Or skip this."),
            OneOf(options.scheme_list("ecosystems"), width=1),
            optional=True,
        ),
        Question(
            "month",
            N_("Month"),
            N_("Only hosts with room in one month? Or skip this."),
            OneOf(options.months),
            optional=True,
            applies=lambda answers: answers.get("audience") == Audience.HOSTS,
        ),
        *_versions(talk),
    )


def _versions(talk: Talk) -> tuple[Question, ...]:
    """The words in the officer's language, and then in every other that we speak."""
    own = talk.say.language
    others = [one for one in languages() if one != own]
    return (
        Question(f"text_{own}", N_("Message"), N_("What shall I write to them?"), _words()),
        *(
            Question(
                f"text_{one}",
                N_("Another language"),
                talk.say(
                    "And for who reads {language}? If you skip this, they get the same words.",
                    language=talk.say.tongue(one),
                ),
                _words(),
                optional=True,
            )
            for one in others
        ),
    )


def _words() -> FreeText:
    return FreeText(2, LONGEST)


def _drafted(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    texts = {one: answers.get(f"text_{one}") for one in (talk.say.language, *languages())}
    mailing = mailings.draft_mailing(
        talk.work,
        officer_of(talk),
        Audience(answers["audience"]),
        {one: text for one, text in texts.items() if text},
        answers.get("ecosystem"),
        answers.get("month"),
    )
    talk.send(_preview(talk, mailing))


def _preview(talk: Talk, mailing: Mailing) -> Screen:
    """To whom, to how many, and each version as it will be read; sent by one more tap."""
    found, say = mailings.reach(talk.work, mailing), talk.say
    drop = Button(say("🗑 Do not send"), to.DROP_MAILING(mailing.id))
    if not found.people:
        nobody = say("Nobody stands there at the moment.")
        return Screen(paragraphs(_whom(talk, mailing), nobody), ((drop,),))
    texts = [
        say(
            "{language} ({count}): “{text}”",
            language=say.tongue(one),
            count=found.versions.get(one, 0),
            text=clip(text, PREVIEW),
        )
        for one, text in mailing.texts.items()
    ]
    quiet = (
        say.many(
            "{count} more wants no such messages.",
            "{count} more want no such messages.",
            found.quiet,
        )
        if found.quiet
        else ""
    )
    absent = (
        say.many(
            "{count} more is in no chat yet: please call or mail them.",
            "{count} more are in no chat yet: please call or mail them.",
            found.absent,
        )
        if found.absent
        else ""
    )
    foot = say("It leaves at their next working hour, after what is more urgent.")
    send = say.many("✉️ Send to {count} person", "✉️ Send to {count} people", found.people)
    rows = ((Button(send, to.SEND_MAILING(mailing.id)),), (drop,))
    return Screen(paragraphs(lines(_whom(talk, mailing), quiet, absent), lines(*texts), foot), rows)


def _whom(talk: Talk, mailing: Mailing) -> Markup:
    """To whom, in words."""
    say, scheme = talk.say, talk.work.scheme
    known = mailing.ecosystem and scheme.option("ecosystems", mailing.ecosystem).label
    parts = (
        say(TITLES[mailing.audience]),
        say(known) if known else "",
        say.month(mailing.month) if mailing.month else "",
    )
    return say("👥 <b>{whom}</b>", whom=", ".join(part for part in parts if part))


def send(talk: Talk, number: int) -> None:
    """Send it, and say to how many."""
    count = mailings.send_mailing(talk.work, officer_of(talk), number)
    text = talk.say.many(
        "✉️ On its way to {count} person, at their next working hour.",
        "✉️ On its way to {count} people, at their next working hours.",
        count,
    )
    talk.show(Screen(text, ((Button(talk.say("What came of it"), to.MAILING(number)),),)))


def drop(talk: Talk, number: int) -> None:
    """Throw the draft away."""
    mailings.drop_mailing(talk.work, officer_of(talk), number)
    talk.settle(talk.say("🗑 Not sent. /write begins anew."))


def show(talk: Talk, number: int) -> None:
    """What came of a message to many."""
    mailing, say = talk.work.load(Mailing, number), talk.say
    if mailing.sent_at is None:
        talk.show(_preview(talk, mailing))
        return
    found = mailings.result(talk.work, mailing)
    rows = (
        (N_("Delivered: {count}"), found.delivered),
        (N_("On their way: {count}"), found.waiting),
        (N_("Not delivered, the bot is blocked: {count}"), found.blocked),
        (N_("Not delivered: {count}"), found.failed),
        (N_("Want no such messages: {count}"), found.quiet),
        (N_("Answered: {count}"), found.answered),
    )
    text = paragraphs(
        lines(_whom(talk, mailing), say("Sent on {day}.", day=say.on(mailing.sent_at))),
        lines(*(say(words, count=count) for words, count in rows if count)),
        say("“{text}”", text=clip(next(iter(mailing.texts.values()), ""), PREVIEW)),
    )
    again = Button(say("🔄 Look again"), to.MAILING(number))
    talk.show(Screen(text, ((again,), (Button(say("‹ Back"), to.MAILINGS()),))))


FORMS: Mapping[str, Form] = {
    FORM: Form(FORM, N_("A message to many"), _questions, _drafted, review=False),
    threads.FORM: threads.form(),
}
TAPS: Mapping[Family, Callable[..., None]] = {
    to.WRITE: threads.tapped,
    to.MAILINGS: overview,
    to.NEW_MAILING: begin,
    to.MAILING: show,
    to.SEND_MAILING: send,
    to.DROP_MAILING: drop,
}
