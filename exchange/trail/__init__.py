"""The trail of what was done, in words: what each act is called, its reason, what was before and after."""

from __future__ import annotations
