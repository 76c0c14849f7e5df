"""What can become of a message on its way, whichever library carries it."""

from __future__ import annotations


class DeliveryError(Exception):
    """A message did not arrive, or we cannot know."""


class NotSent(DeliveryError):
    """Telegram certainly does not have it: try again later."""


class Uncertain(DeliveryError):
    """It left, and no answer came back: Telegram may have it or not."""


class Refused(DeliveryError):
    """Telegram will never take it as it is."""


class NothingNew(DeliveryError):
    """An edit that changes nothing: as good as done."""


class CannotEdit(DeliveryError):
    """The message to edit is gone or too old: send it anew."""


class Unreachable(DeliveryError):
    """The person blocked the bot or never opened it."""


class Throttled(DeliveryError):
    """Telegram asks for a pause of `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class Migrated(DeliveryError):
    """The group became a supergroup with another id."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("group migrated")
        self.chat_id = chat_id


class WrongToken(Exception):
    """Telegram does not know this token: copy it again from BotFather into .env."""


class ApiUnreachable(Exception):
    """The Bot API cannot be reached; trying again with growing pauses."""
