"""Invented people of every character, from hello to the end of an exchange, on both sides and at the desks: `make personas`."""
