"""The views for people who look at a ledger with SQL say what the program says, on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from accredit.ledger import Ledger, open_ledger, postgres
from accredit.ledger.migrations import MIGRATIONS
from accredit.model import Actor, Voice
from accredit.ruling import Ruling
from tests.ledger.kit import HARD, reading, said
from tests.ledger.old import old_ledger
from tests.world import BELM, CORRO, WORLD, article, voice

VIEWS = ("articles_live", "readings_live", "claims_live", "voices", "missions_latest", "rulings_plain")


def rows(place: str, view: str) -> list[dict[str, Any]]:
    """All rows of a view, read as any program for databases would."""
    if postgres.is_address(place):
        engine = postgres.make_engine(place, wait=5)
        with engine.connect() as connection:
            found = [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {view}"))]
        engine.dispose()
        return found
    with closing(sqlite3.connect(place)) as raw:
        raw.row_factory = sqlite3.Row
        raw.text_factory = lambda body: str(body, "utf-8", "replace")  # as Datasette does
        return [dict(row) for row in raw.execute(f"SELECT * FROM {view}")]


def test_a_claim_is_told_in_columns(anywhere: str) -> None:
    one = article(
        "Envoys spoke in Belm today.", published="2021-03-07", title="Envoys speak", url="https://n.example/1"
    )
    chain = (voice(one.outlet), Voice("Ada Roe", "consul", "crown", "official"))
    claim = said(one, mission=BELM, party="crown", polarity="denied", chain=chain, confidence=0.75)
    with open_ledger(anywhere) as ledger:
        ledger.append(one, [reading(one, claim)])
    (row,) = rows(anywhere, "claims_live")
    expected = {
        "id": claim.id, "situation": WORLD.id, "mission": BELM.id, "host": BELM.host, "predicate": claim.predicate,
        "party": "crown", "person": None, "polarity": "denied", "modality": "actual", "stance": "asserts",
        "voice": "Ada Roe", "voice_role": "consul", "voice_kind": "official", "voice_party": "crown",
        "quote": "Envoys spo", "outlet": one.outlet, "title": "Envoys speak", "url": "https://n.example/1",
        "published": "2021-03-07", "confidence": 0.75, "rule": claim.rule,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert not row["sample"]


def test_what_was_superseded_or_redacted_is_not_shown(anywhere: str) -> None:
    old, new = article("First words of it.", id="w"), article("Second words of it.", id="w")
    gone, kept = article("Words that go away.", id="g"), article("Words that stay here.", id="k")
    with open_ledger(anywhere) as ledger:
        for each in (old, new, gone, kept):
            ledger.append(each, [reading(each)])
        ledger.append(kept, [reading(kept, said(kept, mission=CORRO), extractor="reader/2")])
        ruling = Ruling.on_claim("rejected", ledger.claims(WORLD)[0], who="Ona", why="not so")
        ledger.append_ruling(ruling)
        ledger.redact("g", reason="safety", who="Ona")
        live = {r.claim.id for r in ledger.claims(WORLD)}
    assert {row["id"] for row in rows(anywhere, "claims_live")} == live == {said(new).id, said(kept, mission=CORRO).id}
    assert {row["id"] for row in rows(anywhere, "articles_live")} == {"w", "k"}
    told = str([rows(anywhere, view) for view in VIEWS])
    assert "First words" not in told and "go away" not in told and "redacted" not in told
    assert {row["mission"] for row in rows(anywhere, "missions_latest")} == {said(new).mission.id, CORRO.id}  # type: ignore[union-attr]


def test_a_ruling_is_told_in_columns_with_what_took_it_back(anywhere: str) -> None:
    one = article()
    with open_ledger(anywhere) as ledger:
        ledger.append(one, [reading(one)])
        rejected = Ruling.on_claim("rejected", ledger.claims(WORLD)[0], who="Ona", why="not so")
        ledger.append_ruling(rejected)
        ledger.append_ruling(Ruling.on_article("date", one, "2021-04", who="Ona", why="the page says so"))
        ledger.append_ruling(Ruling.withdrawn(rejected.id, who="Ona", why="it was so"))
    found = {row["kind"]: row for row in rows(anywhere, "rulings_plain")}
    assert found["rejected"]["target"] == rejected.target and found["rejected"]["withdrawals"] == 1
    assert (found["date"]["value"], found["date"]["why"], found["date"]["withdrawals"]) == (
        "2021-04", "the page says so", 0,
    )  # fmt: skip


def test_unnamed_voices_are_not_listed(anywhere: str) -> None:
    one, other = article("Some words here.", id="1"), article("More words there.", id="2")
    anonymous, named = Voice(None, "official", "crown", "anonymous"), Voice("Ada Roe", "consul", "crown", "official")
    with open_ledger(anywhere) as ledger:
        ledger.append(one, [reading(one, said(one, chain=(voice(one.outlet), anonymous)))])
        for each in (one, other):
            made = said(each, chain=(voice(each.outlet), named), polarity="denied")
            ledger.append(each, [reading(each, made, extractor="reader/2")])
    (row,) = rows(anywhere, "voices")
    assert (row["voice"], row["kind"], row["party"], row["claims"], row["denials"], row["missions"]) == (
        "Ada Roe", "official", "crown", 2, 2, 1,
    )  # fmt: skip


def test_the_newest_word_on_a_mission_is_the_last_published(anywhere: str) -> None:
    newer = article("It reopened, they say.", id="n", published="2021-05")
    older = article("It was shut, they say.", id="o", published="2021-04-30")
    undated = article("It was sold, they say.", id="u", published=None)
    with open_ledger(anywhere) as ledger:
        for each in (newer, older, undated):
            ledger.append(each, [reading(each)])
    (row,) = rows(anywhere, "missions_latest")
    assert (row["claims"], row["articles"], row["quote"], row["published"]) == (3, 3, "It reopened"[:10], "2021-05")


def test_characters_that_databases_refuse_break_no_view(anywhere: str) -> None:
    one = article(HARD, id=HARD, title=HARD, outlet=HARD)
    person = Actor(HARD, HARD)
    made = said(one, person=person, chain=(voice(HARD), Voice(HARD, HARD, "crown", "official")))
    with open_ledger(anywhere) as ledger:
        ledger.append(one, [reading(one, made)])
        ledger.append_ruling(Ruling.on_claim("rejected", ledger.claims(WORLD)[0], who=HARD, why=HARD))
    assert [len(rows(anywhere, view)) for view in VIEWS] == [1] * len(VIEWS)
    assert rows(anywhere, "claims_live")[0]["id"] == made.id


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_ledger_of_every_earlier_version_gets_the_views(anywhere: str, version: int) -> None:
    old_ledger(anywhere, version)
    with open_ledger(anywhere) as ledger:
        live = {(r.claim.id, r.article.key) for r in ledger.claims(WORLD)}
        assert ledger.check().faults == ()
    assert {(row["id"], row["article_key"]) for row in rows(anywhere, "claims_live")} == live
    assert len(live) == 3 and len(rows(anywhere, "rulings_plain")) == (version > 1)


def test_a_backup_has_the_views(anywhere: str, ledger: Ledger, tmp_path: Any) -> None:
    one = article()
    ledger.append(one, [reading(one)])
    ledger.backup(tmp_path / "copy.db")
    assert [row["id"] for row in rows(str(tmp_path / "copy.db"), "claims_live")] == [said(one).id]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["read", "read", "read", "redact"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["Some words of it.", "Other words of it."]),
        st.sampled_from(["reader/1", "reader/2"]),
        st.sampled_from([BELM, CORRO]),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_live_is_what_the_program_says_is_live(steps: list[Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    place = str(tmp_path_factory.mktemp("views") / "held.ledger")
    with open_ledger(place) as ledger:
        for what, name, words, extractor, mission in steps:
            one = article(f"{name}: {words}", id=name)
            if what == "read" and one.text_id not in gone(ledger):
                ledger.append(one, [reading(one, said(one, mission=mission), extractor=extractor)])
            elif what == "redact" and ledger.article(name):
                ledger.redact(name, reason="law", who="Ona")
        claims = {(r.claim.id, r.article.key) for r in ledger.claims(WORLD)}
        articles = {a.key for a in ledger.articles()}
    assert {(row["id"], row["article_key"]) for row in rows(place, "claims_live")} == claims
    assert {row["key"] for row in rows(place, "articles_live")} == articles


def gone(ledger: Ledger) -> set[str]:
    """Texts that were redacted do not come back: with two texts a name, all of a name's are gone at once."""
    if not ledger.check().redacted:
        return set()
    held = {a.text_id for a in ledger.articles()}
    every = {
        article(f"{name}: {words}", id=name).text_id
        for name in "ab"
        for words in ("Some words of it.", "Other words of it.")
    }
    return every - held
