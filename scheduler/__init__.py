"""The clock, and what is done at each tick."""
