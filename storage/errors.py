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
    """The database server refuses us: check user, password and name in CXC_DATABASE_URL."""


class SchemaTooNew(StorageError):
    """A newer version of this program made the database: update the program."""


class SchemaOutOfDate(StorageError):
    """The database has another version than this program: run `cxc upgrade` first."""


class SchemaMissing(SchemaOutOfDate):
    """The database is empty: `make run` or `./cxc upgrade` makes its tables."""
