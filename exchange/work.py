"""What every use case works with: one transaction, the time, the scheme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from sqlmodel import Session, SQLModel, col, select

from exchange.errors import NotFound
from exchange.notices import OF_ACTS, DeskNotice
from exchange.scheme.send_window import next_send_time
from storage.queues import outbox, records
from storage.queues.outbox import Letter
from storage.tables import Application, Officer, Person, StaffGroup, Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from exchange.notices import DeskReminding, Notice, Reminding
    from exchange.scheme.call import Scheme
    from exchange.slow_answers import SlowAnswers

PARTICIPANTS = "participants"
DESK = "desk"
SYSTEM = "system"
HELD = "held"  # of a session: the rows that its transaction keeps to itself
READ = "read"  # of a session: the rows that were asked for by number, which are not read again
NO_KEY = {"key_share": True}  # of a lock: rows that point to this one may still be added

Row = TypeVar("Row", bound=SQLModel)
T = TypeVar("T")
Facts = TypeVar("Facts")


@dataclass(frozen=True)
class Work:
    """One transaction's work.

    Use cases take it first, change rows in its session and leave the commit to whoever made it.
    What they tell people becomes outbox rows in the same transaction, rendered when it is sent.
    `slow` are answers that take long: they are worked out where no transaction is open; without it,
    as on the command line and in tests, they are worked out on the spot. `tapped` is the
    message, by its chat and number, whose button has led here: whoever answers shows it anew. `acting` is the
    chat of whoever does something at a desk: they see what came of it, and are not told so once more.
    `alone` is what the clock does by itself: nobody waits for it, so people read of it in their working hours.
    """

    session: Session
    now: datetime
    scheme: Scheme
    slow: SlowAnswers | None = None
    tapped: tuple[int, int] | None = None
    acting: int | None = None
    alone: bool = False

    def under(self, call: str) -> Work:
        """The same work under the call of that id, of those in this database.

        Whoever opens a turn, a reminder or a message does it under the call of whom it is about
        (`exchange.people.calls`); what is planned and told from there keeps that call.
        """
        scheme = self.scheme.under(call)
        return self if scheme is self.scheme else replace(self, scheme=scheme)

    def post(self, letters: Iterable[Letter]) -> None:
        """Put messages into the outbox, each to be worded under this call."""
        here = [replace(one, call=self.scheme.id) for one in letters]
        outbox.post(self.session, here, self.now)
        outbox.say_once(self.session, here, self.now)

    def work_out(self, question: str, answer: Callable[[], T]) -> T:
        """What `answer` gives, which takes long, reads facts alone and no session.

        Where something is kept of it the question names them, so that an answer to other facts is
        never taken for this one. Raises Unanswered where that is to be done outside of the
        transaction.
        """
        return self.slow.get(question, answer) if self.slow else answer()

    def work_out_of(
        self, question: str, gather: Callable[[], Facts], answer: Callable[[Facts], T]
    ) -> T:
        """As `work_out`, for facts that cost much as well: they are gathered once, at the first try.

        So the answer is to the facts as they were then.
        """
        known = self.slow is not None and self.slow.knows(question)
        return self.work_out(question, _known if known else partial(answer, gather()))

    def load(self, table: type[Row], row_id: int | None) -> Row:
        """The row with that id. Raises NotFound."""
        row = self.session.get(table, row_id) if row_id is not None else None
        if row is None:
            raise NotFound
        # A session forgets a row that nobody keeps: without this a card reads its parties six times.
        self.session.info.setdefault(READ, {})[table, row_id] = row
        return row

    def hold(self, table: type[Row], row_id: int | None) -> Row:
        """The row as it is now, kept from everybody else's changes until this work is committed.

        Whoever changes something holds it first, then looks at its state: two people who act at
        the same moment act one after the other. Where several rows are held, applications come
        first, then exchanges, then proposals, then group visits, each by number: nobody waits in a circle. SQLite
        needs none of this, as only one transaction writes at a time. Raises NotFound.
        """
        # Measured on PostgreSQL, eight threads deciding on 300 different applications: 191 a second
        # with none repeated; SERIALIZABLE instead of locks: 18 a second, 164 of them lost thrice.
        self.session.flush()  # what is read anew would undo what was not written yet
        row = (
            self.session.get(table, row_id, with_for_update=NO_KEY, populate_existing=True)
            if row_id is not None
            else None
        )
        if row is None:
            raise NotFound
        self._held.add((table, row_id))
        return row

    def hold_all(self, table: type[Row], *row_ids: int) -> list[Row]:
        """The rows in the order asked for, held in the order of their numbers. Raises NotFound."""
        held = {number: self.hold(table, number) for number in sorted(set(row_ids))}
        return [held[number] for number in row_ids]

    def holds(self, row: SQLModel) -> bool:
        """Whether the row is kept from everybody else's changes, or known to nobody else yet."""
        return (type(row), getattr(row, "id", None)) in self._held

    @property
    def _held(self) -> set[tuple[type[SQLModel], int | None]]:
        held: set[tuple[type[SQLModel], int | None]] = self.session.info.setdefault(HELD, set())
        return held

    def add(self, row: Row) -> Row:
        """The row, stored and with its id."""
        is_new = getattr(row, "id", None) is None
        self.session.add(row)
        self.session.flush()
        if is_new:
            self._held.add((type(row), getattr(row, "id", None)))
        return row

    def tell(
        self,
        person: Person,
        notice: Notice | Reminding,
        *,
        key: str,
        **facts: object,
    ) -> None:
        """Tell somebody through the participants' bot, once per `key`; `facts` are ids. It leaves at once, or by `alone`.

        Whose data was erased is nobody any more, and is told nothing. Whom a desk has entered, and
        who is in no chat yet, is told by that desk.
        """
        self.tell_at(None, person, notice, key, facts)

    def tell_at(
        self,
        due_at: datetime | None,
        person: Person,
        notice: Notice | Reminding,
        key: str,
        facts: Mapping[str, object],
        urgency: Urgency = Urgency.NOTICE,
    ) -> None:
        """As `tell`, but it leaves at `due_at`, and after what is more urgent."""
        if person.erased_at:
            return
        if not person.in_chat:
            self._have_told(due_at, person, notice, key, facts)
            return
        if due_at is None and self.alone:
            due_at = next_send_time(self.now, person.zone, person.country, self.scheme.send_window)
        chat = person.telegram_id
        letter = Letter(PARTICIPANTS, chat, str(notice), dict(facts), key, urgency, due_at)
        self.post([letter])

    def _have_told(
        self,
        due_at: datetime | None,
        person: Person,
        notice: Notice | Reminding,
        key: str,
        facts: Mapping[str, object],
    ) -> None:
        """Ask the desk that has entered somebody to tell them: they are in no chat."""
        entered = select(Application.partnership_id).where(Application.person_id == person.id)
        desk = self.session.exec(entered.order_by(col(Application.id).desc())).first()
        if desk is None:
            return
        told = {"person": person.id, "said": str(notice), "facts": dict(facts)}
        self._tell_desk_at(due_at, desk, DeskNotice.TO_BE_TOLD, f"desk:{key}", told)

    def untell(self, key: str) -> bool:
        """Whether what was to be told under that key had not left yet, and never will."""
        return outbox.strike_key(self.session, key, "taken back", self.now) > 0

    def tell_desk(
        self,
        partnership_id: int,
        notice: DeskNotice | DeskReminding,
        *,
        key: str,
        **facts: object,
    ) -> None:
        """Tell a Partnership's officers and its staff group, each once per `key`; nobody of their own act."""
        self._tell_desk_at(None, partnership_id, notice, key, facts)

    def _tell_desk_at(
        self,
        due_at: datetime | None,
        partnership_id: int,
        notice: DeskNotice | DeskReminding,
        key: str,
        facts: Mapping[str, object],
    ) -> None:
        letters = [
            Letter(DESK, chat, str(notice), dict(facts), f"{key}:{chat}", Urgency.NOTICE, due_at)
            for chat in self.desk_chats(partnership_id)
            if not (notice in OF_ACTS and chat == self.acting)
        ]
        self.post(letters)

    def record(self, actor: str, act: str, subject: str, **facts: object) -> None:
        """Write an audit row: `application:submit` by `person:7` on `application:12`."""
        records.record(self.session, self.now, actor, act, subject, facts)

    def schedule(
        self, kind: str, subject: int, due_at: datetime, *, key: str, **facts: object
    ) -> None:
        """Have something done at a time, once per `key`; a key known already is left as it is."""
        call = self.scheme.id
        records.schedule(self.session, str(kind), subject, due_at, key, facts, call)

    def reschedule(self, kinds: Collection[str], subject: int, struck_at: datetime) -> None:
        """Have due again what was struck of those kinds for that subject at that moment, by one act."""
        records.reopen(self.session, kinds, subject, struck_at)

    def unschedule(self, kind: str, subject: int) -> None:
        """Strike what is due of that kind for that subject."""
        records.unschedule(self.session, str(kind), subject, self.now)

    def unschedule_all(self, kinds: Collection[str], subjects: Sequence[int]) -> None:
        """The same of several kinds, for thousands of subjects at once."""
        records.unschedule_all(self.session, kinds, subjects, self.now)

    def desk_chats(self, partnership_id: int) -> list[int]:
        """The chats of a Partnership's officers, and its staff group."""
        officers = (
            select(Person.telegram_id)
            .join(Officer)
            .where(
                Officer.partnership_id == partnership_id,
                Officer.revoked_at == None,  # noqa: E711
            )
        )
        groups = select(StaffGroup.chat_id).where(
            StaffGroup.partnership_id == partnership_id,
            StaffGroup.unbound_at == None,  # noqa: E711
        )
        return [*self.session.exec(officers), *self.session.exec(groups)]


def _known() -> NoReturn:
    """In place of an answer that is known already."""
    raise AssertionError
