"""Do the tests notice a broken rule? Break one at a time, and run the tests of its room.

`python -m tests.mutants [module…]` prints what was killed and what survived in each module of
`[tool.cxc.mutants]` in pyproject.toml, and ends with 1 where less than its floor was killed.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

from tests.mutants.changes import mutants
from tests.mutants.trial import tried

ROOT = Path(__file__).parent.parent.parent
EQUIVALENT = Path(__file__).parent / "equivalent.toml"


def main() -> int:
    """Every module's account; 1 where too little was killed."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["cxc"]["mutants"]
    excused = tomllib.loads(EQUIVALENT.read_text())
    killed = total = 0
    for module, tests in wanted["tests"].items():
        if sys.argv[1:] and module not in sys.argv[1:]:
            continue
        found = [
            one
            for one in mutants((ROOT / module).read_text(), str(ROOT / module))
            if one.said not in excused.get(module, {})
        ]
        left = tried(module, found, tests)
        killed, total = killed + len(found) - len(left), total + len(found)
        print(f"{module:36} {len(found) - len(left):4d} of {len(found):4d} killed")  # noqa: T201
        for one in left:
            print(f"    {one.lines.start:4d} {one.said}")  # noqa: T201
    share = 100.0 * killed / total if total else 100.0
    below = share < wanted["floor"]
    print(f"{'✗' if below else '✓'} {share:.1f} % of {wanted['floor']} %")  # noqa: T201
    return int(below)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
