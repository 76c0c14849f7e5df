"""What can go wrong with the database itself, and how any error is told without its words."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

DEPTH = 6  # frames of a stack that tell enough
# As Telegram makes them, and as they stand in every address of the Bot API.
_TOKEN = re.compile(r"(?<=bot)\d+:[^/\s'\"\\]+|\b\d{5,}:[\w-]{30,}")


class StorageError(Exception):
    """The database cannot be used."""


class DatabaseUnreachable(StorageError):
    """The database cannot be opened: check CXC_DATABASE_URL and the folder's permissions."""


class AddressUnusable(DatabaseUnreachable):
    """The database's address cannot be used: write sqlite:///file or postgresql+psycopg://user:password@host/database."""


class DatabaseMissing(DatabaseUnreachable):
    """There is no database yet: `make run` makes it at its first start, CXC_DATABASE_URL names another."""


class Overtaken(StorageError):
    """Another transaction changed what this one had read: it is done again from its beginning."""


class DatabaseRefuses(DatabaseUnreachable):
    """The database server does not let this user in: check the user in CXC_DATABASE_URL, and pg_hba.conf."""


class WrongPassword(DatabaseRefuses):
    """The database server wants another password: check it in CXC_DATABASE_URL."""


class NoSuchDatabase(DatabaseRefuses):
    """The database server has no database of that name: make it with createdb, or check CXC_DATABASE_URL."""


class FileNotOurs(DatabaseUnreachable):
    """The database's file cannot be opened: check CXC_DATABASE_URL, and whose the file and its folder are."""


class ReadOnly(DatabaseUnreachable):
    """The database may only be read: see that the file, its folder and the disk may be written."""


class DiskFull(DatabaseUnreachable):
    """The database's disk is full: make room."""


class Damaged(DatabaseUnreachable):
    """The database is damaged, or is none: stop the bots and restore a backup."""


class Busy(DatabaseUnreachable):
    """The database is busy: another program holds it, or it has no connection left."""


class SchemaTooNew(StorageError):
    """A newer version of this program made the database: update the program."""


class SchemaOutOfDate(StorageError):
    """The database has another version than this program: run `cxc upgrade` first."""


class SchemaMissing(SchemaOutOfDate):
    """The database is empty: `make run` or `./cxc upgrade` makes its tables."""


class NotOurs(StorageError):
    """There is no database of this program at that place: check the address after --source."""


class SourceOutOfDate(StorageError):
    """The source has another version than this program: run the `upgrade` of this program on it first, or copy from a backup file."""


def account_of(error: BaseException) -> str:
    """An error's kind and the places it went through, innermost first; never its words.

    They may quote what somebody wrote, or an address with a token in it.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__)[-DEPTH:])
    places = " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames)
    return f"{type(error).__name__} at {places}"


def without_tokens(text: str) -> str:
    """The text with every bot token blotted out."""
    return _TOKEN.sub("<token>", text)
