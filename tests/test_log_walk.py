"""`log` walks back through one look at the ledger; a naive walk asks the ledger anew on both sides of each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from accredit.changes import Changed, held_changes, log
from accredit.errors import QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Reading, Scope, Span
from accredit.ruling import Ruling
from tests.world import BELM, CORRO, WORLD, claim, voice

DAY = date(2021, 6, 30)
OUTLETS = ("Gull Wire", "Quay Radio", "Tern Review")
KINDS = ("controls", "controls", "handed_over", "closed", "operates", "cooperates_with")


def filled(random: Random) -> Ledger:
    """A few articles, with copies, light rewrites, new versions and readings, and sometimes a ruling."""
    ledger = open_ledger(":memory:")
    bodies = [" ".join(f"w{random.randrange(900)}" for _ in range(40)) for _ in range(4)]
    for n in range(random.randint(4, 14)):
        body = random.choice(bodies)
        if random.random() < 0.5:
            body = body.replace(body.split()[random.randrange(40)], f"v{n}")
        one = Article.make(
            f"Told here. {body}",
            id=f"n{random.randrange(8)}",
            outlet=random.choice(OUTLETS),
            published=f"2021-0{random.randint(1, 6)}-1{random.randrange(10)}",
        )
        claims = tuple(_claim(random, one) for _ in range(random.randint(0, 3)))
        ledger.append(one, [Reading(one.key, f"x{random.randrange(3)}", "l", WORLD.id, WORLD.digest, claims)])
        live = ledger.claims(WORLD)
        if live and random.random() < 0.1:
            ledger.append_ruling(Ruling.on_claim("rejected", random.choice(live), who="Ines", why=f"misprint {n}"))
    return ledger


def _claim(random: Random, one: Article) -> Claim:
    kind = random.choice(KINDS)
    fields: dict[str, object] = {"mission": random.choice((BELM, CORRO)), "predicate": kind}
    if random.random() < 0.15:
        fields = {"mission": None, "predicate": "recognises", "scope": Scope(hosts=("XB",))}
    fields["aspect"] = "state" if kind == "controls" and fields["mission"] else None
    others = (voice("Nils Orr"),) if random.random() < 0.3 else ()
    return claim(
        article_id=one.id,
        chain=(voice(one.outlet), *others),
        evidence=Span.of(one.text, 0, 10),
        party=random.choice(("crown", "assembly")),
        polarity=random.choice(("affirmed", "affirmed", "denied")),
        **fields,
    )


def naive(ledger: Ledger, without: Sequence[str]) -> list[Changed]:
    """The changes between right before and at each moment, the newest first, from the ledger as it stood."""
    ends = {m for life in ledger.history(WORLD) for m in (life.recorded.recorded_at, life.until) if m}
    found: list[Changed] = []
    for moment in sorted(ends | {r.recorded_at for r in ledger.rulings()}, reverse=True):
        before = (datetime.fromisoformat(moment) - timedelta(microseconds=1)).isoformat()
        changes = held_changes(ledger, WORLD, before, moment, [DAY], without=without)
        found += [replace(change, recorded_at=moment) for change in changes]
    return found


@pytest.mark.parametrize("seed", range(20))
def test_the_log_is_what_a_naive_walk_finds(seed: int) -> None:
    with filled(Random(seed)) as ledger:
        wanted = _plain(naive(ledger, ()))
        assert _plain(log(ledger, WORLD, as_of=DAY)) == wanted
        assert _plain(log(ledger, WORLD, as_of=DAY, limit=3)) == wanted[:3]


def _plain(changes: Sequence[Changed]) -> list[Changed]:
    """The changes without the report that each claim behind them is part of.

    It is looked for among the texts that tell something in common, of one subject in a log and of all subjects in
    the naive walk; no answer depends on which.
    """
    return [
        replace(
            change,
            causes=tuple(
                replace(
                    cause,
                    new=tuple(replace(r, report="") for r in cause.new),
                    gone=tuple(replace(r, report="") for r in cause.gone),
                )
                for cause in change.causes
            ),
        )
        for change in changes
    ]


@pytest.mark.parametrize("seed", range(10))
def test_without_a_source_it_is_that_of_a_ledger_without_it(seed: int) -> None:
    def told(outlet: str | None) -> list[tuple[object, ...]]:
        """The answers one after the other; each moment is another in another ledger."""
        random = Random(seed)
        with open_ledger(":memory:") as ledger:
            for n in range(10):
                one = Article.make(
                    f"Told here. {n}",
                    id=f"n{n}",
                    outlet=random.choice(OUTLETS[:n] or OUTLETS[:1]),
                    published="2021-03-01",
                )
                claims = (_claim(random, one),)
                if one.outlet != outlet:
                    ledger.append(one, [Reading(one.key, "x", "l", WORLD.id, WORLD.digest, claims)])
            return [_shown(change) for change in log(ledger, WORLD, as_of=DAY, without=() if outlet else (OUTLETS[0],))]

    assert told(None) == told(OUTLETS[0])


def _shown(change: Changed) -> tuple[object, ...]:
    causes = tuple((cause.kind, cause.article.id) for cause in change.causes)
    return change.subject, change.question, change.before.said, change.after.said, causes


def test_a_source_that_never_spoke_is_refused() -> None:
    with filled(Random(1)) as ledger, pytest.raises(QuestionError, match="Nobody Times"):
        log(ledger, WORLD, as_of=DAY, without=("Nobody Times",))
