"""An application: handed in, reviewed, its wishes widened."""

from __future__ import annotations
