"""What can go wrong with the database itself."""

from __future__ import annotations


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
