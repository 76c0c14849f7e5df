"""A table that an officer sends, of people or of funding programmes: what would be entered and what is wrong, then all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.events import FileWanted
from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.conversation.speech import in_all_languages
from bot.desk import addresses as to
from bot.desk.officer import officer_of
from exchange.entering import imports, programmes, taking_back
from exchange.entering.links import tables_with_links
from exchange.entering.table import FIELDS
from exchange.people.budgets import spend
from exchange.people.officers import RIGHTS, Right, require
from exchange.spreadsheets.rows import Phrase
from exchange.words import N_
from storage.tables import Budgeted, Role, SentTable, TableOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.entering.imports import DryRun
    from exchange.spreadsheets.rows import Fault

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
FIRST, ON_A_PAGE = 2, 4
LATEST, ROOM = 3, 38
CALLED: Mapping[str, str] = {"kinds": "partner_kinds"}
"""Columns of programmes that say what an answer of the application does."""
ROLES: Mapping[Role, str] = {
    Role.HOST: N_("They host"),
    Role.VISITOR: N_("They visit"),
    Role.BOTH: N_("Both"),
}


def ask(talk: Talk) -> None:
    """`/import`: what to send; links of whom was entered before, and what can be taken back of it."""
    found = tables_with_links(talk.work, officer_of(talk), LATEST)
    rows = [
        [Button(clip(talk.say("🔗 Links of {name}", name=one.name), ROOM), to.TABLE_LINKS(one.id))]
        for one in found
    ]
    rows += [[one] for one in ways_back(talk)]
    talk.reply(
        paragraphs(
            talk.say(
                "Send me a table of people as CSV or XLSX: a line each, columns in any order."
            ),
            talk.say(
                "I need organisation, type, country, town, e-mail or telephone, and what they offer or seek. You see what is wrong before anything is written."
            ),
        ),
        *rows,
    )


def ways_back(talk: Talk) -> list[Button]:
    """A button for each of the latest tables on which nobody has acted, for whoever may take them back."""
    if Right.DECIDE not in RIGHTS[officer_of(talk).role]:
        return []
    found = taking_back.tables_to_take_back(talk.work, officer_of(talk), LATEST)
    labels = [clip(talk.say("↩️ Take back {name}", name=one.name), ROOM) for one in found]
    numbers = [one.id or 0 for one in found]
    return [
        Button(label, to.ASK_TABLE_BACK(number))
        for label, number in zip(labels, numbers, strict=True)
    ]


def ask_back(talk: Talk, number: int) -> None:
    """What taking a table back means, before it is done."""
    table, say = imports.table_at_desk(talk.work, officer_of(talk), number), talk.say
    count = taking_back.require_untouched(talk.work, table)
    text = say.many(
        "Shall {count} person of {name} be taken back? What was entered is deleted; nobody has acted on it.",
        "Shall all {count} people of {name} be taken back? What was entered is deleted; nobody has acted on it.",
        count,
        name=clip(table.name, 40),
    )
    talk.reply(text, [Button(say("↩️ Yes, take it back"), to.TABLE_BACK(number))])


def take_back(talk: Talk, number: int) -> None:
    """All of them are gone."""
    count = taking_back.take_table_back(talk.work, officer_of(talk), number)
    talk.settle(
        talk.say.many(
            "↩️ {count} person is taken back and will be deleted. You can send a corrected table: /import",
            "↩️ {count} people are taken back and will be deleted. You can send a corrected table: /import",
            count,
        )
    )


def sent(talk: Talk) -> bool:
    """Take a file that is a table; False for any other. Raises FileWanted until it was fetched."""
    upload = talk.event.upload
    if upload is None or not upload.name.lower().endswith(ENDINGS):
        return False
    if upload.content is None:
        if upload.fetch:
            raise FileWanted
        talk.reply(talk.say("That file is too big for me. Please send the table in parts."))
        return True
    officer = officer_of(talk)
    spend(talk.work, talk.person, Budgeted.UPLOAD)
    desk, name, content = officer.partnership_id, upload.name, upload.content
    rows_of = programmes.tells_of(talk.work, name, content)
    table = imports.send_table(talk.work, officer, desk, name, content, rows_of)
    talk.send(_looked_through(talk, table))
    return True


def as_role(talk: Talk, number: int, role: Role) -> None:
    """What all of them want to be: the table does not say it."""
    table = talk.work.load(SentTable, number)
    require(officer_of(talk), Right.DECIDE)
    table.role = role
    talk.work.add(table)
    talk.show(_looked_through(talk, table))


def _looked_through(talk: Talk, table: SentTable) -> Screen:
    """What entering it would do, and the tap that does it."""
    found, say, number = _dry_run(talk, table), talk.say, table.id or 0
    reading, of_people = found.reading, table.rows_of is TableOf.PEOPLE
    if of_people and not ("role" in reading.titles or table.role):
        text = say("📄 {name}: do they host or visit? The table does not say it.", name=table.name)
        rows = tuple((Button(say(ROLES[role]), to.TABLE_AS(number, role)),) for role in ROLES)
        return Screen(text, rows)
    text = paragraphs(
        lines(
            say.many(
                "📄 {name}: {count} row",
                "📄 {name}: {count} rows",
                reading.rows,
                name=clip(table.name, 30),
            ),
            *_counted(say, found),
        ),
        lines(*(_told(talk, found, one) for one in reading.faults[:FIRST])),
        _unsure(say, found),
        _what_then(talk, table)
        if found.good
        else say("Nothing is written. Please correct the rows and send the table once more."),
    )
    return Screen(text, _ways_on(say, number, found))


def _dry_run(talk: Talk, table: SentTable) -> DryRun[Any]:
    """Of people or of programmes."""
    read = imports.dry_run if table.rows_of is TableOf.PEOPLE else programmes.dry_run
    return read(talk.work, table, in_all_languages)


def _what_then(talk: Talk, table: SentTable) -> Markup:
    """What entering it means."""
    say = talk.say
    if table.rows_of is TableOf.OPPORTUNITIES:
        return say("Nothing is written yet. Once entered, your people are told of what fits them.")
    return say(
        "Nothing is written yet. By entering them you say that they agreed; after {days} days without an answer they are deleted.",
        days=talk.work.scheme.retention.entry_days,
    )


def _counted(say: Speech, found: DryRun[Any]) -> Iterator[Markup | str]:
    rows = len({fault.row for fault in found.reading.faults})
    yield say("✓ can be entered: {count}", count=len(found.good))
    if found.known:
        yield say("↺ here already, left as they are: {count}", count=len(found.known))
    if rows:
        yield say("⚠️ with a problem, left out: {count}", count=rows)


def _unsure(say: Speech, found: DryRun[Any]) -> Markup | str:
    """Whose letters were guessed, and columns that nothing is made of."""
    reading = found.reading
    guessed = (
        say(
            "I guessed the letters: is “{name}” right?",
            name=clip(_telling_name(found), 40),
        )
        if reading.guessed and found.good
        else ""
    )
    unread = (
        say("Not read: {columns}", columns=clip(", ".join(reading.unread), 80))
        if reading.unread
        else ""
    )
    return lines(guessed, unread)


def _telling_name(found: DryRun[Any]) -> str:
    """A name by which it shows whether the letters are right."""
    names = [str(one.title) for one in found.good]
    return next((one for one in names if not one.isascii()), names[0])


def _told(talk: Talk, found: DryRun[Any], fault: Fault) -> Markup | str:
    """One problem in words: the row, what is wrong, what was expected."""
    say = talk.say
    facts = {name: _in_words(say, one) for name, one in fault.facts.items()}
    if "choices" in facts:
        facts["choices"] = _choices(talk, fault)
    expected = say(fault.text, **facts)
    if not fault.column:
        return say("{row}: {fault}", row=fault.row, fault=expected)
    told = say(
        "{row}: “{cell}” under {column}; I expected {expected}",
        row=fault.row,
        cell=clip(fault.cell, 40),
        column=found.reading.titles[fault.column],
        expected=clip(str(expected), 60),
    )
    meant = say("– {meant}?", meant=fault.meant) if fault.meant else ""
    return say("{told} {meant}", told=told, meant=meant) if meant else told


def _choices(talk: Talk, fault: Fault) -> str:
    """What a cell may say, as people call it."""
    column = CALLED.get(fault.column, fault.column)
    of = FIELDS[column].of if column in FIELDS else ""
    labels = {one.id: talk.say(one.label) for one in getattr(talk.work.scheme, of, ())}
    ids = str(fault.facts["choices"]).split(", ")
    return ", ".join(str(labels.get(one, one)) for one in ids)


def _in_words(say: Speech, fact: object) -> object:
    if not isinstance(fact, Phrase):
        return fact
    own = {name: say(one) if isinstance(one, str) else one for name, one in fact.facts.items()}
    return say(fact.text, **own)


def _ways_on(say: Speech, number: int, found: DryRun[Any]) -> Rows:
    count, problems = len(found.good), len(_all_told(found))
    enter = Button(say("✓ Enter {count}", count=count), to.ENTER_TABLE(number))
    more = Button(say("⚠️ Row by row"), to.TABLE_FAULTS(number, 0))
    drop = Button(say("✕ Do not enter"), to.DROP_TABLE(number))
    rows = ((enter,) if count else (), (more,) if problems > FIRST or found.known else (), (drop,))
    return tuple(row for row in rows if row)


def _all_told(found: DryRun[Any]) -> Sequence[Fault]:
    """Whatever there is to say of rows, in their order."""
    return sorted((*found.reading.faults, *found.known), key=lambda one: one.row)


def faults(talk: Talk, number: int, page: int) -> None:
    """Every problem, page by page."""
    table, say = talk.work.load(SentTable, number), talk.say
    found = _dry_run(talk, table)
    there = _all_told(found)
    pages = Pages(len(there), ON_A_PAGE, page, lambda at: to.TABLE_FAULTS(number, at))
    shown: Sequence[Fault] = there[pages.offset : pages.offset + ON_A_PAGE]
    head = say("Left out, by the number of the row ({count}):", count=len(there))
    back = (Button(say("‹ Back"), to.TABLE(number)),)
    text = paragraphs(head, lines(*(_told(talk, found, one) for one in shown)))
    talk.show(Screen(text, tuple(row for row in (pages.buttons(), back) if row)))


def show(talk: Talk, number: int) -> None:
    """What entering it would do, once more."""
    talk.show(_looked_through(talk, talk.work.load(SentTable, number)))


def enter(talk: Talk, number: int) -> None:
    """Enter all that can be."""
    if talk.work.load(SentTable, number).rows_of is TableOf.OPPORTUNITIES:
        _enter_programmes(talk, number)
        return
    count = imports.enter_table(talk.work, officer_of(talk), number, in_all_languages)
    say, waiting = talk.say, imports.waiting_of(talk.work, number)
    links = (Button(say("🔗 All links, as a table"), to.TABLE_LINKS(number)),)
    back = (Button(say("↩️ Take it back"), to.ASK_TABLE_BACK(number)),)
    accepted = say.many(
        "✓ {count} person is entered and accepted. They can be paired; /find shows them, each with a link to take it over.",
        "✓ {count} people are entered and accepted. They can be paired; /find shows them, each with a link to take it over.",
        count - waiting,
    )
    asked = say.many(
        "⏳ {count} is in a cluster of others: it waits until the membership is confirmed. /queue has it.",
        "⏳ {count} are in clusters of others: they wait until the membership is confirmed. /queue has them.",
        waiting,
    )
    told = lines(accepted if count > waiting else "", asked if waiting else "")
    talk.settle(told, (links, back))


def _enter_programmes(talk: Talk, number: int) -> None:
    count = programmes.enter_table(talk.work, officer_of(talk), number, in_all_languages)
    said = talk.say.many(
        "✓ {count} programme is on the list.", "✓ {count} programmes are on the list.", count
    )
    then = talk.say("/opportunities shows them; each ends by itself after its deadline.")
    talk.settle(lines(said, then))


def drop(talk: Talk, number: int) -> None:
    """It is not entered, and not kept."""
    imports.drop_table(talk.work, officer_of(talk), number)
    talk.settle(talk.say("Not entered. The table is deleted here."))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.TABLE: show,
    to.TABLE_AS: as_role,
    to.TABLE_FAULTS: faults,
    to.ENTER_TABLE: enter,
    to.DROP_TABLE: drop,
    to.ASK_TABLE_BACK: ask_back,
    to.TABLE_BACK: take_back,
}
