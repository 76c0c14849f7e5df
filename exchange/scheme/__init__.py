"""What a call says: who may take part, how long, for how much; a TOML file each in calls/."""

from __future__ import annotations
