"""Sentences that desk, participants and shell share: reasons, obstacles, states, answers.

Many files, as each has the words of one thing: whoever changes how it is told looks in one place.
"""

from __future__ import annotations
