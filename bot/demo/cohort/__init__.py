"""A cohort of visitors and hosts that do not exist, from a seed: to try the matcher and to measure it."""
