"""Which of the answers that we have a question asks for, in any language."""

from __future__ import annotations
