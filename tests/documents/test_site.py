"""Everything that is written about the program is a page of its site, and every link leads somewhere."""

from __future__ import annotations

import re

from tests.documents.site import ROOT, build, lay_out


def test_the_site_is_made_and_has_every_page(tmp_path):
    """A link that leads nowhere fails it; nothing but the site itself is asked when it is read."""
    names = lay_out(tmp_path / "source")
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: source\nsite_dir: site\n")
    build(config)
    first = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="([\w-]+)\.html"', first)) | {"index"}
    assert {f"{name}.md" for name in linked} >= set(names)
    assert re.findall(r'<(?:script|link)[^>]+(?:src|href)="(https?://[^"]+)"', first) == []
