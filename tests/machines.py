"""How a state machine is tried on a database of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis.stateful import run_state_machine_as_test

from storage.engine import schema
from storage.engine.database import open_database
from tests.builders.databases import IN_MEMORY, migrated_database

if TYPE_CHECKING:
    from hypothesis import settings
    from hypothesis.stateful import RuleBasedStateMachine


def try_machine(machine: type[RuleBasedStateMachine], url: str, how: settings) -> None:
    """Let a machine run, on the empty database at `url`, with the newest schema."""
    database = migrated_database() if url == IN_MEMORY else open_database(url)
    schema.upgrade(database)
    here = type(f"{machine.__name__}Here", (machine,), {"database": database})
    run_state_machine_as_test(here, settings=how)
    database.close()
