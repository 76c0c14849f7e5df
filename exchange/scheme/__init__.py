"""What a call says: who may take part, how long, for how much; a TOML file each in calls/.

A file for each part of a call, as its TOML has them; `call` puts them together, and few know another.
"""

from __future__ import annotations
