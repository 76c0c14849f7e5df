"""A visit: dates, the Commitment to Quality, the agreement on the money, the stay, report, payment, surveys.

A file for each thing that happens on the way of a visit, and one beside it where a paper is drawn of it.
"""

from __future__ import annotations
