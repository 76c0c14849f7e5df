"""What is in a town's database, looked at without keeping anybody from writing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session, col, select

from storage.columns import UtcDateTime
from storage.tables import Application, Inbox, Organisation, Outbox, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders.bots.town import Town


WAITS_FOR = sa.select(
    sa.or_(
        sa.exists().where(col(Inbox.done_at).is_(None), col(Inbox.chat_id) == sa.bindparam("chat")),
        sa.exists().where(
            col(Outbox.ended_at).is_(None),
            col(Outbox.chat_id) == sa.bindparam("chat"),
            sa.or_(
                col(Outbox.due_at) <= sa.bindparam("now", type_=UtcDateTime),
                col(Outbox.attempts) > 0,  # Telegram wanted it a little later
            ),
        ),
    )
)


class Look:
    """A reader of its own: no transaction of its begins by taking the pen."""

    def __init__(self, town: Town) -> None:
        self.town = town

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session to read with."""
        with Session(self.town.reader) as session:
            yield session

    def nothing_waits(self, chat: int) -> bool:
        """Whether everything that was written in a chat is answered, and nothing due is on its way there."""
        bots = self.town.emulator.world.bots.values()
        if any(_chat_of(one) == chat for bot in bots for one in bot.updates):
            return False
        with self.town.reader.connect() as line:
            given = {"chat": chat, "now": self.town.clock()}
            return not line.execute(WAITS_FOR, given).scalar_one()

    def applied(self, person: int) -> bool:
        """Whether that person's application is there."""
        with self.session() as session:
            return self._application(session, person) is not None

    def kept(self, person: int) -> dict[str, object]:
        """What their application says, by the ids of the questions; nothing while there is none."""
        with self.session() as session:
            one = self._application(session, person)
            if one is None:
                return {}
            home = session.get_one(Organisation, one.organisation_id)
            return {
                "organisation_name": home.name,
                "country": home.country,
                "city": home.city,
                "size": home.size,
                "email": one.email,
                "person_name": one.person_name,
                "languages": sorted(one.languages),
                "ecosystems": list(one.ecosystems),
                "months": [month[-2:] for month in one.months],
                "wished_countries": sorted(one.wished_countries),
                "working_days": one.working_days,
                "capacity": one.capacity,
            }

    def _application(self, session: Session, person: int) -> Application | None:
        of = select(Application).join(Person, col(Person.id) == col(Application.person_id))
        return session.exec(of.where(Person.telegram_id == person)).first()


def _chat_of(update: dict) -> int:
    found = next(one for kind, one in update.items() if kind != "update_id")
    return int((found.get("message") or found).get("chat", {}).get("id", 0))
