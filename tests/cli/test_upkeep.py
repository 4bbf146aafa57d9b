"""`accredit backup`, `merge`, `reread` and `redact`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accredit import pipeline
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Reading, Situation
from tests.cli.conftest import _extract
from tests.world import WORLD

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]
BY = ("--who", "Ona Brandt", "--reason", "a court order")


def test_a_backup_is_a_ledger_with_the_same_head(run: Run, write: Write, conforms: Conforms) -> None:
    head = run("read", write("one", "crown runs Belm.")).stdout.splitlines()[-1]
    assert run("backup", "copy.db").stdout.splitlines() == ["Copied the ledger into copy.db", head]
    assert run("status", "--ledger", "copy.db").stdout == run("status").stdout
    assert conforms("backup", run("backup", "again.db", "--json").stdout)["head"] == head.split()[1]
    refused = run("backup", "copy.db")
    assert refused.exit_code == 1 and "never overwrites" in refused.stderr


def test_merging_takes_over_what_is_not_there(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("one", "crown runs Belm."), "--ledger", "a.db")
    run("read", "one.txt", write("two", "assembly runs Corro."), "--ledger", "b.db")
    merged = conforms("merge", run("merge", "a.db", "b.db", "--json").stdout)
    assert merged["rows"] == {"texts": 1, "articles": 1, "readings": 1, "claims": 1, "rulings": 0}
    assert run("status", "--ledger", "a.db").stdout == run("status", "--ledger", "b.db").stdout
    assert "Took over 0 texts" in run("merge", "a.db", "b.db").stdout
    assert run("check", "--ledger", "a.db", "--head", merged["head"]).exit_code == 0
    assert run("merge", "a.db", "none.db").exit_code == 1


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Another extractor, which reads Corro where the older read Belm, and tells the lexicon's as its own."""

    def later(article: Article, of: Situation) -> Reading:
        reading = _extract(replace(article, text=article.text.replace("runs Belm.", "runs Corro")), of)
        kept = [c for c in _extract(article, of).claims if c.mission and c.mission.city != "Belm"]
        return replace(reading, extractor="reader/later", claims=tuple(kept))

    def change() -> None:
        monkeypatch.setattr(pipeline, "EXTRACTOR", "reader/later")
        monkeypatch.setattr(pipeline, "extract", later)

    return change


def test_reading_again_supersedes_and_lists_orphans(
    run: Run, write: Write, conforms: Conforms, upgrade: Callable[[], None]
) -> None:
    run("read", write("one", "crown runs Belm. assembly runs Tarn."), write("two", "crown runs Tarn."))
    with open_ledger("accredit.db") as ledger:
        claims = {r.claim.mission.city: r.claim.id for r in ledger.claims(WORLD) if r.claim.mission}
        before = max(r.recorded_at for r in ledger.claims(WORLD))
    for city in ("Belm", "Tarn"):
        assert run("rule", "confirm", claims[city], "--who", "Ona", "--why", f"I was in {city}").exit_code == 0
    assert run("reread").stdout.splitlines()[0] == "Read 0 articles again; 2 had a reading of today"
    upgrade()
    done = conforms("reread", run("reread", "--json").stdout)
    assert (done["read"], done["unchanged"], done["claims_new"], done["claims_gone"]) == (2, 0, 0, 1)
    assert [o["why"] for o in done["orphaned"]] == ["I was in Belm"]
    assert [c["mission"]["city"] for c in done["changes"]] == ["Belm"]
    listed = conforms("rulings", run("rule", "list", "--json").stdout)
    assert {r["why"]: r["state"] for r in listed} == {"I was in Belm": "orphaned", "I was in Tarn": "in-force"}
    differs = conforms("diff", run("diff", "--recorded-at", before, "2999-01-01", "--json").stdout)
    assert "xa-belm-embassy" in str(differs)
    assert run("check").exit_code == 0
    assert run("reread").stdout.splitlines()[0] == "Read 0 articles again; 2 had a reading of today"


def test_what_is_redacted_is_in_no_answer_and_check_lists_it(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("one", "crown runs Belm."), write("two", "assembly runs Corro."))
    done = conforms("redact", run("redact", "two", *BY, "--json").stdout)
    assert done["rows"] == {"articles": 1, "texts": 1, "readings": 1, "claims": 1}
    assert "Corro" not in run("status").stdout
    checked = run("check")
    assert checked.exit_code == 0
    (line,) = (each for each in checked.stdout.splitlines() if each.startswith("redacted"))
    assert "by Ona Brandt: a court order (1 articles, 1 texts, 1 readings, 1 claims)" in line
    assert conforms("check", run("check", "--json").stdout)["redacted"][0]["mark"] == done["mark"]
    # Reading the folder again goes past it.
    assert run("read", "one.txt", "two.txt").stdout.splitlines()[1].startswith("Repeated 2")


def test_what_a_redaction_could_not_clear_is_told(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is redacted; but somebody reads the file, in which the words still stand."""
    redact = Ledger.redact
    monkeypatch.setattr(Ledger, "redact", lambda *a, **more: replace(redact(*a, **more), left="somebody reads"))
    run("read", write("two", "assembly runs Corro."))
    result = run("redact", "two", *BY)
    assert (result.exit_code, result.stderr) == (1, "accredit: somebody reads\n")
    assert result.stdout.startswith("Redacted 1 articles")


def test_redacting_what_is_not_there_is_asked_wrongly(run: Run, write: Write) -> None:
    run("read", write("one", "crown runs Belm."))
    result = run("redact", "nothing", *BY)
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1


def test_a_backup_stands_where_it_was_asked_for(run: Run, write: Write, stage: Path) -> None:
    run("read", write("one", "crown runs Belm."))
    assert run("backup", "no/such/folder.db").exit_code == 1
    assert not list(stage.glob("*.part"))
