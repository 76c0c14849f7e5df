"""A visit: dates, the Commitment to Quality, the stay, report, payment, surveys."""

from __future__ import annotations
