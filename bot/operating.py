"""What the commands of an operator do: each opens what it needs, and leaves nothing else behind."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from sqlmodel import col, select

from bot import checkup
from bot.app.starting import prepared
from bot.gateway.identity import identify
from bot.wrong_starts import NoSuchAccess, NoSuchOfficer, NoSuchTrouble
from exchange.desk.acts import newest_acts
from exchange.people import access_ends, officers, staff_groups
from exchange.timing.calls import open_call
from exchange.trail.act_words import words_of
from exchange.trail.naming import thing, unnamed
from exchange.words import plain_english
from exchange.work import Work
from storage.care.chain import check
from storage.care.copying import back_up, copy_everything, only_read
from storage.engine import schema
from storage.engine.database import open_database
from storage.engine.opening import missing_file, open_existing
from storage.queues import inbox, outbox
from storage.tables import Officer, OfficerInvitation, OfficerRole, Partnership

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app.settings import Settings
    from storage.engine.database import Database

console = Console()


def invite(settings: Settings, role: str, partnership: str) -> None:
    """Print a one-time link for an officer. Raises NoSuchOfficer, NoSuchPartnership."""
    known = [one.value for one in OfficerRole]
    if role not in known:
        raise NoSuchOfficer(role=role, known=", ".join(known))
    if missing_file(settings.database_url):  # what is refused shall not leave a database behind
        with prepared(settings, lambda _url: open_database("sqlite://")) as rehearsal:
            _invitation(rehearsal, settings, OfficerRole(role), partnership)
    with prepared(settings) as database:
        payload, hours = _invitation(database, settings, OfficerRole(role), partnership)
    username = asyncio.run(_desk_username(settings))
    link = (
        f"https://t.me/{username}?start={payload}"
        if username
        else "(no link: the desk bot could not be reached)"
    )
    console.print(f"Link, good once, for {hours} hours:", highlight=False)
    console.print(link, soft_wrap=True, highlight=False)
    console.print("Or open the desk bot and send:", highlight=False)
    console.print(f"/start {payload}", soft_wrap=True, highlight=False)


def _invitation(
    database: Database, settings: Settings, role: OfficerRole, partnership: str
) -> tuple[str, int]:
    """The link's payload, and for how many hours it is good."""
    with database.transaction() as session:
        work = Work(session, datetime.now(UTC), open_call(settings.scheme))
        payload = officers.invite_officer(work, role, partnership)
        return payload, work.scheme.deadlines.officer_invitation_hours


def officers_of(
    settings: Settings, revoke: int | None = None, take_back: int | None = None
) -> None:
    """Print who has access to which desk, after ending what is to end. Raises NoSuchAccess."""
    database = open_existing(settings.database_url)
    try:
        schema.check_current(database)
        with database.transaction() as session:
            work = Work(session, datetime.now(UTC), open_call(settings.scheme))
            if revoke is not None:
                _revoke(work, revoke)
            if take_back is not None:
                _take_back(work, take_back)
            session.flush()
            console.print(_access(work))
    finally:
        database.close()


def _revoke(work: Work, number: int) -> None:
    officer = work.session.get(Officer, number)
    if officer is None or officer.revoked_at:
        raise NoSuchAccess(what="officer", number=number)
    access_ends.revoke_officer(work, officer)
    console.print(f"✓ {officer.name} has no access any more", highlight=False)


def _take_back(work: Work, number: int) -> None:
    invitation = work.session.get(OfficerInvitation, number)
    if invitation is None or not officers.is_open(invitation, work.now):
        raise NoSuchAccess(what="open invitation", number=number)
    officers.close(work, invitation, "system")
    console.print("✓ nobody comes in by that invitation any more", highlight=False)


def _access(work: Work) -> Table:
    """Officers, open invitations and staff groups of every Partnership that has some."""
    table = Table(
        "Partnership", "What", "No.", "Who", "Role", "Since, until", "Last seen", box=None
    )
    for desk in work.session.exec(select(Partnership).order_by(col(Partnership.name))):
        number = desk.id or 0
        for one in officers.colleagues(work, number):
            seen = f"{one.last_seen_at:%Y-%m-%d}" if one.last_seen_at else "–"
            since = f"{one.bound_at:%Y-%m-%d}"
            table.add_row(desk.name, "officer", str(one.id), one.name, one.role, since, seen)
        for made in officers.open_invitations(work, number):
            by = work.load(Officer, made.made_by).name if made.made_by else "command line"
            until = f"{made.expires_at:%Y-%m-%d %H:%M} UTC"
            table.add_row(desk.name, "invitation", str(made.id), f"by {by}", made.role, until, "")
        for group in staff_groups.groups_of(work, number):
            since = f"{group.bound_at:%Y-%m-%d}"
            table.add_row(desk.name, "group", str(group.id), group.title or "–", "", since, "")
    return table


async def _desk_username(settings: Settings) -> str:
    token = settings.desk_token.get_secret_value()
    if not token:
        return ""
    try:
        return (await identify(settings.telegram_api, token, patient=False)).username
    except Exception:  # noqa: BLE001 - the payload alone is enough
        return ""


def doctor(settings: Settings) -> bool:
    """Print what was found; whether all of it is good."""
    findings = asyncio.run(checkup.examine(settings))
    table = Table("", "What", "How it is", box=None)
    for one in findings:
        table.add_row("[green]✓[/]" if one.good else "[red]✗[/]", one.what, one.how)
    console.print(table)
    return all(one.good for one in findings)


def again(settings: Settings, reference: str) -> None:
    """Put on its way what was given up. Raises NoSuchTrouble, DatabaseMissing."""
    kind, _, rest = reference.partition("-")
    bot, _, number = rest.rpartition("-")
    database = open_existing(settings.database_url)
    try:
        schema.check_current(database)
        with database.transaction() as session:
            done = number.isdecimal() and (
                outbox.try_again(session, int(number), datetime.now(UTC))
                if kind == "M" and not bot
                else inbox.try_again(session, bot, int(number))
            )
    finally:
        database.close()
    if not done:
        raise NoSuchTrouble(reference=reference)
    console.print(f"✓ {reference} is on its way again", highlight=False)


def audit(settings: Settings, count: int) -> bool:
    """Print the newest acts and how the chain is; whether it is whole. Raises DatabaseMissing."""
    database = open_existing(settings.database_url)
    try:
        schema.check_current(database)
        with database.transaction() as session:
            work = Work(session, datetime.now(UTC), open_call(settings.scheme))
            acts, chain = newest_acts(work, count), check(session)
    finally:
        database.close()
    table = Table("When", "Who", box=None)
    table.add_column("What", overflow="fold")
    table.add_column("To which", overflow="fold")
    for one in acts:
        what, which = words_of(one.act), thing(one.subject).said(plain_english, "en")
        who = one.who or unnamed(one.actor)
        table.add_row(f"{one.at:%Y-%m-%d %H:%M:%S}", who, what, which)
    console.print(table)
    told = f"{chain.links} acts, {chain.waiting} not linked yet, head {chain.head}"
    console.print(
        f"✓ {told}" if chain.whole else f"✗ act {chain.wrong} was changed", soft_wrap=True
    )
    return chain.whole


def backup(settings: Settings, file: Path) -> None:
    """Copy everything into one file. Raises DatabaseMissing, FileExists, NotWritten."""
    database = open_existing(settings.database_url)
    try:
        rows = back_up(database, file)
    finally:
        database.close()
    console.print(f"✓ {sum(rows.values())} rows in {file}", highlight=False, soft_wrap=True)


def migrate(settings: Settings, source: str) -> None:
    """Copy everything from `source`, which is only read, and print the account of it.

    Raises DatabaseMissing, NotOurs, SourceOutOfDate, NotEmpty, Incomplete.
    """
    with only_read(source) as there:
        here = open_database(settings.database_url)
        try:
            schema.upgrade(here)
            account = copy_everything(there, here)
        finally:
            here.close()
    table = Table("table", "rows there", "rows here", "digest of both", box=None)
    for name, one in account.items():
        table.add_row(name, str(one.there), str(one.here), one.digest)
    console.print(table)
    rows = sum(one.here for one in account.values())
    console.print(f"✓ {rows} rows copied, in {len(account)} tables", highlight=False)


def upgrade(settings: Settings) -> None:
    """Bring the database to this program's version."""
    with prepared(settings):
        console.print("✓ the database is up to date")
