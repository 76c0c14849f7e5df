"""The Bot API's methods, over HTTP."""

from __future__ import annotations
