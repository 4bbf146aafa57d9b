"""Search over missions, states, people, voices, articles and claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accredit.errors import QuestionError
from accredit.export.allowance import name_of
from accredit.views.names import segment
from accredit.views.words import claim_words, mission_words, printable, subject_words
from accredit.web.pages.voices import voices_page
from accredit.web.searching import KINDS, Index, Item, Kind
from accredit.web.view import Asked, View

LONGEST = 200
"""Characters of a query at most."""

EACH = 12
"""Results of each kind."""

TEXTS = 3000
"""Articles whose whole text is searched on one's own machine, the newest; of the others title and outlet."""


@dataclass(frozen=True, slots=True)
class Found:
    """The results of one kind, the best first."""

    kind: Kind
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found for some words; `found` is empty where nothing was looked for or nothing is there."""

    asked: Asked
    words: str
    found: tuple[Found, ...]


def search_page(view: View, words: str = "") -> SearchPage:
    """The results. Raises QuestionError for a query that is too long."""
    if len(words) > LONGEST:
        raise QuestionError(f"q: at most {LONGEST} characters")
    if not words.strip():
        return SearchPage(view.asked, "", ())
    name = ("index", view.snapshot.head, view.situation.id, view.times.known_at, view.times.recorded_at, view.without)
    index = view.site.remember(name, lambda: Index(items(view)))
    found = index.find(words, EACH)
    return SearchPage(view.asked, words, tuple(Found(k, tuple(found[k])) for k in KINDS if found[k]))


def items(view: View, *, texts: bool = True) -> Iterator[tuple[Item, str]]:
    """All that can be found, each with the words to find it by; with `texts`, articles by all that they say."""
    snapshot, own = view.snapshot, view.situation.id
    for mission in snapshot.missions.values():
        words = mission_words(mission, snapshot.situation.state(mission.host))
        names = " ".join((words, mission.id.replace("-", " "), *mission.city_names, *mission.names))
        yield Item("mission", words, mission.id, (own, "missions", segment(mission.id))), names
    for state in snapshot.situation.states:
        names = " ".join((state.name, *state.names, *state.adjectives, state.capital))
        yield Item("state", state.name, state.code, (own, "states", state.code)), names
    for voice in voices_page(view).voices:
        path = (own, "voices", voice.name)
        yield Item("voice", printable(voice.words), f"{voice.kind} · {voice.claims}", path), voice.words
    yield from _people(view)
    yield from _articles(view, texts=texts)
    for recorded in snapshot.found.claims:
        claim = recorded.claim
        quote = view.allowance.quote(recorded.article, claim)
        said = f"{subject_words(claim, snapshot.situation)}: {claim_words(claim)}"
        note = quote.exact if quote else ""
        path = (own, "articles", name_of(recorded.article))
        names = " ".join(v.name or v.role or "" for v in claim.chain if v.kind != "anonymous")
        yield Item("claim", said, note, path, f"claim-{claim.id}"), f"{said} {note} {names}"


def _people(view: View) -> Iterator[tuple[Item, str]]:
    """People who are named in claims about posts and visits, each with the mission that they are named for."""
    found: dict[tuple[str, str], Item] = {}
    for recorded in view.snapshot.found.claims:
        claim = recorded.claim
        if claim.person and claim.person.name and claim.mission:
            path = (view.situation.id, "missions", segment(claim.mission.id))
            note = subject_words(claim, view.situation)
            found.setdefault(
                (claim.person.name, claim.mission.id), Item("person", claim.person.name, note, path, "people")
            )
    for item in found.values():
        yield item, item.words


def _articles(view: View, *, texts: bool) -> Iterator[tuple[Item, str]]:
    articles = sorted(view.snapshot.articles.items(), key=lambda pair: (pair[1].published or "", pair[0]), reverse=True)
    for place, (name, article) in enumerate(articles):
        words = " ".join(filter(None, (article.title, article.outlet, article.id)))
        note = " · ".join(filter(None, (article.outlet, article.published)))
        text = ""
        if texts and place < TEXTS and view.allowance.whole(article):
            text = view.site.ledger.text(article.text_id)
        title = article.title or f"without a title ({article.id[:8]})"
        item = Item("article", title, note, (view.situation.id, "articles", name))
        yield item, f"{words} {text}"
