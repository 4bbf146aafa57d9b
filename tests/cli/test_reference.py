"""docs/commands.md says what the help pages say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from accredit.cli import main
from accredit.cli.reference import commands_page


def test_the_page_is_in_step_with_the_help(root: Path) -> None:
    page = (root / "docs" / "commands.md").read_text("utf-8")
    assert page == commands_page(main), "write it again: python -m accredit.cli.reference > docs/commands.md"


@pytest.mark.parametrize(
    "name",
    [
        "status",
        "states",
        "show",
        "matrix",
        "diff",
        "log",
        "compare",
        "panel",
        "gaps",
        "compare-extractors",
        "plugins",
        "rulings",
        "read",
        "fetch",
        "demo",
        "quotes",
    ],
)
def test_a_schema_is_a_schema_and_allows_nothing_unnamed(root: Path, name: str) -> None:
    schema = json.loads((root / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    for part in _objects(schema):
        # Lines of the claim contract may carry more: they are extended here by what the ledger adds.
        if "recorded_at" not in part.get("required", ()) or "as_of" in part["properties"]:
            assert "additionalProperties" in part
            assert set(part.get("required", ())) == set(part.get("properties", ()))


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, dict):
        here = [schema] if schema.get("type") == "object" else []
        return here + [o for value in schema.values() for o in _objects(value)]
    return [o for value in schema for o in _objects(value)] if isinstance(schema, list) else []
