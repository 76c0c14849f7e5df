"""How the bots are called on Telegram."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class BotName(SQLModel, table=True):
    """A bot's name on Telegram, noted when it starts: links to it are made of it."""

    bot: str = Field(primary_key=True, max_length=20)
    username: str = Field(max_length=64)
