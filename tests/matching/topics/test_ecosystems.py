from __future__ import annotations

import numpy as np

from matching.topics.ecosystems import ECOSYSTEMS, KINSHIP, UNRELATED, Link, link_between


def test_kinship_is_a_fair_table():
    """An ecosystem is nearest to itself and as near to another as that one to it."""
    assert KINSHIP.shape == (14, 14)
    assert (KINSHIP == KINSHIP.T).all()
    assert (np.diag(KINSHIP) == 1).all()
    assert (KINSHIP[~np.eye(14, dtype=bool)] < 1).all()


def test_links_agree_with_the_table():
    """A pair has a link exactly when it is nearer than strangers."""
    for row, yours in enumerate(ECOSYSTEMS):
        for column, theirs in enumerate(ECOSYSTEMS):
            linked = UNRELATED < KINSHIP[row, column] < 1
            assert (link_between(yours, theirs) is not None) == linked


def test_who_supplies_whom():
    """Farmers supply shops, and shops use what farmers grow."""
    assert link_between("agri_food", "retail") is Link.SUPPLIES
    assert link_between("retail", "agri_food") is Link.USES
    assert link_between("retail", "retail") is None


def test_who_supports_whom():
    """Software and design bring know-how; satellites serve farmers, yet an aircraft is a product."""
    assert link_between("digital", "health") is Link.SUPPORTS
    assert link_between("health", "digital") is Link.SUPPORTED
    assert link_between("aerospace_defence", "agri_food") is Link.SUPPORTS
    assert link_between("mobility", "tourism") is Link.SUPPLIES
