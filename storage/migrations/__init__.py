"""Every change of the schema, up and down."""

from __future__ import annotations
