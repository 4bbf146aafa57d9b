"""`accredit compare-extractors`, on the samples, on a labelled set, and against a scripted model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accredit.contrast import contrast
from accredit.extract import extract
from accredit.labelled import Score, labels, score
from accredit.model import Article, Span, When
from accredit.read import articles
from accredit.situation import load
from tests.cli.test_extractors import BODY, settings
from tests.llm.kit import model, says, told, voice
from tests.world import BELM, CORRO, TEXT, claim

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT.parent / "shared" / "bench" / "claims" / "score.py"


class TestContrast:
    def test_the_same_claim_is_both(self) -> None:
        (pair,) = contrast([claim()], [claim(confidence=0.1, rule="other/1")]).both
        assert pair.fields == ()

    def test_differing_fields_are_named(self) -> None:
        later = When("from", date(2021, 3, 1), date(2021, 3, 1), "since March")
        found = contrast([claim()], [claim(party="assembly", when=later, polarity="denied")])
        assert [p.fields for p in found.differing] == [("party", "polarity", "when")]
        assert not found.left_alone and not found.right_alone

    def test_other_words_or_another_act_and_target_are_no_pair(self) -> None:
        early, late = claim(evidence=Span.of(TEXT, 0, 10)), claim(evidence=Span.of(TEXT, 20, 30), party="assembly")
        found = contrast([early], [late])
        assert (found.left_alone, found.right_alone) == ((early,), (late,))
        other = claim(mission=CORRO, predicate="closed", aspect=None, party=None)
        assert not contrast([claim()], [other]).differing

    def test_the_most_alike_are_paired_first_and_none_twice(self) -> None:
        left = [claim(party="assembly"), claim()]
        found = contrast(left, [claim()])
        assert [(p.left, p.fields) for p in found.both] == [(left[1], ())]
        assert found.left_alone == (left[0],) and not found.differing


class TestScores:
    def test_by_hand(self, tmp_path: Path) -> None:
        """Two labels are wanted; of two claims one is right, and one label may be matched and is not missed."""
        row = {"article": "one", "group": "control", "host": "XB", "city": "Belm", "hosts": [], "party": "crown",
               "person": None, "polarity": "affirmed", "real": True, "optional": False}  # fmt: skip
        rows = [row, row | {"city": "Port Sel"}, row | {"group": "closed", "party": None, "optional": True}]
        (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, [*rows, {"article": "two"}])), "utf-8")
        gold = labels(tmp_path)
        assert gold["two"] == ()
        claims = [claim(), claim(mission=CORRO), claim(predicate="closed", party=None, aspect=None)]
        assert score(gold["one"], claims) == Score(found=1, wanted=2, right=1, made=2)
        assert score(gold["one"], [replace(claims[0], id="", modality="planned")]).found == 0
        assert score((), [claim(mission=BELM)]) == Score(0, 0, 0, 1)

    def test_as_the_scorer_beside_the_sets_has_it(self, tmp_path: Path) -> None:
        """The two match names by rules of their own, so a claim or two may fall otherwise."""
        if not SCORER.is_file():
            pytest.skip(f"the scorer is not there: {SCORER}")
        from accredit.contract import claim_line

        folder, situation = ROOT / "tests" / "gold" / "a", load("afghanistan-2021")
        gold, total, lines = labels(folder), Score(), []
        for article in (a for a in articles([folder / "articles.jsonl"]) if isinstance(a, Article)):
            claims = extract(article, situation).claims
            total += score(gold[article.id], claims)
            lines += [json.dumps(claim_line(c, article)) for c in claims]
        (tmp_path / "out.jsonl").write_text("\n".join(lines), "utf-8")
        command = [sys.executable, str(SCORER), str(folder / "gold.jsonl"), str(tmp_path / "out.jsonl"), "--json"]
        theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["claim"]
        assert (total.precision, total.recall, total.f1) == pytest.approx(
            (theirs["p"], theirs["r"], theirs["f1"]), abs=0.02
        )


def test_against_a_model(stage: Path, run: Run, write: Callable[..., str], conforms: Callable[[str, str], Any]) -> None:
    """The rules of the real extractor find nothing in this world's bare sentences; the model's one claim is its own."""
    same = told(quote="The assembly runs the embassy in Belm", mission="xa-belm-embassy", party="assembly",
                voices=[voice("Sorna Veld", party="assembly")], when=None)  # fmt: skip
    with model(says(same)) as server:
        spec = settings(stage, server)
        other = spec.replace("model.toml", "second.toml")
        (stage / "second.toml").write_text((stage / "model.toml").read_text("utf-8").replace("scripted", "b"), "utf-8")
        article = write("one", BODY)
        found = conforms("compare-extractors", run("compare-extractors", spec, other, article, "--json").output)
        words = run("compare-extractors", "rules", spec, article).output
    assert found["counts"] == {"both": 1, "differing": 0, "a_alone": 0, "b_alone": 0}
    assert (found["a"]["name"], found["b"]["name"]) == ("llm/scripted/1", "llm/b/1")
    assert words.splitlines()[1] == "B  llm/scripted/1"


def test_a_labelled_folder_is_scored(run: Run, conforms: Callable[[str, str], Any], tmp_path: Path) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    text = "The Taliban took control of the Afghan embassy in Tehran on Sunday, the ministry said."
    (folder / "articles.jsonl").write_text(json.dumps({"id": "x", "outlet": "Isar Tagblatt", "text": text}), "utf-8")
    row = {"article": "x", "group": "control", "host": "IR", "city": "Tehran", "hosts": [], "party": "taliban",
           "person": None, "polarity": "affirmed", "real": True, "optional": False}  # fmt: skip
    (folder / "gold.jsonl").write_text(json.dumps(row), "utf-8")
    found = conforms("compare-extractors", run("compare-extractors", "rules", "rules", str(folder), "--json").output)
    assert found["scores"]["a"] == found["scores"]["b"]
    assert (found["scores"]["a"]["found"], found["scores"]["a"]["wanted"]) == (1, 1)
    assert found["counts"]["both"] >= 1
    assert "F1" in run("compare-extractors", "rules", "rules", str(folder)).output


def test_asked_wrongly(stage: Path, run: Run) -> None:
    assert run("compare-extractors", "rules", "magic", "x.txt").exit_code == 2
    done = run("compare-extractors", "rules", "rules", "none.txt")
    assert (done.exit_code, done.stderr) == (1, "none.txt: no such file or folder\n")
