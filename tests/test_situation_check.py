"""`check` tells everything that is wrong in a pack, each with file and line; `load` refuses what would not load."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.errors import SituationError
from accredit.situation import Fault, check, load_folder, packs_folder, shipped

# An invented contest between real, uninvolved codes.
TOML = """\
id = "liechtenstein-invented"
title = "An invented contest"
sending = "LI"
start = 2020-01-01
lapse_days = 365
capital_party = "crown"
home_cities = ["Vaduz", "Schaan"]

[groups]
neighbours = ["AT", "CH"]

[[parties]]
id = "crown"
name = "Crown"
names = [
  "the crown",
  "royal government",
]
ambiguous = ["Vaduz", "the palace"]

[[parties]]
id = "assembly"
name = "Assembly"
names = ["the assembly"]
ambiguous = ["the palace"]
valid_from = 2020-01-01
valid_until = 2024-12-31

[[parties]]
id = "host-state"
name = "host state"
names = ["host government"]
"""
MISSIONS = """\
id,kind,host,city,city_names,names,latitude,longitude,jurisdictions,wikidata,active
li-at-vienna-embassy,embassy,AT,Vienna,Wien,Embassy one,48.2,16.4,SK,Q1,yes
li-ch-bern-embassy,embassy,CH,Bern,Berne,Embassy two,46.9,7.4,,Q2,yes
li-un-new-york-permanent-mission,permanent-mission,US,New York,,UN seat,40.7,-74.0,,,yes
"""
PEOPLE = """\
name,names,party,role,state
Ilen Tovar,Ilen Tovarr,crown,foreign minister,
Mara Quist,,host-state,spokesperson,AT
"""
FILES = {"situation.toml": TOML, "missions.csv": MISSIONS, "people.csv": PEOPLE}


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of a pack without a fault."""
    return write(tmp_path / "liechtenstein-invented", FILES)


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    assert FILES[name].count(old) == 1, "the fault must be one fault"
    (pack / name).write_text(FILES[name].replace(old, new), "utf-8")


def told(fault: Fault) -> str:
    return f"{fault.path.name}:{fault.line} {fault.level}: {fault.message}"


def test_a_sound_pack_has_no_fault(pack: Path) -> None:
    assert check(pack) == ()
    assert load_folder(pack).id == "liechtenstein-invented"


@pytest.mark.parametrize("name", shipped())
def test_what_ships_has_no_error(name: str) -> None:
    assert [told(f) for f in check(packs_folder() / name) if f.level == "error"] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "words"),
    [
        # the table
        ("situation.toml", 'id = "liechtenstein-invented"', 'id = "Liechtenstein"', "1 error", "small letters"),
        ("situation.toml", 'capital_party = "crown"\n', "", "1 warning", "stands for no party"),
        ("situation.toml", 'capital_party = "crown"', 'capital_party = "host-state"', "6 error", "no party of"),
        ("situation.toml", "lapse_days = 365", "lapse_days = 365\nlapses = 3", "6 error", "no key 'lapses'"),
        ("situation.toml", '"Vaduz", "Schaan"', '"Schaan"', "7 warning", "capital 'Vaduz' is not among"),
        ("situation.toml", '"Vaduz", "Schaan"', '"Vaduz", "Wien"', "7 error", "the city of 'li-at-vienna"),
        ("situation.toml", '"Vaduz", "Schaan"', '"Vaduz", "S"', "7 error", "fewer than two letters"),
        ("situation.toml", '["AT", "CH"]', "[]", "10 warning", "holds no state"),
        ("situation.toml", '["AT", "CH"]', '["AT", "AT"]', "10 warning", "a state twice"),
        ("situation.toml", '["AT", "CH"]', '["AT", "LI"]', "10 warning", "the contested state itself"),
        # parties: a name has its own line, the rest that of the heading
        ("situation.toml", 'id = "assembly"', 'id = "the assembly"', "21 error", "small letters"),
        ("situation.toml", 'name = "Assembly"', 'name = "Assembly"\nnick = "A"', "21 error", "no key 'nick'"),
        ("situation.toml", 'names = ["the assembly"]', "names = []", "21 error", "has no names"),
        ("situation.toml", '  "royal government",', '  "r",', "17 error", "'r' has fewer than two letters"),
        ("situation.toml", '  "royal government",', '  "Vaduz",', "17 error", "list it under 'ambiguous'"),
        ("situation.toml", '  "royal government",', '  "Bern",', "17 error", "a name of Switzerland or its"),
        ("situation.toml", '  "royal government",', '  "The Palace",', "19 error", "both among"),
        ("situation.toml", '  "royal government",', '  "The Assembly",', "24 error", "share the name 'the assembly'"),
        ("situation.toml", "2024-12-31", "2019-12-31", "21 error", "ends on 2019-12-31 before it begins"),
        # missions
        ("missions.csv", "li-ch-bern-embassy", "li-ch-berne-embassy", "3 error", "host, city and kind: li-ch-bern-emb"),
        ("missions.csv", "li-ch-bern-embassy", "ch-bern-embassy", "3 error", "must be made of"),
        ("missions.csv", "li-un-new-york-perm", "li-un-york-perm", "4 error", "or the body that it is sent to"),
        ("missions.csv", "li-ch-bern-embassy,embassy,CH", "li-li-bern-embassy,embassy,LI", "3 error", "contested"),
        ("missions.csv", "46.9", "146.9", "3 error", "latitude 146.9 lies outside -90 to 90"),
        ("missions.csv", "46.9,7.4", "46.9,", "3 error", "together or not at all"),
        ("missions.csv", "46.9,7.4", ",", "3 warning", "'Bern' has no coordinates"),
        ("missions.csv", "li-ch-bern-embassy,embassy,CH,Bern,Berne", "li-ch-embassy,embassy,CH,,", "3 warning", "city"),
        ("missions.csv", "Berne", "B", "3 error", "fewer than two letters"),
        ("missions.csv", "Embassy two", "Embassy two|embassy ONE", "3 error", "'embassy ONE' with 'li-at-vienna-emb"),
        ("missions.csv", "Berne", "Wien", "3 error", "'wien' of 'li-ch-bern-embassy' is also a city of 'li-at"),
        ("missions.csv", ",Q2", ",2", "3 error", "no Wikidata id"),
        ("missions.csv", ",Q2", ",Q1", "3 warning", "also the Wikidata id of 'li-at-vienna-embassy' (line 2)"),
        ("missions.csv", "Q2,yes", "Q2,perhaps", "3 error", "neither yes nor no"),
        ("missions.csv", "Bern,Berne", "Bern ,Berne", "3 warning", "spaces around 'Bern'"),
        ("missions.csv", "16.4,SK", "16.4,AT", "2 warning", "the host itself"),
        ("missions.csv", "16.4,SK", "16.4,CH", "2 warning", "overlaps that of 'li-ch-bern-embassy' (line 3)"),
        ("missions.csv", "7.4,,", "7.4,SK,", "3 warning", "jurisdiction SK overlaps that of 'li-at-vienna-embassy'"),
        # people
        ("people.csv", "Mara Quist,,", "Mara Quist,ilen tovarr,", "3 error", "also a name of 'Ilen Tovar' (line 2)"),
        ("people.csv", "Ilen Tovarr", "I", "2 error", "fewer than two letters"),
        ("people.csv", "Ilen Tovarr", "Royal Government", "2 warning", "also a name of party 'crown'"),
        ("people.csv", ",AT", ",", "3 warning", "does not say for which"),
        ("people.csv", "foreign minister,", "foreign minister,CH", "2 warning", "at once"),
        ("people.csv", "Mara Quist", " Mara Quist", "3 warning", "spaces around"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(pack: Path, name: str, old: str, new: str, place: str, words: str) -> None:
    """All of these packs load: only a check finds these faults."""
    spoil(pack, name, old, new)
    found = [told(fault) for fault in check(pack)]
    assert [line for line in found if line.startswith(f"{name}:{place}: ") and words in line] != [], found
    load_folder(pack)


def test_a_second_embassy_in_a_state_is_doubtful(pack: Path) -> None:
    row = "li-at-graz-embassy,embassy,AT,Graz,,,47.1,15.4,,,yes\n"
    (pack / "missions.csv").write_text(MISSIONS + row, "utf-8")
    assert [told(f) for f in check(pack)] == [
        "missions.csv:5 warning: a second embassy in AT, besides 'li-at-vienna-embassy' (line 2)"
    ]


def test_what_keeps_a_pack_from_loading_is_told_all_at_once(pack: Path) -> None:
    spoil(pack, "situation.toml", 'sending = "LI"\nstart = 2020-01-01', 'sending = "XX"\nstart = "2020"')
    spoil(pack, "missions.csv", "embassy,AT,Vienna", "palace,QQ,Vienna")
    spoil(pack, "people.csv", ",crown,foreign minister,", ",clown,foreign minister,QQ")
    errors = [f"{f.path.name}:{f.line} {f.message}" for f in check(pack)]
    assert errors == [
        "situation.toml:3 'XX' is no ISO 3166-1 alpha-2 code of states.csv",
        "situation.toml:4 'start' is missing or no day (write it bare: 2021-08-15)",
        "missions.csv:2 'QQ' is no code of states.csv",
        "missions.csv:2 'palace' is no kind of mission: known are embassy, consulate-general, consulate, "
        "permanent-mission, liaison-office, office, unknown",
        "people.csv:2 'QQ' is no code of states.csv",
        "people.csv:2 'clown' is no party of the pack",
        "people.csv:2 'Ilen Tovar' is of a party and of the state QQ at once",
    ]


def test_a_broken_table_does_not_hide_the_rest(pack: Path) -> None:
    spoil(pack, "situation.toml", "lapse_days = 365", "lapse_days = ")
    spoil(pack, "missions.csv", ",embassy,AT", ",palace,AT")
    (pack / "people.csv").unlink()
    assert [f"{f.path.name}:{f.line}" for f in check(pack)] == ["situation.toml:5", "missions.csv:2", "people.csv:None"]


def test_columns_and_quotes(pack: Path) -> None:
    spoil(pack, "missions.csv", "id,kind", "id,sort")
    spoil(pack, "people.csv", "Mara Quist", '"Mara Quist')
    assert [f"{f.path.name}:{f.line}" for f in check(pack)] == ["missions.csv:1", "people.csv:3"]


LINES = {name: text.splitlines() for name, text in FILES.items()}
EDITS = st.lists(
    st.tuples(
        st.sampled_from(sorted(FILES)),
        st.integers(0, 40),
        st.sampled_from(["drop", "twice", "cut", "swap", "quote"]),
        st.integers(0, 60),
    ),
    max_size=3,
)


def edited(edits: list[tuple[str, int, str, int]]) -> dict[str, str]:
    """The files after some slips of the pen: a line lost or doubled, cut off, or with two letters changed."""
    lines = {name: list(text) for name, text in LINES.items()}
    for name, where, what, at in edits:
        rows = lines[name]
        if not rows:
            continue
        n = where % len(rows)
        row = rows[n]
        i = at % (len(row) + 1)
        if what == "drop":
            del rows[n]
        elif what == "twice":
            rows.insert(n, row)
        else:
            rows[n] = {"cut": row[:i], "swap": row[:i] + "zz" + row[i + 2 :], "quote": row[:i] + '"' + row[i:]}[what]
    return {name: "".join(f"{row}\n" for row in rows) for name, rows in lines.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(EDITS)
def test_what_does_not_load_has_an_error_and_what_has_none_loads(
    tmp_path: Path, edits: list[tuple[str, int, str, int]]
) -> None:
    """The law that ties `load` and `check`: the fault that is raised is one of those that are told."""
    folder = write(tmp_path / "liechtenstein-invented", edited(edits))
    load_folder.cache_clear()
    faults = check(folder)
    try:
        load_folder(folder)
    except SituationError as error:
        assert str(error) in [str(f.error()) for f in faults if f.level == "error"]
    for fault in faults:
        length = len((folder / fault.path.name).read_text("utf-8").splitlines())
        assert fault.line is not None and 1 <= fault.line <= length + 1
        assert "\n" not in fault.message
