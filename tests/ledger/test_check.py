"""`check` finds every change of what is stored, and says nothing of a ledger that is whole."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from accredit.ledger import Ledger, open_ledger, postgres
from accredit.ledger.append import article_row, claim_rows, reading_row
from accredit.ledger.chain import SEALED, record
from accredit.ledger.checking import check
from accredit.ledger.migrations import MIGRATIONS
from accredit.ledger.sqlite import make_engine
from accredit.ledger.words import as_bytes
from accredit.model import Span
from accredit.ruling import Ruling
from tests.ledger.conftest import Fresh
from tests.ledger.kit import HARD, reading, said
from tests.ledger.old import old_articles, old_ledger
from tests.server import Server
from tests.world import CORRO, WORLD, article

CHANGES = 1000
EVERY = "ACCREDIT_STEPS" in os.environ
"""`make nightly`: as many on a server as in a file."""
BY = {"who": "Ona Brandt", "why": "the page says otherwise"}


def filled(ledger: Ledger) -> None:
    """Some of everything: copies, versions, readings, rulings, hard characters."""
    hard = article(HARD, title=HARD, author=HARD, url=HARD)
    ledger.append(hard, [reading(hard, said(hard, rule=HARD), said(hard, mission=CORRO))])
    for number in range(4):
        one = article(f"Article {number}. " + "words " * 40, id=f"story-{number}", outlet=f"Paper {number % 2}")
        ledger.append(one, [reading(one)])
        copied = replace(one, outlet="Morning Post", published=None)
        ledger.append_all([(copied, [reading(copied)]), (replace(one, title="Newer"), [])])
    one = article("Article 1. " + "words " * 40, id="story-1", outlet="Paper 1")
    ledger.append(one, [reading(one, said(one), said(one, party="assembly"), extractor="reader/2")])
    read = ledger.claims(WORLD)[0]
    ledger.append_ruling(Ruling.on_claim("corrected", read, value={"party": "assembly"}, **BY))
    ledger.append_ruling(Ruling.on_article("date", read.article, "2021-02", **BY))
    ledger.append_ruling(Ruling.added(read.article, WORLD.id, Span(0, 1, "a"), {"predicate": "closed"}, **BY))


def test_a_whole_ledger_has_no_faults(ledger: Ledger) -> None:
    filled(ledger)
    found = ledger.check()
    assert found.faults == () and found.redacted == ()
    assert found.head == ledger.head() and len(found.head) == 64
    rows = dict(found.rows)
    assert (
        rows["rulings"] == 3 and rows["texts"] == 5 and rows["articles"] == 13 and rows["migrations"] == len(MIGRATIONS)
    )


def test_an_empty_ledger_is_whole(ledger: Ledger) -> None:
    found = ledger.check()
    assert found.faults == () and found.appends == len(MIGRATIONS) - 2


def test_every_append_gives_the_head_and_moves_it(ledger: Ledger) -> None:
    one = article()
    heads = [ledger.head(), ledger.append(one, [reading(one)]).head]
    heads.append(ledger.append_ruling(Ruling.on_claim("rejected", ledger.claims(WORLD)[0], **BY)).head)
    assert len(set(heads)) == 3 and ledger.head() == heads[-1]
    # What adds nothing moves nothing.
    assert ledger.append(one, [reading(one)]).head == heads[-1]
    numbers = [ledger.check(head=head).head_at for head in heads]
    assert numbers == sorted(n for n in numbers if n)


def test_a_head_that_the_chain_never_had_is_a_fault(ledger: Ledger) -> None:
    filled(ledger)
    found = ledger.check(head="f" * 64)
    assert found.head_at is None
    assert [f.place for f in found.faults] == ["appends"]


def test_two_ledgers_of_the_same_content_have_other_heads(fresh: Fresh) -> None:
    # Salted, so that a head tells nobody what a redacted row said.
    heads = set()
    for _ in range(2):
        with open_ledger(fresh()) as ledger:
            heads.add(ledger.append(article(), []).head)
    assert len(heads) == 2


def test_what_was_cut_off_at_the_end_is_found_by_a_head_kept_elsewhere(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append(article(), [])
        kept = ledger.append(article("Other words.", id="2"), []).head
    with _without_guards(place) as raw:
        for table in ("articles", "texts", "appends"):
            raw.execute(f"delete from {table} where number = (select max(number) from {table})")
    with open_ledger(place) as ledger:
        assert not [f for f in ledger.check().faults if "guard" not in f.message]
        assert [f.place for f in ledger.check(head=kept).faults if "guard" not in f.message] == ["appends"]


class _without_guards:
    """A plain connection to a ledger whose triggers somebody took away."""

    def __init__(self, place: Path) -> None:
        self.raw = sqlite3.connect(place, isolation_level=None)

    def __enter__(self) -> sqlite3.Connection:
        for (name,) in self.raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            self.raw.execute(f"drop trigger {name}")
        return self.raw

    def __exit__(self, *_: object) -> None:
        self.raw.close()


def test_guards_that_are_gone_are_told(place: Path) -> None:
    open_ledger(place).close()
    with _without_guards(place):
        pass
    with open_ledger(place) as ledger:
        faults = ledger.check().faults
    assert {"texts_never_updated", "appends_forward_only"} <= {f.message.split()[2] for f in faults}


@pytest.mark.parametrize("table", ["texts", "articles", "readings", "claims", "rulings"])
def test_a_row_that_is_gone_or_came_from_elsewhere_is_found(place: Path, table: str) -> None:
    with open_ledger(place) as ledger:
        filled(ledger)
    with _without_guards(place) as raw:
        columns = [row[1] for row in raw.execute(f"pragma table_info({table})")]
        row = raw.execute(f"select * from {table} where number = 2").fetchone()
        raw.execute(f"delete from {table} where number = 2")
    with open_ledger(place) as ledger:
        assert any("appends" in f.place for f in ledger.check().faults)
    with _without_guards(place) as raw:
        raw.execute(f"insert into {table} values ({', '.join('?' * len(columns))})", row)
    with open_ledger(place) as ledger:
        assert not [f for f in ledger.check().faults if "guard" not in f.message]


def _forged(connection: Connection, claim_text: str, **changes: Any) -> None:
    """An append through the chain itself of what `append` would refuse."""
    one = article("The crown runs Belm.", id="forged")
    given = reading(one, replace(said(one), evidence=Span(0, len(claim_text), claim_text), id=""))
    made = reading_row(given, given.id)
    rows = {
        "texts": [{"text_id": one.text_id, "body": as_bytes(changes.get("body", one.text))}],
        "articles": [article_row(one, one.key) | changes.get("article", {})],
        "readings": [made | changes.get("reading", {})],
        "claims": [
            row | changes.get("claim", {}) for row in claim_rows(given.claims, one, given.id, given.article_key)
        ],
    }
    record(connection, rows, datetime.now(UTC))


@pytest.mark.parametrize(
    ("words", "changes", "table"),
    [
        ("The crown", {}, None),
        ("The crowd", {}, "claims"),
        ("The crown", {"body": "The crown runs Belm!"}, "texts"),
        ("The crown", {"article": {"published": "2021-03-06"}}, "articles"),
        ("The crown", {"article": {"known_from": "2021-03-04"}}, "articles"),
        ("The crown", {"reading": {"extractor": "reader/9"}}, "readings"),
        ("The crown", {"claim": {"mission_id": CORRO.id}}, "claims"),
        ("The crown", {"claim": {"predicate": "closed"}}, "claims"),
    ],
)
def test_what_the_chain_vouches_for_is_held_to_its_own_content_too(
    place: Path, words: str, changes: dict[str, Any], table: str | None
) -> None:
    open_ledger(place).close()
    engine = make_engine(place, wait=1)
    with engine.begin() as connection:
        _forged(connection, words, **changes)
    engine.dispose()
    with open_ledger(place) as ledger:
        found = {f.place.partition(" ")[0] for f in ledger.check().faults}
    # A row that is not what it says may take others with it: a claim is held to its article.
    assert found >= {table} - {None} and "appends" not in found
    assert bool(found) == (table is not None)


@pytest.fixture
def engine(place: Path) -> Iterator[Engine]:
    """A ledger with some of everything, as the program opens it but without its guards."""
    with open_ledger(place) as ledger:
        filled(ledger)
    with _without_guards(place):
        pass
    made = make_engine(place, wait=1)
    yield made
    made.dispose()


def changed(value: object, chance: random.Random) -> object | None:
    """The value with one byte changed; None for what has no bytes."""
    if isinstance(value, int):
        body = bytearray(value.to_bytes(8, "little", signed=True))
    elif isinstance(value, str):
        body = bytearray(value.encode("utf-8"))
    else:
        body = bytearray(value) if isinstance(value, bytes) else bytearray()
    if not body:
        return None
    body[chance.randrange(len(body))] ^= chance.randrange(1, 256)
    return int.from_bytes(body, "little", signed=True) if isinstance(value, int) else bytes(body)


def _change_one_byte(connection: Connection, chance: random.Random) -> tuple[object, ...] | None:
    """Change a byte somewhere in the stored rows; what was changed, None where that cannot be stored at all."""
    table = chance.choice(("appends", *SEALED))
    rows = connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
    if not rows:
        return None
    row = chance.choice(rows)
    column = chance.choice(list(row))
    value = changed(row[column], chance)
    if value is None:
        return None
    kind = ":value"
    if isinstance(row[column], str):
        kind = "CAST(:value AS TEXT)" if connection.dialect.name == "sqlite" else "convert_from(:value, 'UTF8')"
    elif isinstance(row[column], bool):
        value = not row[column]
    update = text(f"UPDATE {table} SET {column} = {kind} WHERE number = :number")
    try:
        with connection.begin_nested():
            connection.execute(update, {"value": value, "number": row["number"]})
    except DBAPIError:
        return None  # no number below one, no second row of one key, no text that is not UTF-8
    return table, row["number"], column, row[column], value


def _missed(engine: Engine, changes: int, begin: str) -> list[object]:
    """The changes of one byte, of so many, that a check says nothing of."""
    chance, missed, done = random.Random(7), list[object](), 0
    while done < changes:
        with engine.connect() as connection:
            connection.execute(text(begin))
            change = _change_one_byte(connection, chance)
            if change is not None:
                done += 1
                if not [f for f in check(connection).faults if "the guard" not in f.message]:
                    missed.append(change)
            connection.rollback()
    return missed


def test_every_change_of_one_byte_is_found(engine: Engine) -> None:
    assert _missed(engine, CHANGES, "PRAGMA defer_foreign_keys = ON") == []


def test_every_change_of_one_byte_on_a_server_is_found(server: Server) -> None:
    address = server.address()
    with open_ledger(address) as ledger:
        filled(ledger)
    engine = postgres.make_engine(address, wait=1)
    with engine.begin() as connection:
        for table in ("appends", *SEALED):
            for statement in postgres.unguards(table):
                connection.execute(text(statement))
    assert _missed(engine, CHANGES if EVERY else CHANGES // 5, "SET CONSTRAINTS ALL DEFERRED") == []
    engine.dispose()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_ledger_of_every_earlier_version_gets_a_chain_over_all_that_it_held(anywhere: str, version: int) -> None:
    old_ledger(anywhere, version)
    with open_ledger(anywhere) as ledger:
        found = ledger.check()
        assert found.faults == ()
        assert dict(found.rows)["claims"] == 3 and dict(found.rows)["rulings"] == (version > 1)
        assert ledger.text(old_articles()[0].text_id) == HARD
        assert ledger.append(article("New.", id="3"), []).article_is_new
        assert ledger.check().faults == ()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_ledger_of_every_earlier_version_takes_dates_of_change_and_keeps_its_articles(
    anywhere: str, version: int
) -> None:
    old_ledger(anywhere, version)
    changed = article("New.", id="3", modified="2021-03-07T10:00:00Z")
    with open_ledger(anywhere) as ledger:
        for one in old_articles():
            assert not ledger.append(one, []).article_is_new  # known by the key that it had
            held = ledger.article(one.id)
            assert held is not None and held.modified is None
        assert ledger.append(changed, [reading(changed)]).article_is_new
        held = ledger.article("3")
        assert held is not None and (held.modified, held.key) == ("2021-03-07T10:00:00Z", changed.key)
        assert ledger.check().faults == ()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_that_chain_vouches_for_what_was_there_before_it(place: Path, version: int) -> None:
    old_ledger(place, version)
    open_ledger(place).close()
    with _without_guards(place) as raw:
        raw.execute("update claims set line = replace(line, 'crown', 'brown') where number = 1")
    with open_ledger(place) as ledger:
        assert any(f.place == "appends 1" for f in ledger.check().faults)
