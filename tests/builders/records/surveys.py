"""What both sides say in the survey."""

from __future__ import annotations

VISITOR = {
    "overall": "5",
    "goals_met": "4",
    "host_care": "5",
    "gained": ["skills", "contacts"],
    "support": "3",
    "recommend": 9,
    "better": "More time in the mill & less paper.",
}


HOST = {
    "overall": "4",
    "goals_met": "4",
    "visitor_prep": "5",
    "gained": ["nothing"],
    "support": "4",
    "again": "yes",
}
