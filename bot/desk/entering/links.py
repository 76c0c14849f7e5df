"""The link by which somebody takes over what the desk has entered; and who has to be told by the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.conversation.screens import Button, MadeNow, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from bot.participants.notices.applying import RENDERERS
from exchange import desk
from exchange.entering import claims, entries
from exchange.entering import links as whole_table
from exchange.notices import DeskNotice
from exchange.people.bot_names import link_to
from exchange.people.people import HOME_ZONE
from exchange.visiting.kept_files import on_paper
from exchange.words import N_
from exchange.work import DESK, PARTICIPANTS
from storage.queues.outbox import Letter
from storage.tables import Application, Entry, Person, Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk

LONGEST = 320  # characters of what somebody is to be told


def to_be_claimed(say: Speech, entry: Entry | None) -> Rows:
    """The buttons of an entry that nobody has taken over: its link, made anew or taken back."""
    if entry is None or entry.claimed_at:
        return ()
    number, there = entry.application_id, entry.secret_digest is not None
    label = say("🔗 New link") if there else say("🔗 Link to take it over")
    make = Button(label, to.ENTRY_LINK(number))
    back = (Button(say("✂️ Link back"), to.ENTRY_UNLINK(number)),) if there else ()
    return ((make, *back),)


def entered(say: Speech, entry: Entry | None) -> Markup | str:
    """That the desk has entered it, on its card; nothing of people's own."""
    if entry is None:
        return ""
    if entry.claimed_at:
        return say("☎️ Entered by the desk, taken over on {day}.", day=say.on(entry.claimed_at))
    if entry.link_until:
        return say(
            "☎️ Entered by the desk. Its link is good until {day}.", day=say.on(entry.link_until)
        )
    return say("☎️ Entered by the desk: in no chat yet, so they are called or mailed.")


def make(talk: Talk, number: int) -> None:
    """The link comes as a message of its own, whose words are kept nowhere."""
    if not talk.event.private:
        talk.toast(talk.say("Please ask me for it in our private chat: the link is secret."))
        return
    entry = claims.make_link(talk.work, officer_of(talk), number)
    facts = {"entry": entry.id, "application": number}
    link = Letter(DESK, talk.event.chat_id, DeskNotice.ENTRY_LINK, facts, urgency=Urgency.REPLY)
    talk.work.post([link])


def make_all(talk: Talk, number: int) -> None:
    """The links of everybody in a table come as a file of its own, which is kept nowhere."""
    if not talk.event.private:
        talk.toast(talk.say("Please ask me for it in our private chat: the link is secret."))
        return
    whole_table.ask_for_links(talk.work, officer_of(talk), number)
    facts, chat = {"table": number}, talk.event.chat_id
    file = Letter(DESK, chat, DeskNotice.ENTRY_LINKS, facts, urgency=Urgency.REPLY)
    talk.work.post([file])


def take_back(talk: Talk, number: int) -> None:
    """The link opens nothing any more."""
    claims.take_link_back(talk.work, officer_of(talk), number)
    talk.toast(talk.say("Their link opens nothing any more. A new one is a tap away."))


def link(delivery: Delivery) -> Screen | None:
    """The link, its secret made as it leaves, in words that can be forwarded."""
    entry = delivery.work.load(Entry, delivery["entry"])
    application = delivery.work.load(Application, entry.application_id)
    if not entries.unclaimed(entry):
        return None
    say, days = delivery.say, delivery.work.scheme.deadlines.entry_link_days
    address = link_to(delivery.work, PARTICIPANTS, claims.new_link(delivery.work, entry))
    return Screen(
        paragraphs(
            say(
                "Send this to {name}; it works once, for {days} days:",
                name=application.person_name,
                days=days,
            ),
            say("{address}", address=address),
        )
    )


def links(delivery: Delivery) -> Screen | None:
    """The links of a whole table, their secrets made as they leave."""
    say, work = delivery.say, delivery.work
    zone = delivery.reader.zone if delivery.reader else HOME_ZONE
    made = whole_table.links_file(work, delivery["table"], on_paper(say), say.language, zone)
    if not made:
        return None
    text = paragraphs(
        say(
            "🔗 A line for each: name, e-mail, link, language. Each link works once, for {days} days; links of before open nothing any more.",
            days=work.scheme.deadlines.entry_link_days,
        ),
        say("I keep no copy: use it for your mail merge, then delete it."),
    )
    return Screen(text, made_now=MadeNow(f"{on_paper(say)(N_('links'))}.csv", made))


def claimed(delivery: Delivery) -> Screen:
    """Somebody has taken over what was entered for them."""
    number = delivery["application"]
    name = desk.case_of(delivery.work, number).organisation.name
    text = delivery.say(
        "🙋 <b>{name}</b> has taken over the entry. From now on I write to them myself.", name=name
    )
    return Screen(text, ((Button(f"A-{number:04}", to.CASE(number)),),))


def to_be_told(delivery: Delivery) -> Screen | None:
    """What I would have written to somebody who is in no chat: call or mail them."""
    person = delivery.work.load(Person, delivery["person"])
    render = RENDERERS.get(str(delivery.facts["said"]))
    found = desk.case_of_person(delivery.work, person)
    if render is None or found is None or person.in_chat:
        return None
    own = replace(
        delivery, chat_id=person.telegram_id, reader=person, facts=delivery.facts["facts"]
    )
    said = render(own)
    if said is None:
        return None
    say, number = delivery.say, found.application.id or 0
    entry = entries.entry_of(delivery.work, number)
    text = paragraphs(
        say("☎️ <b>{name}</b> is in no chat yet. Please tell them:", name=found.organisation.name),
        say("“{text}”", text=clip(_in_plain_words(said.text), LONGEST)),
        say("They can answer here once they have taken over their entry.") if said.rows else "",
        _reached(say, found.application, entry, in_group=delivery.in_group),
    )
    rows = () if delivery.in_group else to_be_claimed(say, entry)
    return Screen(text, (*rows, (Button(f"A-{number:04}", to.CASE(number)),)))


def _in_plain_words(text: str) -> str:
    """What a screen says, line by line, without its markup."""
    told = (Markup(line).striptags() for line in text.split("\n"))
    return "\n".join(line for line in told if line)


def _reached(
    say: Speech, application: Application, entry: Entry | None, *, in_group: bool
) -> Markup | str:
    """How they are reached; in a group only where to read it."""
    if in_group:
        return say("How to reach them: /case {number} in our private chat.", number=application.id)
    ways = (entry.telephone if entry else "", application.email)
    return lines(application.person_name, " · ".join(filter(None, ways)))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.ENTRY_LINK: make,
    to.ENTRY_UNLINK: take_back,
    to.TABLE_LINKS: make_all,
}
OF_DESKS: Mapping[str, Callable[[Delivery], Screen | None]] = {
    DeskNotice.ENTRY_LINK: link,
    DeskNotice.ENTRY_LINKS: links,
    DeskNotice.ENTRY_CLAIMED: claimed,
    DeskNotice.TO_BE_TOLD: to_be_told,
}
