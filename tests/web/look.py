"""Every page as a picture: `python -m tests.web.look DIR` writes them at three widths, light and dark, to be looked at.

The ledger has the sample dispatches, and the two seeds where they lie beside the repository. The last rows are pages
that a hand has moved: sliders, a map that came closer, a published search.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from accredit.web.pages.article import articles_page
from accredit.web.pages.voices import voices_page
from accredit.web.publish import publish
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from accredit.web.view import View
from tests.web.conftest import FLAGS, hosting, serving

ROOT = Path(__file__).parents[2]
WIDTHS = (360, 800, 1440)
AS_OF = date(2023, 12, 31)
S = "/afghanistan-2021"

Hand = Callable[[Page], object]


def pages(view: View) -> dict[str, str]:
    """The addresses of a served site by the name of the picture."""
    found = {
        "situation": S, "situation-contested": f"{S}?standing=contested", "situation-venezuela": "/venezuela-2019",
        "mission": f"{S}/missions/af-tj-khorog-consulate-general",
        "mission-quiet": f"{S}/missions/af-au-canberra-embassy",
        "matrix": f"{S}/missions/af-tj-khorog-consulate-general/matrix",
        "states": f"{S}/states", "state": f"{S}/states/RU", "articles": f"{S}/articles",
        "compare-choose": f"{S}/compare",
        "voices": f"{S}/voices", "find": f"{S}/find", "find-tj": f"{S}/find?residence=TJ",
        "find-nz": f"{S}/find?residence=NZ", "search": f"{S}/search",
        "search-found": f"{S}/search?q=dushambe+ambassador",
        "fault": f"{S}/missions/atlantis",
    }  # fmt: skip
    articles = [row.article for row in articles_page(view).articles]
    own = [a for a in articles if not a.sample] or articles
    found["article"] = f"{S}/articles/{own[0].name}"
    found["article-sample"] = f"{S}/articles/{articles[0].name}"
    found["compare"] = f"{S}/compare/{own[0].name}/{own[1].name}"
    found["voice"] = f"{S}/voices/{voices_page(view).voices[0].name}"
    return found


def closer(page: Page) -> None:
    """The map, come closer."""
    for _ in range(2):
        page.get_by_role("button", name="Closer").click()


def earlier(page: Page) -> None:
    """Both sliders moved back, and the counts after them."""
    before = page.locator(".counts").inner_text()
    for name in ("As of", "Known at"):
        page.get_by_role("slider", name=name).focus()
        for _ in range(2):
            page.keyboard.press("PageDown")
    page.wait_for_function("before => document.querySelector('.counts').innerText !== before", arg=before)


@contextmanager
def sites() -> Iterator[tuple[str, str, View]]:
    """A served and a published site of the samples and the seeds."""
    situations = [load("afghanistan-2021"), load("venezuela-2019")]
    files = sorted((ROOT / "accredit" / "samples").glob("*.txt"))
    files += sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory(prefix="accredit-look-") as folder:
        place = Path(folder) / "look.db"
        with open_ledger(place) as ledger:
            read_into(ledger, [str(p) for p in files], situations, lambda _: None)
            site = Site(ledger, situations, Options(Catalogue.load(), AS_OF))
            published = Site(ledger, situations, Options(Catalogue.load(), AS_OF, public=True, published=True))
            publish(published, Path(folder) / "site")
            with serving(site) as served, hosting(Path(folder) / "site") as hosted:
                yield served, hosted, View.of(site, situations[0].id)


def shoot(browser: Browser, address: str, place: Path, width: int, scheme: str, hand: Hand | None) -> None:
    """One picture of a whole page."""
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        if hand:
            hand(page)
        page.screenshot(path=place, full_page=True)


def main() -> None:
    """Write the pictures, a folder for each width and scheme."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=Path)
    parser.add_argument("--only", default="", help="pages whose name begins so")
    given = parser.parse_args()
    place = shutil.which("chromium")
    if place is None:
        sys.exit("no chromium is installed (Debian's package chromium has one)")
    with sites() as (served, hosted, view), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=FLAGS)
        wanted: dict[str, tuple[str, Hand | None]] = {name: (served + p, None) for name, p in pages(view).items()}
        wanted |= {"moved-map": (served + S, closer), "moved-sliders": (served + S, earlier)}
        for name in ("index", f"{S[1:]}/search", f"{S[1:]}/compare", f"{S[1:]}/find"):
            wanted[f"published-{name.split('/')[-1]}"] = (f"{hosted}/{name}.html", None)
        for name, (address, hand) in wanted.items():
            for width in WIDTHS if name.startswith(given.only) else ():
                for scheme in ("light", "dark"):
                    folder = given.dir / f"{width}-{scheme}"
                    folder.mkdir(parents=True, exist_ok=True)
                    shoot(browser, address, folder / f"{name}.png", width, scheme, hand)
                    sys.stdout.write(f"{folder / name}.png\n")


if __name__ == "__main__":
    main()
