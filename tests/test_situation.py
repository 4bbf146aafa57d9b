"""Situation packs: the shipped one loads whole; every fault of a pack names its file and line."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from accredit.errors import SituationError
from accredit.model import HOST_STATE
from accredit.situation import load, load_folder, packs_folder, shipped

# An invented contest between two real, uninvolved codes: packs take only codes of states.csv.
TOML = """\
id = "monaco-test"
title = "An invented contest"
sending = "MC"
start = 2020-01-01
lapse_days = 365
capital_party = "crown"
home_cities = ["Old Town"]

[groups]
neighbours = ["SM", "LI"]

[[parties]]
id = "crown"
name = "Crown"
names = ["the crown"]

[[parties]]
id = "assembly"
name = "Assembly"
names = ["the assembly"]
valid_from = 2020-01-01

[[parties]]
id = "host-state"
name = "host state"
names = ["host government"]
"""
MISSIONS = """\
id,kind,host,city,city_names,names,latitude,longitude,jurisdictions,wikidata,active
mc-sm-embassy,embassy,SM,San Marino,Sammarin|Saint Marin,Embassy one,43.9,12.4,LI,Q1,yes
mc-li-consulate,consulate,LI,,,,,,,,yes
"""
PEOPLE = """\
name,names,party,role,state
Ilen Tovar,Ilen Tovarr,crown,foreign minister,
Mara Quist,,,spokesperson,SM
"""
FILES = {"situation.toml": TOML, "missions.csv": MISSIONS, "people.csv": PEOPLE}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of a pack without a fault."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    assert FILES[name].count(old) == 1, "the fault must be one fault"
    (pack / name).write_text(FILES[name].replace(old, new), "utf-8")


def fault(pack: Path) -> str:
    with pytest.raises(SituationError) as raised:
        load_folder(pack)
    message = str(raised.value)
    assert "\n" not in message
    return message.removeprefix(f"{pack}/")


def test_a_pack_in_a_folder(pack: Path) -> None:
    loaded = load(str(pack))
    assert (loaded.id, loaded.sending, loaded.start, loaded.lapse_days) == ("monaco-test", "MC", date(2020, 1, 1), 365)
    assert [p.id for p in loaded.parties] == ["crown", "assembly", HOST_STATE]
    assert loaded.parties[1].valid_from == date(2020, 1, 1)
    assert loaded.groups == {"neighbours": ("SM", "LI")}
    assert (loaded.home_cities, loaded.capital_party, loaded.former_party) == (("Old Town",), "crown", None)
    one, two = loaded.missions
    assert (one.sending, one.host, one.city, one.city_names) == ("MC", "SM", "San Marino", ("Sammarin", "Saint Marin"))
    assert (one.latitude, one.longitude, one.jurisdictions, one.wikidata) == (43.9, 12.4, ("LI",), "Q1")
    assert (two.city, two.names, two.latitude, two.wikidata) == (None, (), None, None)
    assert [(p.name, p.party, p.state) for p in loaded.people] == [
        ("Ilen Tovar", "crown", None),
        ("Mara Quist", None, "SM"),
    ]
    assert load(str(pack)) is loaded, "a pack is read once"


def test_the_digest_tells_packs_apart(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other, same = tmp_path_factory.mktemp("other"), tmp_path_factory.mktemp("same")
    for name, text in FILES.items():
        (same / name).write_text(text, "utf-8")
        (other / name).write_text(text.replace("Ilen Tovarr", "Ilen Towar"), "utf-8")
    assert load_folder(same).digest == load_folder(pack).digest != load_folder(other).digest


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "words"),
    [
        # the table
        ("situation.toml", 'id = "monaco-test"', "id = monaco-test", "situation.toml:1:", "Invalid value"),
        ("situation.toml", 'title = "An invented contest"\n', "", "situation.toml:1:", "'title' is missing"),
        ("situation.toml", 'title = "An invented contest"', 'title = " "', "situation.toml:2:", "'title'"),
        ("situation.toml", 'sending = "MC"', 'sending = "XX"', "situation.toml:3:", "'XX' is no"),
        ("situation.toml", "start = 2020-01-01", 'start = "2020"', "situation.toml:4:", "no day"),
        ("situation.toml", "start = 2020-01-01", "start = 2020-01-01T00:00:00", "situation.toml:4:", "no day"),
        ("situation.toml", "lapse_days = 365", "lapse_days = 0", "situation.toml:5:", "no positive number"),
        ("situation.toml", "lapse_days = 365", "lapse_days = true", "situation.toml:5:", "no positive number"),
        ("situation.toml", '["SM", "LI"]', '["SM", "XX"]', "situation.toml:10:", "'XX'"),
        ("situation.toml", '["SM", "LI"]', '"SM"', "situation.toml:10:", "list"),
        ("situation.toml", 'capital_party = "crown"', 'capital_party = "duke"', "situation.toml:6:", "'duke' is no"),
        ("situation.toml", 'home_cities = ["Old Town"]', 'home_cities = "Old Town"', "situation.toml:7:", "list"),
        # parties: the line is that of the party's heading
        ("situation.toml", 'name = "Assembly"\n', "", "situation.toml:17:", "'name'"),
        ("situation.toml", 'names = ["the crown"]', 'names = "the crown"', "situation.toml:12:", "'names'"),
        ("situation.toml", 'names = ["the crown"]', "names = [1]", "situation.toml:12:", "'names'"),
        ("situation.toml", "valid_from = 2020-01-01", 'valid_from = "2020"', "situation.toml:17:", "'valid_from'"),
        ("situation.toml", 'id = "assembly"', 'id = "crown"', "situation.toml:17:", "'crown' stands twice"),
        ("situation.toml", 'id = "host-state"', 'id = "landlord"', "situation.toml:12:", "'host-state'"),
        # missions
        ("missions.csv", "id,kind,host", "id,sort,host", "missions.csv:1:", "columns must be id,kind,host"),
        ("missions.csv", "mc-li-consulate,consulate,LI", ",consulate,LI", "missions.csv:3:", "'' is empty"),
        ("missions.csv", "mc-li-consulate", "mc-sm-embassy", "missions.csv:3:", "stands twice"),
        ("missions.csv", ",embassy,", ",palace,", "missions.csv:2:", "'palace' is no kind"),
        ("missions.csv", "consulate,LI", "consulate,XX", "missions.csv:3:", "'XX' is no code"),
        ("missions.csv", "12.4,LI", "12.4,XX", "missions.csv:2:", "'XX' is no code"),
        ("missions.csv", "43.9", "north", "missions.csv:2:", "latitude 'north' is no number"),
        ("missions.csv", "Q1,yes", "Q1", "missions.csv:2:", "has not 11 fields"),
        ("missions.csv", "Q1,yes", "Q1,yes,no", "missions.csv:2:", "has not 11 fields"),
        ("missions.csv", "Embassy one", '"Embassy one', "missions.csv:2:", "unexpected end"),
        # people
        ("people.csv", "Mara Quist", "", "people.csv:3:", "without a name"),
        ("people.csv", ",crown,", ",clown,", "people.csv:2:", "'clown' is no party"),
        ("people.csv", ",SM", ",XX", "people.csv:3:", "'XX' is no code"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_line(pack: Path, name: str, old: str, new: str, place: str, words: str) -> None:
    spoil(pack, name, old, new)
    message = fault(pack)
    assert message.startswith(place)
    assert words in message


@pytest.mark.parametrize("name", FILES)
def test_bytes_that_are_no_text(pack: Path, name: str) -> None:
    (pack / name).write_bytes(FILES[name].encode().replace(b"\n", b"\n\xff", 1))
    assert fault(pack).startswith(f"{name}:2: not UTF-8")


@pytest.mark.parametrize("name", ["missions.csv", "people.csv"])
def test_a_file_that_is_not_there(pack: Path, name: str) -> None:
    (pack / name).unlink()
    assert fault(pack) == f"{name}: No such file or directory"


@pytest.mark.parametrize("name", ["atlantis", "no/such/folder", "/no/such/folder"])
def test_no_such_situation(name: str) -> None:
    with pytest.raises(SituationError, match=f"no situation '{name}': known are .*afghanistan-2021.*"):
        load(name)


class TestShipped:
    def test_is_known_by_its_folder(self) -> None:
        assert "afghanistan-2021" in shipped()

    @pytest.mark.parametrize("name", shipped())
    def test_loads_under_its_own_id(self, name: str) -> None:
        assert load(name).id == name

    def test_afghanistan_has_the_missions_that_a_reader_asks_for(self) -> None:
        """Ids that others rely on: those of the published list of missions."""
        loaded = load("afghanistan-2021")
        found = {(m.host, m.city): m.id for m in loaded.missions}
        assert found["TJ", "Khorog"] == "af-tj-khorog-consulate-general"
        assert found["TJ", "Dushanbe"] == "af-tj-dushanbe-embassy"
        assert found["TM", "Ashgabat"] == "af-tm-ashgabat-embassy"
        assert (loaded.sending, loaded.start) == ("AF", date(2021, 8, 15))
        assert set(loaded.groups["neighbours"]) == {"CN", "IR", "PK", "TJ", "TM", "UZ"}

    def test_a_party_of_a_pack_never_answers_who_runs_a_mission(self) -> None:
        """Who runs a mission comes from claims alone: no column of the pack says it."""
        with (packs_folder() / "afghanistan-2021" / "missions.csv").open(encoding="utf-8", newline="") as lines:
            assert not {"party", "operator", "controls"} & set(csv.DictReader(lines).fieldnames or ())
