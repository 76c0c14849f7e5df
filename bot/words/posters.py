"""A poster of one's own in the words that participants and desk share: printed, or as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.conversation.addresses import Data
    from bot.conversation.speech import Speech


def as_picture(say: Speech, address: Data) -> Button:
    """The way from the poster as PDF to the same as a picture."""
    return Button(say("🖼 As a picture"), address)


def picture_words(say: Speech) -> Markup:
    """What comes with the picture."""
    return say("The poster as a picture, for a website or a message.")
