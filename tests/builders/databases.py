"""Fresh databases with the newest schema, copied from one that was migrated once."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server


KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh(kind: str, server: Server, migrated: dict[str, str], folder: Path) -> Iterator[str]:
    """A fresh database with the newest schema, gone afterwards."""
    template = sa.make_url(migrated[kind]).database
    if kind == "sqlite":
        file = folder / "kept.sqlite"
        file.write_bytes(Path(template).read_bytes())
        yield f"sqlite:///{file}"
        return
    url = server.database(template)
    yield url
    server.drop(url)
