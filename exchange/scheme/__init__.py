"""What a call says: who may take part, for how long, for how much; one TOML file for each call in calls/."""

from __future__ import annotations
