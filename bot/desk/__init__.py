"""The staff bot, for officers of Partnerships: its kit, its commands, its screens.

A file for each thing that officers ask about, beside what the kit is made of; what is decided about
one case, and what is worked out for all who wait, have rooms of their own.
"""

from __future__ import annotations
