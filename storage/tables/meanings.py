"""What the texts of applications mean, as vectors of an encoder."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Meaning(SQLModel, table=True):
    """The meanings of what an application offers and seeks, a byte for each number.

    `model` is the encoder that read them, and `digest` the SHA-256 of both texts as they were then.
    """

    __table_args__ = (
        sa.CheckConstraint("length(offers) = length(seeks)", name="of_one_encoder"),
        sa.CheckConstraint("length(digest) = 64", name="digest_whole"),
    )

    application_id: int = Field(
        sa_column=sa.Column(sa.ForeignKey("application.id", ondelete="CASCADE"), primary_key=True)
    )
    model: str = Field(max_length=80)
    digest: str = Field(max_length=64)
    offers: bytes = Field(sa_type=sa.LargeBinary)
    seeks: bytes = Field(sa_type=sa.LargeBinary)
