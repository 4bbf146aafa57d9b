"""Prints the shares that `test_cases.py` holds, and what was missed: `python -m tests.attribution.report`."""

from __future__ import annotations

import sys

from tests.attribution.finding import shares

if __name__ == "__main__":
    for rules in (False, True):
        sys.stdout.write("rules\n" if rules else "network\n")
        for name, share, missed in shares(rules):
            sys.stdout.write(f"  {name} {share:.3f}  {missed}\n")
