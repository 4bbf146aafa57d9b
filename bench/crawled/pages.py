"""Made-up web pages of the size and the packing of real ones: frames, menus, scripts, styles, lists of links, words.

All words are our own. A page of news is 20 to 90 kB of HTML of which the article is a tenth; what repeats on every
page of a site (menus, styles, scripts) is made once a site, what differs (addresses, digests, teasers) for each page.
"""

from __future__ import annotations

import html
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass

_SYLLABLES = (
    "ba be bo da de di do fa fe ga gi go ha he ka ke ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro "
    "sa se si so ta te ti to va ve vi vo wa we za ze zo an en in on ar er ir or al el il ol ast est ist ost"
).split()
_PLAIN = (
    "the of and a to in was on for with that by at from as it were an had not but after which said this week people "
    "town council road school market water harvest match season bridge station hospital price report weather river "
    "farmers workers company minister vote budget court police team coach museum concert film book winter summer "
    "investor relations permission visa card commission passport office travel diplomat recognised group republic "
    "government former current foreign affairs mission embassy partner media privacy terms share subscribe newsletter"
).split()
_SECTIONS = "World Europe Asia Africa Americas Business Markets Sport Culture Science Weather Opinion Video".split()
_HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a site repeats."""

    host: str
    name: str
    head: str
    menu: str
    foot: str


class Maker:
    """Makes sites and pages; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        made = ["".join(self._chance.choices(_SYLLABLES, k=self._chance.choice((2, 2, 3, 3, 4)))) for _ in range(6000)]
        self._words = made
        self._paragraphs = [self._paragraph() for _ in range(6000)]
        self._links = [self._link() for _ in range(6000)]
        self.sites = [self._site(number) for number in range(40)]

    def page(self, paragraphs: Sequence[str] | None = None, title: str | None = None) -> tuple[Site, str, str]:
        """A site, an address on it and a page, around the paragraphs, which are markup, or around words of no interest."""
        chance = self._chance
        site = chance.choice(self.sites)
        title = title or " ".join(chance.choices(self._words, k=7)).capitalize()
        told = list(paragraphs) if paragraphs else chance.choices(self._paragraphs, k=chance.randrange(6, 30))
        address = f"https://{site.host}/{chance.randrange(2016, 2027)}/{self._hex(8)}/{title.lower().replace(' ', '-')[:60]}"
        parts = [
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} | {site.name}</title>',
            f'<link rel="canonical" href="{html.escape(address)}"><meta property="og:image" content="https://img.{site.host}/{self._hex(32)}.jpg">',
            site.head,
            f'<script>window.page={{"id":"{self._hex(32)}","build":"{self._hex(40)}","tests":[{self._numbers(30)}]}}</script></head>',
            f"<body>{site.menu}<main><article><h1>{html.escape(title)}</h1>",
            *(f"<p>{words}</p>" for words in told),
            "</article></main>",
            f'<aside><ul>{"".join(chance.choices(self._links, k=chance.randrange(30, 110)))}</ul></aside>',
            f'<script type="application/json">{{"state":[{self._numbers(chance.randrange(100, 900))}],"key":"{self._hex(200)}"}}</script>',
            site.foot,
        ]
        return site, address, "\n".join(parts)

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self._chance.randrange(2, 6)))

    def _sentence(self) -> str:
        chance = self._chance
        words = [
            chance.choice(_PLAIN) if chance.random() < 0.55 else chance.choice(self._words)
            for _ in range(chance.randrange(8, 26))
        ]
        joined = " ".join(words).capitalize()
        if chance.random() < 0.2:
            joined = joined.replace(" it ", " it&rsquo;s ").replace(" to ", "&nbsp;to ")
        return joined + "."

    def _link(self) -> str:
        words = " ".join(self._chance.choices(self._words, k=self._chance.randrange(4, 11)))
        return (
            f'<li class="teaser teaser--{self._chance.choice(("small", "wide", "list"))}"><a href="/{self._hex(10)}/{words.replace(" ", "-")}?ref=side&amp;pos={self._chance.randrange(99)}">'
            f'<img loading="lazy" src="https://cdn.example/{self._hex(24)}.webp" alt="{words}"><span>{words.capitalize()}</span></a></li>'
        )

    def _site(self, number: int) -> Site:
        name = self._chance.choice(self._words).capitalize() + " " + self._chance.choice(("Courier", "Post", "Daily"))
        host = f"www.{name.lower().replace(' ', '-')}-{number}.example"
        styles = "".join(
            f".{self._chance.choice(self._words)}-{self._hex(5)}{{margin:{self._chance.randrange(40)}px;color:#{self._hex(6)};display:flex}}"
            for _ in range(self._chance.randrange(60, 160))
        )
        script = "".join(
            f"function {self._chance.choice(self._words)}{self._hex(3)}(e,t){{return e.{self._chance.choice(self._words)}(t)||t.{self._chance.choice(self._words)}[{self._chance.randrange(99)}]}};"
            for _ in range(self._chance.randrange(60, 200))
        )
        menu = "".join(f'<li><a href="/{s.lower()}" class="nav__link">{s}</a></li>' for s in _SECTIONS)
        places = "".join(f"<option>{self._chance.choice(self._words).capitalize()} Republic</option>" for _ in range(60))
        return Site(
            host,
            name,
            f"<style>{styles}</style><script>{script}</script>",
            f'<header><nav class="nav" role="navigation"><ul>{menu}</ul></nav></header>',
            f"<footer><ul>{menu}</ul><select>{places}</select><p>&copy; {name}. Investor relations &middot; Visa, cards &amp; cheques</p></footer></body></html>",
        )

    def _hex(self, size: int) -> str:
        return "".join(self._chance.choices(_HEX, k=size))

    def _numbers(self, count: int) -> str:
        return ",".join(str(self._chance.getrandbits(20)) for _ in range(count))


LETTERS = string.ascii_letters
