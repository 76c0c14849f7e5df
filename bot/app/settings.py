"""Settings: from the environment or `.env`, all with the prefix CXC_."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class Role(StrEnum):
    """What a process may do; by default it does all of it."""

    RECEIVER = "receiver"
    WORKER = "worker"
    SENDER = "sender"
    SCHEDULER = "scheduler"


class Settings(BaseSettings):
    """What an operator may set; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix="CXC_", env_file=".env", extra="ignore")

    participants_token: SecretStr = SecretStr("")
    desk_token: SecretStr = SecretStr("")
    telegram_api: str = TELEGRAM
    database_url: str = "sqlite:///data/clusterxchange.sqlite"
    scheme: str = "clusterxchange"
    roles: str = "receiver worker sender scheduler"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8443"
    health_listen: str = ""
    encoder: bool = False
    tick_seconds: float = Field(default=20.0, gt=0)
    log_level: str = "INFO"
    log_format: Literal["text", "json"] = "text"
    demo_port: int = 8480

    @field_validator("telegram_api")
    @classmethod
    def without_slash(cls, value: str) -> str:
        """The address without a slash at its end."""
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def safe(cls, value: str) -> str:
        """The webhook's address without a slash at its end; Telegram knocks at https only."""
        if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            msg = "must begin with https://"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def role_names(self) -> set[str]:
        """The roles as they were written, separated by spaces or commas."""
        return set(self.roles.replace(",", " ").split())

    @property
    def data_folder(self) -> Path:
        """Where the SQLite file is, if there is one."""
        _, _, path = self.database_url.partition("sqlite:///")
        return Path(path).parent
