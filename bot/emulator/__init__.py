"""A local Bot API server with a chat page: the demo and the tests talk to it.

The page has many files in its folder, since a browser reads them as they are: each
is one part of the page, and there is nothing that builds it.
"""

from __future__ import annotations
