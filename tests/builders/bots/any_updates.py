"""Updates by chance, of every kind that the Bot API has, right by its schema: aiogram's models are the schema."""

from __future__ import annotations

import types as kinds_of_types
import typing
from datetime import datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from aiogram.client.default import Default
from aiogram.types import Update
from pydantic import BaseModel

if TYPE_CHECKING:
    from random import Random

Json = dict[str, Any]

NOTHING = (type(None), Default)  # a default is the client's
DEEPEST = 4
FEW = 2  # things in a list
TEXTS = (
    *(
        "",
        "yes",
        "no",
        "/start",
        "/help",
        "/status",
        "/case 12",
        "/queue",
        "/hosts",
        "/cancel",
        "/nothing",
        "12",
        "Portugal",
        "ana@example.eu",
    ),
    *(
        "How much would I get for Portugal?",
        "accept 1",
        "who waits?",
        "👍",
        "\u202eevil",
        "\u0000",
        "a" * 4096,
        "<b>bold",
        "&amp;",
        "#tag @name",
    ),
    *(
        "we are 30 people, not in July",
        "8-12 March 2027",
        "May and June",
        "wait, the city is Arad",
        "\n\n",
        "Ωραία",
        "שלום",
        "日本",
        "🇵🇹",
    ),
    "Carpathian Loom Works is a small mill in Cluj-Napoca, Romania. We weave wool and look for 3D printing. We speak English.",
)
MIMES = ("application/pdf", "image/jpeg", "image/png", "text/plain", "")


class Chance:
    """Telegram objects by chance; what must be true of the people in them is put in by whoever asks."""

    def __init__(self, rng: Random, file_id: str = "BQAC-1") -> None:
        self.rng = rng
        self.file_id = file_id  # of every file that is in one of them

    def one(self, model: type[BaseModel], depth: int = 0, share: float = 0.25) -> Json:
        """An object of that type: all that it must have, and a share of what it may."""
        model.model_rebuild()  # it may be built at its first use only (bot/aiogram_types.py)
        found: Json = {}
        for name, field in model.model_fields.items():
            wanted = field.is_required() or self.rng.random() < share / (depth + 1)
            fixed = _fixed(field)
            if fixed is not None:
                found[field.alias or name] = fixed
            elif wanted and (field.is_required() or depth < DEEPEST):
                found[field.alias or name] = self.value(field.annotation, name, depth + 1)
        return {name: value for name, value in found.items() if value is not None}

    def value(self, hint: Any, name: str, depth: int) -> Any:
        """A value of a type."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            return self.value(args[0], name, depth)
        if origin is typing.Literal:
            return self.rng.choice(args)
        if origin in (typing.Union, kinds_of_types.UnionType):
            some = [one for one in args if one not in NOTHING]
            return self.value(self.rng.choice(some), name, depth)
        if origin in (list, tuple):
            return [self.value(args[0], name, depth) for _ in range(self.rng.randrange(FEW + 1))]
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self.one(hint, depth)
        return self.plain(hint, name)

    def plain(self, hint: Any, name: str) -> Any:
        """A number, a text, a time."""
        rng = self.rng
        if name.endswith("file_id"):
            return self.file_id
        if isinstance(hint, type) and issubclass(hint, Enum):
            return rng.choice(list(hint)).value
        if hint is bool:
            return rng.random() < 0.5
        numbers = {
            int: rng.choice((0, 1, rng.randrange(100), rng.randrange(2**31), 2**52)),
            float: rng.uniform(-90, 90),
            datetime: 1_800_000_000 + rng.randrange(10_000_000),
        }
        if hint in numbers:
            return numbers[datetime if hint is int and "date" in name else hint]
        return rng.choice(MIMES if name == "mime_type" else TEXTS)


def _fixed(field: Any) -> Any:
    """What a field always is, such as the type in each of several models."""
    args = typing.get_args(field.annotation)
    return (
        args[0]
        if typing.get_origin(field.annotation) is typing.Literal and len(args) == 1
        else None
    )


KINDS = tuple(name for name in Update.model_fields if name != "update_id")
"""Of updates: messages, edits, taps, and what we never asked for."""
MESSAGES = ("message", "edited_message")


@cache
def model_of(kind: str) -> type[BaseModel]:
    """The model of what an update of that kind tells."""
    return next(
        one for one in typing.get_args(Update.model_fields[kind].annotation) if one not in NOTHING
    )
