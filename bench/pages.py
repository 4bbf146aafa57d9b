"""How long the server works on a mission's page, beside the verdicts behind it, in the same run.

`python -m bench.pages` makes a ledger (`bench.synthetic`) and asks for the busiest mission's page. *Cold*: the page
reads the ledger, and so does `answers.all_of`, the mission's six verdicts. *Again*: the ledger is as it was; beside it
the rules alone over claims in memory. The first page stands beside every verdict on every mission.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from accredit import answers
from accredit.ledger import open_ledger
from accredit.model import Situation
from accredit.situation import load
from accredit.verdict import dossier, status
from accredit.web.addresses import Addresses
from accredit.web.pages.mission import mission_page
from accredit.web.pages.situation import situation_page
from accredit.web.render import html
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from accredit.web.view import View
from bench.ledger import fill
from bench.synthetic import LAST, articles

RATIO = 3.0
"""A page may take so many times its verdicts."""


def alternately(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of both, each after the other, so that a busy machine is busy for both."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, times in zip((ours, peer), found, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return found


def measure(place: Path, situation: Situation, as_of: date, rounds: int) -> list[tuple[str, list[float], list[float]]]:
    """Rows of what was asked, and the seconds of page and verdicts."""
    with open_ledger(place, create=False) as ledger:
        options = Options(Catalogue.load(), as_of)
        claims = answers.recorded(ledger, situation)
        told = [r.claim.mission.id for r in claims if r.claim.mission]
        name = max(set(told), key=told.count)
        about = answers.about(ledger, situation, name)

        def page(of: Site) -> None:
            view = View.of(of, situation.id, only=name)
            path = (situation.id, "missions", name)
            _rendered("mission.html", mission_page(view, name), view, path)

        def first(of: Site) -> None:
            view = View.of(of, situation.id)
            _rendered("situation.html", situation_page(view), view, (situation.id,))

        def fresh() -> Site:
            return Site(ledger, [situation], options)

        warm = fresh()
        page(warm)
        return [
            (
                f"cold: {name} ({told.count(name):,} claims)",
                *alternately(
                    lambda: page(fresh()), lambda: answers.all_of(ledger, situation, name, as_of=as_of), rounds
                ),
            ),
            (
                f"again: {name}",
                *alternately(lambda: page(warm), lambda: dossier(name, about, situation, as_of=as_of), rounds),
            ),
            (
                "cold: the first page",
                *alternately(
                    lambda: first(fresh()),
                    lambda: status(answers.recorded(ledger, situation), situation, as_of=as_of, unspoken=True),
                    rounds,
                ),
            ),
        ]


def _rendered(template: str, page: object, view: View, path: Sequence[str]) -> bytes:
    at = Addresses("/".join(path), published=False)
    own = view.situation.id
    return html(template, page, at, view.site.options.catalogue, asked=view.asked, own=own, here=tuple(path))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--ledger", type=Path, help="keep the invented ledger here, or use it again")
    given = parser.parse_args()
    situation = load("afghanistan-2021")
    with tempfile.TemporaryDirectory(prefix="accredit-bench-") as folder:
        place = given.ledger or Path(folder) / "pages.db"
        if not place.exists():
            with open_ledger(place) as ledger:
                fill(ledger, articles(situation, given.claims, seed=given.seed))
        rows = measure(place, situation, LAST, given.rounds)
    print(f"{given.claims:,} claims over {len(situation.missions)} missions, medians of {given.rounds} rounds")
    print(f"{'what':<54} {'page, ms':>9} {'verdicts, ms':>12} {'ratio':>6}   to reach")
    for what, page, verdicts in rows:
        ours, peer = statistics.median(page) * 1000, statistics.median(verdicts) * 1000
        print(f"{what:<54} {ours:>9.0f} {peer:>12.0f} {ours / peer:>6.2f}   {RATIO:g}")


if __name__ == "__main__":
    main()
