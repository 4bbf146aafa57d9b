"""Datasette opens a ledger with the metadata that ships for it, and every query of it answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from tests.export.kit import fill_with_injections, fill_with_rights
from tests.world import WORLD

SITUATION = load("afghanistan-2021")
KHOROG = "af-tj-khorog-consulate-general"


@pytest.fixture(scope="module")
def metadata(request: pytest.FixtureRequest) -> dict[str, Any]:
    root = Path(__file__).resolve().parents[1]
    found: dict[str, Any] = yaml.safe_load((root / "docs" / "datasette" / "metadata.yaml").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("datasette") / "accredit.db"
    samples = Path(__file__).resolve().parents[1] / "accredit" / "samples"
    with open_ledger(path) as ledger:
        read_into(ledger, sorted(samples.glob("*.txt")), [SITUATION], lambda _: None)
    return path


# Datasette keeps its connections until the process ends, and calls what newer Pythons call old.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def asked(place: Path, metadata: dict[str, Any], *paths: str) -> list[Any]:
    """What Datasette answers, with the ledger open as it stands."""

    async def session() -> list[Any]:
        datasette = Datasette([str(place)], metadata=metadata)
        await datasette.invoke_startup()
        return [await datasette.client.get(path) for path in paths]

    return asyncio.run(session())


def test_the_front_page_shows_the_tables_and_queries(place: Path, metadata: dict[str, Any]) -> None:
    (page,) = asked(place, metadata, "/accredit")
    assert page.status_code == 200
    for name in (
        "claims",
        "articles",
        "rulings",
        "claims_live",
        "voices",
        "missions_latest",
        *metadata["databases"]["accredit"]["queries"],
    ):
        assert f"/accredit/{name}" in page.text


def test_every_table_that_is_described_is_there(place: Path, metadata: dict[str, Any]) -> None:
    for name in metadata["databases"]["accredit"]["tables"]:
        (page,) = asked(place, metadata, f"/accredit/{name}.json?_shape=objects")
        assert page.status_code == 200, name


def test_every_query_answers(place: Path, metadata: dict[str, Any]) -> None:
    for name in metadata["databases"]["accredit"]["queries"]:
        (page,) = asked(place, metadata, f"/accredit/{name}.json?_shape=objects&mission={KHOROG}")
        found = page.json()
        assert page.status_code == 200 and found["rows"], (name, found.get("error"))


def test_live_claims_are_those_that_the_program_says(place: Path, metadata: dict[str, Any]) -> None:
    with open_ledger(place) as ledger:
        live = {r.claim.id: r for r in ledger.claims(SITUATION)}
        khorog = {r.claim.id for r in ledger.claims(SITUATION, mission_id=KHOROG)}
        articles = {a.id for a in ledger.articles()}
    every, carriers, one = asked(
        place, metadata, "/accredit/claims_live.json?_shape=objects&_size=max",
        "/accredit/articles_live.json?_shape=objects&_size=max",
        f"/accredit/of_a_mission.json?_shape=objects&mission={KHOROG}",
    )  # fmt: skip
    assert {row["id"] for row in every.json()["rows"]} == live.keys()
    for row in every.json()["rows"]:
        claim = live[row["id"]].claim
        assert (row["quote"], row["party"], row["stance"], row["confidence"]) == (
            claim.evidence.exact, claim.party, claim.stance, claim.confidence,
        )  # fmt: skip
        assert (row["voice"], row["voice_party"]) == (claim.origin.name, claim.origin.party)
    assert {row["id"] for row in carriers.json()["rows"]} == articles
    assert {row["id"] for row in one.json()["rows"]} == khorog


def test_facets_narrow_the_live_claims(place: Path, metadata: dict[str, Any]) -> None:
    page, narrowed = asked(
        place, metadata, "/accredit/claims_live.json?_shape=objects",
        f"/accredit/claims_live.json?_shape=objects&mission={KHOROG}&polarity=denied",
    )  # fmt: skip
    described = metadata["databases"]["accredit"]["tables"]["claims_live"]["facets"]
    assert set(page.json()["facet_results"]) == set(described)
    assert narrowed.json()["rows"] and {row["mission"] for row in narrowed.json()["rows"]} == {KHOROG}


def test_every_described_column_is_there(place: Path, metadata: dict[str, Any]) -> None:
    for name, table in metadata["databases"]["accredit"]["tables"].items():
        (page,) = asked(place, metadata, f"/accredit/{name}.json?_shape=objects")
        assert set(table.get("columns", ())) <= set(page.json()["columns"]), name


def test_redacted_claims_and_hostile_words_break_no_query(tmp_path: Path, metadata: dict[str, Any]) -> None:
    path = tmp_path / "accredit.db"
    with open_ledger(path) as ledger:
        fill_with_rights(ledger)
        fill_with_injections(ledger)
    for name in metadata["databases"]["accredit"]["queries"]:
        (page,) = asked(path, metadata, f"/accredit/{name}.json?_shape=objects&mission=xa-belm-embassy")
        assert page.status_code == 200 and page.json()["ok"], (name, page.text[:300])
    (every,) = asked(path, metadata, "/accredit/claims_live.json?_shape=objects&_size=max")
    with open_ledger(path) as ledger:
        assert {row["id"] for row in every.json()["rows"]} == {r.claim.id for r in ledger.claims(WORLD)} != set()


def test_nobody_can_write(place: Path, metadata: dict[str, Any]) -> None:
    (page,) = asked(place, metadata, "/accredit.json?sql=delete+from+claims")
    assert page.status_code == 400
