"""What is said, free of any framework: screens, questions, forms."""

from __future__ import annotations
