"""What we make is closed to everybody else on the machine."""

from __future__ import annotations

from storage.care.soundness import file_state, server_state
from storage.engine.database import open_database


def test_a_new_sqlite_file_and_its_folder_are_ours_alone(tmp_path):
    """They hold people's data; so do the files that SQLite puts beside it."""
    file = tmp_path / "data" / "cxc.sqlite"
    database = open_database(f"sqlite:///{file}")
    with database.transaction() as session:
        session.connection().exec_driver_sql("CREATE TABLE it (x)")
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    database.close()


def test_each_kind_of_database_tells_of_its_place(database):
    """A file is in WAL and whole; a server keeps what it is told, and its clock is ours."""
    file, server = file_state(database), server_state(database)
    if database.url.get_backend_name() == "sqlite":
        assert (file.journal, file.problem, server) == ("wal", "", None)
    else:
        # a test starts its server without syncs to the disk
        assert (server.fsync, server.synchronous, file) == (False, True, None)
        assert server.now.tzinfo is not None
