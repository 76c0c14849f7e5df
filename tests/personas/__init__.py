"""Invented people of every character, who walk from hello to an application that is sent: `make personas`."""
