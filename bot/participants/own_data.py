"""A person's own data in the chat: what is kept and who has read it, a copy of it, and its end."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.conversation import filling
from bot.conversation.screens import Button, Screen, lines, paragraphs
from bot.participants import addresses as to
from bot.participants.forms import correction
from exchange.applying.applications import active_application
from exchange.applying.corrections import NothingToCorrect
from exchange.people import people
from exchange.privacy import copies, erasure
from exchange.privacy.belongings import belongings
from storage.tables import StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk

NAMED = 3  # of those who have read something


def overview(talk: Talk) -> None:
    """What is kept, for how long, and who has seen it; the whole of it is one tap away."""
    say, kept = talk.say, talk.work.scheme.retention
    found = copies.copy_of(talk.work, talk.person)
    text = paragraphs(
        say("<b>What I keep about you</b>"),
        lines(
            say.many("📎 {count} file of yours", "📎 {count} files of yours", len(found.files)),
            say("💬 What we wrote here: {days} days", days=kept.message_days),
            say(
                "📝 Your application: as long as you take part, and {days} days after you leave",
                days=kept.withdrawn_days,
            ),
            say(
                "💶 Paid exchanges: amount, dates, organisation and signatures, {years} years",
                years=kept.finished_years,
            ),
        ),
        lines(*_readers(talk, found)),
        say("I can send you all of it as files. /deletemydata deletes it."),
    )
    rows = [(Button(say("📦 Send me all of it"), to.COPY_DATA()),)]
    if active_application(talk.work, talk.person):
        rows.append((Button(say("✏️ Correct name, e-mail, CV"), to.CORRECT()),))
    rows.append((Button(say("🗑 Delete my data"), to.DELETE_DATA()),))
    talk.send(Screen(text, tuple(rows)))


def _readers(talk: Talk, found: copies.Copy) -> list[str]:
    say = talk.say
    if not found.readings:
        return [say("👁 No officer has opened it yet.")]
    known = dict.fromkeys((one.officer, one.partnership) for one in found.readings)
    rows: list[str] = [
        say("👁 Read by {officer} ({partnership})", officer=officer, partnership=partnership)
        for officer, partnership in [*known][:NAMED]
    ]
    if len(known) > NAMED:
        more = len(known) - NAMED
        rows.append(say.many("… and {count} more officer", "… and {count} more officers", more))
    return rows


def send_copy(talk: Talk) -> None:
    """All of it: one file with everything that was written, then each file of theirs."""
    say, found = talk.say, copies.copy_of(talk.work, talk.person)
    talk.reply(
        say("Here is all of it. This file is for programs too; your own files follow."),
        file_id=_keep(talk, found.as_json()),
    )
    for file in found.files:
        talk.reply(say("{name}", name=file.name), file_id=file.id)


def _keep(talk: Talk, content: bytes) -> int | None:
    name = f"my-data-{talk.work.now:%Y-%m-%d}.json"
    file = StoredFile(
        name=name,
        mime=copies.JSON,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        kept_at=talk.work.now,
    )
    return talk.work.add(file).id


def correct(talk: Talk) -> None:
    """Put name, e-mail or CV right. Raises NothingToCorrect."""
    if active_application(talk.work, talk.person) is None:
        raise NothingToCorrect
    filling.begin(talk, correction.KEY)


def ask_deletion(talk: Talk) -> None:
    """What would go now, and what has to stay until when and why."""
    say = talk.say
    text = paragraphs(
        say("<b>Delete my data?</b>"),
        say(
            "Everything goes within minutes: your application, CV, answers, invitations and "
            "our messages. Others are told only that you do not take part any more."
        ),
        lines(*_what_stays(talk)),
        say("This cannot be taken back. /mydata sends you a copy first."),
    )
    yes = (Button(say("Yes, delete everything"), to.ERASE()),)
    talk.send(Screen(text, (yes, (Button(say("No, keep it"), to.STAY()),))))


def _what_stays(talk: Talk) -> list[str]:
    say = talk.say
    rows: list[str] = [
        say(
            "⏳ HX-{number:04} is not finished: what it needs of you stays until it is paid, at most until {day}.",
            number=exchange.id or 0,
            day=say.date(erasure.held_until(talk.work, exchange)),
        )
        for exchange in erasure.held_by(talk.work, talk.person)
    ]
    kept = belongings(talk.work, talk.person).kept
    rows += [
        say(
            "💶 HX-{number:04}: amount, dates, organisation and signatures stay until {day}, as accounts must be kept.",
            number=number,
            day=day,
        )
        for number, day in sorted(kept.items())
    ]
    return rows


def delete(talk: Talk) -> None:
    """They are sure."""
    held = erasure.held_by(talk.work, talk.person)
    erasure.ask_erasure(talk.work, talk.person)
    talk.expect()
    if held:
        until = max(erasure.held_until(talk.work, one) for one in held)
        talk.settle(
            talk.say(
                "Done: you are out. I only ask you for what your exchange needs to be paid. Then the rest is deleted, on {day} at the latest.",
                day=talk.say.date(until),
            )
        )
        return
    talk.settle(
        talk.say(
            "Done: everything is deleted within minutes. This chat itself is with Telegram: you can delete it there. Goodbye, and thank you!"
        )
    )


def leave_no_trace(talk: Talk) -> None:
    """Somebody did not agree: nothing is kept, unless they agreed before."""
    if not people.let_in(talk.work, talk.person):
        erasure.ask_erasure(talk.work, talk.person)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.COPY_DATA: send_copy,
    to.DELETE_DATA: ask_deletion,
    to.ERASE: delete,
    to.CORRECT: correct,
}
