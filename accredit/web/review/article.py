"""One article to be mended, and claims added over its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from accredit.errors import QuestionError
from accredit.model import Article, Span, VoiceKind
from accredit.patch import CHOICES, said_in
from accredit.rights import RIGHTS
from accredit.ruling import ON_ARTICLES, Addition, Ruling
from accredit.rulings.concerning import concerning
from accredit.views.typed import value_of
from accredit.web.pages.article import held
from accredit.web.render import tame
from accredit.web.review.claim import Making, seen_in
from accredit.web.review.person import Filled
from accredit.web.review.shown import TYPED, VOICE, RulingShown, article_read, shown_of
from accredit.web.shown import ArticleShown, ClaimShown, article_shown
from accredit.web.view import Asked, View

LONGEST = 200_000
"""Code points of a text that are shown to choose words in."""


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """An article with what people ruled on it. `text` is empty where it may not be shown, or is too long."""

    asked: Asked
    article: ArticleShown
    text: str
    rulings: tuple[RulingShown, ...]
    claims: tuple[ClaimShown, ...]
    choices: Mapping[str, tuple[str, ...]]


def article_review(view: View, name: str) -> ArticleReview:
    """The page. Raises NothingHereError."""
    article, claims = held(view, name)
    read = article_read(view, article)
    text = view.site.ledger.text(article.text_id) if view.allowance.whole(article) else ""
    choices = {n: tuple(c or "" for c in words) for n, words in CHOICES.items()}
    parties = ("", *(p.id for p in view.situation.parties), "host-state")
    return ArticleReview(
        asked=view.asked,
        article=article_shown(article, view.allowance),
        text=text if len(text) <= LONGEST else "",
        rulings=shown_of(view, concerning(view.site.ledger.rulings(), {read.carrier})),
        claims=view.shown(claims),
        choices=choices | {"party": parties, "rights": RIGHTS, "voice_kind": get_args(VoiceKind)},
    )


def ruling_on_article(view: View, name: str, form: Filled) -> Making:
    """The ruling that a form on an article asks for. Raises QuestionError, in words for whoever filled it in."""
    article, _ = held(view, name)
    read = article_read(view, article)
    kind, why = form.line("do"), form.line("why")
    if not why:
        raise QuestionError("say why: a ruling has a reason")
    if kind == "added":
        return Making(_addition(view, read, form, why).on(seen_in(form)), frozenset())
    if kind not in ON_ARTICLES:
        raise QuestionError("choose what is to be ruled")
    value = form.line(kind) or None
    if kind == "rights" and value not in RIGHTS:
        raise QuestionError(f"rights are one of {', '.join(RIGHTS)}")
    ruling = Ruling.on_article(kind, read, value, who=form.person.name, why=why)  # type: ignore[arg-type]
    return Making(ruling.on(seen_in(form)), frozenset({read.carrier}))


def _addition(view: View, article: Article, form: Filled, why: str) -> Ruling:
    if not view.allowance.whole(article):
        raise QuestionError("the text of this article may not be shown here, so no words of it can be chosen")
    span = span_of(view.site.ledger.text(article.text_id), form.words("words"), form.line("start"))
    missions = list(view.snapshot.missions.values())
    fields = {n: form.line(n) for n in (*CHOICES, *TYPED)}
    typed = {n: value_of(n, words, view.situation, missions) for n, words in fields.items() if words}
    if "predicate" not in typed:
        raise QuestionError("say what is claimed: choose a predicate")
    if not typed.get("mission") and not typed.get("scope"):
        raise QuestionError("say what it is about: a mission, or states")
    voice = {n: form.line(n) or None for n in VOICE}
    if voice["voice"] or voice["voice_role"] or voice["voice_party"]:
        empty = {"role": None, "party": None, "said": None}
        origin = {
            "name": voice["voice"], "role": voice["voice_role"], "party": voice["voice_party"],
            "kind": voice["voice_kind"] or "official", "said": None,
        }  # fmt: skip
        typed["chain"] = [empty | {"name": article.outlet, "kind": "outlet"}, origin]
    ruling = Ruling.added(article, view.situation.id, span, typed, who=form.person.name, why=why)
    said_in(article, span, Addition.of(ruling).fields, view.situation, "ruling/tried")
    return ruling


def span_of(text: str, words: str, start: str) -> Span:
    """The place of words in a text: at an offset in code points where that fits, else their one place.

    What stands between words is no matter: a page breaks lines where the text does not. Raises QuestionError.
    """
    if not words.strip():
        raise QuestionError("choose the words that the claim rests on")
    if start.isdigit() and len(start) < 12:
        at = int(start)
        if text[at : at + len(words)] and tame(text[at : at + len(words)]) == words:
            return Span.of(text, at, at + len(words))
    pattern = r"\s+".join(re.escape(part) for part in words.split()[:5000])
    places = [m.span() for m in re.finditer(pattern, str(tame(text)))]
    if len(places) != 1:
        times = f"{len(places)} times: choose more of them" if places else "nowhere in it as they are"
        raise QuestionError(f"these words stand in the text {times}")
    return Span.of(text, *places[0])
