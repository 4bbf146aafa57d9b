"""How a ledger answers and appends as it grows: `python -m bench.ledger`.

Ledgers of 10⁴, 10⁵ and 10⁶ claims (`--claims`) over the missions of a situation; `bench.synthetic` says what stands
in them. Each figure stands beside bare SQL over the same rows in the same run:

- the busiest mission's `operator` answer, and all its questions, beside a query for the last word of each voice on
  each predicate about it, in the ledger's own tables;
- the same answer where all other missions are told of ten times as often (`--grow`);
- the whole map: every question about every mission;
- a bulk append beside `executemany` of the very rows that it wrote, with the same tables, indices and guards.

Ledgers stay in `--keep FOLDER` and are used again; else in a folder that is removed. With `--server` they stand on a
PostgreSQL server that is started for it.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from accredit.answers import all_of, verdict
from accredit.ledger import Ledger, open_ledger
from accredit.model import Situation
from accredit.situation import load
from bench.synthetic import Told, articles, weights

SITUATION = "afghanistan-2021"
SIZES = (10_000, 100_000, 1_000_000)
GROWN, TENFOLD = 100_000, 10
ROUNDS = 5
BULK, AT_ONCE = 50_000, 2_000
"""Claims of the bulk append, and articles of one append."""

AS_OF = date(2026, 11, 1)

TO_REACH = {"answer": 10.0, "grown": 1.3, "append": 0.5}

_VOICE = {
    "sqlite": "json_extract(c.line, '$.chain[#-1].name')",
    "postgresql": "c.line::json -> 'chain' -> -1 ->> 'name'",
}
_LAST_WORDS = (
    "SELECT id FROM (SELECT c.id, row_number() OVER (PARTITION BY {voice}, a.outlet, c.predicate "
    "ORDER BY a.published DESC, c.number DESC) AS place FROM claims c JOIN articles a ON a.key = c.article_key "
    "WHERE c.situation = {mark} AND c.mission_id = {mark}) AS words WHERE place = 1"
)
"""The last word of each voice on each predicate about a mission, as somebody would ask the tables for it."""

_WRITTEN = ("appends", "texts", "articles", "readings", "claims")


class Places:
    """Where ledgers of a run stand."""

    def __init__(self, folder: Path, address: Callable[[], str] | None) -> None:
        self._folder, self._address = folder, address

    def named(self, name: str) -> str:
        """One that may be there from an earlier run, when it stands in a file."""
        return self._address() if self._address else str(self._folder / f"{name}.ledger")


def fill(ledger: Ledger, given: Iterable[Told]) -> None:
    """Append articles, many at a time."""
    rest = iter(given)
    while some := list(islice(rest, AT_ONCE)):
        ledger.append_all([(told.article, [told.reading]) for told in some])


def made(place: str, situation: Situation, claims: int, *, tenfold: bool = False) -> str:
    """The ledger at a place, filled where nothing stands there; `tenfold` tells ten times as much of all but one."""
    with open_ledger(place) as ledger:
        if ledger.head() and ledger.counts().claims:
            return place
        fill(ledger, articles(situation, claims))
        others = situation.missions[1:]
        share = sum(weights(len(situation.missions))[1:]) / sum(weights(len(situation.missions)))
        for seed in range(2, TENFOLD + 1) if tenfold else ():
            fill(ledger, articles(situation, round(claims * share), seed=seed, of=others))
    return place


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """The seconds of each piece of work, round by round, after one round that does not count."""
    for work in works:
        work()
    return list(zip(*([seconds(work) for work in works] for _ in range(rounds)), strict=True))  # type: ignore[arg-type]


def ratio(one: Sequence[float], other: Sequence[float]) -> str:
    """The median of the rounds' ratios, with the least and the greatest."""
    each = [a / b for a, b in zip(one, other, strict=True)]
    return f"{statistics.median(each):.2f} ({min(each):.2f}–{max(each):.2f})"


def bare(ledger: Ledger, situation: Situation, mission: str) -> Callable[[], object]:
    """The bare query for a mission's last words."""
    engine = ledger._engine
    query = _LAST_WORDS.format(voice=_VOICE[engine.dialect.name], mark=_mark(ledger))

    def ask() -> list[object]:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(query, (situation.id, mission))
            return list(cursor.fetchall())
        finally:
            connection.close()

    return ask


def _mark(ledger: Ledger) -> str:
    """What stands for a value in a statement."""
    return "?" if ledger._engine.dialect.paramstyle == "qmark" else "%s"


def answered(ledger: Ledger, situation: Situation, mission: str) -> Callable[[], object]:
    """The answer to who runs it."""
    return lambda: verdict(ledger, situation, mission, "operator", as_of=AS_OF)


def all_answered(ledger: Ledger, situation: Situation, mission: str) -> Callable[[], object]:
    """The answers to every question about it."""
    return lambda: all_of(ledger, situation, mission, as_of=AS_OF)


def milliseconds(rounds: Sequence[float]) -> str:
    """Their median, in milliseconds."""
    return f"{1000 * statistics.median(rounds):,.0f}"


def answers(place: str, situation: Situation, rounds: int, *, whole_map: bool = True) -> Iterator[str]:
    """Lines on the busiest mission of a ledger, and one on the whole map."""
    mission = situation.missions[0].id
    with open_ledger(place) as ledger:
        count = len(ledger.claims(situation, mission_id=mission))
        one, every, plain = side_by_side(
            rounds,
            answered(ledger, situation, mission),
            all_answered(ledger, situation, mission),
            bare(ledger, situation, mission),
        )
        took = f"operator {milliseconds(one)} ms, all questions {milliseconds(every)} ms"
        yield f"  busiest mission, {count:,} claims: {took}, bare SQL {milliseconds(plain)} ms"
        yield f"  ratio of operator {ratio(one, plain)}, to reach ≤ {TO_REACH['answer']:g} at 10⁶"
        if not whole_map:
            return
        whole = seconds(lambda: [all_answered(ledger, situation, m.id)() for m in situation.missions])
        yield f"  the whole map, every question about {len(situation.missions)} missions: {whole:.1f} s"


def grown(places: Places, situation: Situation, claims: int) -> str:
    """A line on what other missions' claims cost one."""
    small = made(places.named(f"{claims}"), situation, claims)
    large = made(places.named(f"{claims}-tenfold"), situation, claims, tenfold=True)
    mission = situation.missions[0].id
    with open_ledger(small) as one, open_ledger(large) as other:
        few, many = side_by_side(ROUNDS, answered(one, situation, mission), answered(other, situation, mission))
        grew = f"other missions tenfold ({one.counts().claims:,} to {other.counts().claims:,} claims)"
        took = f"{milliseconds(few)} to {milliseconds(many)} ms"
        return f"{grew}: {took}; ratio {ratio(many, few)}, to reach < {TO_REACH['grown']:g}"


def appended(places: Places, situation: Situation, rounds: int) -> str:
    """A line on a bulk append beside the bare rows."""
    given = list(articles(situation, BULK))
    ours: list[float] = []
    plain: list[float] = []
    for number in range(rounds):
        with (
            open_ledger(places.named(f"bare-{number}")) as copy,
            open_ledger(places.named(f"appended-{number}")) as ledger,
        ):
            ours.append(seconds(lambda ledger=ledger: fill(ledger, given)))  # type: ignore[misc]
            batches = list(_rows(ledger, copy))
            plain.append(seconds(lambda copy=copy, batches=batches: _insert(copy, batches)))  # type: ignore[misc]
            if copy.head() != ledger.head():
                raise RuntimeError("the bare rows are not those that were appended")
    mine, theirs = (f"{BULK / statistics.median(each):,.0f}" for each in (ours, plain))
    speed = f"{mine} claims a second, bare executemany {theirs}"
    return f"bulk append of {BULK:,} claims: {speed}; ratio {ratio(plain, ours)}, to reach ≥ {TO_REACH['append']:g}"


Batch = dict[str, list[tuple[object, ...]]]


def _rows(ledger: Ledger, copy: Ledger) -> Iterator[Batch]:
    """The rows that each append wrote, by table."""
    mine, theirs = ledger._engine.raw_connection(), copy._engine.raw_connection()
    try:
        cursor, other = mine.cursor(), theirs.cursor()
        other.execute("SELECT max(number) FROM appends")
        begun = other.fetchall()[0][0]
        mark = _mark(ledger)
        cursor.execute(f"SELECT recorded_at FROM appends WHERE number > {mark} ORDER BY number", (begun,))
        for (moment,) in cursor.fetchall():
            batch: Batch = {}
            for table in _WRITTEN:
                cursor.execute(f"SELECT * FROM {table} WHERE recorded_at = {mark} ORDER BY number", (moment,))
                batch[table] = list(cursor.fetchall())
            yield batch
    finally:
        mine.close()
        theirs.close()


def _insert(copy: Ledger, batches: Iterable[Batch]) -> None:
    engine = copy._engine
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for batch in batches:
            if engine.dialect.name == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            for table, rows in batch.items():
                marks = ", ".join([_mark(copy)] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            connection.commit()
    finally:
        connection.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="*", default=list(SIZES), help="sizes of the ledgers")
    parser.add_argument("--grow", type=int, default=GROWN, help="size from which other missions grow tenfold; 0: not")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the bulk append; 0: none")
    parser.add_argument("--answers", type=int, default=ROUNDS, help="rounds of the answers about one mission")
    parser.add_argument("--no-map", action="store_true", help="leave out the whole map, which takes long from 10⁷ on")
    parser.add_argument("--keep", type=Path, help="folder in which the ledgers stay")
    parser.add_argument("--server", action="store_true", help="on a PostgreSQL server instead of in files")
    options = parser.parse_args(arguments)
    situation = load(SITUATION)
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accredit-")))
        folder.mkdir(parents=True, exist_ok=True)
        address = None
        if options.server:
            from tests.server import programs, running

            installed = programs()
            if installed is None:
                print("nothing measured: no PostgreSQL server is installed")
                return 0
            address = stack.enter_context(running(installed)).address
        places = Places(folder, address)
        if options.rounds:
            with tempfile.TemporaryDirectory(prefix="accredit-") as passing:
                print(appended(Places(Path(passing), address), situation, options.rounds), flush=True)
        if options.grow:
            print(grown(places, situation, options.grow), flush=True)
        for claims in options.claims:
            begun = time.perf_counter()
            place = made(places.named(str(claims)), situation, claims)
            print(f"{claims:,} claims (made in {time.perf_counter() - begun:,.0f} s):", flush=True)
            for line in answers(place, situation, options.answers, whole_map=not options.no_map):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
