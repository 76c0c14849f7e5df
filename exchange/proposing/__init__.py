"""An invitation: who may meet whom, what both sides answer, what the desk proposes."""

from __future__ import annotations
