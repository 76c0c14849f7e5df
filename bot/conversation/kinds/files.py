"""A PDF, checked before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.events import FileWanted
from bot.conversation.kinds.base import Again, Asked, Given, Heard, no_buttons
from exchange.errors import CxcError
from exchange.papers.sent import CleanPdf, clean_pdf
from exchange.people.budgets import make_room, spend
from exchange.words import N_
from storage.tables import Budgeted, StoredFile

if TYPE_CHECKING:
    from bot.conversation.events import Event, Upload
    from bot.conversation.screens import Rows
    from exchange.work import Work
    from storage.tables import Person

PDF = "application/pdf"


@dataclass(frozen=True)
class Pdf:
    """A PDF within the scheme's limits; its answer is the id of the stored copy.

    `thing` is what is asked for, in one word or two: a refusal speaks of it.
    """

    thing: str = N_("CV")

    def hint(self, asked: Asked) -> str:
        """What to send."""
        limits = asked.talk.work.scheme.limits
        megabytes = limits.cv_max_bytes // 1_000_000
        text = "Send a PDF, up to {megabytes} MB and {pages} pages (paper clip → File)."
        return asked.say(text, megabytes=megabytes, pages=limits.cv_max_pages)

    def rows(self, asked: Asked) -> Rows:
        """None: a file is sent, not tapped."""
        del asked
        return ()

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The stored file, or why it cannot be taken. Raises FileWanted until it was fetched."""
        if event.upload is None:
            return Again(asked.say("I need a file here. {hint}", hint=self.hint(asked)))
        content = event.upload.content
        if content is None:
            return Again(self._not_there(asked, event.upload))
        work, person = asked.talk.work, asked.talk.person
        try:
            spend(work, person, Budgeted.UPLOAD)
            clean = self._cleaned(asked, content)
            make_room(work, person, len(clean.content))
        except CxcError as error:
            return Again(asked.say(error.template, **error.facts))
        return Given(_keep(work, person, clean).id)

    def _not_there(self, asked: Asked, upload: Upload) -> str:
        """Why there is no content. Raises FileWanted where nobody has tried yet."""
        if upload.fetch:
            raise FileWanted
        hint = self.hint(asked)
        if upload.size > asked.talk.work.scheme.limits.cv_max_bytes:
            return asked.say("That file is too big. {hint}", hint=hint)
        text = "Telegram does not give me that file. Please send it again, or a smaller one. {hint}"
        return asked.say(text, hint=hint)

    def _cleaned(self, asked: Asked, content: bytes) -> CleanPdf:
        """The copy to keep. Raises PdfRefused, and Unanswered where a transaction is open."""
        limits, thing = asked.talk.work.scheme.limits, str(asked.say(self.thing))
        clean = partial(
            clean_pdf, max_bytes=limits.cv_max_bytes, max_pages=limits.cv_max_pages, thing=thing
        )
        return asked.talk.work.work_out("upload", lambda: clean(content))

    def tapped(self, asked: Asked, verb: str, value: str) -> Heard:
        """Nothing to tap."""
        del verb, value
        return no_buttons(asked)

    def shown(self, asked: Asked, value: Any) -> str:
        """The file's size: its name may say too much."""
        file = asked.talk.work.session.get(StoredFile, value)
        size = max(1, round((file.size if file else 0) / 1000))
        return asked.say("PDF, {size} kB", size=size)


def _keep(work: Work, person: Person, clean: CleanPdf) -> StoredFile:
    """Somebody's file as a row, under a name of our own."""
    return work.add(
        StoredFile(
            name=f"document-{clean.sha256[:8]}.pdf",
            mime=PDF,
            size=len(clean.content),
            sha256=clean.sha256,
            content=clean.content,
            kept_at=work.now,
            person_id=person.id,
        )
    )
