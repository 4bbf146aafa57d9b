"""The requests of docs/api.md are sent, and what it says of the answers is held to them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_memento import ask
from tests.web.test_server import value

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
BLOCKS = re.findall(r"^```(python)?\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
REQUESTS = [block for language, block in BLOCKS if not language]


def holds(whole: Any, part: Any) -> bool:
    """Whether an answer has at least what is shown of it."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(k in whole and holds(whole[k], v) for k, v in part.items())
    return bool(whole == part)


def fits(words: str, shown: str) -> bool:
    """Whether a header is as it is shown; `…` stands for anything."""
    return bool(re.fullmatch(".+".join(map(re.escape, shown.split("…"))), words))


@pytest.mark.parametrize("block", REQUESTS)
def test_a_request_is_answered_as_it_says(served: str, block: str) -> None:
    request, answer = block.strip().split("\n\n")
    first, *given = request.splitlines()
    status, *told = answer.splitlines()
    when = next((line.partition(": ")[2] for line in given if line.startswith("Accept-Datetime")), None)
    assert len(given) == (when is not None)
    found, headers, body = ask(served, first.removeprefix("GET "), when)
    assert found == int(status)
    for line in told:
        if line.startswith("{"):
            assert holds(json.loads(body), json.loads(line)), line
        else:
            name, _, words = line.partition(": ")
            assert fits(headers[name], words), (line, headers.get(name))


def test_there_are_requests_of_every_kind() -> None:
    assert {block.strip().split("\n\n")[1].splitlines()[0] for block in REQUESTS} == {"200", "302", "400"}
    assert len(REQUESTS) >= 5


def test_the_program_runs(served: str) -> None:
    (program,) = [block for language, block in BLOCKS if language == "python"]
    names: dict[str, Any] = {}
    exec(program.replace("http://127.0.0.1:8000", served), names)
    assert len(names["claims"]) > 10 and {c["predicate"] for c in names["claims"]} == {"controls"}
    assert names["newer"] == []


def test_every_filter_that_it_names_is_in_the_document(served: str) -> None:
    paths = value(served, "/api/v1/openapi.json")["paths"]
    rows = re.findall(r"^\| `(/[a-z]+)`.*\| ([^|]*)\|$", PAGE.read_text("utf-8"), re.M)
    assert len(rows) == 6
    shared = {"as-of", "known-at", "recorded-at", "without", "limit", "cursor"}
    for path, cell in rows:
        taken = {
            p["name"] for p in paths[f"/situations/{{situation}}{path}"]["get"]["parameters"] if p["in"] == "query"
        }
        assert taken - shared == set(re.findall(r"`([a-z-]+)`", cell)), path
