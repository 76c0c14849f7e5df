"""What officers enter for others: by telephone, from tables, and the links by which people take it over."""

from __future__ import annotations
