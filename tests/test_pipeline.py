"""From files to the ledger: what is counted, what is skipped, and what one bad article may not stop.

The steps are stood in for by small ones that read the invented world: an article touches it when it says
"Arvenia", and every sentence "PARTY runs Belm." is a claim.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accredit import pipeline
from accredit.extract import EXTRACTOR, lexicon_digest
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Reading, Situation, Span
from accredit.pipeline import Extracted, extracted, read_into
from accredit.read import Problem
from tests.world import WORLD, claim

OTHER = replace(WORLD, id="elsewhere", digest="1" * 64)


def _touches(text: str, situation: Situation) -> bool:
    return "Arvenia" in text


def _extract(article: Article, situation: Situation) -> Reading:
    if "stumble" in article.text:
        raise ZeroDivisionError("the reader stumbled\nover two lines")
    claims = tuple(
        claim(
            article_id=article.id,
            situation=situation.id,
            party=m.group(1),
            evidence=Span.of(article.text, m.start(), m.end()),
        )
        for m in re.finditer(r"(\w+) runs Belm\.", article.text)
    )
    return Reading(article.key, EXTRACTOR, lexicon_digest(), situation.id, situation.digest, claims)


@pytest.fixture(autouse=True)
def _steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "touches", _touches)
    monkeypatch.setattr(pipeline, "extract", _extract)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        yield opened


def lines(folder: Path, *rows: dict[str, object]) -> Path:
    """A JSON Lines file of these articles."""
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def row(name: str, text: str = "Arvenia. crown runs Belm.", **fields: object) -> dict[str, object]:
    return {"id": name, "text": text, "outlet": "Evening Lantern", "published": "2021-03-05", "language": "en"} | fields


def test_what_was_read_is_in_the_ledger_and_counted(tmp_path: Path, ledger: Ledger) -> None:
    place = lines(
        tmp_path,
        row("1"),
        row("2", "Arvenia. crown runs Belm. assembly runs Belm.", published=None),
        row("3", "Weather for the week."),
    )
    summary = read_into(ledger, [str(place)], [WORLD])
    assert (summary.read, summary.repeated, summary.off_topic, summary.undated) == (2, 0, 1, 1)
    assert summary.claims == (("controls", 3),)
    assert [a.id for a in ledger.articles()] == ["1", "2"]  # what is off topic is not kept
    assert len(ledger.claims(WORLD)) == 3
    assert not summary.problems and not summary.interrupted and not summary.sample


def test_the_same_again_is_repeated_and_not_extracted(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lines(tmp_path, row("1"), row("2"))
    read_into(ledger, [str(place)], [WORLD])

    def refuse(article: Article, situation: Situation) -> Reading:
        raise AssertionError("a repeated article was extracted")

    monkeypatch.setattr(pipeline, "extract", refuse)
    summary = read_into(ledger, [str(place)], [WORLD])
    assert (summary.read, summary.repeated, summary.claims) == (0, 2, ())
    assert not summary.problems


def test_a_new_pack_reads_again(tmp_path: Path, ledger: Ledger) -> None:
    place = lines(tmp_path, row("1"))
    read_into(ledger, [str(place)], [WORLD])
    assert read_into(ledger, [str(place)], [replace(WORLD, digest="2" * 64)]).read == 1


def test_an_article_in_one_run_twice_is_repeated_the_second_time(tmp_path: Path, ledger: Ledger) -> None:
    summary = read_into(ledger, [str(lines(tmp_path, row("1"), row("1")))], [WORLD])
    assert (summary.read, summary.repeated) == (1, 1)


def test_each_situation_has_its_own_reading(tmp_path: Path, ledger: Ledger) -> None:
    summary = read_into(ledger, [str(lines(tmp_path, row("1")))], [WORLD, OTHER])
    assert summary.read == 1
    assert summary.claims == (("controls", 2),)
    assert len(ledger.claims(WORLD)) == len(ledger.claims(OTHER)) == 1


def test_one_article_that_fails_does_not_stop_the_others(tmp_path: Path, ledger: Ledger) -> None:
    place = lines(tmp_path, row("1"), row("bad", "Arvenia. stumble"), row("3"))
    place.write_text(place.read_text("utf-8") + "{broken\n" + json.dumps(row("5")) + "\n", "utf-8")
    seen: list[Extracted | Problem] = []
    summary = read_into(ledger, [str(place)], [WORLD], notice=seen.append)
    assert [a.id for a in ledger.articles()] == ["1", "3", "5"]
    assert [p.kind for p in summary.problems] == ["error", "error"]
    ours, readers = summary.problems
    assert "bad" in ours.place and "ZeroDivisionError" in ours.message and "\n" not in ours.message
    assert readers.place.endswith(":4")
    assert [item for item in seen if isinstance(item, Problem)] == list(summary.problems)


def test_samples_are_told(tmp_path: Path, ledger: Ledger) -> None:
    assert read_into(ledger, [str(lines(tmp_path, row("1", sample=True)))], [WORLD]).sample


def test_changed_answers_are_told_before_and_after(tmp_path: Path, ledger: Ledger) -> None:
    first = read_into(ledger, [str(lines(tmp_path, row("1")))], [WORLD])
    (change,) = first.changes
    assert change.mission.id == "xa-belm-embassy"
    assert (change.before.standing, change.after.value) == ("unknown", "crown")
    assert read_into(ledger, [str(lines(tmp_path, row("1")))], [WORLD]).changes == ()


def test_an_interrupt_ends_the_run_and_keeps_what_was_acknowledged(tmp_path: Path, ledger: Ledger) -> None:
    place = lines(tmp_path, *(row(str(n)) for n in range(10)))

    def interrupt(item: Extracted | Problem) -> None:
        if isinstance(item, Extracted) and item.article.id == "3":
            raise KeyboardInterrupt

    summary = read_into(ledger, [str(place)], [WORLD], notice=interrupt)
    assert summary.interrupted
    assert summary.read == len(ledger.articles()) == 4
    assert read_into(ledger, [str(place)], [WORLD]).repeated == 4


def test_a_signal_during_an_append_waits_until_the_article_is_counted(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lines(tmp_path, *(row(str(n)) for n in range(5)))
    append = Ledger.append

    def append_while_ctrl_c(self: Ledger, article: Article, readings: list[Reading]) -> object:
        if article.id == "2":
            os.kill(os.getpid(), signal.SIGINT)
        return append(self, article, readings)

    monkeypatch.setattr(Ledger, "append", append_while_ctrl_c)
    summary = read_into(ledger, [str(place)], [WORLD])
    assert summary.interrupted
    assert summary.read == len(ledger.articles()) == 3
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_extracting_needs_no_ledger(tmp_path: Path) -> None:
    place = lines(tmp_path, row("1"), row("2", "Weather."), row("bad", "Arvenia. stumble"))
    one, off, bad = extracted([str(place)], [WORLD])
    assert isinstance(one, Extracted) and [c.party for r in one.readings for c in r.claims] == ["crown"]
    assert isinstance(off, Extracted) and off.readings == () and off.off_topic
    assert isinstance(bad, Problem)


KINDS = st.lists(st.sampled_from(["good", "off", "stumble", "undated"]), min_size=1, max_size=12)


@given(KINDS)
@settings(max_examples=40)
def test_every_article_is_counted_once_and_again_as_repeated(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str]
) -> None:
    texts = {"good": "Arvenia. crown runs Belm.", "off": "Weather.", "stumble": "Arvenia. stumble"}
    rows = [
        row(str(n), texts.get(kind, texts["good"]), published=None if kind == "undated" else "2021")
        for n, kind in enumerate(kinds)
    ]
    place = lines(tmp_path_factory.mktemp("run"), *rows)
    with open_ledger(":memory:") as ledger:
        first, second = (read_into(ledger, [str(place)], [WORLD]) for _ in range(2))
    kept = kinds.count("good") + kinds.count("undated")
    assert (first.read, first.repeated, first.undated) == (kept, 0, kinds.count("undated"))
    assert (second.read, second.repeated, second.undated) == (0, kept, 0)
    for summary in (first, second):
        assert summary.off_topic == kinds.count("off")
        assert len([p for p in summary.problems if p.kind == "error"]) == kinds.count("stumble")


def test_an_article_in_a_language_that_no_lexicon_covers_is_kept_and_counted(tmp_path: Path, ledger: Ledger) -> None:
    """What it touches nobody can say, so it is not dropped; a second time it is repeated."""
    persian = "سفارت کاروانیا در شهر سلم روز شنبه پس از سه هفته دوباره باز شد و کارمندان برگشتند."
    place = lines(tmp_path, row("1"), row("2", persian, language=None), row("3", persian + " Arvenia.", language="fa"))
    summary = read_into(ledger, [str(place)], [WORLD])
    assert (summary.read, summary.off_topic, summary.uncovered) == (3, 0, (("fa", 2),))
    kept = ledger.article("2")
    assert kept is not None and ledger.text(kept.text_id) == persian
    again = read_into(ledger, [str(place)], [WORLD])
    assert (again.read, again.repeated, again.uncovered) == (0, 3, ())
