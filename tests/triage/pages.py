"""Articles wrapped in web pages as the wild has them: encodings, character references, broken words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from accredit.model import Situation
from accredit.situation import load

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
_WITHOUT_CLAIMS = ("24-khorog-garden.txt", "24-los-yoses-coffee.txt")
_MENU = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
    '<script>var t = {"a": [1, 2, 3]};</script>'
)


def page(body: str, *, charset: str = "utf-8", declared: bool = True) -> bytes:
    """A page around paragraphs of markup, as bytes; what the encoding lacks becomes a character reference."""
    meta = f'<meta charset="{charset}">' if declared else ""
    paragraphs = "".join(f"<p>{part}</p>" for part in body.split("\n\n"))
    head = f"<!DOCTYPE html><html><head>{meta}<title>News</title></head>"
    whole = f"{head}<body>{_MENU}<article>{paragraphs}</article></body></html>"
    return whole.encode(charset, "xmlcharrefreplace")


def _named(match: re.Match[str]) -> str:
    from html.entities import codepoint2name

    name = codepoint2name.get(ord(match[0]))
    return f"&{name};" if name else f"&#{ord(match[0])};"


def wrapped(text: str) -> Iterator[tuple[str, bytes]]:
    """The text as pages of many kinds, each with what is odd about it."""
    plain = html.escape(text, quote=False)
    yield "utf-8", page(plain)
    yield "utf-16-le with a mark", b"\xff\xfe" + page(plain, charset="utf-16-le")
    yield "utf-16-be with a mark", b"\xfe\xff" + page(plain, charset="utf-16-be")
    yield "utf-16-le without a mark", page(plain, charset="utf-16-le", declared=False)
    for charset in ("windows-1256", "windows-1252", "windows-1251", "iso-8859-2", "koi8-r", "gb18030"):
        yield charset, page(plain, charset=charset)
        yield f"{charset}, not declared", page(plain, charset=charset, declared=False)
    yield "named references", page(re.sub(r"[^\x00-\x7f]", _named, plain))
    yield "decimal references for every letter", page(re.sub(r"\w", lambda m: f"&#{ord(m[0])};", plain))
    yield "hexadecimal references for every letter", page(re.sub(r"\w", lambda m: f"&#x{ord(m[0]):X};", plain))
    yield (
        "a reference for every fifth letter of a word",
        page(re.sub(r"(\w{4})(\w)", lambda m: f"{m[1]}&#{ord(m[2])};", plain)),
    )
    yield "soft hyphens after every second letter", page(re.sub(r"(\w\w)(?=\w)", r"\1&shy;", plain))
    yield "soft hyphens as characters", page(re.sub(r"(\w\w\w)(?=\w)", "\\1\u00ad", plain))
    yield "first letter in a tag of its own", page(re.sub(r"\b(\w)(?=\w)", r'<span class="drop">\1</span>', plain))
    yield "bold inside words", page(re.sub(r"\b(\w{3})(\w+)", r"\1<b>\2</b>", plain))
    yield "no-break spaces", page(plain.replace(" ", "&nbsp;"))
    yield "capitals", page(html.escape(text.upper(), quote=False))
    described = json.dumps({"@type": "NewsArticle", "articleBody": text})
    yield "only in JSON-LD, escaped", page(f'<script type="application/ld+json">{described}</script>')


def situations() -> list[Situation]:
    """Both shipped ones."""
    return [load("afghanistan-2021"), load("venezuela-2019")]


def claimed(*, shared: bool) -> Iterator[tuple[str, str]]:
    """Name and text of each article with claims: dev and seeds beside the repository, or our own sets and samples."""
    folders = (
        [SHARED / "bench" / "claims" / "dev", SHARED / "bench" / "claims" / "seeds"]
        if shared
        else [ROOT / "tests" / "gold" / name for name in "abc"]
    )
    for folder in folders:
        rows = map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())
        wanted = {row["article"] for row in rows if len(row) > 1}  # an article alone on its line has no claims
        for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
            article = json.loads(line)
            if article["id"] in wanted:
                yield f"{folder.name}/{article['id']}", article["text"]
    if not shared:
        samples = ROOT / "accredit" / "samples"
        for path in [*sorted(samples.glob("*.txt")), *sorted(samples.glob("*/*.txt"))]:
            if path.name not in _WITHOUT_CLAIMS:
                yield path.name, path.read_text("utf-8").partition("\n\n")[2]
