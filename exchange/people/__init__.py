"""Who there is: people, officers, Partnerships, organisations that are one, parties.

Many files beside each other: one for each kind of people, and for what they may do together.
"""

from __future__ import annotations
