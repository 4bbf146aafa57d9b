"""csv, parquet, cameo and jsonl, handed to what others wrote: frictionless, DuckDB, pandas, Polars, jsonschema."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import jsonschema
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system
from hypothesis import given
from hypothesis import strategies as st

from accredit.export.cameo import CODES, HEADER
from accredit.export.words import FORMULA, carried, safe_cell
from accredit.ledger import Ledger
from accredit.model import PREDICATES, Situation
from tests.export.kit import INJECTIONS, folder, written

BEGIN = tuple(FORMULA - {"'"})


class TestCsv:
    def test_frictionless_finds_nothing_wrong(self, ledger: Ledger, situation: Situation, tmp_path: Path) -> None:
        folder(ledger, tmp_path / "x", situation, samples="include")
        with system.use_context(trusted=True):
            package = Package(str(tmp_path / "x" / "datapackage.json"))
            report = package.validate()
        assert report.valid, report.flatten(["title", "note", "rowNumber", "fieldName"])[:5]
        assert {r.name for r in package.resources} == {"claims", "chains", "articles", "missions"}

    def test_frictionless_finds_a_changed_byte(self, rights: Ledger, tmp_path: Path) -> None:
        """So the test before can fail: hash, keys and types are looked at."""
        folder(rights, tmp_path / "x")
        path = tmp_path / "x" / "claims.csv"
        path.write_bytes(path.read_bytes().replace(b"affirmed", b"affirmeD", 1))
        with system.use_context(trusted=True):
            assert not Package(str(tmp_path / "x" / "datapackage.json")).validate().valid

    def test_no_cell_is_a_formula(self, injections: Ledger, tmp_path: Path) -> None:
        folder(injections, tmp_path / "x")
        seen = 0
        for path in (tmp_path / "x").glob("*.csv"):
            for row in _rows(path):
                numbers = {"latitude", "longitude"}
                assert [c for n, c in row.items() if n not in numbers and c.startswith(BEGIN)] == []
                seen += 1
        assert seen > len(INJECTIONS)

    def test_duckdb_and_pandas_read_every_row(self, injections: Ledger, tmp_path: Path) -> None:
        folder(injections, tmp_path / "x")
        path = tmp_path / "x" / "claims.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, lineterminator=None)
        assert len(frame) == len(INJECTIONS)
        strict = "header=true, all_varchar=true, quote='\"', escape='\"', strict_mode=true"
        query = f"select count(*), count(distinct id) from read_csv('{path}', {strict})"
        assert duckdb.sql(query).fetchall() == [(len(INJECTIONS), len(INJECTIONS))]

    def test_the_words_come_back(self, injections: Ledger, tmp_path: Path) -> None:
        folder(injections, tmp_path / "x")
        rows = {row["id"]: row for row in _rows(tmp_path / "x" / "claims.csv")}
        for r in injections.claims(_world()):
            assert _undone(rows[r.claim.id]["origin_name"]) == carried(r.claim.origin.name or "")

    @given(st.text())
    def test_a_safe_cell_gives_its_words_back(self, words: str) -> None:
        cell = safe_cell(words)
        assert not cell.startswith(BEGIN)
        assert _undone(cell) == words


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _world() -> Situation:
    from tests.world import WORLD

    return WORLD


def _undone(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


class TestParquet:
    def test_duckdb_pandas_and_polars_open_it(self, ledger: Ledger, situation: Situation, tmp_path: Path) -> None:
        path = tmp_path / "claims.parquet"
        path.write_bytes(written("parquet", ledger, situation, samples="include"))
        claims = len(written("jsonl", ledger, situation, samples="include").splitlines())
        assert claims
        query = f"select count(*), min(len(chain)), max(quote_end - quote_start) from '{path}'"
        ((count, shortest, longest),) = duckdb.sql(query).fetchall()
        assert count == claims and shortest >= 1 and longest > 0
        assert len(pd.read_parquet(path)) == claims
        assert pl.read_parquet(path).height == claims

    def test_days_are_days_and_chains_are_lists(self, rights: Ledger, tmp_path: Path) -> None:
        path = tmp_path / "claims.parquet"
        path.write_bytes(written("parquet", rights))
        row = duckdb.sql(
            f"select when_earliest + interval 1 day, chain[-1].party from '{path}' where when_kind = 'from'"
        )
        found = row.fetchall()
        assert str(found[0][0])[:10] == "2021-02-02" and {r[1] for r in found} == {"crown", "assembly"}

    def test_holds_what_the_ledger_holds(self, injections: Ledger) -> None:
        table = pq.read_table(io.BytesIO(written("parquet", injections))).to_pylist()
        for row, r in zip(table, injections.claims(_world()), strict=True):
            assert row["id"] == r.claim.id and row["polarity"] == r.claim.polarity
            assert row["quote"] == carried(r.claim.evidence.exact)
            assert [v["name"] for v in row["chain"]] == [carried(v.name or "") for v in r.claim.chain]


class TestJsonl:
    def test_every_line_keeps_the_contract(self, ledger: Ledger, situation: Situation, root: Path) -> None:
        schema = json.loads((root / "docs" / "schemas" / "claim.json").read_text("utf-8"))
        check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        lines = written("jsonl", ledger, situation, samples="include").decode("utf-8").splitlines()
        assert lines
        assert [e.message for line in lines for e in check.iter_errors(json.loads(line))] == []

    def test_a_shortened_quote_is_still_the_slice_of_its_text(self, rights: Ledger) -> None:
        lines = [json.loads(line) for line in written("jsonl", rights).splitlines()]
        texts = {r.article.text_id: rights.text(r.article.text_id) for r in rights.claims(_world())}
        cut = [line for line in lines if line.get("cut")]
        assert cut
        for line in lines:
            words = line["evidence"]
            assert texts[line["article"]["text_id"]][words["start"] : words["end"]] == words["exact"]

    def test_a_line_is_a_line_for_everybody(self, injections: Ledger) -> None:
        found = written("jsonl", injections)
        assert len(found.splitlines()) == len(found.decode().splitlines()) == len(INJECTIONS)


class TestCameo:
    def test_a_row_a_claim_with_its_stance(self, ledger: Ledger, situation: Situation) -> None:
        rows = list(
            csv.DictReader(io.StringIO(written("cameo", ledger, situation, samples="include").decode(), newline=""))
        )
        lines = [json.loads(line) for line in written("jsonl", ledger, situation, samples="include").splitlines()]
        assert [(r["event_id"], r["stance"], r["polarity"]) for r in rows] == [
            (line["id"], line["stance"], line["polarity"]) for line in lines
        ]
        assert all(tuple(r) == HEADER for r in rows)

    def test_pandas_reads_it_without_a_formula(self, injections: Ledger) -> None:
        frame = pd.read_csv(io.BytesIO(written("cameo", injections)), dtype=str, keep_default_na=False)
        assert len(frame) == len(INJECTIONS)
        assert not frame.map(lambda cell: cell.startswith(BEGIN)).any().any()

    def test_a_visit_is_042_also_where_it_is_denied(self, seeds: Ledger) -> None:
        from accredit.situation import load

        found = written("cameo", seeds, load("afghanistan-2021")).decode()
        visits = [r for r in csv.DictReader(io.StringIO(found, newline="")) if r["predicate"] == "visited"]
        assert {(r["cameo"], r["plover"], r["plover_mode"]) for r in visits} == {("042", "CONSULT", "visit")}
        assert {r["polarity"] for r in visits if r["stance"] == "asserts"} == {"affirmed", "denied"}

    def test_codes_are_of_predicates_that_there_are(self) -> None:
        assert set(CODES) <= set(PREDICATES)
        assert all(len(code.cameo) in (3, 4) and code.cameo.isdigit() for code in CODES.values())


def test_the_consumers_would_notice(tmp_path: Path) -> None:
    """A table with a quotation mark that is not closed is refused: these readers are strict."""
    path = tmp_path / "bad.csv"
    path.write_text('a,b\r\n"x,1\r\n', "utf-8")
    with pytest.raises(duckdb.Error):
        duckdb.sql(f"select * from read_csv('{path}', header=true, quote='\"', strict_mode=true)").fetchall()
