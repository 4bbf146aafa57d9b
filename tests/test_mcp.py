"""The assistants' tools, asked by the official client over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from accredit.errors import QuestionError
from accredit.ledger import open_ledger
from accredit.mcp.tools import NOTE, Tools
from accredit.pipeline import read_into
from accredit.situation import load
from tests.export.kit import INJECTIONS, OPEN, fill_with_injections, fill_with_rights
from tests.world import BELM, WORLD

SITUATION = load("afghanistan-2021")
KHOROG = "af-tj-khorog-consulate-general"
SAMPLES = Path(__file__).resolve().parents[1] / "accredit" / "samples"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("mcp") / "s.db"
    with open_ledger(path) as ledger:
        read_into(ledger, sorted(SAMPLES.glob("*.txt")), [SITUATION], lambda _: None)
    return str(path)


def asked(place: str, *calls: tuple[str, dict[str, Any]], samples: bool = True) -> list[Any]:
    """What the tools answer in one session with a server of its own; tools first."""
    command = ["-m", "accredit", "mcp", "--ledger", place, *(["--include-samples"] if samples else [])]

    async def session() -> list[Any]:
        server = StdioServerParameters(command=sys.executable, args=command)
        async with Client(stdio_client(server)) as client:
            listed = await client.list_tools()
            return [listed.tools, *[await client.call_tool(name, given) for name, given in calls]]

    return anyio.run(session)


def test_an_assistant_finds_its_way_from_the_status_to_the_words(place: str) -> None:
    """One session: what there is, who runs what, who says so of Khorog, and the evidence for one claim."""
    tools, status, then, said, found = asked(
        place,
        ("status", {"as_of": "2023-12-31"}),
        ("as_of", {"mission": "Khorog", "day": "2023-12-31"}),
        ("who_says_what", {"mission": KHOROG, "as_of": "2023-12-31"}),
        ("search", {"words": "khorog delegation"}),
    )
    assert {t.name for t in tools} == {"status", "as_of", "who_says_what", "evidence", "compare", "search"}
    assert all(t.annotations.read_only_hint and not t.annotations.destructive_hint for t in tools)
    by_id = {row["mission"]["id"]: row["operator"] for row in status.structured_content["missions"]}
    assert by_id[KHOROG]["standing"] == "contested" and by_id[KHOROG]["value"] is None
    operator = then.structured_content["answers"]["operator"]
    assert operator["support"] and operator["dissent"] and "because" in operator["untrusted_text"]
    stances = {v["stance"] for row in said.structured_content["said"] for v in row["voices"]}
    assert {"affirms", "denies"} <= stances
    claim = found.structured_content["claims"][0]
    (_, evidence) = asked(place, ("evidence", {"claim": claim["id"]}))
    told = evidence.structured_content["claim"]
    assert told["id"] == claim["id"] and told["sample"] is True and told["chain"]
    text = " ".join(p.read_text("utf-8") for p in SAMPLES.glob("*.txt"))
    assert told["untrusted_text"]["quote"] in text and 0 < len(told["untrusted_text"]["quote"]) <= 300
    for answer in (status, then, said, found, evidence):
        assert answer.structured_content["note"] == NOTE and not answer.is_error


def test_two_articles_are_compared_and_what_is_asked_wrongly_is_told(place: str) -> None:
    with open_ledger(place) as ledger:
        left, right = sorted({r.article.id for r in ledger.claims(SITUATION, mission_id=KHOROG)})[:2]
    _, compared, wrong, nobody, nothing = asked(
        place,
        ("compare", {"left": left, "right": right}),
        ("as_of", {"mission": KHOROG, "day": "soon"}),
        ("as_of", {"mission": "Atlantis", "day": "2023"}),
        ("evidence", {"claim": "0" * 24}),
    )
    assert compared.structured_content["claims"]
    for answer, words in ((wrong, "no date"), (nobody, "Atlantis"), (nothing, "no claim")):
        assert answer.is_error and words in answer.content[0].text and "Traceback" not in answer.content[0].text


def test_samples_are_left_out_unless_asked_for(place: str) -> None:
    _, status = asked(place, ("status", {}), samples=False)
    assert status.structured_content["missions"] == []


def test_without_a_ledger_there_is_one_line_and_no_server(tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "accredit", "mcp", "--ledger", str(tmp_path / "none.db")]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def rights() -> Iterator[Tools]:
    with open_ledger(":memory:") as ledger:
        fill_with_rights(ledger)
        yield Tools(ledger, WORLD)


def test_nothing_private_or_redacted_is_answered(rights: Tools) -> None:
    answers = [rights.status(), rights.as_of(BELM.id, "2021-06-01"), rights.who_says_what("Belm"), rights.search("the")]
    told = json.dumps(answers)
    for words in ("hidden envoy", "Hidden Outlet", "Private", "Redacted Speaker", "good reason"):
        assert words not in told
    assert "Open Speaker" in told


def test_quotes_are_short_also_of_open_articles(rights: Tools) -> None:
    found = [c["untrusted_text"]["quote"] for c in rights.search("open")["claims"]]
    assert OPEN[60:360] in found and max(map(len, found)) == 300


def test_what_comes_from_articles_stands_under_untrusted_text_alone() -> None:
    marked = [w for w in INJECTIONS if w.startswith("x ") and len(w) > 8]
    with open_ledger(":memory:") as ledger:
        fill_with_injections(ledger)
        tools = Tools(ledger, WORLD)
        answers = [tools.status(), tools.as_of("Belm", "2021-06-01"), tools.who_says_what("Belm")]
        answers.append(tools.search("crown"))
        claim = tools.search("crown")["claims"][0]["id"]
        answers.append(tools.evidence(claim))
    told = json.dumps([_without_untrusted(a) for a in answers], ensure_ascii=False)
    assert [w for w in marked if w in told] == []


def _without_untrusted(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_untrusted(v) for k, v in value.items() if k != "untrusted_text"}
    return [_without_untrusted(v) for v in value] if isinstance(value, list) else value


def test_a_city_with_several_missions_is_asked_back(rights: Tools) -> None:
    with pytest.raises(QuestionError, match="give an id"):
        rights.as_of("Nowhere", "2021")
