"""`accredit rule …`: every kind, who and why, what follows in the answers, and what is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]

BY = ("--who", "Ona Brandt", "--why", "the page says otherwise")


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """Belm is disputed; Corro is not; one article has no date."""
    files = [
        write("one", "crown runs Belm. crown runs Corro."),
        write("two", "assembly runs Belm.", Outlet="Morning Post"),
        write("three", "crown runs Tarn.", Published=""),
        write("four", "Veld of assembly denies that crown runs Corro.", Outlet="Morning Post"),
    ]
    assert run("read", *files).exit_code == 0
    return run


def claims(run: Run, mission: str, *arguments: str) -> list[Any]:
    shown = json.loads(run("show", mission, "--as-of", "2021-04", "--json", *arguments).stdout)
    found: list[Any] = shown["claims"]
    return found


def operator(run: Run, mission: str = "belm", *arguments: str) -> Any:
    return json.loads(run("show", mission, "--as-of", "2021-04", "--json", *arguments).stdout)["operator"]


def rule(run: Run, conforms: Conforms, *arguments: str) -> Any:
    result = run("rule", *arguments, *BY, "--json")
    assert result.exit_code == 0, result.stderr
    return conforms("rulings", result.stdout)


def test_a_rejected_claim_no_longer_answers_and_is_shown_as_set_aside(told: Run, conforms: Conforms) -> None:
    assert operator(told)["standing"] == "contested"
    _, post = claims(told, "belm")
    done = rule(told, conforms, "reject", post["id"])
    assert (done["kind"], done["who"], done["why"], done["state"]) == (
        "rejected", "Ona Brandt", "the page says otherwise", "in-force",
    )  # fmt: skip
    assert (operator(told)["value"], operator(told)["standing"]) == ("crown", "single")
    dossier = conforms("show", told("show", "belm", "--json").stdout)
    assert [c["id"] for c in dossier["set_aside"]] == [post["id"]]
    assert dossier["set_aside"][0]["rulings"][0]["id"] == done["id"]
    text = told("show", "belm").stdout
    assert "Set aside (1)" in text and "rejected by Ona Brandt: the page says otherwise" in text


def test_the_answer_of_before_the_ruling_stays_what_it_was(told: Run, conforms: Conforms) -> None:
    read = claims(told, "belm")[-1]
    rule(told, conforms, "reject", read["id"])
    assert operator(told, "belm", "--recorded-at", read["recorded_at"])["standing"] == "contested"


def test_withdrawing_a_ruling_brings_the_answer_back(told: Run, conforms: Conforms) -> None:
    before = operator(told)
    done = rule(told, conforms, "reject", claims(told, "belm")[1]["id"])
    rule(told, conforms, "withdraw", done["id"])
    assert operator(told) == before
    listed = conforms("rulings", told("rule", "list", "--json").stdout)
    assert [(r["kind"], r["state"]) for r in listed] == [("withdrawn", "in-force"), ("rejected", "withdrawn")]


def test_a_confirmed_claim_is_marked_and_weighs_what_it_weighed(told: Run, conforms: Conforms) -> None:
    before = operator(told)
    rule(told, conforms, "confirm", claims(told, "belm")[0]["id"])
    assert operator(told) == before
    assert "confirmed by Ona Brandt: the page says otherwise" in told("show", "belm").stdout


def test_a_claim_is_named_by_the_start_of_its_id_as_show_prints_it(told: Run, conforms: Conforms) -> None:
    read = claims(told, "belm")[0]["id"]
    assert f"claim {read[:12]}" in told("show", "belm").stdout
    assert rule(told, conforms, "confirm", read[:12])["target"] == read


def test_a_correction_says_field_by_field_what_the_claim_should_say(told: Run, conforms: Conforms) -> None:
    _, post = claims(told, "belm")
    done = rule(told, conforms, "correct", post["id"], "--set", "party=crown", "--set", "when=from 2021-02",
                "--set", "basis=formal")  # fmt: skip
    assert done["value"] == {
        "basis": "formal",
        "party": "crown",
        "when": {"kind": "from", "earliest": "2021-02-01", "latest": "2021-02-28", "text": "2021-02"},
    }
    changed = claims(told, "belm")[1]
    assert (changed["party"], changed["basis"], changed["original"]) == ("crown", "formal", post["id"])
    assert changed["evidence"] == post["evidence"]
    assert done["bears_on"] == [changed["id"]]
    # The id under which it is shown now leads to it as well.
    assert rule(told, conforms, "reject", changed["id"])["target"] == post["id"]
    assert "corrected by Ona Brandt" in told("show", "belm").stdout


def test_a_correction_may_name_a_mission_loosely(told: Run, conforms: Conforms) -> None:
    _, post = claims(told, "belm")
    rule(told, conforms, "correct", post["id"], "--set", "mission=oden")
    assert len(claims(told, "belm")) == 1 and len(claims(told, "oden")) == 1


def test_an_added_claim_has_the_articles_words_and_a_persons_name(told: Run, conforms: Conforms) -> None:
    done = rule(told, conforms, "add", "two", "--words", "assembly runs Belm", "--set", "predicate=closed",
                "--set", "mission=belm", "--voice", "Veld", "--voice-party", "assembly")  # fmt: skip
    added = next(c for c in claims(told, "belm") if c["predicate"] == "closed")
    assert added["evidence"]["exact"] == "assembly runs Belm"
    assert [v["name"] for v in added["chain"]] == ["Morning Post", "Veld"]
    assert added["rulings"][0]["id"] == done["id"] and added["original"] is None
    assert "added by Ona Brandt" in told("show", "belm").stdout
    # What a person added is taken back by withdrawing the ruling.
    refused = told("rule", "reject", added["id"], *BY)
    assert refused.exit_code == 2 and done["id"] in refused.stderr


def test_an_article_gets_its_date_outlet_and_rights(told: Run, conforms: Conforms) -> None:
    assert operator(told, "tarn")["standing"] == "unknown"
    rule(told, conforms, "date", "three", "2021-03-04")
    rule(told, conforms, "outlet", "three", "Harbour Gazette")
    rule(told, conforms, "rights", "three", "private")
    assert operator(told, "tarn")["value"] == "crown"
    (only,) = claims(told, "tarn", "--known-at", "2021-03-04")
    assert (only["article"]["published"], only["article"]["outlet"]) == ("2021-03-04", "Harbour Gazette")
    assert claims(told, "tarn", "--known-at", "2021-03-03") == []
    assert "rights (private) by Ona Brandt" in told("show", "tarn").stdout


def test_a_retracted_article_is_out_from_that_day(told: Run, conforms: Conforms) -> None:
    rule(told, conforms, "retract", "two", "--on", "2021-03-20")
    assert operator(told)["standing"] == "single"
    assert operator(told, "belm", "--known-at", "2021-03-19")["standing"] == "contested"


def test_voices_and_origins_are_told_apart_and_taken_together(told: Run, conforms: Conforms) -> None:
    same = rule(told, conforms, "same", "Evening Lantern", "Morning Post")
    assert {c["chain"][-1]["name"] for c in claims(told, "belm")} == {"Evening Lantern"}
    rule(told, conforms, "withdraw", same["id"])
    one, two = (c["id"] for c in claims(told, "belm"))
    joined = rule(told, conforms, "join", one, two)
    assert set(joined["bears_on"]) <= {c["id"] for c in claims(told, "belm")}
    rule(told, conforms, "split", one, two)
    rule(told, conforms, "different", "Evening Lantern", "Morning Post")


def test_the_list_says_what_each_ruling_is_about_and_how_it_stands(told: Run, conforms: Conforms) -> None:
    rule(told, conforms, "reject", claims(told, "belm")[1]["id"])
    rule(told, conforms, "date", "three", "2021-03-04")
    text = told("rule", "list").stdout
    assert "rejected" in text and "Belm" in text and "three" in text and "Ona Brandt" in text
    assert conforms("rulings", told("rule", "list", "--json", "--recorded-at", "2020").stdout) == []


def test_a_ruling_whose_claim_is_gone_is_listed_as_orphaned(told: Run, write: Write, conforms: Conforms) -> None:
    rule(told, conforms, "reject", claims(told, "belm")[1]["id"])
    told("read", write("two", "Nothing of the kind.", Outlet="Morning Post"))
    (only,) = conforms("rulings", told("rule", "list", "--json").stdout)
    assert (only["state"], only["bears_on"]) == ("orphaned", [])
    assert "orphaned" in told("rule", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("confirm", "ffffffffffff"), "no claim"),
        (("confirm", "f"), "no claim"),
        (("correct", "CLAIM"), "--set"),
        (("correct", "CLAIM", "--set", "party"), "FIELD=VALUE"),
        (("correct", "CLAIM", "--set", "id=x"), "id"),
        (("correct", "CLAIM", "--set", "polarity=maybe"), "polarity"),
        (("correct", "CLAIM", "--set", "party=stranger"), "party"),
        (("correct", "CLAIM", "--set", "mission=atlantis"), "atlantis"),
        (("correct", "CLAIM", "--set", "when=someday"), "when"),
        (("correct", "CLAIM", "--set", "scope={"), "scope"),
        (("add", "one", "--words", "not there", "--set", "predicate=closed", "--set", "mission=belm"), "nowhere"),
        (("add", "one", "--words", "crown runs", "--set", "predicate=closed", "--set", "mission=belm"), "2 times"),
        (("add", "one", "--words", "Arvenia", "--set", "party=crown"), "predicate"),
        (("add", "one", "--words", "Arvenia", "--set", "predicate=closed"), "mission"),
        (("date", "nowhere", "2021"), "nowhere"),
        (("date", "one", "soon"), "soon"),
        (("retract", "one", "--on", "soon"), "soon"),
        (("same", "Evening Lantern", "Nobody Known"), "goes by 'Nobody Known'"),
        (("same", "Evening Lantern", "Evening Lantern"), "twice"),
        (("join", "CLAIM", "Evening Lantern"), "no claim"),
        (("withdraw", "ffffffffffff"), "no ruling"),
    ],
)
def test_what_cannot_be_ruled_is_one_line_and_leaves_no_trace(
    told: Run, conforms: Conforms, arguments: tuple[str, ...], part: str
) -> None:
    read = claims(told, "belm")[0]["id"]
    result = told("rule", *(read if a == "CLAIM" else a for a in arguments), *BY)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ") and part in line
    assert conforms("rulings", told("rule", "list", "--json").stdout) == []


@pytest.mark.parametrize("missing", ["--who", "--why"])
def test_who_and_why_must_be_given(told: Run, missing: str) -> None:
    given = {"--who": "Ona", "--why": "so"}
    rest = [part for name, value in given.items() if name != missing for part in (name, value)]
    result = told("rule", "date", "one", "2021", *rest)
    assert result.exit_code == 2 and missing in result.stderr and len(result.stderr.splitlines()) == 1


def test_the_same_ruling_again_is_told_and_not_kept_twice(told: Run, conforms: Conforms) -> None:
    read = claims(told, "belm")[0]["id"]
    done = rule(told, conforms, "confirm", read)
    result = told("rule", "confirm", read, *BY)
    assert result.exit_code == 2 and done["id"] in result.stderr
    assert len(conforms("rulings", told("rule", "list", "--json").stdout)) == 1


def test_without_a_ledger_one_line_says_so(run: Run, stage: object) -> None:
    result = run("rule", "list")
    assert result.exit_code == 1 and result.stderr.startswith("accredit: accredit.db: ")
