"""`python -m tests.extract.report FILE…` prints each failing case with what came out; without a name, of all files."""

from __future__ import annotations

import sys

from tests.extract.expectation import FILES
from tests.extract.matching import Outcome, outcomes


def told(outcome: Outcome) -> str:
    """A failing case in a few lines: its text, why it is there, what is wrong and what came out."""
    case = outcome.case
    lines = [f"* {case.text}" + (f" ({case.published})" if case.published else ""), f"    why: {case.why}"]
    lines += [f"    {fault}" for fault in outcome.faults]
    lines += [f"    came out: {found}" for found in outcome.found] or ["    came out: nothing"]
    return "\n".join(lines)


def report(name: str) -> str:
    """The failing cases of a file, and how many are right."""
    every = outcomes(name)
    wrong = [told(outcome) for outcome in every if not outcome.right]
    share = 1 - len(wrong) / len(every)
    return "\n\n".join((*wrong, f"{name}: {len(every) - len(wrong)} of {len(every)} right ({share:.3f})"))


if __name__ == "__main__":
    for file in sys.argv[1:] or FILES:
        if file not in FILES:
            sys.exit(f"no file of cases is called {file!r}: there are {', '.join(FILES)}")
        sys.stdout.write(report(file) + "\n\n")
