"""Who may call: this machine's own programs and page, not a page from elsewhere in its browser."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

OURS = "localhost"


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer only under an address that nobody else can give us, and only our own page.

    A page from elsewhere may have its name lead to this machine, and then is in the same place as
    we are (DNS rebinding): its name is in `Host`. Or it may just send a request: then its own place
    is in `Origin`, which programs leave out.
    """
    host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
    if not is_ours(host) or (origin is not None and origin != f"{request.scheme}://{host}"):
        return web.Response(
            status=403, text="This is for the page and the programs of this machine.\n"
        )
    return await handler(request)


def is_ours(host: str) -> bool:
    """Whether a `Host` is localhost or a plain number: those lead nowhere but here."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == OURS or bool(ip_address(name))
    except ValueError:
        return False
