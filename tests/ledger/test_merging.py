"""Two ledgers become one, whichever is merged into which; backups are whole while others write."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from accredit.errors import LedgerError
from accredit.ledger import Ledger, open_ledger
from accredit.ledger.migrations import MIGRATIONS
from accredit.ruling import Ruling
from accredit.rulings import held
from tests.ledger.conftest import Fresh
from tests.ledger.kit import HARD, live, reading, said
from tests.ledger.test_check import filled
from tests.world import BELM, CORRO, WORLD, article

TABLES = ("texts", "articles", "readings", "claims", "rulings")
BY = {"who": "Ona Brandt", "why": "the page says otherwise"}


def contents(ledger: Ledger) -> set[tuple[str, str]]:
    """What two ledgers must share to be equal: the ids of their contents, superseded ones too."""
    found = set()
    with ledger._transaction() as connection:
        for table in TABLES:
            name = {"texts": "text_id", "articles": "key"}.get(table, "id")
            rows = connection.exec_driver_sql(f"SELECT {name} FROM {table}")
            found |= {(table, each) for (each,) in rows}
    return found


def test_either_way_gives_the_same(fresh: Fresh) -> None:
    one, other, third = (open_ledger(fresh()) for _ in range(3))
    with one, other, third:
        filled(one)
        extra = article("Only here.", id="extra")
        other.append(extra, [reading(extra)])
        shared = article("Article 1. " + "words " * 40, id="story-1", outlet="Paper 1")
        other.append(shared, [reading(shared)])
        third.merge(other)
        assert contents(third) == contents(other)
        one.merge(third)
        other.merge(one)
        assert contents(one) == contents(other) >= {("articles", extra.key)}
        for ledger in (one, other, third):
            assert ledger.check().faults == ()


def test_it_is_one_append_that_names_the_other_ledger(fresh: Fresh) -> None:
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        filled(other)
        done, there = one.merge(other), other.check()
        here = one.check()
        # Beside the steps that brought the tables here to where they are, and that the chain counts.
        assert here.head == done.head and here.appends == len(MIGRATIONS) - 2 + 1 and dict(here.rows)["merges"] == 1
        assert dict(done.rows) == {
            t: dict(there.rows)[t] for t in ("texts", "articles", "readings", "claims", "rulings")
        }


def test_merging_again_changes_nothing(fresh: Fresh) -> None:
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        filled(other)
        done = one.merge(other)
        again = one.merge(other)
        assert again.head == done.head and not any(dict(again.rows).values())


def test_what_was_newest_stays_newest(fresh: Fresh) -> None:
    # The older reading comes here later; it was first recorded earlier, so it does not turn the ledger back.
    one = article()
    old, new = reading(one), reading(one, said(one, party="assembly"), extractor="reader/2")
    version = replace(one, title="Amended")
    with open_ledger(fresh()) as first, open_ledger(fresh()) as second:
        first.append(one, [old])
        second.append(one, [new])
        second.append(version, [reading(version, said(version, mission=CORRO))])
        at = second.head()
        second.merge(first)
        first.merge(second)
        for ledger in (first, second):
            assert live(ledger) == [said(version, mission=CORRO)]
            assert {life.recorded.claim for life in ledger.history(WORLD) if life.until is None} == set(live(ledger))
        assert second.check(head=at).head_at is not None


def test_rulings_keep_their_order(fresh: Fresh) -> None:
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        made = article()
        other.append(made, [reading(made)])
        read = other.claims(WORLD)[0]
        for number in range(4):
            ruling = Ruling.on_claim("rejected", read, who="Ona", why=str(number))
            other.append_ruling(ruling)
            other.append_ruling(Ruling.withdrawn(ruling.id, **BY))
        last = Ruling.on_claim("confirmed", read, **BY)
        other.append_ruling(last)
        one.merge(other)
        found = held(one, WORLD)
        assert [r.ruling for r in found.in_force] == [last] and len(found.withdrawn) == 4
        assert len(found.claims) == 1


def test_what_was_redacted_in_either_stays_out(fresh: Fresh) -> None:
    gone, kept = article("Gone here.", id="gone"), article(HARD, id="kept")
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        for ledger in (one, other):
            ledger.append(gone, [reading(gone)])
        other.append(kept, [reading(kept, said(kept), said(kept, mission=CORRO))])
        one.redact("gone", reason="law", who="Ona")
        claim = other.claims(WORLD, mission_id=CORRO.id)[0].claim
        other.redact(claim.id, reason="law", who="Ona")
        one.merge(other)
        assert [a.id for a in one.articles()] == ["kept"]
        assert [c.mission for c in live(one)] == [BELM]
        assert one.check().faults == () and one.text(kept.text_id) == HARD


def test_what_was_redacted_there_since_goes_here_too(fresh: Fresh) -> None:
    kept = article(HARD, id="kept")
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        other.append(kept, [reading(kept, said(kept), said(kept, mission=CORRO))])
        one.merge(other)
        claim = other.claims(WORLD, mission_id=CORRO.id)[0].claim
        other.redact(claim.id, reason="law", who="Ona")
        one.merge(other)
        assert [c.mission for c in live(one)] == [BELM]
        assert one.check().faults == ()


def test_a_ruling_on_what_was_redacted_here_stays_out(fresh: Fresh) -> None:
    told = article(HARD, id="told")
    with open_ledger(fresh()) as one, open_ledger(fresh()) as other:
        for ledger in (one, other):
            ledger.append(told, [reading(told, said(told))])
        other.append_ruling(Ruling.on_claim("rejected", other.claims(WORLD)[0], who="Ona", why="a slip"))
        one.redact("told", reason="law", who="Ona")
        one.merge(other)
        assert one.rulings() == []
        assert one.check().faults == ()


def test_a_backup_is_the_ledger_itself(fresh: Fresh, tmp_path: Path) -> None:
    target = tmp_path / "copy.ledger"
    with open_ledger(fresh()) as ledger:
        filled(ledger)
        ledger.redact(ledger.articles()[0].key, reason="law", who="Ona")
        ledger.backup(target)
        with open_ledger(target, create=False) as copy:
            assert copy.check() == ledger.check()
            assert copy.claims(WORLD) == ledger.claims(WORLD) and copy.rulings() == ledger.rulings()
            assert copy.append(article("After it.", id="after"), []).article_is_new
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("copy")] == ["copy.ledger"]


def test_a_backup_while_others_write_is_one_whole_state(fresh: Fresh, tmp_path: Path) -> None:
    where, stop = fresh(), threading.Event()
    with open_ledger(where) as ledger:

        def write() -> None:
            number = 0
            while not stop.is_set():
                one = article(f"Article {number}.", id=f"story-{number}")
                ledger.append(one, [reading(one, said(one), said(one, mission=CORRO))])
                number += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            with open_ledger(where, create=False) as other:
                for number in range(3):
                    other.backup(tmp_path / f"copy-{number}")
        finally:
            stop.set()
            writer.join()
    for number in range(3):
        with open_ledger(tmp_path / f"copy-{number}", create=False) as copy:
            found = copy.check()
            assert found.faults == ()
            assert dict(found.rows)["claims"] == 2 * dict(found.rows)["articles"]


@pytest.mark.parametrize("name", ["there", "no/folder/here"])
def test_a_backup_overwrites_nothing(ledger: Ledger, tmp_path: Path, name: str) -> None:
    (tmp_path / "there").write_text("mine", "utf-8")
    with pytest.raises(LedgerError):
        ledger.backup(tmp_path / name)
    assert (tmp_path / "there").read_text("utf-8") == "mine"
