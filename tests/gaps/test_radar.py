"""Missions that claims tell of and a snapshot of Wikidata does not have: what is a gap, what is not, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.errors import QuestionError
from accredit.gaps import gaps, read_snapshot
from accredit.gaps.matching import same_place
from accredit.model import Party
from tests.gaps.kit import COLUMNS, DAY, radar, snapshot, told
from tests.world import BELM, CORRO, PORT_SEL, TARN, WORLD

OTHER = "Q9,XB,Belmora,XC,Corrovia,Corro,embassy,,,"  # another state's embassy in Corro says nothing of ours
OURS = "XA,Arvenia,XB,Belmora"


class TestWhatIsAGap:
    def test_a_mission_that_no_row_is_near(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,", OTHER), BELM, CORRO)
        assert [g.mission.id for g in found.gaps] == [CORRO.id]
        assert [(p.mission.id, p.row.item) for p in found.present] == [(BELM.id, "Q1")]

    def test_a_consulate_is_not_there_because_the_embassy_is(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,"), PORT_SEL)
        assert [g.mission.id for g in found.gaps] == [PORT_SEL.id]

    def test_each_has_its_evidence(self, tmp_path: Path) -> None:
        (gap,) = radar(snapshot(tmp_path, OTHER), BELM).gaps
        (one,) = gap.evidence
        assert one.claim.evidence.exact == "Of xa-belm-embassy this is told."
        assert (one.article.outlet, one.article.published) == ("Evening Lantern", "2021-03-05")

    def test_an_embassy_that_covers_the_host_from_elsewhere_is_named_beside_the_gap(self, tmp_path: Path) -> None:
        """Corro's embassy is told of in Corro; that Belm's looks after Corrovia does not put it there."""
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,Belmora|Corrovia"), CORRO)
        assert [(g.mission.id, [r.item for r in g.covering]) for g in found.gaps] == [(CORRO.id, ["Q1"])]

    def test_a_mission_whose_city_nobody_names_may_be_the_one_that_covers_the_host(self, tmp_path: Path) -> None:
        unplaced = replace(CORRO, id="xa-xc-embassy", city=None)
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,Belmora|Corrovia"), unplaced)
        assert not found.gaps
        assert [(m.mission.id, m.row.item, m.why) for m in found.likely] == [("xa-xc-embassy", "Q1", "covers the host")]

    @pytest.mark.parametrize("fields", [{"polarity": "denied"}, {"modality": "planned"}, {"modality": "requested"}])
    def test_an_opening_that_did_not_take_place_attests_nothing(self, fields: dict[str, str], tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, OTHER), told(BELM, predicate="opened", party=None, aspect=None, **fields))
        assert not found.gaps

    def test_a_denied_handover_attests_the_mission_all_the_same(self, tmp_path: Path) -> None:
        denied = told(BELM, predicate="handed_over", aspect=None, polarity="denied")
        assert [g.mission.id for g in radar(snapshot(tmp_path, OTHER), denied).gaps] == [BELM.id]


class TestWhatIsThereUnderAnotherName:
    @pytest.mark.parametrize("city", ["Port Sel", "Portsel", "PORT SÉL", "port-sel", "Port Sel municipality"])
    def test_spellings_and_names_of_the_city(self, city: str, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},{city},consulate general,,,"), PORT_SEL)
        assert not found.gaps and [p.row.item for p in found.present] == ["Q1"]

    @pytest.mark.parametrize("kind", ["consulate", "consulate general", "Consulate General of Arvenia"])
    def test_a_consulate_and_a_consulate_general_are_one(self, kind: str, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Port Sel,{kind},,,"), PORT_SEL)
        assert not found.gaps and len(found.present) == 1

    @pytest.mark.parametrize("kind", ["honorary consulate", "trade office", "", "embassy"])
    def test_another_kind_in_the_same_place_is_likely_the_same_and_kept_apart(self, kind: str, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Port Sel,{kind},,,"), PORT_SEL)
        assert not found.gaps and not found.present
        assert [(m.row.item, m.why) for m in found.likely] == [("Q1", "same place, another kind")]

    def test_by_the_packs_own_wikidata_id_whatever_the_row_calls_its_place(self, tmp_path: Path) -> None:
        known = replace(BELM, wikidata="Q77")
        found = radar(snapshot(tmp_path, f"Q77,{OURS},Upper Hamlet,embassy,,,"), known)
        assert [p.row.item for p in found.present] == ["Q77"]

    def test_by_coordinates_in_a_suburb(self, tmp_path: Path) -> None:
        """A tenth of a degree of latitude is 11 km."""
        placed = replace(BELM, latitude=10.0, longitude=20.0)
        near = radar(snapshot(tmp_path, f"Q1,{OURS},Upper Hamlet,embassy,10.1,20.0,"), placed)
        assert [(p.row.item) for p in near.present] == ["Q1"]

    def test_an_embassy_elsewhere_in_the_same_state_is_likely(self, tmp_path: Path) -> None:
        """A state sends another one embassy."""
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Upper Hamlet,embassy,,,"), BELM)
        assert not found.gaps and [m.why for m in found.likely] == ["same host, another place"]

    def test_a_consulate_elsewhere_in_the_same_state_is_another_one(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Upper Hamlet,consulate,,,"), PORT_SEL)
        assert [g.mission.id for g in found.gaps] == [PORT_SEL.id]

    def test_a_row_without_a_place_is_likely(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},,consulate general,,,"), PORT_SEL)
        assert not found.gaps and [m.why for m in found.likely] == ["the row names no place"]

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Khorog", "Khorugh"), ("Khorog", "Chorugh"), ("Dushanbe", "Dushanbeh"), ("Termez", "Termiz"),
         ("Mashhad", "Meshhed"), ("Oslo", "Oslo municipality"), ("Paris", "16th arrondissement of Paris"),
         ("Kyiv", "Kiev")],
    )  # fmt: skip
    def test_spellings_of_one_place(self, one: str, other: str) -> None:
        assert same_place(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Mary", "Marvy Rocks"), ("Bonn", "Baden"), ("Istanbul", "Ankara"), ("Bonn", "Berlin"), ("Mumbai", "Dubai"),
         ("Kabul", "Kabudrahang"), ("Quetta", "Quito"), ("Termez", "Tashkent")],
    )  # fmt: skip
    def test_other_places(self, one: str, other: str) -> None:
        assert not same_place(one, other)


class TestTheOtherWayRound:
    def test_what_no_claim_tells_of_is_listed_apart_with_the_packs_own_id(self, tmp_path: Path) -> None:
        rows = (f"Q1,{OURS},Belm,embassy,,,", "Q2,XA,Arvenia,XC,Corrovia,Tarn,consulate,,,", OTHER)
        found = radar(snapshot(tmp_path, *rows), BELM)
        assert [(u.row.item, u.mission and u.mission.id) for u in found.untold] == [("Q2", TARN.id)]

    def test_a_likely_match_is_not_untold(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Port Sel,trade office,,,"), PORT_SEL)
        assert not found.untold


class TestOperators:
    COLUMNS = f"{COLUMNS},operator,closed"

    def test_another_operator_than_the_verdict(self, tmp_path: Path) -> None:
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,Assembly of Arvenia,", columns=self.COLUMNS)
        (one,) = radar(listed, BELM).differing
        assert (one.mission.id, one.verdict.value, one.listed) == (BELM.id, "crown", ("Assembly of Arvenia",))

    @pytest.mark.parametrize("operator", ["Crown of Arvenia", "the Crown", "Q5"])
    def test_the_same_operator_by_a_name_or_by_an_item(self, operator: str, tmp_path: Path) -> None:
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,{operator},", columns=self.COLUMNS)
        found = gaps([told(BELM)], WORLD, listed, as_of=DAY, items={"crown": "Q5"})
        assert not found.differing

    def test_no_operator_where_there_is_a_verdict(self, tmp_path: Path) -> None:
        (one,) = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,,", columns=self.COLUMNS), BELM).differing
        assert one.listed == ()

    def test_the_sending_states_own_name_says_nothing_of_who_runs_it(self, tmp_path: Path) -> None:
        """Wikidata often names the state itself: neither party, so no operator."""
        (one,) = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,Arvenia,", columns=self.COLUMNS), BELM).differing
        assert one.listed == ("Arvenia",)

    def test_a_closed_mission_that_is_listed_as_open(self, tmp_path: Path) -> None:
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,the crown,", columns=self.COLUMNS)
        closed = told(BELM, predicate="closed", party=None, aspect=None)
        assert [d.verdict.value for d in radar(listed, closed).differing] == ["closed"]
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,,2021-03-01", columns=self.COLUMNS)
        assert not radar(listed, closed).differing

    def test_an_unknown_answer_differs_from_nothing(self, tmp_path: Path) -> None:
        visited = told(BELM, predicate="visited", aspect=None)
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,the crown,", columns=self.COLUMNS)
        assert not radar(listed, visited).differing

    def test_without_the_column_nothing_is_said_of_operators(self, tmp_path: Path) -> None:
        found = radar(snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,"), BELM)
        assert found.differing == () and not found.names_operators

    def test_two_parties_of_one_name_are_no_answer(self, tmp_path: Path) -> None:
        """A name that both parties go by tells neither."""
        world = replace(WORLD, parties=(*WORLD.parties, Party("third", "Crown of Arvenia", ())))
        listed = snapshot(tmp_path, f"Q1,{OURS},Belm,embassy,,,,Crown of Arvenia,", columns=self.COLUMNS)
        assert len(gaps([told(BELM)], world, listed, as_of=DAY).differing) == 1


class TestTheFile:
    def test_addresses_of_items_doubled_rows_and_marks_at_the_start(self, tmp_path: Path) -> None:
        """As the query service writes them: one row for each value."""
        path = tmp_path / "s.csv"
        row = "http://www.wikidata.org/entity/Q1,XA,Arvenia,XB,Belmora,Belm,embassy,,,"
        path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([COLUMNS, f"{row}Belmora", f"{row}Corrovia", ""]).encode())
        (one,) = read_snapshot(path, WORLD).rows
        assert (one.item, one.covers) == ("Q1", ("XB", "XC"))

    def test_only_the_columns_that_are_needed_are_needed(self, tmp_path: Path) -> None:
        (one,) = snapshot(tmp_path, "Q1,XA,XB,Belm,embassy", columns="wikidata,sending_iso2,host_iso2,city,kind").rows
        assert (one.host, one.city, one.kind) == ("XB", "Belm", "embassy")

    def test_names_of_states_do_where_there_are_no_codes(self, tmp_path: Path) -> None:
        columns = "wikidata,sending_iso2,sending,host_iso2,host,city,kind"
        (one,) = snapshot(tmp_path, "Q1,,arvenia,,Belmora,Belm,embassy", columns=columns).rows
        assert one.host == "XB"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"a,b\n1,2\n", "has no column"),
            (b"", "has no column"),
            (b"\xff\xfe\x00", "not UTF-8"),
            (f"{COLUMNS}\nnonsense,XA,,XB,,Belm,embassy,,,\n".encode(), ":2: 'nonsense' is no item of Wikidata"),
            (f"{COLUMNS}\nQ1,XA,,XB,,Belm,embassy,north,1,\n".encode(), ":2: 'north' is no degree"),
            (f"{COLUMNS}\nQ1,XA\n".encode(), ":2: the row has not 10 fields"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_place(self, content: bytes, words: str, tmp_path: Path) -> None:
        path = tmp_path / "s.csv"
        path.write_bytes(content)
        with pytest.raises(QuestionError, match=words):
            read_snapshot(path, WORLD)

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(QuestionError, match="No such file"):
            read_snapshot(tmp_path / "none.csv", WORLD)


CITIES = st.sampled_from(["Belm", "Port Sel", "Portsel", "Corro", "Tarn", "Oden", "", "Upper Hamlet"])
KINDS = st.sampled_from(["embassy", "consulate", "consulate general", "trade office", ""])
HOSTS = st.sampled_from(["XB", "XC", "XD"])


@given(
    st.lists(st.tuples(HOSTS, CITIES, KINDS), max_size=8),
    st.lists(st.sampled_from(WORLD.missions), max_size=5, unique=True),
)
def test_every_mission_and_every_row_stands_in_one_list(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], missions: list[object]
) -> None:
    """Each mission told of is present, likely or a gap; each row of ours is matched or untold; no row is used twice."""
    lines = [f"Q{n},XA,Arvenia,{host},,{city},{kind},,," for n, (host, city, kind) in enumerate(rows, 1)]
    listed = snapshot(tmp_path_factory.mktemp("s"), *lines)
    found = radar(listed, *missions)  # type: ignore[arg-type]  # missions of the world
    placed = [m.mission.id for m in (*found.present, *found.likely, *found.gaps)]
    assert sorted(placed) == sorted(m.id for m in missions)  # type: ignore[attr-defined]
    used = [m.row.item for m in (*found.present, *found.likely)]
    assert sorted([*used, *(u.row.item for u in found.untold)]) == sorted(r.item for r in listed.rows)
