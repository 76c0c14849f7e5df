"""`python -m bot`: run, demo, invite, doctor, match and more."""

from __future__ import annotations

from bot.shell.commandline import main

if __name__ == "__main__":
    main()
