"""What was done where: by city and by region, between which kinds of regions; and cities that take part themselves."""

from __future__ import annotations
