"""What holds of every format: rights, redactions, samples, the same bytes, cursors."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from accredit.cli.export import FORMATS as NAMED
from accredit.errors import QuestionError
from accredit.export import FORMATS, Options, Source, export
from accredit.ledger import Ledger, open_ledger
from accredit.ruling import Ruling
from accredit.situation import load
from tests.export.kit import (
    BY,
    INJECTIONS,
    OPEN,
    QUOTED,
    SECRET,
    everything,
    fill_with_injections,
    fill_with_rights,
    folder,
    injected,
    written,
)
from tests.ledger.kit import reading, said
from tests.world import BELM, WORLD, article

CLAIMS = [name for name, each in FORMATS.items() if each.holds == "claims"]
READABLE = [name for name in FORMATS if name != "parquet"]


def _items(name: str) -> dict[str, dict[str, str]]:
    return {"items": {"crown": "Q1", "assembly": "Q2"}} if name == "quickstatements" else {}


def test_the_command_names_every_format() -> None:
    assert tuple(FORMATS) == NAMED


def test_there_are_enough_injections() -> None:
    assert len(set(INJECTIONS)) >= 200


@pytest.mark.parametrize("name", READABLE)
class TestRights:
    def test_nothing_of_a_private_article_leaves(self, name: str, rights: Ledger, tmp_path: Path) -> None:
        found = everything(name, rights, tmp_path / "x", **_items(name)).decode()
        for words in ("hidden envoy", "Private title", "Hidden Outlet", "Private Speaker", "private-1"):
            assert words not in found

    def test_nothing_that_was_redacted_leaves(self, name: str, rights: Ledger, tmp_path: Path) -> None:
        found = everything(name, rights, tmp_path / "x", **_items(name)).decode()
        for words in ("taken out for a good reason", "Redacted Speaker"):
            assert words not in found

    def test_of_an_article_that_may_be_quoted_no_more_than_a_tenth_leaves(
        self, name: str, rights: Ledger, tmp_path: Path
    ) -> None:
        found = everything(name, rights, tmp_path / "x", **_items(name)).decode()
        sentence = "The crown runs the embassy in Belm, and its staff says so."
        shown = [n for n in range(10, 400) if QUOTED[:n] in found]
        assert max(shown, default=0) <= len(QUOTED) // 10
        assert found.count(sentence) <= 3  # a tenth of 1,180 is two of them, and one field may repeat a quote


@pytest.mark.parametrize("name", ["jsonl", "csv", "webannotation", "prov", "prov-jsonld", "schemaorg", "ftm", "cameo"])
def test_of_an_open_article_the_whole_quote_leaves(name: str, rights: Ledger, tmp_path: Path) -> None:
    found = everything(name, rights, tmp_path / "x").decode()
    assert OPEN[60:500].strip()[:400] in found


@pytest.mark.parametrize("name", ["prov", "prov-jsonld", "schemaorg", "ftm", "ftm-statements"])
def test_the_text_itself_leaves_of_an_open_article_alone(name: str, rights: Ledger, tmp_path: Path) -> None:
    found = everything(name, rights, tmp_path / "x").decode()
    assert OPEN.strip() in found and QUOTED.strip() not in found and SECRET.strip() not in found


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_and_dates_give_the_same_bytes(
    name: str, ledger: Ledger, situation: object, tmp_path: Path
) -> None:
    if FORMATS[name].holds == "changes" and len(ledger.rulings()) > 100:
        ledger = ledger_without_rulings()  # a log under hundreds of rulings takes minutes
    day = None if FORMATS[name].holds == "claims" else date(2023, 12, 31)
    both = [
        everything(name, ledger, tmp_path / str(n), situation, as_of=day, samples="include")  # type: ignore[arg-type]
        for n in range(2)
    ]
    assert both[0] == both[1] and (both[0] or name == "quickstatements")  # no item is named


@pytest.mark.parametrize("name", [n for n in CLAIMS if n != "parquet"])
def test_moments_of_recording_stand_there_only_when_asked_for(name: str, tmp_path: Path) -> None:
    """So two ledgers that read the same articles give the same bytes."""
    found = []
    for n in range(2):
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            found.append(everything(name, ledger, tmp_path / str(n)))
    assert found[0] == found[1]
    assert not re.search(rb"20[2-9][0-9]-[0-9]{2}-[0-9]{2}T[0-9:.]+\+00:00", found[0])


@pytest.mark.parametrize("name", ["jsonl", "csv", "prov", "schemaorg", "webannotation"])
def test_moments_stand_there_when_asked_for(name: str, rights: Ledger, tmp_path: Path) -> None:
    moment = rights.claims(WORLD)[0].recorded_at.encode()
    assert moment in everything(name, rights, tmp_path / "x", moments=True)


class TestSamples:
    @pytest.mark.parametrize("name", FORMATS)
    def test_are_refused_unless_asked_for(self, name: str, samples: Ledger, tmp_path: Path) -> None:
        with pytest.raises(QuestionError, match="--include-samples"):
            everything(name, samples, tmp_path / "x", load("afghanistan-2021"))

    @pytest.mark.parametrize("name", CLAIMS)
    def test_may_be_left_out(self, name: str, samples: Ledger) -> None:
        source = Source(samples, load("afghanistan-2021"), Options(samples="leave-out"))
        assert list(source.leaves()) == []

    @pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "webannotation", "prov", "schemaorg", "ftm", "cameo"])
    def test_say_that_they_are_samples(self, name: str, samples: Ledger, tmp_path: Path) -> None:
        found = everything(name, samples, tmp_path / "x", load("afghanistan-2021"), samples="include")
        assert b"sample" in found.lower()


class TestCursor:
    def test_gives_what_counts_since_and_what_counts_no_longer(self, tmp_path: Path) -> None:
        with open_ledger(":memory:") as ledger:
            one = article("The crown runs it.")
            ledger.append(one, [reading(one)])
            first = export_jsonl(ledger)
            later = article("The assembly runs it.", id="two")
            ledger.append(later, [reading(later, said(later, party="assembly"))])
            (old,) = [r for r in ledger.claims(WORLD) if r.article.id == "lantern-1"]
            ledger.append_ruling(Ruling.on_claim("rejected", old, **BY))
            source = folder(ledger, tmp_path / "x", since=first.cursor)
            fresh = written("jsonl", ledger, since=first.cursor)
        assert [json.loads(line)["party"] for line in fresh.decode().splitlines()] == ["assembly"]
        assert source.tally.gone == [old.claim.id]
        assert old.claim.id in (tmp_path / "x" / "gone.csv").read_text("utf-8")

    def test_of_the_end_gives_nothing(self, rights: Ledger) -> None:
        assert written("jsonl", rights, since=Source(rights, WORLD, Options()).cursor) == b""

    def test_later_than_what_is_asked_about_is_refused(self, rights: Ledger) -> None:
        with pytest.raises(QuestionError, match="later"):
            written("jsonl", rights, since="2999-01-01")


def ledger_without_rulings() -> Ledger:
    ledger = open_ledger(":memory:")
    ledger.append_all([(one, [reading(one, made)]) for one, made in list(injected())[:40]])
    return ledger


def export_jsonl(ledger: Ledger) -> Source:
    import io

    return export("jsonl", ledger, WORLD, Options(), io.BytesIO())


class TestChoice:
    def test_of_missions(self, rights: Ledger) -> None:
        lines = [json.loads(line) for line in written("jsonl", rights, missions=frozenset({BELM.id})).splitlines()]
        assert lines and {line["mission"]["id"] for line in lines} == {BELM.id}

    def test_of_what_was_published_by_a_day(self, rights: Ledger) -> None:
        assert written("jsonl", rights, known_at=date(2021, 3, 4)) == b""
        assert written("jsonl", rights, known_at=date(2021, 3, 5)) != b""

    def test_of_what_was_recorded_by_a_moment(self, rights: Ledger) -> None:
        first = rights.claims(WORLD)[0].recorded_at
        assert len(written("jsonl", rights, recorded_at=first).splitlines()) == 2

    def test_claims_are_of_all_days(self, rights: Ledger) -> None:
        with pytest.raises(QuestionError, match="--as-of"):
            written("jsonl", rights, as_of=date(2021, 3, 5))

    def test_answers_are_whole(self, rights: Ledger) -> None:
        with pytest.raises(QuestionError, match="--since"):
            written("geojson", rights, since="2021-01-01")

    def test_an_unknown_format_is_told_with_the_known_ones(self, rights: Ledger) -> None:
        with pytest.raises(QuestionError, match="jsonl"):
            written("yaml", rights)


class TestRulings:
    def test_lie_over_the_claims_also_where_one_joins_voices_of_all_articles(self) -> None:
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            ledger.append_ruling(Ruling.of_two("same", "Open Speaker", "Quote Speaker", WORLD.id, **BY))
            lines = [json.loads(line) for line in written("jsonl", ledger).splitlines()]
        names = {line["chain"][-1]["name"] for line in lines}
        assert len(names) == 1 and len(lines) == 4

    def test_an_added_claim_leaves_with_its_ruling(self) -> None:
        with open_ledger(":memory:") as ledger:
            one = article("The crown runs it. The assembly closed it.")
            ledger.append(one, [reading(one)])
            from accredit.model import Span

            fields = {"predicate": "closed", "mission": BELM.id, "polarity": "affirmed"}
            words = Span.of(one.text, 19, 42)
            added = Ruling.added(one, WORLD.id, words, fields, **BY)
            ledger.append_ruling(added)
            lines = [json.loads(line) for line in written("jsonl", ledger).splitlines()]
        assert [line["predicate"] for line in lines] == ["controls", "closed"]
        assert lines[1]["rulings"] == [added.id]


def test_what_cannot_be_carried_is_replaced_and_everything_else_is_kept(injections: Ledger) -> None:
    """The contract carries every code point; nothing of the injections is lost on the way."""
    lines = [json.loads(line) for line in written("jsonl", injections).decode("utf-8").splitlines()]
    assert len(lines) == len(INJECTIONS)
    with open_ledger(":memory:") as again:
        fill_with_injections(again)
        held = {r.claim.id: r for r in again.claims(WORLD)}
    for line in lines:
        assert line["evidence"]["exact"].replace("\U0001f600", "\ud83d\ude00") == held[
            line["id"]
        ].claim.evidence.exact.replace("\U0001f600", "\ud83d\ude00")
