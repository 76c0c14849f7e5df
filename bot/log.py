"""Logs: ids and events, never names or tokens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class NoTokens(logging.Filter):
    """Blots out tokens, which stand in every Bot API address."""

    def __init__(self, tokens: list[str]) -> None:
        super().__init__()
        self.tokens = [token for token in tokens if token]

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record's text is blotted."""
        text = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        for token in self.tokens:
            text = text.replace(token, "<token>")
            record.exc_text = (record.exc_text or "").replace(token, "<token>") or None
        record.msg, record.args = text, ()
        return True


def begin_logging(settings: Settings) -> None:
    """Log to standard error at the wanted level; the HTTP libraries' addresses stay out."""
    handler = logging.StreamHandler()
    tokens = (settings.participants_token, settings.desk_token)
    handler.addFilter(NoTokens([token.get_secret_value() for token in tokens]))
    logging.basicConfig(level=settings.log_level.upper(), format=FORMAT, handlers=[handler])
    for noisy in ("httpx", "httpcore", "aiohttp.access", "apscheduler", "aiogram.event", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
