"""The examples on the pages of the formats: what the program writes for three invented articles.

    python -m tests.export.pages

writes them anew between the marks of each page; a test holds the pages to it.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from accredit.export import FORMATS
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Reading, Situation, Span
from accredit.situation import load
from tests.export.kit import folder, written
from tests.world import claim, voice

ROOT = Path(__file__).resolve().parents[2]
SITUATION = load("afghanistan-2021")
MISSIONS = frozenset({"af-tj-khorog-consulate-general"})
KHOROG = SITUATION.mission("af-tj-khorog-consulate-general")
BEGIN, END = "<!-- example -->", "<!-- end of example -->"
WIDTH, LINES = 160, 14

PAGES: dict[str, tuple[str, ...]] = {
    "csv": ("csv",), "parquet": ("parquet",), "jsonl": ("jsonl",), "geojson": ("geojson",),
    "webannotation": ("webannotation",), "prov": ("prov", "prov-jsonld"), "schemaorg": ("schemaorg",),
    "ftm": ("ftm", "ftm-statements"), "quickstatements": ("quickstatements",), "cameo": ("cameo",),
    "feeds": ("atom", "jsonfeed"),
}  # fmt: skip
"""The formats of each page, docs/export-NAME.md."""


# Made here and not read from the dispatches, so that the pages do not change with every better extraction.
TOLD = (
    ("wire", "Sample Wire", "2023-03-25", "The ministry said that a Taliban delegation visited the consulate."),
    ("gazette", "Sample Gazette", "2023-03-28", "The embassy denied on Tuesday that the consulate was handed over."),
    ("weekly", "Sample Weekly", "2023-11-20", "A diplomat said that the consulate is run from Kabul in practice."),
)  # fmt: skip
SAID: tuple[dict[str, Any], ...] = (
    {"predicate": "visited", "chain": ("the ministry", "government", "taliban"), "aspect": None},
    {"predicate": "handed_over", "chain": ("the embassy", "organisation", "republic"), "polarity": "denied",
     "aspect": None},
    {"predicate": "controls", "chain": (None, "anonymous", "republic"), "basis": "de-facto"},
)  # fmt: skip


def fill(ledger: Ledger) -> None:
    """Three invented articles on Khorog, each with one claim."""
    filler = " Nothing else was told of it that day, and nobody else was asked." * 12
    for (name, outlet, day, words), told in zip(TOLD, SAID, strict=True):
        url = f"https://sample.example/2023/{name}"
        one = Article.make(
            words + filler, id=f"sample-{name}", url=url, outlet=outlet, title=f"Khorog, by {outlet}", published=day,
            language="en", sample=True,
        )  # fmt: skip
        who, kind, party = told["chain"]
        fields = told | {"chain": (voice(outlet), voice(who, kind, party=party)), "mission": KHOROG, "party": "taliban"}
        evidence = Span.of(one.text, 0, len(words))
        made = claim(article_id=one.id, situation=SITUATION.id, evidence=evidence, rule="rules/1", **fields)
        ledger.append(one, [Reading(one.key, "accredit.extract rules/1", "words/1", SITUATION.id, "pack/1", (made,))])


def example(page: str, ledger: Ledger) -> str:
    """The block of a page: the first lines that each of its formats writes, cut where they are long."""
    parts = [_block(name, ledger) for name in PAGES[page]]
    return f"{BEGIN}\n" + "\n".join(parts) + END


def _block(name: str, ledger: Ledger) -> str:
    lines = _lines(name, ledger)
    shown = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in lines[:LINES]]
    more = ["…"] if len(lines) > LINES else []
    command = f"accredit export {name} --mission khorog" + (" --out khorog/" if FORMATS[name].folder else "")
    return f"`{command}` begins:\n\n```\n" + "\n".join((*shown, *more)) + "\n```\n"


def _lines(name: str, ledger: Ledger) -> list[str]:
    if name == "csv":
        with tempfile.TemporaryDirectory() as place:
            folder(ledger, Path(place), SITUATION, missions=MISSIONS, samples="include")
            return (Path(place) / "claims.csv").read_text("utf-8").splitlines()[:4]
    day = None if FORMATS[name].holds == "claims" else date(2023, 12, 31)
    items = {"items": {"taliban": "Q1", "republic": "Q2"}} if name == "quickstatements" else {}
    found = written(name, ledger, _situation(name), missions=MISSIONS, samples="include", as_of=day, **items)
    if name == "parquet":
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "x.parquet"
            path.write_bytes(found)
            return str(pq.read_schema(path).remove_metadata()).splitlines()
    text = found.decode("utf-8")
    if name in ("atom", "jsonfeed"):  # its moments are of this very reading
        text = re.sub(r"20[2-9][0-9]-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "2026-11-22T10:00:00.000000Z", text)
        text = re.sub(r"change:[0-9a-f]{24}", "change:4be1c0ffee4be1c0ffee4be1", text)
    text = re.sub(r"(S813\t\+)[0-9-]{10}", r"\g<1>2026-11-22", text)
    return text.splitlines() or ["(nothing: no statement has a reference with an address)"]


def _situation(name: str) -> Situation:
    """For proposals to Wikidata, with its sandbox as the item of a consulate that has none."""
    if name != "quickstatements":
        return SITUATION
    named = (replace(m, wikidata="Q4115189") if m.id in MISSIONS else m for m in SITUATION.missions)
    return replace(SITUATION, missions=tuple(named))


def updated(text: str, block: str) -> str:
    """A page with its example in the place of the one that stands there."""
    head, _, rest = text.partition(BEGIN)
    return head + block + rest.partition(END)[2]


def main() -> None:
    """Write the examples into the pages."""
    with open_ledger(":memory:") as ledger:
        fill(ledger)
        for page in PAGES:
            path = ROOT / "docs" / f"export-{page}.md"
            path.write_text(updated(path.read_text("utf-8"), example(page, ledger)), "utf-8")


if __name__ == "__main__":
    main()
