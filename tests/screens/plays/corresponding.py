"""The two of an exchange write to each other, see to the stay, and print its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.bots.photos import PHOTO
from tests.screens.plays.visiting import agreed, signed

if TYPE_CHECKING:
    from tests.screens.programme import Cast


def room_for_two(cast: Cast) -> None:
    """Words and a photo go to and fro; one blocks the other, and nothing is passed on any more."""
    agreed(cast)
    vienna, helsinki = cast.vienna, cast.helsinki
    vienna.types("/exchanges")
    vienna.taps("x:write")
    vienna.sends_sticker()
    vienna.taps_old("f:room.1:text:=:x")
    vienna.fills({"text": "Is there a tram to you?"})
    helsinki.types("Yes, line 4.")
    helsinki.types("It stops at our door.")
    helsinki.taps("b:send")
    vienna.types("When is lunch?")
    vienna.taps("b:drop")
    vienna.sends(PHOTO, "map.jpg")
    helsinki.taps("x:write")
    helsinki.sends(b"no paper at all", "notes.txt")
    helsinki.sends(PHOTO, "map.jpg")
    for count in range(20):
        vienna.taps("x:write")
        vienna.types(f"Thank you, and {count}?")
    helsinki.taps("i:away")
    helsinki.taps("i:block")
    vienna.taps_old("x:write:1")
    helsinki.types("/exchanges")


def prepared(cast: Cast) -> None:
    """Before the stay: what to see to on one screen, and the sheet that both sign."""
    agreed(cast)
    vienna, helsinki = cast.vienna, cast.helsinki
    vienna.taps_old("x:sheet:1")
    signed(cast)
    vienna.types("/exchanges")
    vienna.taps("x:prepare")
    vienna.taps("x:sheet")
    helsinki.types("/exchanges")
    helsinki.taps("x:prepare")


PLAYS = (room_for_two, prepared)
