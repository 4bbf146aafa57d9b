"""One story in several dresses: as a page, for print, for phones, as AMP, in a feed, as another paper's wire copy.

All are carriers of one text, and count once; a reporter of one's own counts again.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from accredit.answers import recorded, verdict
from accredit.ledger import open_ledger
from accredit.pipeline import Summary, read_into
from accredit.situation import load

AFGHANISTAN = load("afghanistan-2021")
BODY = (
    "The Afghan embassy in Tehran is now run by the Taliban, Iran's foreign ministry said on Monday.",
    "The keys were handed over in the morning, in a short ceremony on the second floor that nobody filmed.",
    "“We have nothing to add to what can be seen from the street,” a spokesman for the ministry told reporters.",
    "Some of the former staff carried boxes to a van; two of them said that they had not been paid since autumn.",
    "The embassy will open its consular counters again next week, according to a notice on its door.",
)
OWN = (
    "A new flag went up over the Afghan mission in Tehran on Monday afternoon, before a crowd of students.",
    "Iran's foreign ministry said that the Taliban run the Afghan embassy in Tehran since this week.",
    "Students who waited at the gate for stamps on their certificates were told to come back on Thursday.",
)


def page(outlet: str, address: str, body: tuple[str, ...] = BODY, frame: str = "", head: str = "") -> str:
    words = "".join(f"<p>{line}</p>" for line in body)
    told = (
        f'<meta property="og:site_name" content="{outlet}"><link rel="canonical" href="{address}">'
        f'<meta property="article:published_time" content="2023-02-27">{head}'
    )
    return (
        f'<html lang="en"><head><title>Keys change hands</title>{told}</head><body><nav>Home World</nav>'
        f"<article><h1>Keys change hands</h1>{words}{frame}</article><footer>{outlet}</footer></body></html>"
    )


ADDRESS = "https://selm-courier.example/keys"
DRESSES = {
    "page.html": page("Selm Courier", ADDRESS),
    "print.html": page("Selm Courier", ADDRESS + "?print=1", frame="<p>Printed on: 14 July 2025</p>"),
    "mobile.html": page("Selm Courier", "https://m.selm-courier.example/keys").replace("article>", "div>"),
    "amp.html": page("Selm Courier", ADDRESS).replace("<html", "<html amp"),
    "wire.html": page("Duvrin Post", "https://duvrin-post.example/w/1", BODY[:4], "<p>Read also: Ten soups</p>"),
    "changed.html": page("Brill Weekly", "https://brill.example/7", (BODY[0].replace("now", "as of today"), *BODY[1:])),
    "export.jsonl": json.dumps({"text": "\n".join(BODY), "outlet": "Ustrana Wire", "published": "2023-02-27"}),
    "feed.xml": "<rss version='2.0'><channel><title>Lemm News</title><item><title>Keys</title><link>https://l.example/1"
    "</link><pubDate>Mon, 27 Feb 2023 12:00:00 +0000</pubDate><description>"
    + "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in BODY)
    + "</description></item></channel></rss>",
}  # fmt: skip


def read(folder: Path, files: dict[str, str]) -> tuple[Summary, int, str]:
    """What reading says, how many reports the claims of the embassy rest on, and the answer's standing."""
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    with open_ledger(":memory:") as ledger:
        summary = read_into(ledger, [str(folder / name) for name in files], [AFGHANISTAN])
        reports = {r.text for r in recorded(ledger, AFGHANISTAN)}
        found = verdict(ledger, AFGHANISTAN, "af-ir-tehran-embassy", "operator", as_of=date(2023, 3, 1))
    return summary, len(reports), found.standing


def test_all_dresses_of_a_story_are_carriers_of_one_text(tmp_path: Path) -> None:
    summary, reports, _ = read(tmp_path, DRESSES)
    assert summary.problems == ()
    assert summary.read + summary.repeated == len(DRESSES)
    assert reports == 1
    assert summary.copies == summary.read - 1


@pytest.mark.parametrize("name", sorted(set(DRESSES) - {"page.html"}))
def test_each_dress_changes_no_answer(tmp_path: Path, name: str) -> None:
    alone = read(tmp_path, {"page.html": DRESSES["page.html"]})
    both = read(tmp_path, {"page.html": DRESSES["page.html"], name: DRESSES[name]})
    assert alone[1:] == both[1:]
    assert both[0].copies == both[0].read - 1


def test_a_report_of_ones_own_is_no_copy(tmp_path: Path) -> None:
    files = {"page.html": DRESSES["page.html"], "own.html": page("Duvrin Post", "https://duvrin-post.example/o", OWN)}
    summary, reports, _ = read(tmp_path, files)
    assert (summary.copies, reports) == (0, 2)
