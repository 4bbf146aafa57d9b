"""How long the server works on a mission's page, beside the verdict behind it, in the same run.

`python -m bench.pages` makes a ledger of invented claims over all missions of a situation and asks for the page of the
mission with the most of them.

*Cold*: nothing is remembered; the page reads the ledger, as `answers.verdict` does.
*Claims at hand*: the ledger is as it was at the last page, this mission was not asked for yet; beside it the rules
alone, put to the mission's six questions over claims in memory. *Again*: the mission was asked for before.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from accredit import answers
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Reading, Situation, Span, Voice
from accredit.situation import load
from accredit.verdict import dossier
from accredit.web.addresses import Addresses
from accredit.web.pages.mission import mission_page
from accredit.web.pages.situation import situation_page
from accredit.web.render import html
from accredit.web.serialize import to_json
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from accredit.web.view import View

RATIO = 3.0
"""A page may take so many times its verdict."""

EACH = 10
"""Claims of one invented article."""

_PREDICATES = ("controls", "controls", "operates", "closed", "visited", "holds_post", "issues_documents")


def invent(ledger: Ledger, situation: Situation, claims: int, seed: int) -> None:
    """Fill a ledger: articles by 40 outlets over four years, half of the claims by named officials."""
    chance = random.Random(seed)
    parties = [p.id for p in situation.parties if p.id != "host-state"]
    for first in range(0, claims, EACH * 200):
        batch = range(first, min(first + EACH * 200, claims), EACH)
        ledger.append_all(_article(n, min(EACH, claims - n), situation, parties, chance) for n in batch)


def _article(
    number: int, claims: int, situation: Situation, parties: list[str], chance: random.Random
) -> tuple[Article, list[Reading]]:
    outlet = f"Outlet {chance.randrange(40)}"
    day = situation.start + timedelta(chance.randrange(1400))
    words = [
        f"Sentence {number + n} says so of a mission in words of its own {chance.random()}." for n in range(claims)
    ]
    text = " ".join(words)
    article = Article.make(text, id=f"invented-{number}", outlet=outlet, title=words[0], published=day.isoformat())
    made: list[Claim] = []
    start = 0
    for each in words:
        made.append(_claim(article, Span.of(text, start, start + len(each)), situation, parties, chance))
        start += len(each) + 1
    return article, [Reading(article.key, "invented", "invented", situation.id, situation.digest, tuple(made))]


def _claim(article: Article, words: Span, situation: Situation, parties: list[str], chance: random.Random) -> Claim:
    party = chance.choice(parties)
    speaker = Voice(f"Official {chance.randrange(400)}", None, chance.choice(parties), "official")
    outlet = Voice(article.outlet, None, None, "outlet")
    predicate = chance.choice(_PREDICATES)
    return Claim(
        article_id=article.id,
        situation=situation.id,
        predicate=predicate,
        mission=chance.choice(situation.missions),
        scope=None,
        party=party,
        person=None,
        polarity="affirmed" if chance.random() < 0.85 else "denied",
        modality="actual",
        stance="asserts",
        aspect="state" if predicate == "controls" else None,
        basis=None,
        chain=(outlet, speaker) if chance.random() < 0.5 else (outlet,),
        when=None,
        evidence=words,
        confidence=0.8,
        rule="invented/1",
    )


def seconds(work: Callable[[], object], rounds: int) -> list[float]:
    """How long it took, each time."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def measure(place: Path, situation: Situation, as_of: date, rounds: int) -> list[tuple[str, list[float], list[float]]]:
    """Rows of page and verdict times: cold and warm, and the first page."""
    with open_ledger(place, create=False) as ledger:
        options = Options(Catalogue.load(), as_of)

        def site() -> Site:
            return Site(ledger, [situation], options)

        def page(of: Site) -> None:
            view = View.of(of, situation.id)
            shown = mission_page(view, name)
            at = Addresses(f"{situation.id}/missions/{name}", published=False)
            html(
                "mission.html", shown, at, options.catalogue,
                asked=shown.asked, own=situation.id, here=(situation.id, "missions", name),
            )  # fmt: skip

        def first(of: Site) -> None:
            to_json(situation_page(View.of(of, situation.id)))

        held = View.of(site(), situation.id).snapshot
        name = max(held.by_mission, key=lambda m: len(held.by_mission[m]))
        claims = held.found.claims

        def verdict() -> None:
            answers.verdict(ledger, situation, name, "operator", as_of=as_of)

        def rules() -> None:
            dossier(name, claims, situation, as_of=as_of)

        def forgetting() -> None:
            for kind in ("dossier", "history", "operators"):
                warm.forget(kind)
            page(warm)

        warm = site()
        page(warm)
        return [
            (f"cold: {name}", seconds(lambda: page(site()), rounds), seconds(verdict, rounds)),
            (f"claims at hand: {name}", seconds(forgetting, rounds), seconds(rules, rounds)),
            (f"again: {name}", seconds(lambda: page(warm), rounds), seconds(rules, rounds)),
            ("cold: the first page, all missions", seconds(lambda: first(site()), rounds), seconds(verdict, rounds)),
        ]


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
                invent(ledger, situation, given.claims, given.seed)
        rows = measure(place, situation, situation.start + timedelta(1400), given.rounds)
    print(f"{given.claims:,} claims over {len(situation.missions)} missions, medians of {given.rounds} rounds")
    print(f"{'what':<54} {'page, ms':>9} {'verdict, ms':>12} {'ratio':>6}   to reach")
    for what, page, verdict in rows:
        ours, peer = statistics.median(page) * 1000, statistics.median(verdict) * 1000
        print(f"{what:<54} {ours:>9.0f} {peer:>12.0f} {ours / peer:>6.2f}   {RATIO:g}")


if __name__ == "__main__":
    main()
