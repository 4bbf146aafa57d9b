"""Ledgers to export: with all three rights, redactions, rulings, and with content that tries to break formats."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from accredit.export import FORMATS, Options, Source, export, export_folder
from accredit.ledger import Ledger
from accredit.model import Actor, Article, Claim, Situation, Span
from accredit.ruling import Ruling
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, TOVAR, WORLD, article, day, since, voice

BY = {"who": "Ona Brandt", "why": "the page says so"}

_FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A", "=cmd|' /C calc'!A0")
_MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><b>", "&amp;&lt;&#x3c;", "<!--", "-->",
    "]]>", "<![CDATA[x]]>", "<?xml?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>",
)  # fmt: skip
_CONTROLS = tuple(f"a{chr(n)}b" for n in (0, 1, 7, 8, 9, 10, 11, 12, 13, 27, 31, 127, 133, 0x2028, 0x2029, 0xFEFF))
_TURNS = tuple(f"a{c}b" for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_BREAKS = (
    '"', "'", "\\", '\\"', '"""', "'''", '" .\n<a> <b> <c> .', "\\u0022", "\\n", "{}", "{0}", "{party}", "%s", "%(x)s",
    "${x}", "`x`", "a|b", "a||b", "a\tb", "a;b", "a,b", '"a","b"', "a\r\nb", "/*", "--", "'; DROP TABLE claims; --",
    "]}", '"}', '","cut":true}', '"evidence":{"start":1,"end":2,"exact":"x"}', "<http://a>", "_:b", "@prefix", "^^x",
    "!S854", "Q42", "P137", "LAST", "CREATE", "-Q1\tP1", "+2020-01-01T00:00:00Z/11", "//", "#",
)  # fmt: skip
_CODES = (
    "\ud800",
    "\udfff",
    "\ud83d\ude00",
    "\U0001f600",
    "e\u0301",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "ﷺ",
    "\u0000\u0000",
)
_SHAPES = ("{}", "x {} y")

INJECTIONS: tuple[str, ...] = tuple(
    shape.replace("{}", words)
    for shape, words in product(_SHAPES, (*_FORMULAS, *_MARKUP, *_CONTROLS, *_TURNS, *_BREAKS, *_CODES))
)
"""Content that is a formula, markup, a control, a turn of direction, or an end of something in some format."""


def injected() -> Iterator[tuple[Article, Claim]]:
    """One article and claim for each: as title, outlet, name, role, words of a day, address and evidence."""
    for number, words in enumerate(INJECTIONS):
        text = f"{words} The crown runs it. {words}"
        one = article(
            text, id=f"i{number}", outlet=words, title=words, url=f"https://example.org/{words}", author=words,
            language="en",
        )  # fmt: skip
        spoken = voice(words, "official", role=words, party="crown", said=day("2021-03-04", words))
        made = said(
            one, evidence=Span.of(text, 0, len(text)), chain=(voice(words), spoken), person=Actor(words, words),
            predicate=("controls", "holds_post", "visited")[number % 3], party="crown",
        )  # fmt: skip
        yield one, made


def fill_with_injections(ledger: Ledger) -> None:
    """Articles of which everything may leave, whatever is in them."""
    found = list(injected())
    ledger.append_all([(one, [reading(one, made)]) for one, made in found])
    for one, _ in found:
        ledger.append_ruling(Ruling.on_article("rights", one, "open", **BY))


SECRET = "The hidden envoy keeps the keys of the house in Corro. " * 12
QUOTED = "The crown runs the embassy in Belm, and its staff says so. " * 20
OPEN = "The assembly denies that the crown runs the embassy. " * 10
GONE = "What was told here was taken out for a good reason. " * 10


def fill_with_rights(ledger: Ledger) -> dict[str, Article]:
    """Four articles: open, quote and private by ruling, and one whose claim was redacted."""
    made = {
        "open": article(OPEN, id="open-1", title="Open title", url="https://example.org/open", outlet="Open Gazette"),
        "quote": article(QUOTED, id="quote-1", title="Quoted title", url="https://example.org/quote", language="en"),
        "private": article(SECRET, id="private-1", title="Private title", outlet="Hidden Outlet"),
        "redacted": article(GONE, id="gone-1", title="Gone title", outlet="Gone Outlet"),
    }
    for name, one in made.items():
        claims = _claims(name, one)
        ledger.append(one, [reading(one, *claims)])
        if name in ("open", "private"):
            ledger.append_ruling(Ruling.on_article("rights", one, name, **BY))
    gone = next(r for r in ledger.claims(WORLD) if r.article.id == "gone-1")
    ledger.redact(gone.claim.id, reason="law", who="Ona Brandt")
    return made


def _claims(name: str, one: Article) -> list[Claim]:
    """A short and a long quote: the crown runs Belm, and who denies it."""
    who = voice(f"{name.title()} Speaker", "official", party="assembly" if name == "open" else "crown")
    chain = (voice(one.outlet), who)
    polarity = "denied" if name == "open" else "affirmed"
    short = said(one, evidence=Span.of(one.text, 0, 35), chain=chain, polarity=polarity, when=since("2021-02-01"))
    post = said(
        one, evidence=Span.of(one.text, 60, 500), chain=chain, predicate="holds_post", mission=CORRO,
        person=Actor(TOVAR.name, "ambassador"),
    )  # fmt: skip
    return [short, post] if name != "redacted" else [short]


def written(name: str, ledger: Ledger, situation: Situation = WORLD, **options: Any) -> bytes:
    """What a format that is one file holds."""
    stream = io.BytesIO()
    export(name, ledger, situation, Options(**options), stream)
    return stream.getvalue()


def folder(ledger: Ledger, place: Path, situation: Situation = WORLD, **options: Any) -> Source:
    """The csv format, written into a folder."""
    place.mkdir(exist_ok=True)
    return export_folder("csv", ledger, situation, Options(**options), place)


def everything(name: str, ledger: Ledger, place: Path, situation: Situation = WORLD, **options: Any) -> bytes:
    """All that a format wrote, whether it is a file or a folder."""
    if not FORMATS[name].folder:
        return written(name, ledger, situation, **options)
    folder(ledger, place, situation, **options)
    return b"".join(path.read_bytes() for path in sorted(place.iterdir()))


def belm() -> str:
    """The mission that the ledgers here are about."""
    return BELM.id
