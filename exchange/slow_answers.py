"""What takes long to work out, from facts alone, is worked out between two tries of a transaction.

A transaction that keeps a database to itself for seconds keeps everybody waiting. So the first try
gathers the facts, changes nothing and says what it lacks; once that is known, the next one goes
through. Were the facts to change meanwhile, so would the question, and it is asked again.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from threading import Semaphore, Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

AT_ONCE = Semaphore(1)
"""For what takes a second or so and keeps the interpreter to itself: one after the other."""


@dataclass
class Unanswered(Exception):
    """Not for people: the transaction lacks an answer. It is to be tried again with it."""

    question: str
    work_out: Callable[[], object]


class SlowAnswers:
    """What has been worked out for one deed, by question: answers, and errors that were raised."""

    def __init__(self) -> None:
        self._known: dict[str, Future[Any]] = {}

    def get(self, question: str, work_out: Callable[[], T]) -> T:
        """The answer, or its error, if it is known. Raises Unanswered, and what was raised then."""
        if not self.knows(question):
            raise Unanswered(question, work_out)
        found = self._known[question].result()
        if isinstance(found, _Raised):
            raise found.error
        answer: T = found
        return answer

    def knows(self, question: str) -> bool:
        """Whether it has been worked out."""
        known = self._known.get(question)
        return known is not None and known.done()

    def find(self, asked: Unanswered) -> Future[Any]:
        """Begin to work it out, in no transaction; what is returned is done when it is known.

        What was begun before is not begun again. The thread is a daemon: a process that stops does
        not wait for it, and loses nothing.
        """
        begun = self._known.get(asked.question)
        if begun is not None:
            return begun
        answer: Future[Any] = Future()
        answer.set_running_or_notify_cancel()  # from now on nobody can take it back
        self._known[asked.question] = answer
        Thread(target=_answer, args=(asked, answer), name="slow answer", daemon=True).start()
        return answer


@dataclass(frozen=True)
class _Raised:
    """In place of an answer. A future's own error would be logged with its words if nobody asks."""

    error: Exception


def _answer(asked: Unanswered, answer: Future[Any]) -> None:
    try:
        answer.set_result(asked.work_out())
    except Exception as error:  # noqa: BLE001 - it is raised where the answer is asked for
        answer.set_result(_Raised(error))
