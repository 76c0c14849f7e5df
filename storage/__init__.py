"""What is kept: tables, the transactions on them, their migrations."""

from __future__ import annotations

from sqlmodel import SQLModel

# Every constraint gets a name, so that a migration can drop it and an error can be told by it.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
