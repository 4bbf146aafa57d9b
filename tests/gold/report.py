"""`python -m tests.gold.report [KIND…]` prints the hard cases that fail, and the articles that are not left alone."""

from __future__ import annotations

import sys

from tests.gold.labels import KINDS, articles
from tests.gold.reading import Outcome, hard_outcomes, unwanted


def told(outcome: Outcome) -> str:
    """A failing case in a few lines: its text, why it is there, what is wrong and what came out."""
    case = outcome.case
    lines = [f"* [{case.about}] {case.text}", f"    why: {case.why}", *(f"    {fault}" for fault in outcome.faults)]
    return "\n".join(lines + ([f"    came out: {found}" for found in outcome.found] or ["    came out: nothing"]))


def hard(kinds: tuple[str, ...]) -> str:
    """The failing hard cases of some kinds, and a line of figures for each kind."""
    every = [outcome for outcome in hard_outcomes() if outcome.case.about in kinds]
    figures = []
    for kind in kinds:
        of_kind = [outcome.right for outcome in every if outcome.case.about == kind]
        figures.append(f"{kind}: {sum(of_kind)} of {len(of_kind)} right")
    return "\n\n".join((*(told(outcome) for outcome in every if not outcome.right), "\n".join(figures)))


def empty() -> str:
    """The articles without a claim in which one was found."""
    wrong, every = unwanted(), articles("none")
    lines = [f"{id}: {claim}" for id, claims in wrong.items() for claim in claims]
    return "\n".join((*lines, f"none: {len(every) - len(wrong)} of {len(every)} articles clean"))


if __name__ == "__main__":
    chosen = tuple(sys.argv[1:]) or KINDS
    if wrong := sorted(set(chosen) - set(KINDS)):
        sys.exit(f"no kind of hard case is called {wrong[0]!r}: there are {', '.join(KINDS)}")
    sys.stdout.write(f"{hard(chosen)}\n\n{empty()}\n")
