"""What officers read at the desk: cases, exchanges, the queue, the spreadsheet."""

from __future__ import annotations

from exchange.desk.bulk import accept_all, all_fine, mark_of
from exchange.desk.cases import Case, CaseLine, case, case_of, case_of_person, find_cases
from exchange.desk.exchanges import (
    ExchangeCard,
    ExchangeLine,
    exchange_card,
    exchange_card_of,
    exchange_lines,
)
from exchange.desk.export import export_file
from exchange.desk.pipeline import Standing, Step, pipeline, remind_all
from exchange.desk.queue import QueueItem, queue

__all__ = [
    "Case",
    "CaseLine",
    "ExchangeCard",
    "ExchangeLine",
    "QueueItem",
    "Standing",
    "Step",
    "accept_all",
    "all_fine",
    "case",
    "case_of",
    "case_of_person",
    "exchange_card",
    "exchange_card_of",
    "exchange_lines",
    "export_file",
    "find_cases",
    "mark_of",
    "pipeline",
    "queue",
    "remind_all",
]
