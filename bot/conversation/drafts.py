"""Drafts: every answer is a row's change, saved as soon as it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import select

from bot.conversation.small_words import meaning
from storage.tables import Draft

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.conversation.forms import Form
    from bot.conversation.talk import Talk


_DRAFT = select(Draft).where(  # told once: it is asked several times at every update
    Draft.user_id == sa.bindparam("who"),
    Draft.bot == sa.bindparam("of"),
    Draft.form == sa.bindparam("key"),
    Draft.subject == sa.bindparam("about"),
)


def find_draft(talk: Talk, form: str, subject: int = 0) -> Draft | None:
    """This person's draft of a form, if there is one."""
    session = talk.work.session
    whose = {"who": talk.event.user_id, "of": talk.event.bot, "key": form, "about": subject}
    found: dict[tuple[Any, ...], Draft] = session.info.setdefault(FOUND, {})
    draft = found.get(tuple(whose.values()))
    if draft is not None and _stands(session, draft):
        return draft
    draft = session.exec(_DRAFT, params=whose).one_or_none()
    if draft is not None:
        found[tuple(whose.values())] = draft
    return draft


FOUND = "drafts"
"""Where a session keeps the drafts that were found: a turn asks for its own four times."""


def _stands(session: Session, draft: Draft) -> bool:
    """Whether a draft that was found before is still a row: it may have been dropped, or undone, meanwhile."""
    known = sa.inspect(draft)
    return known.persistent and not known.expired and draft not in session.deleted


def open_draft(talk: Talk, form: Form, subject: int, answers: dict[str, Any]) -> Draft:
    """The draft to go on with; a new one begins with `answers`.

    A draft that was begun when the form had other questions keeps what still fits; what is new
    is asked.
    """
    draft = find_draft(talk, form.key, subject)
    if draft is None:
        draft = Draft(
            user_id=talk.event.user_id,
            bot=talk.event.bot,
            form=form.key,
            subject=subject,
            answers=answers,
            started_at=talk.work.now,
            updated_at=talk.work.now,
        )
        talk.work.add(draft)
    return draft


def keep(talk: Talk, draft: Draft, answers: dict[str, Any]) -> None:
    """Save a draft's answers."""
    draft.answers = answers
    draft.updated_at = talk.work.now
    talk.work.session.add(draft)


_KEPT = 200  # characters of what was written
BY_THE_WAY = "~"  # in place of a question: a message that corrected answers without naming one
MESSAGES = "@"
"""Where a draft keeps which message answered which question last, so that it can be edited."""


SAID = "@said"
"""Where a draft keeps what was written last: the question that it answered, the words, the message."""


def said_twice(talk: Talk, draft: Draft, question: str) -> bool:
    """Whether these are the words that have just answered the question before, sent once more.

    Where the numbers of two messages follow each other nothing of ours stood between them, so whoever wrote
    the second had not read our answer. What is written now is kept, to be known when it comes again.
    Small words may be meant twice.
    """
    text, number = talk.event.text[:_KEPT], talk.event.message_id or 0
    of, said, before = draft.answers.get(SAID) or ("", "", number)
    if text and text == said and of != question and number == before + 1 and not meaning(text):
        return True
    keep(talk, draft, {**draft.answers, SAID: [question, text, number]})
    return False


def note_message(talk: Talk, draft: Draft, question: str) -> None:
    """Note that this message answers that question, and none that it was noted for before."""
    message = talk.event.message_id
    if message is None or talk.event.data:
        return
    noted = {one: at for one, at in _noted(draft).items() if at != message}
    keep(talk, draft, {**draft.answers, MESSAGES: {**noted, question: message}})


def forget_message(talk: Talk, draft: Draft, question: str) -> None:
    """Note that the answer to a question is no message any more."""
    if question in _noted(draft):
        noted = {one: at for one, at in _noted(draft).items() if one != question}
        keep(talk, draft, {**draft.answers, MESSAGES: noted})


def answered_by(talk: Talk) -> Draft | None:
    """This person's draft in which this message is an answer, if there is one."""
    drafts = talk.work.session.exec(
        select(Draft).where(Draft.user_id == talk.event.user_id, Draft.bot == talk.event.bot)
    )
    return next((one for one in drafts if talk.event.message_id in _noted(one).values()), None)


def question_of(talk: Talk, draft: Draft) -> str:
    """The question that this message answers in a draft. Raises KeyError if it answers none."""
    return {at: one for one, at in _noted(draft).items()}[talk.event.message_id or 0]


def _noted(draft: Draft) -> dict[str, int]:
    return dict(draft.answers.get(MESSAGES) or {})


def drop(talk: Talk, draft: Draft) -> None:
    """Forget a draft: it was handed in, or is not wanted any more."""
    talk.work.session.delete(draft)
