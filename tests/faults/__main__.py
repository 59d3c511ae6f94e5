"""Inject every fault, and print a table. usage: python tests/faults [WORD in its name]...

Exits with 1 if something does not hold. Faults in JupyterLab need a Chromium.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "browser")]

from faults import in_lab, processes  # noqa: E402

from autodiff_core.text_table import text_table  # noqa: E402

HEADING = ("fault", "injected", "what must hold", "result")


def main(*words):
    rows, failed = [], 0
    chosen = [
        each
        for each in (*processes.FAULTS, *in_lab.FAULTS)
        if all(word.lower() in each.name.lower() for word in words)
    ]
    for number, each in enumerate(chosen, 1):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            try:
                said = f"holds; {found}" if (found := each.attack(each.times, Path(place))) else "holds"
            except Exception as error:
                failed += 1
                said = f"FAILS: {type(error).__name__}: {error}"[:300]
        print(f"{number}/{len(chosen)} {each.name}: {said} ({time.monotonic() - start:.0f} s)", flush=True)
        rows.append((each.name, str(each.times), each.holds, said.replace("\n", " ")))
    print(f"\n{text_table(HEADING, rows, left=(0, 2, 3))}\n")
    print(f"{sum(each.times for each in chosen)} faults injected in {len(chosen)} kinds, {failed} kinds fail")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
