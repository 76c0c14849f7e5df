"""Files that people send, looked at before they are kept: one PDF, or several PDFs and photos."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.events import FileWanted
from bot.conversation.kinds.base import DONE, Again, Asked, Given, Heard, Partly, no_buttons
from bot.conversation.tidying import tidy
from exchange.errors import CxcError
from exchange.papers.joined import joined
from exchange.papers.sent import CleanFile, clean_paper
from exchange.people.budgets import make_room, spend
from exchange.words import N_
from storage.tables import Budgeted, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.events import Event, Upload
    from bot.conversation.kinds.texts import FreeText
    from bot.conversation.screens import Rows
    from exchange.work import Work
    from storage.tables import Person

PDF = "application/pdf"
JPEG = "image/jpeg"


@dataclass(frozen=True)
class Pdf:
    """A PDF within the scheme's limits, or photos of its pages; its answer is the id of the stored copy.

    Photos are joined to one PDF when somebody says that these are all. `thing` is what is asked for, in one word or two: a refusal speaks of it.
    """

    thing: str = N_("CV")

    def hint(self, asked: Asked) -> str:
        """What to send."""
        limits = asked.talk.work.scheme.limits
        megabytes = limits.cv_max_bytes // 1_000_000
        if there := len(self._pages(asked)):
            return _so_far(asked, there)
        text = "Send a PDF, up to {megabytes} MB and {pages} pages (paper clip → File), or photos of its pages."
        return asked.say(text, megabytes=megabytes, pages=limits.cv_max_pages)

    def rows(self, asked: Asked) -> Rows:
        """None: a file is sent, not tapped; the end, once a photo is there."""
        return _end(asked) if self._pages(asked) else ()

    def _pages(self, asked: Asked) -> list[int]:
        """The photos that are here, while more may come."""
        return list(asked.answer) if asked.ticked and asked.answer else []

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The stored file, or why it cannot be taken. Raises FileWanted until it was fetched."""
        kept = _kept(asked, event, self.thing, clean_paper, self.hint(asked))
        if isinstance(kept, Again):
            return kept
        return Partly([*self._pages(asked), kept.id]) if kept.mime == JPEG else Given(kept.id)

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The end: all photos that were sent, as one PDF. Raises Unanswered until it is made."""
        del value
        pages = self._pages(asked)
        if verb != DONE or not pages:
            return no_buttons(asked)
        session, person = asked.talk.work.session, asked.talk.person
        there = [one for page in pages if (one := session.get(StoredFile, page))]
        file = asked.talk.work.work_out(
            f"pages {pages}", partial(joined, tuple(one.content for one in there))
        )
        for one in there:
            session.delete(one)
        return Given(_keep(asked.talk.work, person, file).id)

    def shown(self, asked: Asked, value: Any) -> str:
        """The file's size: its name may say too much."""
        file = asked.talk.work.session.get(StoredFile, value)
        size = max(1, round((file.size if file else 0) / 1000))
        return asked.say("PDF, {size} kB", size=size)


@dataclass(frozen=True)
class Papers:
    """PDFs and photos, one after the other; the answer is the list of the ids of the stored copies.

    `thing` is what is asked for, in one word or two: a refusal speaks of it.
    """

    thing: str

    def hint(self, asked: Asked) -> str:
        """What to send, and how it ends."""
        there = len(asked.answer or ())
        if not there:
            return asked.say("Take a photo, or send a PDF. Several files are welcome.")
        return _so_far(asked, there)

    def rows(self, asked: Asked) -> Rows:
        """The end, once something is there."""
        return _end(asked) if asked.answer else ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """One more file, or why it cannot be taken. Raises FileWanted until it was fetched."""
        kept = _kept(asked, event, self.thing, clean_paper, self.hint(asked))
        return kept if isinstance(kept, Again) else Partly([*(asked.answer or ()), kept.id])

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """The end: all files that were sent."""
        del value
        return Given(list(asked.answer)) if verb == DONE and asked.answer else no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """How many files: their names may say too much."""
        return asked.say.many("{count} file", "{count} files", len(value))


def _so_far(asked: Asked, there: int) -> str:
    return asked.say.many(
        "{count} file is here. Send more, or tap “That is all”.",
        "{count} files are here. Send more, or tap “That is all”.",
        there,
    )


def _end(asked: Asked) -> Rows:
    return ((asked.button(asked.say("✓ That is all"), DONE),),)


@dataclass(frozen=True)
class WordsOrFile:
    """A message to somebody: typed words, or a PDF or photo with what was written under it.

    The answer has both, as `text` and the id of the stored copy as `file`.
    """

    words: FreeText
    reads_paragraphs = True

    def hint(self, asked: Asked) -> str:
        """What to send."""
        return asked.say("Type it, or send a photo or a PDF.")

    def rows(self, asked: Asked) -> Rows:
        """None: it is written or sent."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """What was written or sent, or why it cannot be taken. Raises FileWanted until it was fetched."""
        if event.upload is None:
            heard = self.words.hear(asked, event)
            if isinstance(heard, Given):
                return Given({"text": heard.value, "file": None})
            return heard
        kept = _kept(asked, event, N_("file"), clean_paper, self.hint(asked))
        if isinstance(kept, Again):
            return kept
        under = tidy(event.caption or event.text)
        return Given({"text": under[: self.words.most], "file": kept.id})

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The words, or that it is a file."""
        return str(value["text"]) or str(asked.say("a file"))


def _kept(
    asked: Asked, event: Event, thing: str, clean: Callable[..., CleanFile], hint: str
) -> StoredFile | Again:
    """The stored copy of what was sent, or why there is none. Raises FileWanted, Unanswered."""
    if event.upload is None:
        return Again(asked.say("I need a file here. {hint}", hint=hint))
    content = event.upload.content
    if content is None:
        return Again(_not_there(asked, event.upload, hint))
    work, person = asked.talk.work, asked.talk.person
    limits = work.scheme.limits
    most = {"max_bytes": limits.cv_max_bytes, "max_pages": limits.cv_max_pages}
    look = partial(clean, content, **most, thing=str(asked.say(thing)))
    try:
        spend(work, person, Budgeted.UPLOAD)
        file = work.work_out("upload", look)
        make_room(work, person, len(file.content))
    except CxcError as error:
        return Again(asked.say(error.template, **error.facts))
    return _keep(work, person, file)


def _not_there(asked: Asked, upload: Upload, hint: str) -> str:
    """Why there is no content. Raises FileWanted where nobody has tried yet."""
    if upload.fetch:
        raise FileWanted
    if upload.size > asked.talk.work.scheme.limits.cv_max_bytes:
        return asked.say("That file is too big. {hint}", hint=hint)
    text = "Telegram does not give me that file. Please send it again, or a smaller one. {hint}"
    return asked.say(text, hint=hint)


def _keep(work: Work, person: Person, clean: CleanFile) -> StoredFile:
    """Somebody's file as a row, under a name of our own."""
    return work.add(
        StoredFile(
            name=f"{'photo' if clean.is_photo else 'document'}-{clean.sha256[:8]}"
            f"{'.jpg' if clean.is_photo else '.pdf'}",
            mime=JPEG if clean.is_photo else PDF,
            size=len(clean.content),
            sha256=clean.sha256,
            content=clean.content,
            kept_at=work.now,
            person_id=person.id,
        )
    )
