"""Whether the settings can be meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.app.settings import ProcessRole, can_trace, port_in, unknown_names
from bot.checkup.findings import Finding
from bot.wrong_starts import TracesMissing
from exchange.errors import CxcError
from exchange.scheme.call import load_scheme
from exchange.timing.calls import left_out, names_of, open_call
from matching.words.encoder import sentence_encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app.settings import Settings

DRIVERS = {"sqlite": {"sqlite", "sqlite+pysqlite"}, "postgresql": {"postgresql+psycopg"}}
NEAR = {"127.0.0.1", "::1", "localhost"}


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything that can be seen without asking anybody."""
    yield _scheme(settings)
    yield from _file(settings)
    yield from _names()
    yield from _tokens(settings)
    yield _address(settings.database_url)
    yield from _roles(settings)
    yield from _ports(settings)
    yield from _traces(settings)
    yield from _encoder(settings)


def _scheme(settings: Settings) -> Finding:
    try:
        scheme = open_call(settings.scheme)
    except CxcError as error:
        return Finding(False, "scheme", str(error))
    told = "; ".join(f"{one.name}, {len(one.partnerships)} Partnerships" for one in scheme.calls)
    older = sorted(
        {name for one in names_of(settings.scheme) for name in left_out(load_scheme(one))}
    )
    if older:
        told += f"; our days for {len(older)} reminders that it does not name: cxc scheme check"
    return Finding(True, "scheme", told)


def _file(settings: Settings) -> Iterator[Finding]:
    """What the first thing to do is on a fresh copy."""
    if not any(settings.tokens.values()) and not Path(".env").exists():
        yield Finding(False, ".env", "there is none yet: cp .env.example .env, then edit it")


def _names() -> Iterator[Finding]:
    """What is misspelt is not read by anybody."""
    for name, near in unknown_names().items():
        how = "there is no such setting" + (
            f": did you mean {near}?" if near else ", see .env.example"
        )
        yield Finding(False, name, how)


def _tokens(settings: Settings) -> Iterator[Finding]:
    one, other = (
        token.get_secret_value() for token in (settings.participants_token, settings.desk_token)
    )
    if one and one == other:
        how = "both are the same: make a second bot with BotFather and put its token in CXC_DESK_TOKEN"
        yield Finding(False, "tokens", how)


def _address(url: str) -> Finding:
    """Whether the database's address is one that we can use; its password is not shown."""
    try:
        found = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        how = "not an address: postgresql+psycopg://user:password@host/database, or sqlite:///file"
        return Finding(False, "CXC_DATABASE_URL", how)
    kind = found.drivername.partition("+")[0]
    if found.drivername in DRIVERS.get(kind, set()):
        return Finding(True, "CXC_DATABASE_URL", kind)
    wanted = (
        "postgresql+psycopg://"
        if kind.startswith("postgres")
        else "sqlite:/// or postgresql+psycopg://"
    )
    return Finding(False, "CXC_DATABASE_URL", f"begins with {found.drivername}: write {wanted}")


def _roles(settings: Settings) -> Iterator[Finding]:
    unknown = settings.role_names - {role.value for role in ProcessRole}
    if unknown or not settings.role_names:
        known = ", ".join(role.value for role in ProcessRole)
        how = f"{', '.join(sorted(unknown)) or 'none'}: choose of {known}"
        yield Finding(False, "CXC_ROLES", how)


def _ports(settings: Settings) -> Iterator[Finding]:
    places = {"CXC_HEALTH_LISTEN": settings.health_listen}
    if settings.webhook_url:
        places["CXC_WEBHOOK_LISTEN"] = settings.webhook_listen
    found = {name: port_in(place) for name, place in places.items() if place}
    for name, port in found.items():
        if port is None:
            yield Finding(False, name, f"{places[name]}: write host:port, such as 127.0.0.1:9480")
    if len(found) > 1 and len(set(found.values())) == 1:
        yield Finding(False, "CXC_HEALTH_LISTEN", "the webhook's port as well: take another one")
    host = settings.health_listen.rpartition(":")[0]
    if host and host not in NEAR:
        how = f"listens on {host}: fine inside a container or behind a firewall, not for the world"
        yield Finding(True, "CXC_HEALTH_LISTEN", how)


def _traces(settings: Settings) -> Iterator[Finding]:
    if settings.traces and not can_trace():
        yield Finding(False, "CXC_TRACES", str(TracesMissing()))
    elif settings.traces:
        yield Finding(True, "CXC_TRACES", "each update, message and tick is told to a collector")


def _encoder(settings: Settings) -> Iterator[Finding]:
    if settings.encoder and sentence_encoder() is None:
        how = "the encoder does not run on this machine: texts are compared by words alone"
        yield Finding(True, "CXC_ENCODER", how)
    elif settings.encoder:
        yield Finding(True, "CXC_ENCODER", "texts are compared by their meanings too")
