"""Made-up web pages of the size and the packing of real ones: frames, menus, scripts, styles, lists of links, words.

All words are our own. A page is 30 to 80 kB of HTML of which the article is a tenth. What repeats on every page of a
site (menus, styles, scripts) is made once a site; what differs (addresses, digests, teasers) for each page.
"""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_SYLLABLES = (
    "ba", "be", "bo", "da", "de", "di", "do", "fa", "fe", "ga", "gi", "go", "ha", "he", "ka", "ke", "ko", "la", "le",
    "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "pe", "po", "ra", "re", "ri", "ro", "sa", "se",
    "si", "so", "ta", "te", "ti", "to", "va", "ve", "vi", "vo", "wa", "we", "za", "ze", "zo", "an", "en", "in", "on",
    "ar", "er", "ir", "or", "al", "el", "il", "ol", "ast", "est", "ist", "ost",
)  # fmt: skip
_PLAIN = (
    "the", "of", "and", "a", "to", "in", "was", "on", "for", "with", "that", "by", "at", "from", "as", "it", "were",
    "an", "had", "not", "but", "after", "which", "said", "this", "week", "people", "town", "council", "road",
    "school", "market", "water", "harvest", "match", "season", "bridge", "station", "hospital", "price", "report",
    "weather", "river", "farmers", "workers", "company", "minister", "vote", "budget", "court", "police", "team",
    "coach", "museum", "concert", "film", "book", "winter", "summer", "card", "office", "travel", "group", "republic",
    "government", "former", "current", "partner", "media", "share", "letter", "garden", "island", "doctor",
)  # fmt: skip
_DIPLOMACY = ("relations", "mission", "recognised", "ties", "ambassador", "embassy", "passport")
_SECTIONS = (
    "World", "Europe", "Asia", "Africa", "Americas", "Business", "Markets", "Sport", "Culture", "Science", "Weather",
    "Opinion", "Video",
)  # fmt: skip
_IN_PASSING = ("Afghanistan", "Kabul", "Afghan cricketers", "Taliban")
_HEX = "0123456789abcdef"
NAMED = 1000
"""One page in so many names the state in passing, in a teaser beside the article, and is of no interest."""

_TOLD = 8
"""One sentence in so many holds a word of diplomacy."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a site repeats."""

    host: str
    name: str
    head: str
    menu: str
    foot: str


class Maker:
    """Makes sites and pages; the same seed makes the same ones. One in `named` names the state in passing; 0: none."""

    def __init__(self, seed: int, named: int = NAMED) -> None:
        self._named = named
        self._chance = random.Random(seed)
        made = {"".join(self._chance.choices(_SYLLABLES, k=self._chance.choice((2, 2, 3, 3, 4)))) for _ in range(5000)}
        self._words = [*_PLAIN, *sorted(made)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._paragraphs = [self._paragraph() for _ in range(5000)]
        self._links = [self._link(self._some(self._chance.randrange(4, 11))) for _ in range(5000)]
        self.sites = [self._site(number) for number in range(40)]

    def page(self, paragraphs: Sequence[str] = (), title: str = "") -> tuple[str, str]:
        """An address and a page around the paragraphs, which are markup, or around words of no interest."""
        chance = self._chance
        site = chance.choice(self.sites)
        title = title or " ".join(self._some(7)).capitalize()
        told = paragraphs or chance.choices(self._paragraphs, k=chance.randrange(6, 30))
        links = chance.choices(self._links, k=chance.randrange(40, 120))
        if not paragraphs and self._named and chance.randrange(self._named) == 0:
            links.append(self._link([chance.choice(_IN_PASSING), *self._some(5)]))
        address = f"https://{site.host}/{chance.randrange(2016, 2027)}/{self._hex(8)}/{title.lower().replace(' ', '-')}"
        state = f'{{"id":"{self._hex(32)}","build":"{self._hex(40)}","tests":[{self._numbers(30)}]}}'
        parts = [
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            f'<title>{html.escape(title)} | {site.name}</title><link rel="canonical" href="{html.escape(address)}">',
            f"{site.head}<script>window.page={state}</script></head>",
            f"<body>{site.menu}<main><article><h1>{html.escape(title)}</h1>",
            *(f"<p>{words}</p>" for words in told),
            f"</article></main><aside><ul>{''.join(links)}</ul></aside>",
            f'<script type="application/json">{{"state":[{self._numbers(chance.randrange(30, 200))}]}}</script>',
            site.foot,
        ]
        return address, "\n".join(parts)

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self._chance.randrange(2, 6)))

    def _sentence(self) -> str:
        words = self._some(self._chance.randrange(8, 26))
        if self._chance.randrange(_TOLD) == 0:
            words.append(self._chance.choice(_DIPLOMACY))
        joined = " ".join(words).capitalize()
        if self._chance.random() < 0.2:
            joined = joined.replace(" it ", " it&rsquo;s ").replace(" to ", "&nbsp;to ")
        return joined + "."

    def _link(self, words: Sequence[str]) -> str:
        chance, told = self._chance, " ".join(words)
        address = f"/{self._hex(8)}/{told.replace(' ', '-').lower()}?ref=side&amp;pos={chance.randrange(99)}"
        kind = chance.choice(("small", "wide", "list"))
        return (
            f'<li class="teaser teaser--{kind} js-track"><a href="{address}" class="teaser__link" data-track="teaser">'
            f'<img class="teaser__image" loading="lazy" src="https://cdn.example/{self._hex(12)}.webp" alt="{told}">'
            f'<span class="teaser__title">{told.capitalize()}</span></a></li>'
        )

    def _site(self, number: int) -> Site:
        chance = self._chance
        name = f"{chance.choice(self._words).capitalize()} {chance.choice(('Courier', 'Post', 'Daily'))}"
        styles = "".join(
            f".{chance.choice(self._words)}-{self._hex(4)}{{margin:{chance.randrange(40)}px;color:#{self._hex(6)}}}"
            for _ in range(chance.randrange(60, 160))
        )
        script = "".join(
            f"function {chance.choice(self._words)}{self._hex(3)}(e,t){{return e.{chance.choice(self._words)}(t)||t}};"
            for _ in range(chance.randrange(60, 200))
        )
        menu = "".join(f'<li><a href="/{s.lower()}" class="nav__link">{s}</a></li>' for s in _SECTIONS)
        places = "".join(f"<option>{chance.choice(self._words).capitalize()} Republic</option>" for _ in range(60))
        about = f"&copy; {name}. Investor relations &middot; Visa, cards &amp; cheques"
        return Site(
            f"www.{name.lower().replace(' ', '-')}-{number}.example",
            name,
            f"<style>{styles}</style><script>{script}</script>",
            f'<header><nav class="nav" role="navigation"><ul>{menu}</ul></nav></header>',
            f"<footer><ul>{menu}</ul><select>{places}</select><p>{about}</p></footer></body></html>",
        )

    def _hex(self, size: int) -> str:
        return "".join(self._chance.choices(_HEX, k=size))

    def _numbers(self, count: int) -> str:
        return ",".join(str(self._chance.getrandbits(20)) for _ in range(count))
