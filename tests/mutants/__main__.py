"""Do the tests notice a broken rule? Break one at a time, and run the tests of its room.

`python -m tests.mutants [module…]` prints what was killed and what survived in each module of
`[tool.cxc.mutants]` in pyproject.toml, and ends with 1 where less than its floor was killed.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.changes import mutants
from tests.mutants.trial import tried

if TYPE_CHECKING:
    from tests.mutants.changes import Mutant

ROOT = Path(__file__).parent.parent.parent
EQUIVALENT = Path(__file__).parent / "equivalent.toml"


def main() -> int:
    """Every module's account; 1 where too little was killed, or what is excused is not there."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["cxc"]["mutants"]
    excused = tomllib.loads(EQUIVALENT.read_text())
    killed = total = stale = 0
    for module, tests in wanted["tests"].items():
        if sys.argv[1:] and module not in sys.argv[1:]:
            continue
        made = list(mutants((ROOT / module).read_text(), str(ROOT / module)))
        known = set(excused.get(module, {}))
        found = [one for one in made if one.said not in known]
        left = tried(module, found, tests)
        killed, total = killed + len(found) - len(left), total + len(found)
        stale += len(known - {one.said for one in made})
        tell(module, len(found), left, known - {one.said for one in made})
    share = 100.0 * killed / total if total else 100.0
    below = share < wanted["floor"] or bool(stale)
    print(f"{'✗' if below else '✓'} {share:.1f} % of {wanted['floor']} %")  # noqa: T201
    return int(below)


def tell(module: str, total: int, left: list[Mutant], stale: set[str]) -> None:
    """Print a module's account: what survived, and what is excused though it is not there."""
    print(f"{module:36} {total - len(left):4d} of {total:4d} killed", flush=True)  # noqa: T201
    for one in left:
        print(f"    {one.lines.start:4d} {one.said}", flush=True)  # noqa: T201
    for said in sorted(stale):
        print(f"    excused, but not there: {said}")  # noqa: T201


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
