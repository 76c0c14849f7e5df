"""Group visits: published by a host, joined by visitors with an exchange each, changed, called off."""

from __future__ import annotations
