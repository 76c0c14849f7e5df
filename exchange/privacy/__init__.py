"""What is kept about people: shown to them, handed out, deleted, and for how long it is kept.

Many files, as each has one of the promises; `periods` lists what goes when, `rule` and `register` what erasure does to each table.
"""

from __future__ import annotations
