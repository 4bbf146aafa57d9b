"""The query that docs/gaps.md gives, put to a small graph of our own: what it gives is a snapshot."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from rdflib import Graph

from accredit.gaps import read_snapshot
from accredit.situation import load

GRAPH = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
wd:Q889 wdt:P297 "AF" ; rdfs:label "Afghanistan"@en .
wd:Q863 wdt:P297 "TJ" ; rdfs:label "Tajikistan"@en, "Tadschikistan"@de .
wd:Q813 wdt:P297 "KG" ; rdfs:label "Kyrgyzstan"@en .
wd:Q3917681 wdt:P279 wd:Q213283 ; rdfs:label "embassy"@en .
wd:Q9365 rdfs:label "Dushanbe"@en .
wd:Q70000 rdfs:label "Office of Invented Affairs"@en .
wd:Q80001 wdt:P31 wd:Q3917681 ; wdt:P137 wd:Q889, wd:Q70000 ; wdt:P17 wd:Q863 ; wdt:P131 wd:Q9365 ;
  wdt:P625 "Point(68.77905 38.53575)" ; wdt:P1001 wd:Q863, wd:Q813 .
wd:Q80002 wdt:P31 wd:Q3917681 ; wdt:P137 wd:Q889 ; wdt:P17 wd:Q813 .
wd:Q80003 wdt:P31 wd:Q3917681 ; wdt:P137 wd:Q863 ; wdt:P17 wd:Q813 .
"""


def test_the_query_gives_a_snapshot(root: Path, tmp_path: Path) -> None:
    """Two missions of the state, one with all that is asked for and one with nothing beyond what is needed."""
    page = (root / "docs" / "gaps.md").read_text("utf-8")
    query = re.search(r"<!-- query -->\n```sparql\n(.*?)```", page, re.DOTALL)
    assert query is not None
    graph = Graph().parse(data=GRAPH, format="turtle")
    found = graph.query(query[1])
    path = tmp_path / "query.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(found.vars or ())
        writer.writerows([["" if cell is None else cell for cell in row] for row in found])  # type: ignore[union-attr]
    full, bare = sorted(read_snapshot(path, load("afghanistan-2021")).rows, key=lambda r: r.item)
    assert (full.item, full.host, full.city, full.kind) == ("Q80001", "TJ", "Dushanbe", "embassy")
    assert (full.latitude, full.longitude) == (38.53575, 68.77905)
    assert (sorted(full.covers), full.operators) == (["KG", "TJ"], ("Office of Invented Affairs",))
    assert (bare.item, bare.host, bare.city, bare.latitude, bare.operators) == ("Q80002", "KG", None, None, ())
