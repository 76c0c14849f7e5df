"""What officers read at the desk: cases, exchanges, the queue, figures, the spreadsheet."""

from __future__ import annotations

from exchange.desk_cases import Case, CaseLine, case, case_of, case_of_person, find_cases
from exchange.desk_exchanges import (
    ExchangeCard,
    ExchangeLine,
    exchange_card,
    exchange_card_of,
    exchange_lines,
)
from exchange.desk_export import export_workbook
from exchange.desk_figures import figures
from exchange.desk_queue import QueueItem, queue

__all__ = [
    "Case",
    "CaseLine",
    "ExchangeCard",
    "ExchangeLine",
    "QueueItem",
    "case",
    "case_of",
    "case_of_person",
    "exchange_card",
    "exchange_card_of",
    "exchange_lines",
    "export_workbook",
    "figures",
    "find_cases",
    "queue",
]
