"""`--extractor` on read, extract and reread, against a scripted model; and `accredit diff` over what it changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from accredit.ledger import open_ledger
from tests.llm.kit import Model, as_json, completion, model, says, told, voice
from tests.world import WORLD

Run = Callable[..., Result]
Conforms = Callable[[str, str], Any]

BODY = "crown runs Belm. The assembly runs the embassy in Belm, said Sorna Veld."
OTHERWISE = told(
    quote="The assembly runs the embassy in Belm", mission="xa-belm-embassy", party="assembly",
    voices=[voice("Sorna Veld", party="assembly")], when=None,
)  # fmt: skip
LIE = told(quote="The crown has left Belm for good", mission="xa-belm-embassy", when=None)


def settings(stage: Path, server: Model, **more: object) -> str:
    given = {"url": f"{server.root}/v1", "model": "scripted", "cache": str(stage / "cache"), **more}
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items()]
    (stage / "model.toml").write_text("\n".join(lines), "utf-8")
    return "llm:model.toml"


def test_read_says_what_it_cost_and_what_was_refused(
    stage: Path, run: Run, write: Callable[..., str], conforms: Conforms
) -> None:
    with model(says(OTHERWISE, LIE)) as server:
        spec = settings(stage, server, price_in=2.0, price_out=10.0, currency="EUR")
        done = run("read", write("one", BODY), "--extractor", spec)
        assert done.exit_code == 0
        assert "llm/scripted/1: asked 1, from the cache 0 · tokens 1,000 in, 200 out · cost 0.0040 EUR" in done.output
        assert "Kept 1 claim of its answers · refused 1: quote not in the article 1" in done.output
        again = conforms("read", run("read", "one.txt", "--extractor", spec, "--json").output)
    assert (again["read"], again["repeated"], again["extractor"]["asked"]) == (0, 1, 0)
    assert len(server.bodies) == 1
    with open_ledger("accredit.db", create=False) as ledger:
        (held,) = ledger.claims(WORLD)
    assert (held.claim.party, held.claim.rule) == ("assembly", "llm/scripted/1")


def test_an_article_that_the_model_cannot_read_is_a_problem_and_keeps_its_older_reading(
    stage: Path, run: Run, write: Callable[..., str]
) -> None:
    run("read", write("one", BODY), write("two", BODY))
    with model(as_json(completion("no JSON")), as_json(completion("none")), says(OTHERWISE)) as server:
        done = run("reread", "--extractor", settings(stage, server))
    assert done.exit_code == 1
    assert "article one: the model's answer is no JSON" in done.stderr
    with open_ledger("accredit.db", create=False) as ledger:
        assert {r.article.id: r.claim.party for r in ledger.claims(WORLD)} == {"one": "crown", "two": "assembly"}


def test_reread_by_a_model_and_diff_over_it(
    stage: Path, run: Run, write: Callable[..., str], conforms: Conforms
) -> None:
    run("read", write("one", BODY))
    with open_ledger("accredit.db", create=False) as ledger:
        before = ledger.claims(WORLD)[0].recorded_at
    with model(says(OTHERWISE)) as server:
        done = conforms("reread", run("reread", "--extractor", settings(stage, server), "--json").output)
        assert (done["read"], done["claims_new"], done["claims_gone"]) == (1, 1, 1)
        assert done["extractor"]["name"] == "llm/scripted/1"
        again = conforms("reread", run("reread", "--extractor", "llm:model.toml", "--json").output)
        assert (again["read"], again["unchanged"]) == (0, 1)
    with open_ledger("accredit.db", create=False) as ledger:
        after = ledger.claims(WORLD)[0].recorded_at
    found = conforms("diff", run("diff", "--recorded-at", before, after, "--as-of", "2021-03-06", "--json").output)
    assert {c["kind"] for change in found["changes"] for c in change["causes"]} == {"reading"}


def test_extract_tells_on_stderr_and_prints_claims_alone(stage: Path, run: Run, write: Callable[..., str]) -> None:
    with model(says(OTHERWISE, LIE)) as server:
        done = run("extract", write("one", BODY), "--jsonl", "--extractor", settings(stage, server))
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["rule"] == "llm/scripted/1"
    assert "refused 1" in done.stderr


def test_a_server_that_takes_no_key_ends_the_run_in_one_line(stage: Path, run: Run, write: Callable[..., str]) -> None:
    with model(as_json({}, "401 Unauthorized")) as server:
        done = run("read", write("one", BODY), "--extractor", settings(stage, server))
    assert done.exit_code == 1
    assert done.stderr.startswith("accredit: llm: http://127.0.0.1:") and done.stderr.count("\n") == 1


def test_asked_wrongly(stage: Path, run: Run, write: Callable[..., str]) -> None:
    article = write("one", BODY)
    done = run("read", article, "--extractor", "magic")
    assert (done.exit_code, done.stderr) == (2, "accredit: no extractor 'magic': known are rules, llm\n")
    assert run("read", article, "--extractor", "llm:none.toml").exit_code == 2
    (stage / "bad.toml").write_text("url = ", "utf-8")
    assert run("read", article, "--extractor", "llm:bad.toml").exit_code == 2
    assert run("read", article, "--extractor", "llm", "--cluster", "local").exit_code in (1, 2)
    assert not (stage / "accredit.db").exists()
