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


class Unanswered(Exception):
    """The Bot API did not answer as it should.

    `retry_after` is how many seconds it asks for; `conflict` whether it is because another program
    asks with the same token.
    """

    def __init__(self, why: str, retry_after: float = 0.0, *, conflict: bool = False) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.conflict = conflict


class TokenUnknown(Exception):
    """A Bot API server says that there is no such token; once, which a proxy may do as well."""


class WrongToken(Exception):
    """Telegram does not know this token: copy it again from BotFather into .env."""


class NoSuchFile(Exception):
    """Telegram does not hand out a file: too big for a bot, or not there any more."""


class ApiUnreachable(Exception):
    """The Bot API cannot be reached; trying again with growing pauses."""
