"""What can be wrong with how the program was started. Each error's docstring is what is printed."""

from __future__ import annotations

import inspect


class WrongStart(Exception):
    """The program cannot do that; nothing was changed."""

    def __init__(self, **facts: object) -> None:
        said = " ".join(inspect.cleandoc(type(self).__doc__ or "").split())
        super().__init__(said.format(**facts))


class EnvUnreadable(WrongStart):
    """The file .env cannot be read ({why}): it has to be ours to read, and text in UTF-8."""


class TokenMissing(WrongStart):
    """{name} is not set: put the token that BotFather gave you into .env (see .env.example)."""


class TokenImpossible(WrongStart):
    """{name} cannot be a token, one looks like 123456789:AAE…: copy it again from BotFather."""


class NoSuchRole(WrongStart):
    """CXC_ROLES names {unknown}: choose of {known}."""


class NoSuchOfficer(WrongStart):
    """There is no officer's role {role}: choose of {known}."""


class NoSuchAccess(WrongStart):
    """There is no {what} number {number}: `cxc officers` lists who has access."""


class NoSuchTrouble(WrongStart):
    """Nothing with the reference {reference} was given up: `cxc doctor` lists what can be tried again."""


class PlaceImpossible(WrongStart):
    """{name} is not a host and a port: write it like 127.0.0.1:9480."""


class PlaceTaken(WrongStart):
    """Another program listens there, or we may not ({why}): choose other ports in CXC_WEBHOOK_LISTEN and CXC_HEALTH_LISTEN."""


class TracesMissing(WrongStart):
    """CXC_TRACES is set, and what brings traces away is not installed: `pip install '.[traces]'`, or take the setting out."""


class PortTaken(WrongStart):
    """Port {port} is taken by another program: choose another one, `CXC_DEMO_PORT={other} make demo` or `./cxc demo --port {other}`."""


class PortForbidden(WrongStart):
    """Port {port} is not ours to take: choose one over 1023, `CXC_DEMO_PORT={other} make demo` or `./cxc demo --port {other}`."""
