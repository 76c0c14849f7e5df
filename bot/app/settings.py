"""Settings: from the environment or `.env`, all with the prefix CXC_."""

from __future__ import annotations

import logging
import os
import re
from difflib import get_close_matches
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.wrong_starts import (
    EnvUnreadable,
    NoSuchRole,
    PlaceImpossible,
    TokenImpossible,
    TokenMissing,
    TracesMissing,
)

TELEGRAM = "https://api.telegram.org"
PREFIX = "CXC_"
NOT_OURS = {"CXC_PATIENCE", "CXC_CRASH", "CXC_BENCH_DATA", "CXC_BENCH_PEOPLE"}  # the tests'
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
LAST_PORT = 65535
EXPORTER = "opentelemetry.exporter.otlp.proto.http"


class ProcessRole(StrEnum):
    """What a process may do; by default it does all of it."""

    RECEIVER = "receiver"
    WORKER = "worker"
    SENDER = "sender"
    SCHEDULER = "scheduler"


SPEAKING = frozenset({ProcessRole.WORKER, ProcessRole.SENDER})
"""Roles that speak through the frameworks."""


class Settings(BaseSettings):
    """What an operator may set; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    participants_token: SecretStr = SecretStr("")
    desk_token: SecretStr = SecretStr("")
    telegram_api: str = TELEGRAM
    database_url: str = "sqlite:///data/clusterxchange.sqlite"
    erased_list: Path = Path("data/erased.txt")
    scheme: str = "clusterxchange"
    roles: str = "receiver worker sender scheduler"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8443"
    health_listen: str = ""
    traces: str = ""
    encoder: bool = True
    tick_seconds: float = Field(default=20.0, gt=0)
    log_level: str = "INFO"
    log_format: Literal["text", "json"] = "text"
    demo_port: int = Field(default=8480, ge=0, le=LAST_PORT)

    @classmethod
    def read(cls) -> Self:
        """What is set. Raises EnvUnreadable, and pydantic's error for what cannot be meant."""
        try:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise EnvUnreadable(why=type(error).__name__) from error

    @field_validator("telegram_api")
    @classmethod
    def without_slash(cls, value: str) -> str:
        """The address without a slash at its end."""
        if not value.startswith(("https://", "http://")):
            msg = "must begin with https:// or http://"
            raise ValueError(msg)
        if value.startswith(TELEGRAM.replace("https", "http")):
            msg = "must begin with https://: Telegram answers nobody else"
            raise ValueError(msg)
        return value.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def known_level(cls, value: str) -> str:
        """One of the levels that logs have, in capital letters."""
        if value.upper() not in logging.getLevelNamesMapping():
            msg = "choose of DEBUG, INFO, WARNING, ERROR"
            raise ValueError(msg)
        return value.upper()

    @field_validator("webhook_url")
    @classmethod
    def safe(cls, value: str) -> str:
        """The webhook's address without a slash at its end; Telegram knocks at https only."""
        if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            msg = "must begin with https://"
            raise ValueError(msg)
        return value.rstrip("/")

    @field_validator("traces")
    @classmethod
    def an_address(cls, value: str) -> str:
        """Where traces are collected, or nothing."""
        if value and not value.startswith(("https://", "http://")):
            msg = "must begin with https:// or http://"
            raise ValueError(msg)
        return value

    @property
    def role_names(self) -> set[str]:
        """The roles as they were written, separated by spaces or commas."""
        return set(self.roles.replace(",", " ").split())

    def chosen_roles(self) -> frozenset[ProcessRole]:
        """What this process does. Raises NoSuchRole."""
        unknown = self.role_names - set(ProcessRole)
        if unknown or not self.role_names:
            raise NoSuchRole(
                unknown=", ".join(sorted(unknown)) or "nothing", known=", ".join(ProcessRole)
            )
        return frozenset(map(ProcessRole, self.role_names))

    @property
    def tokens(self) -> dict[str, str]:
        """Both tokens by the names of their settings, the participants' first."""
        return {
            "CXC_PARTICIPANTS_TOKEN": self.participants_token.get_secret_value(),
            "CXC_DESK_TOKEN": self.desk_token.get_secret_value(),
        }

    def place_of_webhook(self) -> tuple[str, int]:
        """Where the webhook listens. Raises PlaceImpossible."""
        return _place("CXC_WEBHOOK_LISTEN", self.webhook_listen)

    def place_of_health(self) -> tuple[str, int] | None:
        """Where monitors ask, if they may. Raises PlaceImpossible."""
        return _place("CXC_HEALTH_LISTEN", self.health_listen) if self.health_listen else None

    def check_for_run(self) -> None:
        """Nothing, if both bots could run with this. Raises the WrongStart that says why not."""
        for name, token in self.tokens.items():
            if not token:
                raise TokenMissing(name=name)
            if not could_be_token(token):
                raise TokenImpossible(name=name)
        self.chosen_roles()
        self.place_of_health()
        if self.webhook_url:
            self.place_of_webhook()
        if self.traces and not can_trace():
            raise TracesMissing


def can_trace() -> bool:
    """Whether the extra that brings traces away is installed; looked for, not loaded."""
    try:
        return find_spec(EXPORTER) is not None
    except ModuleNotFoundError:
        return False


def unknown_names() -> dict[str, str]:
    """What is set with our prefix, there or in `.env`, and is no setting; to what it resembles."""
    known = [f"{PREFIX}{name}".upper() for name in Settings.model_fields]
    given = {*os.environ, *dotenv_values(".env")}
    strange = {name for name in given if name.upper().startswith(PREFIX)} - NOT_OURS
    return {
        name: next(iter(get_close_matches(name.upper(), known, 1)), "")
        for name in sorted(strange)
        if name.upper() not in known
    }


def could_be_token(text: str) -> bool:
    """Whether BotFather may have given that out."""
    return TOKEN.fullmatch(text) is not None


def port_in(listen: str) -> int | None:
    """The port of a `host:port`; None where there is none."""
    number = listen.rpartition(":")[2]
    return int(number) if number.isdecimal() and 0 < int(number) <= LAST_PORT else None


def _place(name: str, listen: str) -> tuple[str, int]:
    port = port_in(listen)
    if port is None:
        raise PlaceImpossible(name=name)
    return listen.rpartition(":")[0] or "127.0.0.1", port
