"""Secrets of one-time links: shown once, kept as their digest alone, veiled wherever they turn up."""

from __future__ import annotations

import hashlib
import re
import secrets

SECRET_BYTES = 32
INVITATION, OWN_ENTRY = "inv", "own"
"""What a secret is for: it stands before it, so that it is known wherever it turns up."""
_KINDS = f"(?:{INVITATION}|{OWN_ENTRY})"
SECRET = re.compile(rf"{_KINDS}_[A-Za-z0-9_-]{{43}}|{_KINDS}:[0-9a-f]{{64}}")
VEILED = re.compile(rf"{_KINDS}:[0-9a-f]{{64}}")


def new_secret(kind: str) -> str:
    """The payload of a one-time link: 32 random bytes behind the word that tells what it is for."""
    return f"{kind}_{secrets.token_urlsafe(SECRET_BYTES)}"


def digest(payload: str) -> str:
    """The SHA-256 of a secret; of one that was veiled on its way in it is there already."""
    if VEILED.fullmatch(payload):
        return payload.partition(":")[2]
    return _sha256(payload)


def is_for(kind: str, payload: str) -> bool:
    """Whether a payload is a secret of that kind, veiled or not."""
    return bool(SECRET.fullmatch(payload)) and payload.startswith(kind)


def veiled(payload: str) -> str:
    """A secret, or one that was veiled on its way in, as it may be kept."""
    return f"{payload[:3]}:{digest(payload)}"


def veil(text: str) -> str:
    """A text in which every secret is replaced by its digest.

    What arrives goes through here before it is kept. What somebody typed in the form of a veiled
    secret is veiled as well: a digest that leaked opens nothing.
    """
    return SECRET.sub(lambda found: f"{found[0][:3]}:{_sha256(found[0])}", text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
