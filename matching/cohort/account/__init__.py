"""What an assignment came to: figures, who is left, what another would cost."""

from __future__ import annotations
