"""Logs: ids and events, never names or tokens."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.app.settings import Settings

DEPTH = 6  # frames of a stack that tell enough
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
            frames = traceback.extract_tb(error.__traceback__)[-DEPTH:]
            places = " < ".join(
                f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in reversed(frames)
            )
            lines.append(f"  {type(error).__name__} at {places}")
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
        record.msg, record.args = text, ()
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
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "aiogram.event", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
