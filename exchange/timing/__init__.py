"""What happens by itself: a file for each family of reminders; `families` has them all.

There are as many files as there are things that somebody may forget.
"""

from __future__ import annotations
