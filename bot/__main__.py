"""`python -m bot`: run, demo, invite, doctor, match and more."""

from __future__ import annotations

import sys

OLDEST = (3, 11)
OURS = ("bot", "exchange", "matching", "scheduler", "storage")


def start() -> None:
    """Run the command line; what it cannot even be loaded with ends in one line."""
    if sys.version_info < OLDEST:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(f"✗ This is Python {found}: 3.11 or newer is needed.")
    try:
        from bot.shell.commandline import main  # noqa: PLC0415 - it may be that nothing is installed
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in OURS:
            raise
        sys.exit(f"✗ {error.name} is not installed: `make demo` or `make run` installs everything.")
    main()


if __name__ == "__main__":
    start()
