"""The links of everybody in a table, for whoever writes to them all: a line each, kept nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from babel.languages import get_official_languages
from sqlmodel import col, select

from exchange.applying.applications import ACTIVE
from exchange.errors import CxcError
from exchange.papers.text_tables import as_text
from exchange.papers.workbook import Sheet
from exchange.people import secrets
from exchange.people.bot_names import link_to
from exchange.people.officers import Right, actor_of, require, require_partnership
from exchange.rows import row_id
from exchange.words import N_
from exchange.work import PARTICIPANTS
from matching.places.languages import language_name
from storage.tables import Application, Entry, Organisation, SentTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

COLUMNS = (
    N_("Name"),
    N_("E-mail"),
    N_("Link"),
    N_("Language"),
    N_("Good until"),
    N_("Organisation"),
    N_("Number"),
)


class AllTakenOver(CxcError):
    """Nobody in this table needs a link: all have taken over their entry, or left. /find shows them."""


def tables_with_links(work: Work, officer: Officer, most: int) -> list[SentTable]:
    """The tables of a desk of which somebody has not taken over their entry, newest first. Raises RoleMayNot."""
    require(officer, Right.DECIDE)
    waiting = (
        select(Entry.table_id)
        .join(Application, col(Application.id) == col(Entry.application_id))
        .where(col(Entry.claimed_at).is_(None), col(Application.state).in_(ACTIVE))
    )
    query = select(SentTable).where(
        SentTable.partnership_id == officer.partnership_id, col(SentTable.id).in_(waiting)
    )
    return list(work.session.exec(query.order_by(col(SentTable.id).desc()).limit(most)))


def ask_for_links(work: Work, officer: Officer, table_id: int) -> int:
    """How many of a table get a link with its file, which is made as it leaves (`links_file`).

    Raises RoleMayNot, NotFound, AllTakenOver.
    """
    require(officer, Right.DECIDE)
    sent = work.load(SentTable, table_id)
    require_partnership(officer, sent.partnership_id)
    count = len(_unclaimed(work, table_id))
    if not count:
        raise AllTakenOver
    work.record(actor_of(officer), "table:links", f"table:{table_id}", people=count)
    return count


def links_file(work: Work, table_id: int, say: Say, language: str, zone: str) -> bytes:
    """A CSV of new links; those of before open nothing any more. Empty where nobody needs one."""
    found = _unclaimed(work, table_id)
    if not found:
        return b""
    until = work.now + timedelta(days=work.scheme.deadlines.entry_link_days)
    made = [secrets.new_secret(secrets.OWN_ENTRY) for _ in found]
    of_entries = sa.update(Entry).where(col(Entry.id) == sa.bindparam("number"))
    changed = of_entries.values(secret_digest=sa.bindparam("digest"), link_until=until)
    work.session.connection().execute(
        changed,
        [
            {"number": row_id(entry), "digest": secrets.digest(one)}
            for (entry, *_), one in zip(found, made, strict=True)
        ],
    )
    work.session.expire_all()
    rows = tuple(
        (
            application.person_name,
            application.email,
            link_to(work, PARTICIPANTS, payload),
            language_name(_language(application, organisation), language),
            until.astimezone(ZoneInfo(zone)).date(),
            organisation.name,
            f"A-{application.id:04}",
        )
        for (_, application, organisation), payload in zip(found, made, strict=True)
    )
    sheet = Sheet(say(N_("Links")), [say(one) for one in COLUMNS], rows, zone)
    return as_text(sheet, language)


def _unclaimed(work: Work, table_id: int) -> Sequence[tuple[Entry, Application, Organisation]]:
    """The entries of a table that nobody has taken over, in the order of its rows."""
    query = (
        select(Entry, Application, Organisation)
        .join(Application, col(Application.id) == col(Entry.application_id))
        .join(Organisation, col(Organisation.id) == col(Application.organisation_id))
        .where(
            Entry.table_id == table_id,
            col(Entry.claimed_at).is_(None),
            col(Application.state).in_(ACTIVE),
        )
        .order_by(col(Entry.id))
    )
    return work.session.exec(query).all()


def _language(application: Application, organisation: Organisation) -> str:
    """In which language somebody is written to: the first that the table tells, else their country's."""
    spoken = [*application.languages, *get_official_languages(organisation.country, de_facto=True)]
    return spoken[0] if spoken else "en"
