"""A mission that much is told of: its page stays a page, and nothing on it leads nowhere."""

from __future__ import annotations

import re
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest

from accredit.ledger import open_ledger
from accredit.situation import load
from accredit.web.pages.matrix import NEWEST, matrix_page
from accredit.web.pages.mission import mission_page
from accredit.web.publish import publish
from accredit.web.site import Site
from accredit.web.view import View
from bench.ledger import fill
from bench.synthetic import LAST, articles
from tests.web.conftest import serving

SITUATION = load("afghanistan-2021")
MISSION = SITUATION.missions[0]
S = f"/{SITUATION.id}"


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,500 claims about one mission by some thirty voices and many unnamed ones."""
    place = tmp_path_factory.mktemp("much") / "much.db"
    with open_ledger(place) as ledger:
        fill(ledger, articles(SITUATION, 1500, seed=4, of=[MISSION]))
    return place


@pytest.fixture(scope="module")
def site(much: Path, make_site: Callable[..., Site]) -> Site:
    return make_site(much, as_of=LAST)


@pytest.fixture(scope="module")
def base(site: Site) -> Iterator[str]:
    with serving(site) as address:
        yield address


class Anchors(HTMLParser):
    """The ids of a page, and the addresses that its references lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.references: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.update(filter(None, [given.get("id")]))
        if tag == "a" and "claim-" in (given.get("href") or ""):
            self.references.append(given["href"] or "")


def of(address: str) -> Anchors:
    return Anchors(urllib.request.urlopen(address).read().decode())


def test_each_proposition_has_the_newest_of_each_stance_and_says_how_many_more(site: Site) -> None:
    view = View.of(site, SITUATION.id)
    short, whole = mission_page(view, MISSION.id), matrix_page(view, MISSION.id)
    assert [row.words for row in short.matrix] == [row.words for row in whole.matrix]
    assert short.left_out == sum(len(row.cells) for row in whole.matrix) - sum(len(r.cells) for r in short.matrix) > 0
    for row, all_of in zip(short.matrix, whole.matrix, strict=True):
        assert row.more == len(all_of.cells) - len(row.cells)
        assert {c.stance for c in row.cells} == {c.stance for c in all_of.cells}
        for stance, shown in Counter(c.stance for c in row.cells).items():
            days = sorted((c.last or date.min for c in all_of.cells if c.stance == stance), reverse=True)
            assert shown == min(NEWEST, len(days))
            assert sorted((c.last or date.min for c in row.cells if c.stance == stance), reverse=True) == days[:shown]


def test_a_mission_of_few_words_has_all_of_its_voices(make_site: Callable[..., Site]) -> None:
    view = View.of(make_site(), SITUATION.id)
    short = mission_page(view, "af-tj-khorog-consulate-general")
    assert short.left_out == 0
    assert short.matrix == matrix_page(view, "af-tj-khorog-consulate-general").matrix


@pytest.mark.parametrize("path", [f"{S}/missions/{MISSION.id}", f"{S}/missions/{MISSION.id}/matrix"])
def test_every_reference_leads_to_its_claim(base: str, path: str) -> None:
    """Most claims that the matrix points to stand on another page of the evidence."""
    page = of(base + path)
    assert any("page=" in target for target in page.references)
    seen: dict[str, Anchors] = {"": page}
    for target in page.references:
        where, _, anchor = target.partition("#")
        if "/articles/" not in where:
            if where not in seen:
                seen[where] = of(base + where)
            assert seen[where].ids[anchor] == 1, target


def test_no_id_stands_twice(base: str) -> None:
    page = of(f"{base}{S}/missions/{MISSION.id}")
    assert [name for name, count in page.ids.items() if count > 1] == []


def test_the_whole_matrix_is_a_page_of_its_own(base: str) -> None:
    text = urllib.request.urlopen(f"{base}{S}/missions/{MISSION.id}").read().decode()
    link = re.search(r'href="([^"]+/matrix)"', text)
    assert link
    assert urllib.request.urlopen(base + link[1]).status == 200


def test_published_references_lead_to_files(make_site: Callable[..., Site], tmp_path: Path) -> None:
    with open_ledger(tmp_path / "some.db") as ledger:
        fill(ledger, articles(SITUATION, 90, seed=4, of=[MISSION]))
    publish(make_site(tmp_path / "some.db", as_of=LAST, public=True, published=True), tmp_path / "site", "year")
    folder = tmp_path / "site" / SITUATION.id / "missions"
    page = Anchors((folder / f"{MISSION.id}.html").read_text("utf-8"))
    others = [t for t in dict.fromkeys(page.references) if not t.startswith("#") and "/articles/" not in t]
    assert others
    for target in islice(others, 50):
        where, _, anchor = target.partition("#")
        assert anchor in Anchors((folder / where).resolve().read_text("utf-8")).ids, target
