"""What a text is about, in any language: topics, subjects of the scheme, ecosystems."""

from __future__ import annotations
