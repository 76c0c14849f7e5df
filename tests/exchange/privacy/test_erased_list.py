"""Who was erased is erased again when a copy of before is put back."""

from __future__ import annotations

from exchange.people.partnerships import seed_partnerships
from exchange.privacy.erased_list import apply_list, write_list
from exchange.privacy.erasure import ask_erasure, erase
from exchange.privacy.rule import ERASED
from storage.tables import Application, Person
from tests.builders.records.applicants import accepted
from tests.builders.records.works import later, working


def town(work):
    """Two applicants, the same ones each time."""
    seed_partnerships(work)
    return accepted(work), accepted(work, country="FI")


def test_a_copy_of_before_forgets_again(tmp_path):
    """Those on the list, and nobody else; twice is once."""
    file = tmp_path / "data" / "erased.txt"
    with working() as work:
        (who, _), _ = town(work)
        ask_erasure(work, who)
        erase(work, who)
        assert write_list(work, file) == 1
        assert write_list(work, file) == 1
    assert file.stat().st_mode & 0o077 == 0
    with working() as restored:  # a copy from before the erasure
        (gone, application), (stays, _) = town(restored)
        assert apply_list(restored, file) == 1
        assert restored.load(Application, application.id).person_name == ERASED
        assert restored.load(Person, stays.id).erased_at is None
        assert restored.load(Person, gone.id).erased_at
        assert apply_list(restored, file) == 0


def test_a_database_of_others_is_left_alone(tmp_path):
    """The same number, but not the same person."""
    file = tmp_path / "erased.txt"
    with working() as work:
        (who, _), _ = town(work)
        ask_erasure(work, who)
        erase(work, who)
        write_list(work, file)
    with working() as other:
        town(later(other, days=1))
        assert apply_list(other, file) == 0


def test_without_a_list_nobody_is_erased(work, tmp_path):
    """It is not there before somebody asks."""
    accepted(work)
    assert apply_list(work, tmp_path / "none.txt") == 0
