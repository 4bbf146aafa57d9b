"""`accredit matrix`: who says what of one mission; and every answer as if a source had never spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from rich.console import Console

from accredit.cli.matrix_view import matrix_words
from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from accredit.verdict import Matrix, Row, matrix

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """A ledger in which Belm is disputed, its host was asked, and one article has no date."""
    files = [
        write("one", "crown runs Belm. crown runs Corro.", Title="Keys change hands"),
        write("two", "assembly runs Belm formally. Veld of assembly denies that crown runs Belm.",
              Outlet="Morning Post", Published="2021-03-06"),
        write("three", "Belmora has not confirmed that crown runs Belm.",
              Outlet="Morning Post", Published="2021-03-07"),
        write("four", "A source says crown runs Belm.", Outlet="Coast Bulletin", Published=""),
    ]  # fmt: skip
    assert run("read", *files).exit_code == 0
    return run


def test_each_proposition_has_its_cells(told: Run, conforms: Conforms) -> None:
    found = conforms("matrix", told("matrix", "belm", "--as-of", "2021-04", "--json").stdout)
    assert found["mission"]["id"] == "xa-belm-embassy"
    table = {
        (row["proposition"], row["formal"]): [(c["voice"], c["stance"], c["first"]) for c in row["cells"]]
        for row in found["rows"]
    }
    assert table == {
        ("run by assembly", True): [("Morning Post", "affirms", "2021-03-06")],
        ("run by crown", False): [
            ("an unnamed voice", "affirms", None),
            ("Evening Lantern", "affirms", "2021-03-05"),
            ("Veld for the Assembly", "denies", "2021-03-06"),
            ("Belmora", "has_not_confirmed", "2021-03-07"),
        ],
    }
    assert (found["as_of"], found["without"], found["undated"], found["sample"]) == ("2021-04-30", [], 1, False)


def test_a_cell_that_denies_names_the_claims_that_it_denies(told: Run, conforms: Conforms) -> None:
    found = conforms("matrix", told("matrix", "belm", "--as-of", "2021-04", "--json").stdout)
    (row,) = [r for r in found["rows"] if not r["formal"]]
    affirmed = {i for c in row["cells"] if c["stance"] == "affirms" for i in c["claims"]}
    (denial,) = [c for c in row["cells"] if c["stance"] == "denies"]
    assert set(denial["denies"]) == affirmed and len(affirmed) == 2


def test_the_table_has_a_heading_a_proposition_and_a_line_a_cell(told: Run) -> None:
    text = told("matrix", "belm", "--as-of", "2021-04").stdout
    lines = text.splitlines()
    assert lines[0] == "Belm, Belmora (embassy)  xa-belm-embassy"
    assert "run by assembly, formally" in lines and "run by crown" in lines
    (denial,) = [line for line in lines if "denies" in line]
    assert "2021-03-06" in denial and "Veld for the Assembly" in denial
    assert any("has not confirmed" in line and "2021-03-07" in line for line in lines)
    assert any("undated" in line and "unnamed" in line for line in lines)


def test_who_is_silent_is_said_with_what_was_searched(run: Run, write: Write, conforms: Conforms) -> None:
    files = [write(f"n{n}", f"Number {n}. crown runs Belm.", Outlet=f"Paper {n}", Published=f"2021-03-0{n + 1}")
             for n in range(5)]  # fmt: skip
    run("read", *files)
    (row,) = conforms("matrix", run("matrix", "belm", "--as-of", "2021-04", "--json").stdout)["rows"]
    silent = {c["voice"]: c["searched"] for c in row["cells"] if c["stance"] == "silent"}
    assert silent == {
        w: {"articles": 5, "until": "2021-03-05"} for w in ("the Crown", "the Assembly", "the host state")
    }
    (line,) = [x for x in run("matrix", "belm", "--as-of", "2021-04").stdout.splitlines() if "the host state" in x]
    assert "silent" in line and "5 articles" in line and "2021-03-05" in line


def test_a_mission_that_nobody_spoke_of_has_an_empty_matrix(told: Run, conforms: Conforms) -> None:
    assert conforms("matrix", told("matrix", "oden", "--json").stdout)["rows"] == []
    assert "Nobody spoke of it." in told("matrix", "oden").stdout


@pytest.mark.parametrize("subject", ["belmora", "atlantis"])
def test_only_missions_have_one(told: Run, subject: str) -> None:
    result = told("matrix", subject)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ")


class TestWithout:
    def test_a_source_left_out_is_left_out_everywhere(self, told: Run, conforms: Conforms) -> None:
        rest = ("--as-of", "2021-04", "--without", "Evening Lantern", "--json")
        entries = conforms("status", told("status", *rest).stdout)
        assert [e["mission"]["id"] for e in entries] == ["xa-belm-embassy"]
        assert entries[0]["without"] == ["Evening Lantern"]
        shown = conforms("show", told("show", "belm", *rest).stdout)
        assert {c["article"]["outlet"] for c in shown["claims"]} == {"Morning Post", "Coast Bulletin"}
        assert shown["operator"] == entries[0]["operator"]
        cells = [c for r in conforms("matrix", told("matrix", "belm", *rest).stdout)["rows"] for c in r["cells"]]
        assert "Evening Lantern" not in {c["voice"] for c in cells}

    def test_several_are_left_out_together(self, told: Run, conforms: Conforms) -> None:
        rest = ("--as-of", "2021-04", "--without", "anonymous", "--without", "veld", "--json")
        (belm,) = [e for e in conforms("status", told("status", *rest).stdout) if e["mission"]["city"] == "Belm"]
        assert (belm["operator"]["value"], belm["operator"]["standing"]) == ("crown", "single")
        assert belm["without"] == ["anonymous", "veld"]

    def test_the_heading_says_who_is_left_out(self, told: Run) -> None:
        for command in (("status",), ("show", "belm"), ("matrix", "belm")):
            lines = told(*command, "--without", "anonymous").stdout.splitlines()
            assert "as if these had never spoken: anonymous" in lines

    @pytest.mark.parametrize("command", [("status",), ("show", "belm"), ("matrix", "belm")])
    def test_somebody_unknown_is_one_line(self, told: Run, command: tuple[str, ...]) -> None:
        result = told(*command, "--without", "Nobody Known")
        assert result.exit_code == 2 and result.stdout == ""
        assert "Nobody Known" in result.stderr


def test_show_says_which_claims_a_denial_denies(told: Run, conforms: Conforms) -> None:
    claims = conforms("show", told("show", "belm", "--as-of", "2021-04", "--json").stdout)["claims"]
    joined = {c["id"]: c["denies"] for c in claims if "denies" in c}
    (denial,) = [c["id"] for c in claims if c["polarity"] == "denied"]
    affirmed = {c["id"] for c in claims if c["polarity"] == "affirmed" and c["stance"] == "asserts" and not c["basis"]}
    assert set(joined) == {denial} and set(joined[denial]) == affirmed


SEEDS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "claims" / "seeds" / "articles.jsonl"
KHOROG = "af-tj-khorog-consulate-general"
MINISTRY = "the Taliban’s Ministry of Foreign Affairs"
SOURCE = "an unnamed voice of the Republic"

EXPECTED = {
    # Who is quoted by Eurasianet says three things: ours on paper, not ours in fact, theirs in fact.
    ("run by republic, formally", SOURCE, "affirms"): "2023-03-28",
    ("run by republic", SOURCE, "denies"): "2023-03-28",
    ("run by taliban", SOURCE, "affirms"): "2023-03-28",
    # The ambassador, on the Saturday before the article of Sunday: no official change, at work as ever.
    ("handed over to taliban", "Zahir Aghbar for the Republic", "denies"): "2023-03-25",
    ("in operation", "Zahir Aghbar for the Republic", "affirms"): "2023-03-25",
    # The ministry on that Saturday; its spokesman over that weekend.
    ("visited by a delegation of taliban", MINISTRY, "affirms"): "2023-03-25",
    # What an outlet relays without a day counts from the day of the article.
    ("visited by a delegation of taliban", "the embassy of Afghanistan in Tajikistan for the Republic", "denies"):
        "2023-03-28",
    ("visited by a delegation of taliban", "Dushanbe", "has_not_confirmed"): "2023-03-28",
    ("premises damaged", MINISTRY, "affirms"): "2023-03-25",
    ("premises damaged", "The Diplomat", "affirms"): "2023-03-28",
}  # fmt: skip
"""The Khorog matrix of the two seed articles, by hand: proposition, voice and stance, with the first day."""


@pytest.fixture(scope="module")
def khorog() -> Iterator[Matrix]:
    if not SEEDS.is_file():
        pytest.skip(f"the seed articles are not there: {SEEDS}")
    situation = load("afghanistan-2021")
    with open_ledger(":memory:") as ledger:
        read_into(ledger, [str(SEEDS)], [situation])
        yield matrix(KHOROG, ledger.claims(situation), situation, as_of=date(2023, 4, 1))


def _words(row: Row) -> str:
    from accredit.cli.matrix_view import proposition_words

    return proposition_words(row)


def test_the_seeds_give_the_khorog_matrix_without_a_wrong_cell(khorog: Matrix) -> None:
    found = {(_words(r), c.voice, c.stance): c for r in khorog.rows for c in r.cells}
    assert set(found) == set(EXPECTED)
    assert all(c.claims for c in found.values())  # two articles are too few to call anybody silent


def test_its_cells_have_their_days(khorog: Matrix) -> None:
    found = {(_words(r), c.voice, c.stance): str(c.first) for r in khorog.rows for c in r.cells}
    assert {cell: day for cell, day in found.items() if EXPECTED[cell] != day} == {}


def test_its_denials_meet_what_they_deny(khorog: Matrix) -> None:
    says = {(_words(r), c.voice): c.claims for r in khorog.rows for c in r.cells if c.stance == "affirms"}
    denies = {(_words(r), c.voice): c.denies for r in khorog.rows for c in r.cells if c.stance == "denies"}
    assert denies == {
        ("run by republic", SOURCE): (),  # what he grants on paper he does not deny
        ("handed over to taliban", "Zahir Aghbar for the Republic"): says["run by taliban", SOURCE],
        ("visited by a delegation of taliban", "the embassy of Afghanistan in Tajikistan for the Republic"): says[
            "visited by a delegation of taliban", MINISTRY
        ],
    }


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_can_be_read_on_a_narrow_terminal(khorog: Matrix, width: int) -> None:
    console = Console(width=width, no_color=True)
    with console.capture() as captured:
        for part in matrix_words(khorog):
            console.print(part)
    lines = captured.get().splitlines()
    assert all(len(line.rstrip()) <= width for line in lines)
    seen = "".join("".join(line.split()) for line in lines)
    for (_, voice, _), day in EXPECTED.items():
        assert "".join(voice.split()) in seen and day[:7] in seen
