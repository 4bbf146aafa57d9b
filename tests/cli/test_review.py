"""accredit token, agreement, and serve --review, as a person starts them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from accredit.ledger import open_ledger
from accredit.model import Article, Reading
from accredit.review.tokens import tokens_of
from accredit.ruling import Ruling
from accredit.situation import load
from tests.web.test_server import claim_over


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "accredit", *words], capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


def conforms(root: Path, name: str, value: Any) -> None:
    jsonschema.validate(value, json.loads((root / "docs" / "schemas" / f"{name}.json").read_text("utf-8")))


def test_a_token_is_printed_once_alone_and_good_until_it_is_revoked(tmp_path: Path, root: Path) -> None:
    made = run("token", "add", "Ona Brandt", "--ledger", "news.db", cwd=tmp_path)
    token = made.stdout.strip()
    assert made.returncode == 0 and token.startswith("accredit-") and "\n" not in token
    assert "news.db.tokens" in made.stderr and token not in made.stderr
    tokens = tokens_of(str(tmp_path / "news.db"))
    assert tokens.holder(token) == "Ona Brandt"
    again = run("token", "add", "Ona Brandt", "--ledger", "news.db", cwd=tmp_path)
    assert again.returncode == 2 and "has a token" in again.stderr and again.stdout == ""
    assert run("token", "revoke", "Ona Brandt", "--ledger", "news.db", cwd=tmp_path).returncode == 0
    assert tokens.holder(token) is None
    listed = run("token", "list", "--json", "--ledger", "news.db", cwd=tmp_path)
    value = json.loads(listed.stdout)
    conforms(root, "token", value)
    assert [(t["name"], t["revoked"] is None) for t in value] == [("Ona Brandt", False)]
    assert "revoked" in run("token", "list", "--ledger", "news.db", cwd=tmp_path).stdout
    assert token not in listed.stdout


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Two people on three claims: they agree on two of them."""

    place = tmp_path / "news.db"
    with open_ledger(place) as ledger:
        for n in range(3):
            one = Article.make(f"Said {n}.", id=f"a{n}", outlet="Lantern", published="2023-03-05")
            claim = claim_over(one, "af-tj-khorog-consulate-general", name=f"Person {n}")
            ledger.append(one, [Reading(one.key, "x", "x", "afghanistan-2021", "x", (claim,))])
        situation = load("afghanistan-2021")
        for n, (ona, per) in enumerate((("confirmed",) * 2, ("rejected",) * 2, ("confirmed", "rejected"))):
            claim_read = ledger.claims(situation)[n]
            for who, kind in (("Ona", ona), ("Per", per)):
                ledger.append_ruling(Ruling.on_claim(kind, claim_read, who=who, why="read it"))  # type: ignore[arg-type]
        gone = Ruling.on_claim("rejected", ledger.claims(situation)[0], who="Per", why="a slip")
        ledger.append_ruling(gone)
        ledger.append_ruling(Ruling.withdrawn(gone.id, who="Ona", why="his slip"))
    return place


def test_agreement_counts_each_persons_last_ruling_that_was_not_withdrawn(coded: Path, root: Path) -> None:
    """Two of three alike: Ona said .67 confirmed and Per .33, so .44 by chance; (.67 - .44) / (1 - .44) = .4."""
    done = run("agreement", "--json", "--ledger", str(coded), cwd=coded.parent)
    value = json.loads(done.stdout)
    conforms(root, "agreement", value)
    (pair,) = value["pairs"]
    assert (pair["one"], pair["other"], pair["count"]) == ("Ona", "Per", 3)
    assert pair["observed"] == pytest.approx(2 / 3) and pair["expected"] == pytest.approx(4 / 9)
    assert pair["kappa"] == pytest.approx(0.4)
    assert pair["table"] == [[1, 1, 0], [0, 1, 0], [0, 0, 0]] and len(pair["differ"]) == 1
    words = run("agreement", "--ledger", str(coded), cwd=coded.parent).stdout
    assert "Ona and Per: 3 claims in common, kappa 0.40" in words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--review", "--host", "0.0.0.0"), "--at"),
        (("--blind",), "--review"),
        (("--review", "--at", "http://review.example"), "https"),
        (("--review", "--at", "https://review.example/path"), "https"),
    ],
)
def test_what_would_send_tokens_in_the_clear_is_refused(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    done = run("serve", *words, cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr


def test_serving_with_review_says_when_nobody_could_sign_in(coded: Path) -> None:
    words = [sys.executable, "-m", "accredit", "serve", "--review", "--ledger", str(coded), "--port", "0"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=coded.parent
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        try:
            assert process.stdout.readline().startswith("http://127.0.0.1:")
        finally:
            process.terminate()
        assert "accredit token add NAME" in process.stderr.read()
