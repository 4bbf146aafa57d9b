"""Lays the rulings that stand over the claims that were read. Pure; the order of what is given is no matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accredit.errors import QuestionError
from accredit.model import Article, RecordedClaim, Situation, partial_interval
from accredit.patch import outlet_voice, patched, said_in
from accredit.ruling import ON_ARTICLES, ON_CLAIMS, ON_PAIRS, Addition, RecordedRuling, Ruling
from accredit.rulings.following import landing
from accredit.rulings.inforce import in_force
from accredit.rulings.item import Item
from accredit.rulings.voices import Voices
from accredit.verdict.independence import published_day


@dataclass(frozen=True, slots=True)
class Ruled:
    """What counts, for one situation.

    `claims` answer; `set_aside` were rejected, or their article was retracted by the time asked about. Of the rulings,
    `in_force` bear on something, `orphaned` stand but what they are about is gone, `withdrawn` were taken back.
    `articles` counts those known, `undated` those without a readable date, as ruled.
    """

    claims: tuple[RecordedClaim, ...]
    set_aside: tuple[RecordedClaim, ...]
    in_force: tuple[RecordedRuling, ...]
    withdrawn: tuple[RecordedRuling, ...]
    orphaned: tuple[RecordedRuling, ...]
    articles: int
    undated: int

    def on(self, recorded: RecordedClaim) -> list[RecordedRuling]:
        """The rulings that bear on a claim, in the order of recording."""
        return [r for r in self.in_force if r.ruling.id in recorded.rulings] if recorded.rulings else []


def known_by(article: Article, day: date | None) -> bool:
    """Whether an article had surely been published by the end of that day; None is after all days."""
    return day is None or ((published := published_day(article)) is not None and published <= day)


def ruled(
    claims: Sequence[RecordedClaim],
    rulings: Iterable[RecordedRuling],
    articles: Sequence[Article],
    situation: Situation,
    *,
    known_at: date | None = None,
) -> Ruled:
    """What counts of the live claims and articles of one moment under the rulings recorded by then.

    `claims` and `articles` come without regard to `known_at`, which goes by the dates as ruled.
    """
    concerned = [r for r in rulings if r.ruling.situation in (None, situation.id)]
    stand, withdrawn = in_force(concerned)
    work = _Work(claims, articles, situation, known_at)
    landed = {r.ruling.id for kinds in _PASSES for r in stand if r.ruling.kind in kinds and work.lay(r)}
    work.settle()
    order = {r.ruling.id: n for n, r in enumerate(stand)}
    known = [(i, i.done(order)) for i in work.items if work.known(i.now.article)]
    carriers = [work.articles[a.carrier] for a in articles]
    return Ruled(
        tuple(c for i, c in known if not i.rejected and not i.retracted),
        tuple(c for i, c in known if i.rejected or i.retracted),
        tuple(r for r in stand if r.ruling.id in landed),
        tuple(withdrawn),
        tuple(r for r in stand if r.ruling.id not in landed),
        sum(map(work.known, carriers)),
        sum(a.published_interval is None for a in carriers),
    )


_PASSES: tuple[frozenset[str], ...] = (ON_CLAIMS, frozenset({"added"}), ON_ARTICLES, ON_PAIRS)
"""What is said comes before who says it, and articles before voices, because an outlet is a voice."""


class _Work:
    """The claims under way."""

    def __init__(
        self, claims: Sequence[RecordedClaim], articles: Sequence[Article], situation: Situation, known_at: date | None
    ) -> None:
        self.items = [Item(c, c, c.article.carrier) for c in claims]
        self.read: Mapping[str, Article] = {a.carrier: a for a in articles}
        self.articles = dict(self.read)
        self.situation = situation
        self.known_at = known_at
        self._voices: Voices | None = None
        self._by_carrier: dict[str, list[Item]] = {}
        for item in self.items:
            self._by_carrier.setdefault(item.carrier, []).append(item)

    def lay(self, recorded: RecordedRuling) -> bool:
        """Lay one ruling over the claims; False when what it is about is gone."""
        kind = recorded.ruling.kind
        if kind in ON_CLAIMS:
            return self._on_claim(recorded.ruling)
        if kind == "added":
            return self._add(recorded)
        return self._on_article(recorded) if kind in ON_ARTICLES else self._on_pair(recorded.ruling)

    def _on_claim(self, ruling: Ruling) -> bool:
        item = self._target(ruling, ruling.target)
        if item is None:
            return False
        if ruling.kind == "corrected":
            try:
                claim = patched(
                    item.now.claim, item.now.article, ruling.value or "{}", self.situation, f"ruling/{ruling.id}"
                )
            except QuestionError:  # a mission that the situation no longer has
                return False
            item.say(claim)
        item.rejected = ruling.kind == "rejected"
        item.by.add(ruling.id)
        return True

    def _add(self, recorded: RecordedRuling) -> bool:
        ruling, addition = recorded.ruling, Addition.of(recorded.ruling)
        article = self.read.get(ruling.target)
        if article is None or article.text_id != addition.text_id:
            return False
        try:
            claim = said_in(article, addition.words, addition.fields, self.situation, f"ruling/{ruling.id}")
        except QuestionError:  # a mission that the situation no longer has
            return False
        item = Item(None, RecordedClaim(claim, article, recorded.recorded_at), ruling.target, {ruling.id})
        self.items.append(item)
        self._by_carrier.setdefault(ruling.target, []).append(item)
        return True

    def _on_article(self, recorded: RecordedRuling) -> bool:
        ruling = recorded.ruling
        article = self.articles.get(ruling.target)
        if article is None:
            return False
        was = article.outlet
        if ruling.kind == "date":
            article = replace(article, published=ruling.value)
        elif ruling.kind == "outlet":
            article = replace(article, outlet=ruling.value)
        self.articles[ruling.target] = article
        retracted = ruling.kind == "retracted" and self._over(recorded)
        for item in self._by_carrier.get(ruling.target, ()):
            item.by.add(ruling.id)
            item.retracted = item.retracted or retracted
            item.now = replace(item.now, article=article)
            if ruling.kind == "outlet" and article.outlet is not None:
                chain = tuple(outlet_voice(v, was, article.outlet) for v in item.now.claim.chain)
                item.say(replace(item.now.claim, chain=chain, id=""))
        return True

    def _over(self, recorded: RecordedRuling) -> bool:
        """Whether the retraction had come out by the time asked about; without a day, when it was recorded."""
        days = partial_interval(recorded.ruling.value or recorded.recorded_at)
        return self.known_at is None or days is None or days.latest is None or days.latest <= self.known_at

    def settle(self) -> None:
        """Give the claims the voices that rulings made of theirs."""
        if self._voices:
            self._voices.settle()

    def _on_pair(self, ruling: Ruling) -> bool:
        # Made when first needed: by then the claims say what they will say, and their outlets are as ruled.
        voices = self._voices = self._voices or Voices(self.items, self.situation)
        sides = [self._side(ruling, target, voices) for target in (ruling.target, ruling.other)]
        if not all(sides):
            return False
        voices.lay(ruling, (sides[0], sides[1]))
        return True

    def _side(self, ruling: Ruling, target: str | None, voices: Voices) -> list[Item]:
        item = self._target(ruling, target)
        if item is None:
            return [] if ruling.anchor(target) else voices.named(target or "")
        return [item] if ruling.kind in ("join", "split") else voices.beside(item)

    def _target(self, ruling: Ruling, target: str | None) -> Item | None:
        """The claim that a ruling's target is now."""
        anchor = ruling.anchor(target)
        carried = {i.read.claim.id: i for i in self._by_carrier.get(anchor.carrier, ()) if i.read} if anchor else {}
        found = anchor and landing(anchor, [i.read for i in carried.values() if i.read])
        return carried[found.claim.id] if found else None

    def known(self, article: Article) -> bool:
        """Whether the article, dated as ruled, had surely been published by the time asked about."""
        return known_by(article, self.known_at)
