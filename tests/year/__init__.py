"""A programme's years, lived by people with telephones before the real program in processes of its own."""
