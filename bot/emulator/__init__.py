"""A local Bot API server with a chat page: the demo and the tests talk to it."""

from __future__ import annotations
