"""What Prometheus may ask of us; no figure carries a name, a chat or a word of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Gauge, Histogram

from storage.tables import OutboxState

if TYPE_CHECKING:
    from storage.care.figures import Figures

THROTTLED = Counter("cxc_throttled", "Times Telegram asked a bot for patience (429).", ["bot"])
TRANSACTION = Histogram(
    "cxc_transaction_seconds",
    "From asking for a transaction to its commit, waiting for its turn included.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
UPDATES = Gauge("cxc_updates_waiting", "Stored updates that nobody has worked off yet.")
ASIDE = Gauge("cxc_updates_set_aside", "Updates given up with an error; `doctor` lists them.")
MESSAGES = Gauge("cxc_messages", "Messages in each state.", ["state"])
REMINDERS = Gauge("cxc_reminders_overdue", "Due rows whose time has come.")
TOO_LATE = Gauge("cxc_reminders_too_late", "Reminders closed unsent: too late to be of use.")
OLDEST = Gauge("cxc_oldest_due_seconds", "Age of the oldest message or reminder that is due.")
BLOCKED = Gauge("cxc_chats_blocked", "Chats whose person has blocked the bot.")


def show(figures: Figures) -> None:
    """Put the figures of this moment where they are read."""
    UPDATES.set(figures.updates_waiting)
    ASIDE.set(figures.updates_set_aside)
    for state in OutboxState:
        MESSAGES.labels(state.value).set(figures.messages.get(state.value, 0))
    REMINDERS.set(figures.reminders_overdue)
    TOO_LATE.set(figures.reminders_too_late)
    OLDEST.set(figures.oldest_due)
    BLOCKED.set(figures.chats_blocked)
