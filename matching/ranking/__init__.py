"""Which hosts fit a visitor, by how much, and why.

Many files beside each other, as the same columns of hosts go through most of them: laid out,
barred, scored by parts, ranked, explained.
"""

from __future__ import annotations
