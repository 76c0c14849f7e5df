"""The demo: a programme whose members and people are all invented, and who plays them.

A file for each thing that is invented, beside those who play and what they sit on.
"""

from __future__ import annotations
