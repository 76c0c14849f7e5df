"""Logs: ids and events, never names or tokens."""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from storage.errors import account_of, without_tokens

if TYPE_CHECKING:
    from types import TracebackType

    from bot.app.settings import Settings

QUIETER = {
    **dict.fromkeys(("httpx", "httpcore", "aiohttp.access", "apscheduler", "alembic"), "WARNING"),
    **dict.fromkeys(("matplotlib", "PIL", "pikepdf"), "WARNING"),
    **dict.fromkeys(("fpdf", "fontTools"), "ERROR"),  # thirty lines for each paper
    "opentelemetry": "ERROR",  # it tells of each try
    "aiogram": "CRITICAL",  # it logs the words of errors; the worker says what failed
}
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlainFormatter(logging.Formatter):
    """One line for each event; of an error its kind and place, never its words.

    A message may quote what somebody wrote: PostgreSQL names the failing row's values.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One event; what another handler made of its error before does not count."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        """Where each error of the chain was raised, innermost first."""
        lines, error = [], ei[1]
        while error is not None:
            lines.append(f"  {account_of(error)}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class JsonFormatter(PlainFormatter):
    """The same as a JSON object a line, for whoever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        found = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False)


class NoTokens(logging.Filter):
    """Blots out tokens, which stand in every Bot API address."""

    def __init__(self, tokens: list[str]) -> None:
        super().__init__()
        self.tokens = [token for token in tokens if token]

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record's text is blotted."""
        text = record.getMessage()
        for token in self.tokens:
            text = text.replace(token, "<token>")
        record.msg, record.args = without_tokens(text), ()
        return True


def begin_logging(settings: Settings) -> None:
    """Log to standard error at the wanted level; the HTTP libraries' addresses stay out."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        JsonFormatter() if settings.log_format == "json" else PlainFormatter(FORMAT)
    )
    tokens = (settings.participants_token, settings.desk_token)
    handler.addFilter(NoTokens([token.get_secret_value() for token in tokens]))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _end
    threading.excepthook = lambda ended: _end(ended.exc_type, ended.exc_value, ended.exc_traceback)


def _end(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    """What nobody caught goes to the log as well: by itself Python would tell its words."""
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    logging.getLogger(__name__).critical("ended by an error", exc_info=error)
