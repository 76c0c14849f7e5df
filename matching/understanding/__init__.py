"""What a person tells about themselves, read out of their own words.

A file for each thing that is told, as `reading` puts them together; few of them know another.
"""

from __future__ import annotations
