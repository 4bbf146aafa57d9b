"""`accredit status`, `accredit show` and `accredit compare`: text and JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """A ledger in which Belm is disputed between parties and Corro is not; one article has no date."""
    files = [
        write("one", "crown runs Belm. crown runs Corro. Belmora recognises crown.", Title="Keys change hands"),
        write("two", "assembly runs Belm. Veld of assembly denies that crown runs Belm.", Outlet="Morning Post"),
        write(
            "three", "Belmora has not confirmed that crown runs Belm.", Outlet="Morning Post", Published="2021-03-07"
        ),
        write("four", "crown runs Tarn.", Published=""),
    ]
    assert run("read", *files).exit_code == 0
    return run


def test_status_is_a_table_with_the_contested_first(told: Run) -> None:
    result = told("status", "--as-of", "2021-04")
    assert result.exit_code == 0 and result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == "Arvenia after the assembly's walk-out"
    assert lines[1] == "as of 2021-04-30 · known at open · recorded at open"
    assert "1 undated" in lines[2]
    rows = [line for line in lines if "(embassy)" in line]
    assert rows[0].startswith("Belm, Belmora (embassy)") and "contested" in rows[0]
    assert rows[1].startswith("Corro, Corrovia (embassy)") and "crown" in rows[1] and "Evening Lantern" in rows[1]
    assert "SAMPLE" not in result.stdout
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() for line in lines)


def test_status_as_json_has_one_entry_a_mission_spoken_of(told: Run, conforms: Conforms) -> None:
    entries = conforms("status", told("status", "--as-of", "2021-04", "--json").stdout)
    assert [e["mission"]["id"] for e in entries] == ["xa-belm-embassy", "xa-corro-embassy", "xa-tarn-consulate"]
    belm, corro, tarn = entries
    assert (belm["operator"]["standing"], belm["operator"]["value"]) == ("contested", None)
    assert set(belm["operator"]["values"]) == {"crown", "assembly"}
    assert [cell["stance"] for cell in belm["operator"]["silent"]] == ["has_not_confirmed"]
    assert (corro["operator"]["value"], corro["operator"]["standing"]) == ("crown", "single")
    assert tarn["operator"]["standing"] == "unknown"  # a word about now without a date answers for no day
    assert {(e["as_of"], e["known_at"], e["recorded_at"], e["undated"], e["sample"]) for e in entries} == {
        ("2021-04-30", None, None, 1, False)
    }


def test_every_mission_is_listed_with_all(told: Run, conforms: Conforms) -> None:
    entries = conforms("status", told("status", "--all", "--json").stdout)
    assert len(entries) == 5


def test_known_at_leaves_out_what_was_published_later(told: Run, conforms: Conforms) -> None:
    arguments = ("status", "--as-of", "2021-04", "--known-at", "2021-03-06")
    belm, _ = conforms("status", told(*arguments, "--json").stdout)
    assert belm["operator"]["silent"] == []
    assert belm["known_at"] == "2021-03-06"
    assert "1 undated, left out" in told(*arguments).stdout


def test_recorded_at_before_the_ledger_began_knows_nothing(told: Run, conforms: Conforms) -> None:
    assert conforms("status", told("status", "--recorded-at", "2020", "--json").stdout) == []
    result = told("status", "--recorded-at", "2020")
    assert "Nobody spoke of any" in result.stdout and result.exit_code == 0


def test_states_have_recognition_relations_and_posture(told: Run, conforms: Conforms) -> None:
    (belmora,) = conforms("states", told("status", "--states", "--as-of", "2021-04", "--json").stdout)
    assert belmora["state"] == {"code": "XB", "name": "Belmora"}
    assert belmora["recognition"]["value"] == "crown"
    assert "Belmora" in told("status", "--states", "--as-of", "2021-04").stdout


def test_show_has_each_question_and_every_quote_with_voices_and_article(told: Run) -> None:
    result = told("show", "belm", "--as-of", "2021-04")
    text = result.stdout
    assert result.exit_code == 0
    assert text.splitlines()[0] == "Belm, Belmora (embassy)  xa-belm-embassy"
    for question in ("operator", "premises", "head", "services", "documents", "money"):
        assert f"\n{question} " in text
    assert "“crown runs Belm.”" in text
    assert "Morning Post → Veld (assembly)" in text
    assert "denied: run by crown" in text
    assert "not confirmed: run by crown" in text
    assert "Evening Lantern · “Keys change hands” · 2021-03-05 · one" in text
    assert "crown runs Corro" not in text


def test_show_as_json_has_contract_lines(told: Run, conforms: Conforms) -> None:
    dossier = conforms("show", told("show", "xa-belm-embassy", "--as-of", "2021-04", "--json").stdout)
    assert [c["article"]["id"] for c in dossier["claims"]] == ["one", "two", "two", "three"]
    named = {*dossier["operator"]["support"], *dossier["operator"]["dissent"]}
    assert named <= {c["id"] for c in dossier["claims"]}
    state = conforms("show", told("show", "belmora", "--as-of", "2021-04", "--json").stdout)
    assert state["state"]["code"] == "XB"
    assert [c["predicate"] for c in state["claims"]] == ["recognises"]


def test_show_of_a_mission_that_nobody_spoke_of_is_an_answer(told: Run, conforms: Conforms) -> None:
    dossier = conforms("show", told("show", "oden", "--json").stdout)
    assert dossier["operator"]["standing"] == "unknown" and dossier["claims"] == []
    assert "Nobody spoke of it." in told("show", "oden").stdout


def test_a_sample_is_told_per_article_and_per_answer(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("real", "crown runs Corro."), write("invented", "crown runs Belm.", Sample="true"))
    by_id = {e["mission"]["id"]: e["sample"] for e in conforms("status", run("status", "--json").stdout)}
    assert by_id == {"xa-belm-embassy": True, "xa-corro-embassy": False}
    (line,) = conforms("show", run("show", "belm", "--json").stdout)["claims"]
    assert line["sample"] is True
    assert "SAMPLE" in run("status").stdout and "SAMPLE" in run("show", "belm").stdout
    assert "SAMPLE" not in run("show", "corro").stdout


@pytest.mark.parametrize("arguments", [("status",), ("status", "--states"), ("show", "belm")])
def test_without_a_ledger_one_line_says_so(run: Run, stage: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: accredit.db: ")
    assert not Path("accredit.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--as-of", "yesterday"),
        ("status", "--known-at", "2023-02-30"),
        ("show", "belm", "--recorded-at", "soon"),
        ("show", "atlantis"),
    ],
)
def test_a_question_that_cannot_be_put_is_one_line_and_exit_2(told: Run, arguments: tuple[str, ...]) -> None:
    result = told(*arguments)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ")


def test_compare_groups_claims(told: Run, conforms: Conforms) -> None:
    found = conforms("compare", told("compare", "one.txt", "two.txt", "--json").stdout)
    assert [[c["evidence"]["exact"] for c in p["left"] + p["right"]] for p in found["contradicted"]] == [
        ["crown runs Belm.", "assembly runs Belm."],
        ["crown runs Belm.", "Veld of assembly denies that crown runs Belm."],
    ]
    assert [c["predicate"] for c in found["left_alone"]] == ["controls", "recognises"]
    assert found["right_alone"] == [] and found["shared"] == [] and found["sample"] is False
    text = told("compare", "one.txt", "two.txt").stdout
    assert "Contradicted (2)" in text and "Only in A (2)" in text and "Only in B (0)" in text
    assert "“Veld of assembly denies that crown runs Belm.”" in text and "Morning Post → Veld (assembly)" in text


def test_compare_takes_ids_of_the_ledger(told: Run, conforms: Conforms) -> None:
    by_file = conforms("compare", told("compare", "one.txt", "two.txt", "--json").stdout)
    by_id = conforms("compare", told("compare", "one", "two", "--json").stdout)
    assert by_id == by_file


def test_compare_wants_one_article_a_side(told: Run, stage: Path) -> None:
    (stage / "many.jsonl").write_text('{"text": "Arvenia 1."}\n{"text": "Arvenia 2."}\n', "utf-8")
    (stage / "empty.txt").write_bytes(b"")
    for name, code in (("many.jsonl", 1), ("empty.txt", 1), ("nowhere", 2)):
        result = told("compare", "one.txt", name)
        assert result.exit_code == code and result.stdout == ""
        assert len(result.stderr.splitlines()) == 1 and name in result.stderr
