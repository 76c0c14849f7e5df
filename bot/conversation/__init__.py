"""What is said, free of any framework: screens, questions, forms, buttons, turns.

Many files beside each other, since all of them are one small language in which both bots are written:
an event comes in, a turn is taken, a screen goes out. Kinds of question have a folder of their own.
"""

from __future__ import annotations
