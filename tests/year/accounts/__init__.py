"""The eight accounts of a programme's years; each gives its figures, and in words what may not be."""
