"""What Prometheus may ask of us; no figure carries a name, a chat or a word of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from storage.tables import ApplicationState, ExchangeState, OutboxState

if TYPE_CHECKING:
    from storage.care.figures import Figures

BUILD = Gauge("cxc_build_info", "What runs here.", ["version", "schema", "roles"])
LAST = Gauge(
    "cxc_last_timestamp_seconds",
    "When this process last did that: asked for updates (or stood by), ticked.",
    ["what", "bot"],
)
HANDLING = Histogram(
    "cxc_handling_seconds",
    "From taking an update in hand to what came of it.",
    ["bot", "came_of"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30),
)
DELIVERY = Histogram(
    "cxc_delivery_seconds",
    "From handing a message to Telegram to its answer.",
    ["bot", "outcome"],
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
THROTTLED = Counter("cxc_throttled", "Times Telegram asked a bot for patience (429).", ["bot"])
TRANSACTION = Histogram(
    "cxc_transaction_seconds",
    "From asking for a transaction to its commit, waiting for its turn included.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)

# What follows is of the database, the same whoever is asked: one process of all tells it, and sums are true.
OF_ALL = CollectorRegistry()
UPDATES = Gauge(
    "cxc_updates_waiting", "Stored updates that nobody has worked off yet.", registry=OF_ALL
)
ASIDE = Gauge(
    "cxc_updates_set_aside", "Updates given up with an error; `doctor` lists them.", registry=OF_ALL
)
MESSAGES = Gauge("cxc_messages", "Messages in each state.", ["state"], registry=OF_ALL)
REMINDERS = Gauge("cxc_reminders_overdue", "Due rows whose time has come.", registry=OF_ALL)
TOO_LATE = Gauge(
    "cxc_reminders_too_late", "Reminders closed unsent: too late to be of use.", registry=OF_ALL
)
OLDEST = Gauge(
    "cxc_oldest_due_seconds", "Age of the oldest message or reminder that is due.", registry=OF_ALL
)
BLOCKED = Gauge("cxc_chats_blocked", "Chats whose person has blocked the bot.", registry=OF_ALL)
APPLICATIONS = Gauge("cxc_applications", "Applications in each state.", ["state"], registry=OF_ALL)
EXCHANGES = Gauge("cxc_exchanges", "Exchanges in each state.", ["state"], registry=OF_ALL)


def tell_build(version: str, schema: str, roles: str) -> None:
    """Say what runs here."""
    BUILD.labels(version, schema, roles).set(1)


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
    for gauge, states, found in (
        (APPLICATIONS, ApplicationState, figures.applications),
        (EXCHANGES, ExchangeState, figures.exchanges),
    ):
        for one in states:
            gauge.labels(one.value).set(found.get(one.value, 0))
