"""The public bot, for visitors and hosts: its kit, its commands, its screens.

A file for each thing that people come for by a command or a tap; what takes several has a room.
"""

from __future__ import annotations
