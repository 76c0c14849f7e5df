"""Which addresses Telegram takes."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.emulator.world.refusals import bad_request

APP_SCHEMES = {"tg", "ton", "tonsite"}


def fault_of_link(address: str) -> str:
    """What is wrong with an address, in Telegram's words; empty when it is good."""
    if not address.strip():
        return "URL host is empty"
    try:
        parts = urlsplit(address if ":" in address.partition("/")[0] else f"http://{address}")
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme.lower() in APP_SCHEMES:
        return ""
    if parts.scheme.lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    named = "." in host.strip(".") and not any(sign.isspace() for sign in address.strip())
    return "" if named else "Wrong HTTP URL"


def web_link(address: str) -> str | None:
    """The address as Telegram keeps it, or nothing for one that it drops."""
    if fault_of_link(address):
        return None
    scheme_given = "://" in address or address.lower().startswith("tg:")
    full = address.strip() if scheme_given else f"http://{address.strip()}"
    bare = not urlsplit(full).path and not urlsplit(full).query and full.startswith("http")
    return f"{full}/" if bare else full


def check_link(what: str, address: str) -> None:
    """Refuse a bad address; `what` says whose."""
    fault = fault_of_link(address)
    if fault:
        raise bad_request(f"{what} '{address}' is invalid: {fault}")


def check_secure(what: str, address: str) -> None:
    """Refuse a Web App address that is not HTTPS."""
    if not address.lower().startswith("https://"):
        raise bad_request(f"{what} '{address}' is invalid: Only HTTPS links are allowed")
