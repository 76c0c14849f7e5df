"""What the participants' bot says by itself.

A file for each subject, as `RENDERERS` of `applying` takes them together; what notices of a pair ask first is in `about`.
"""

from __future__ import annotations
