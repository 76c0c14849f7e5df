"""The assistant: a question typed anywhere is answered from the call and from one's own case."""

from __future__ import annotations
