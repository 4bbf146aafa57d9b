"""What every page must be to everybody: accessible, light, quiet, readable from right to left, printable."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from accredit.web.site import Site
from accredit.web.strings import Catalogue
from tests.web.conftest import Tab, serving

S = "/afghanistan-2021"
AXE = Path("accredit") / "web" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "", "/missions/af-tj-khorog-consulate-general", "/missions/af-nz-nowhere",
    "/missions/af-tj-khorog-consulate-general/matrix", "/states", "/states/RU", "/articles",
    "/articles/{article}", "/compare", "/compare/{article}/{other}", "/voices", "/voices/{voice}", "/find",
    "/find?residence=TJ", "/search", "/search?q=dushambe",
)  # fmt: skip


def filled(path: str, base: str) -> str:
    """A page's address with names of this site."""

    def names(of: str) -> list[str]:
        found = json.loads(urllib.request.urlopen(f"{base}{S}/{of}.json").read())[of]
        return [each["article"]["name"] if of == "articles" else each["name"] for each in found]

    if "{" not in path:
        return base + S + path
    articles = names("articles")
    return base + S + path.format(article=articles[11], other=articles[8], voice=names("voices")[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, served: str, root: Path, path: str, scheme: str) -> None:
    """WCAG 2.2 A and AA, and what axe-core calls best practice."""
    looked_at_by_axe(browser, filled(path, served), root, scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/index.html", f"{S}/search.html#q=dushambe", f"{S}/compare.html", f"{S}/find.html"])
def test_axe_finds_nothing_in_files(browser: Browser, hosted: str, root: Path, path: str, scheme: str) -> None:
    """Where published pages differ from served ones."""
    looked_at_by_axe(browser, hosted + path, root, scheme)


def looked_at_by_axe(browser: Browser, address: str, root: Path, scheme: str) -> None:
    # Only here the policy is passed by, for the script that looks at the page.
    with browser.new_context(bypass_csp=True, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.add_script_tag(path=root / AXE)
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    told = [
        (v["id"], v["help"], [n["html"][:160] + " | " + n["failureSummary"][:300] for n in v["nodes"][:4]])
        for v in found["violations"]
    ]
    assert told == []
    assert len(found["passes"]) > 10


# The words of neighbours in a row of a table, or of a list of facts, that stand on the same spot.
PRINTED_OVER = """() => {
  const spots = e => { const r = document.createRange(); r.selectNodeContents(e); return [...r.getClientRects()]; };
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return [...document.querySelectorAll("tbody tr, dl.facts")].flatMap(row => [...row.children].filter(
    (cell, n) => n && spots(row.children[n - 1]).some(a => spots(cell).some(b => over(a, b)))
  ).map(cell => cell.textContent.trim().slice(0, 80)));
}"""


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen_and_no_cell_prints_over_another(
    browser: Browser, served: str, path: str, width: int
) -> None:
    """320 units are 1280 at four times the size: WCAG 1.4.10."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(filled(path, served))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate(PRINTED_OVER) == []


def test_a_long_stance_prints_over_nobody(browser: Browser, served: str) -> None:
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{served}{S}/missions/af-tj-dushanbe-embassy/matrix")
        assert page.locator(".c-declines_to_comment, .c-has_not_confirmed").count() > 0
        assert page.evaluate(PRINTED_OVER) == []


@pytest.mark.parametrize("path", [path for path in PAGES if "nowhere" not in path])  # which the console complains of
def test_no_page_asks_anything_of_another_machine(tab: Tab, served: str, path: str) -> None:
    tab.page.goto(filled(path, served))
    tab.page.wait_for_load_state("networkidle")
    assert tab.asked
    tab.quiet()


def test_the_first_page_is_light(browser: Browser, served: str) -> None:
    """At most 150 kB of script and 300 kB in all, as they come over the wire."""
    sizes: dict[str, int] = {}
    with browser.new_context() as context:
        page = context.new_page()
        page.on("response", lambda r: sizes.update({r.url: r.request.sizes()["responseBodySize"]}))
        page.goto(served)
        page.wait_for_load_state("networkidle")
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert 0 < scripts <= 150_000
    assert sum(sizes.values()) <= 300_000


def test_everything_is_reached_by_keys(tab: Tab, served: str) -> None:
    """From the top of the page: the first stop leads past the menu, and a mark opens its mission."""
    page = tab.page
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName + (document.activeElement.type || '')"))
    assert {"INPUTrange", "INPUTdate", "a"} <= seen
    page.locator(".map .mark").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/missions/"))


@pytest.fixture(scope="module")
def turned(make_site: Callable[..., Site]) -> object:
    english = Catalogue.load()
    strings = {name: f"⟦{words}⟧" for name, words in english.strings.items()}
    with serving(make_site(catalogue=Catalogue("ar", "rtl", strings))) as base:
        yield base


class TestRightToLeft:
    """A language that does not exist: every string in brackets, written from right to left."""

    @pytest.mark.parametrize("path", PAGES)
    def test_pages_are_mirrored_and_stay_within_the_screen(self, browser: Browser, turned: str, path: str) -> None:
        with browser.new_context(viewport={"width": 1000, "height": 800}) as context:
            page = context.new_page()
            page.goto(filled(path, turned))
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            heading = page.locator("h1").bounding_box()
            brand = page.locator(".brand").bounding_box()
            assert heading and brand
            assert brand["x"] + brand["width"] > 900
            assert heading["x"] + heading["width"] > 900

    @pytest.mark.parametrize("path", PAGES)
    def test_every_word_of_the_interface_comes_from_the_catalogue(
        self, browser: Browser, turned: str, path: str
    ) -> None:
        """Labels, buttons, headings of tables, terms and menus; what the ledger says stays as it is."""
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(filled(path, turned))
            said = page.evaluate(
                """() => [...document.querySelectorAll('nav a, button, label, thead th, dt, h2, summary, .skip')]
                .map(e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join(''))
                .filter(t => /[A-Za-z]/.test(t) && !t.startsWith('⟦'))"""
            )
        allowed = {"A", "B", "Tajikistan"}  # the letters of a comparison, and the country that was chosen
        assert [words for words in said if words not in allowed] == []


def test_print_leaves_out_what_paper_cannot_do(browser: Browser, served: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served}{S}/missions/af-tj-khorog-consulate-general")
        page.emulate_media(media="print")
        assert not page.locator("header nav").is_visible()
        assert not page.locator("form").first.is_visible()
        assert not page.get_by_role("button", name="Copy").is_visible()
        assert page.locator(".answers").is_visible() and page.locator(".citation").is_visible()
        assert page.pdf()[:5] == b"%PDF-"


def test_every_string_is_used_and_every_used_one_is_there(root: Path) -> None:
    """A string is named in a template or a module, or its table is reached by a value of the data."""
    sources = "".join(p.read_text("utf-8") for p in (root / "accredit" / "web").glob("templates/*.html"))
    named = set(re.findall(r't\("([a-z]+\.[a-z_]+)"', sources))
    modules = "".join(p.read_text("utf-8") for p in (root / "accredit" / "web").rglob("*.py"))
    named |= set(re.findall(r'catalogue\("([a-z]+\.[a-z_]+)"', modules))
    reached = set(re.findall(r't\("([a-z]+\.[a-z_]*)" ~', sources))
    strings = Catalogue.load().strings
    assert {name for name in named - reached if name not in strings} == set()
    plain = {name.removesuffix("_one") for name in strings}
    unused = {n for n in plain if n not in sources and n not in named and not any(n.startswith(r) for r in reached)}
    assert unused == set()


def test_the_style_is_small(root: Path) -> None:
    assert len(gzip.compress((root / "accredit" / "web" / "static" / "style.css").read_bytes())) < 12_000
