"""What can be wrong with tables of organisations, and with what is made of them."""

from __future__ import annotations

from exchange.errors import CxcError


class TableMissing(CxcError):
    """There is no file {path}."""


class TableUnreadable(CxcError):
    """{path} cannot be read: {why}."""


class TableNotText(CxcError):
    """{path} is not text in UTF-8: save it as “CSV UTF-8” and try again."""


class TableTooLarge(CxcError):
    """{path} is too large: up to {most} rows at once. Please send it in parts."""


class TableEmpty(CxcError):
    """{path} is empty: the first line names the columns, each line after it is an organisation."""


class UnknownColumn(CxcError):
    """{path}: “{column}” is not a column that I know; did you mean “{nearest}”? Columns are: {known}."""


class NoColumn(CxcError):
    """{path}: none of its columns is one that I know: {column}. Columns are: {known}."""


class QuoteOpen(CxcError):
    """{path}: in row {row} a quote begins that is not closed, so the rows below it would be lost. Close or take away the quote and try again."""


class ColumnTwice(CxcError):
    """{path}: the column “{column}” stands there twice."""


class RowsUnreadable(CxcError):
    """{path} has cells that cannot be read, {count} in all: {faults} Please correct them and try again."""


class ResultUnwritable(CxcError):
    """{path} cannot be written: {why}."""


class ResultOfUnknownKind(CxcError):
    """{path}: the name of the result must end in .xlsx or .csv."""


class ResultOverTable(CxcError):
    """{path} is one of the tables to be read: please name another file for the result."""


class MonthUnreadable(CxcError):
    """“{month}” is not a month: write it like 2027-03."""


class LanguageUnknown(CxcError):
    """I do not write “{language}”: choose of {known}."""
