"""The parts of pages that need no server: projection, marks that hide none, fills, segments, addresses, JSON."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.model import Span
from accredit.verdict import Verdict
from accredit.views.names import segment
from accredit.web.addresses import Addresses
from accredit.web.geo import HEIGHT, WIDTH, project
from accredit.web.marks import SHAPES, Fill, fill_of
from accredit.web.segments import Stretch, segments
from accredit.web.serialize import to_json
from accredit.web.spread import APART, spread


class TestProjection:
    """Equal Earth (Šavrič, Patterson and Jenny 2018); its raw values are given there."""

    def test_the_middle_of_the_world_is_the_middle_of_the_map(self) -> None:
        x, y = project(0, 0)
        assert x == pytest.approx(WIDTH / 2) and 0 < y < HEIGHT

    def test_its_width_at_the_equator_and_at_the_pole_stand_as_the_paper_gives_them(self) -> None:
        """The pole line is 0.59247 times the equator; the height is 0.48671 times the width."""
        equator = project(180, 0)[0] - project(-180, 0)[0]
        pole = project(180, 90)[0] - project(-180, 90)[0]
        height = project(0, -90)[1] - project(0, 90)[1]
        assert equator == pytest.approx(WIDTH, rel=0.01)
        assert pole / equator == pytest.approx(0.59247, abs=2e-4)
        assert height / equator == pytest.approx(0.48671, abs=2e-4)

    @given(st.floats(-80, 79), st.floats(-170, 169))
    def test_equal_areas_stay_equal(self, latitude: float, longitude: float) -> None:
        """A small cell's area on the map over its area on the sphere is the same everywhere."""
        step = 0.05
        a, b, c = project(longitude, latitude), project(longitude + step, latitude), project(longitude, latitude + step)
        drawn = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))
        real = math.radians(step) * abs(math.sin(math.radians(latitude + step)) - math.sin(math.radians(latitude)))
        zero = project(step, 0), project(0, step), project(0, 0)
        unit = abs((zero[0][0] - zero[2][0]) * (zero[2][1] - zero[1][1])) / (
            math.radians(step) * math.sin(math.radians(step))
        )
        assert drawn / real == pytest.approx(unit, rel=0.01)

    def test_north_is_up_and_east_is_right(self) -> None:
        assert project(71.5, 37.5)[1] < project(71.5, -37.5)[1]
        assert project(71.5, 37.5)[0] > project(-71.5, 37.5)[0]


class TestSpread:
    @given(
        st.dictionaries(
            st.text("abcdef", min_size=1, max_size=4), st.tuples(st.floats(0, 200), st.floats(0, 200)), max_size=40
        )
    )
    def test_no_mark_hides_another_and_the_order_given_is_no_matter(self, at: dict[str, tuple[float, float]]) -> None:
        placed = spread(at)
        assert placed == spread(dict(sorted(at.items(), reverse=True)))
        names = sorted(placed)
        for n, one in enumerate(names):
            for other in names[n + 1 :]:
                (x, y), (p, q) = placed[one], placed[other]
                assert math.hypot(x - p, y - q) >= APART * 0.6

    def test_who_stands_alone_stays_where_it_is(self) -> None:
        assert spread({"a": (10.0, 10.0), "b": (100.0, 10.0)}) == {"a": (10.0, 10.0), "b": (100.0, 10.0)}

    def test_two_in_one_city_stand_side_by_side_around_it(self) -> None:
        placed = spread({"a": (50.0, 50.0), "b": (50.0, 50.0)})
        (x, y), (p, q) = placed["a"], placed["b"]
        assert math.hypot(x - p, y - q) >= APART * 0.95
        assert ((x + p) / 2, (y + q) / 2) == pytest.approx((50.0, 50.0), abs=0.5)


def verdict(**fields: object) -> Verdict:
    plain: dict[str, object] = {
        "question": "operator", "subject": "m", "value": None, "leaning": None, "values": (), "standing": "unknown",
        "since": None, "because": "",
    }  # fmt: skip
    return Verdict(**plain | fields)  # type: ignore[arg-type]


class TestFill:
    """The fill says operator and standing: contested is split, one-sided hollow, unknown grey."""

    @pytest.mark.parametrize(
        ("found", "expected"),
        [
            ({}, Fill("unknown", None, "full")),
            ({"value": "crown", "values": ("crown",), "standing": "agreed"}, Fill("p0", None, "full")),
            ({"value": "assembly", "values": ("assembly",), "standing": "single"}, Fill("p1", None, "full")),
            ({"value": "assembly", "values": ("assembly",), "standing": "one-sided"}, Fill("p1", None, "hollow")),
            ({"values": ("assembly", "crown"), "standing": "contested"}, Fill("p1", "p0", "split")),
            # The leaning stands on the left, so that it is told apart from the other.
            (
                {"values": ("assembly", "crown"), "leaning": "crown", "standing": "contested"},
                Fill("p0", "p1", "split"),
            ),
            # Only one value is told and it is denied: the other half is nobody's.
            ({"values": ("crown",), "leaning": "crown", "standing": "contested"}, Fill("p0", "unknown", "split")),
            ({"value": "closed", "values": ("closed",), "standing": "agreed"}, Fill("closed", None, "full")),
            ({"value": "crown", "values": ("crown",), "standing": "stale"}, Fill("p0", None, "faded")),
            ({"standing": "denied"}, Fill("unknown", None, "hollow")),
        ],
    )  # fmt: skip
    def test_each_standing_has_its_own(self, found: dict[str, object], expected: Fill) -> None:
        assert fill_of(verdict(**found), {"crown": "p0", "assembly": "p1"}) == expected

    def test_each_kind_has_its_own_shape(self) -> None:
        kinds = (
            "embassy",
            "consulate-general",
            "consulate",
            "permanent-mission",
            "liaison-office",
            "office",
            "unknown",
        )
        assert set(SHAPES) == set(kinds)
        assert len(set(SHAPES.values())) == len(kinds)


TEXT = "Belm is ours, said Rell."


class TestSegments:
    def test_marks_that_overlap_cut_each_other(self) -> None:
        """Content 0–12, source 19–23; a claim over 0–7 lies inside the content."""
        found = segments(
            TEXT, [Stretch(0, 12, "content", 1), Stretch(19, 23, "source", 1)], {"c1": Span.of(TEXT, 0, 7)}
        )
        assert [(s.text, s.roles, s.starts, s.claims) for s in found] == [
            ("Belm is", ("content",), ("c1",), ("c1",)),
            (" ours", ("content",), (), ()),
            (", said ", (), (), ()),
            ("Rell", ("source",), (), ()),
            (".", (), (), ()),
        ]

    @given(st.lists(st.tuples(st.integers(0, 23), st.integers(1, 24), st.sampled_from(["content", "source", "cue"]))))
    def test_nothing_of_the_text_is_lost(self, marks: list[tuple[int, int, str]]) -> None:
        stretches = [Stretch(a, b, r, 1) for a, b, r in marks if a < b]  # type: ignore[arg-type]
        assert "".join(s.text for s in segments(TEXT, stretches, {})) == TEXT


class TestAddresses:
    def test_served_addresses_begin_at_the_root_and_keep_the_times(self) -> None:
        at = Addresses("arvenia", published=False, keep=(("as-of", "2021-03-05"),))
        assert at("arvenia", "missions", "xa-belm-embassy") == "/arvenia/missions/xa-belm-embassy?as-of=2021-03-05"
        assert at("arvenia", "missions", "m", anchor="claim-1") == "/arvenia/missions/m?as-of=2021-03-05#claim-1"

    def test_published_addresses_lead_from_page_to_page_in_any_folder(self) -> None:
        at = Addresses("arvenia/missions/m", published=True)
        assert at("arvenia", "states", "XB") == "../../arvenia/states/XB.html"
        assert at("arvenia") == "../../arvenia/index.html"
        assert at() == "../../index.html"
        assert at.static("style.css") == "../../static/style.css"

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "a/b", "", ".", "..", "a\r\nb", "x" * 300, "<b>", "a?b", "con\0"]
    )
    def test_a_hostile_name_becomes_a_harmless_part_of_a_path(self, name: str) -> None:
        assert segment(name) != name
        assert segment(name).isalnum()

    def test_a_plain_name_stays(self) -> None:
        assert segment("af-tj-khorog-consulate-general") == "af-tj-khorog-consulate-general"


@dataclass(frozen=True, slots=True)
class Inner:
    day: date | None


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    parts: tuple[Inner, ...]
    table: dict[str, int]


def test_a_page_as_json_is_its_fields() -> None:
    page = Outer("Belm", (Inner(date(2021, 3, 5)), Inner(None)), {"crown": 2})
    assert json.loads(to_json(page)) == {
        "name": "Belm", "parts": [{"day": "2021-03-05"}, {"day": None}], "table": {"crown": 2},
    }  # fmt: skip


def test_what_no_encoding_can_carry_is_escaped() -> None:
    assert to_json(Inner(None)) == b'{"day": null}'
    assert json.loads(to_json(Outer("\ud800", (), {})))["name"] == "\ud800"
