"""Group visits in chat: found and joined by visitors, published and looked after by hosts."""

from __future__ import annotations
