"""`python -m bot`: run, demo, invite, doctor, match and more."""

from __future__ import annotations

from bot.commandline import main

if __name__ == "__main__":
    main()
