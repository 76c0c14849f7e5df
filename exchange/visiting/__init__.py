"""A visit: dates, the Commitment to Quality, the stay, the report, the payment, the surveys."""

from __future__ import annotations
