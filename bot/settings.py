"""Settings: from the environment or `.env`, all with the prefix CXC_."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """What an operator may set; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_prefix="CXC_", env_file=".env", extra="ignore")

    participants_token: SecretStr = SecretStr("")
    desk_token: SecretStr = SecretStr("")
    telegram_api: str = TELEGRAM
    database_url: str = "sqlite:///data/clusterxchange.sqlite"
    scheme: str = "clusterxchange"
    tick_seconds: float = Field(default=20.0, gt=0)
    log_level: str = "INFO"
    demo_port: int = 8480

    @field_validator("telegram_api")
    @classmethod
    def without_slash(cls, value: str) -> str:
        """The address without a slash at its end."""
        return value.rstrip("/")

    @property
    def data_folder(self) -> Path:
        """Where the SQLite file is, if there is one."""
        _, _, path = self.database_url.partition("sqlite:///")
        return Path(path).parent
