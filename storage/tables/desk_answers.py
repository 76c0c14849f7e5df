"""What a Partnership answers to questions that its people ask again and again."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import moment, words


class DeskAnswer(SQLModel, table=True):
    """A question as an officer words it for everybody, and the answer to it."""

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    question: str = words()
    answer: str = words()
    kept_by: int = Field(foreign_key="officer.id")
    kept_at: datetime = moment()
