"""What a ruling is about, from what a person typed: a claim, an article, a voice, another ruling."""

from __future__ import annotations

import re

from accredit.errors import QuestionError
from accredit.ledger import Ledger
from accredit.model import Article, Mission, RecordedClaim, Situation, Span
from accredit.ruling import RecordedRuling, Ruling
from accredit.rulings.apply import Ruled
from accredit.rulings.held import Loaded, load
from accredit.rulings.voices import spelled
from accredit.verdict.independence import fold

_ID = re.compile(r"[0-9a-f]{6,64}")
"""The start of an id, long enough to be no word."""


class Bench:
    """A ledger's claims, articles and rulings while a person rules on them."""

    def __init__(self, ledger: Ledger, situation: Situation, recorded_at: str | None = None) -> None:
        self.ledger = ledger
        self.situation = situation
        self.loaded: Loaded = load(ledger, situation, recorded_at=recorded_at)
        self.now: Ruled = self.loaded.at(None)

    @property
    def missions(self) -> list[Mission]:
        """Those of the situation, and those that somebody spoke of."""
        spoken = {r.claim.mission.id: r.claim.mission for r in self.loaded.claims if r.claim.mission}
        return list({m.id: m for m in (*self.situation.missions, *spoken.values())}.values())

    def claim(self, words: str) -> RecordedClaim:
        """The claim as it was read, by the start of that id or of the one it is shown under. Raises QuestionError."""
        found = self._claims(words)
        if not found:
            raise QuestionError(f"no claim {words[:40]!r} is live in this ledger (accredit show prints their ids)")
        if len(found) > 1:
            raise QuestionError(f"{words!r} is the start of {len(found)} claims' ids: give more of it")
        return found[0]

    def _claims(self, words: str) -> list[RecordedClaim]:
        if not _ID.fullmatch(words):
            return []
        read = {r.claim.id: r for r in self.loaded.claims}
        shown = [r for r in (*self.now.claims, *self.now.set_aside) if r.claim.id.startswith(words)]
        added = [r for r in shown if (r.original or r.claim.id) not in read]
        ids = {i for i in read if i.startswith(words)} | {r.original or r.claim.id for r in shown}
        if added and len(ids) == 1:
            on_it = (r.ruling for r in self.now.in_force if r.ruling.id in added[0].rulings)
            by = next(r.id for r in on_it if r.kind == "added")
            raise QuestionError(f"claim {words} was added by ruling {by}: withdraw that")
        return [read[i] for i in sorted(ids) if i in read]

    def voice(self, words: str) -> str | RecordedClaim:
        """A voice by a claim of its, or by its name. Raises QuestionError for a name that nobody goes by."""
        found = self._claims(words)
        if len(found) == 1:
            return found[0]
        if fold(words) not in self._names():
            raise QuestionError(f"no voice in this ledger goes by {words[:60]!r} (give the whole name)")
        return words

    def article(self, words: str) -> Article:
        """The article by its id, or the start of its key. Raises QuestionError."""
        found = self.ledger.article(words)
        if found is None:
            raise QuestionError(f"no article {words[:60]!r} in this ledger")
        return found

    def span(self, article: Article, words: str) -> Span:
        """The one place of the words in the article's text. Raises QuestionError."""
        text = self.ledger.text(article.text_id)
        places = [m.start() for m in re.finditer(re.escape(words), text)] if words.strip() else []
        if len(places) != 1:
            times = f"{len(places)} times: give more of them" if places else "nowhere"
            raise QuestionError(f"--words {words[:60]!r} stand in the text of {article.id} {times}")
        return Span.of(text, places[0], places[0] + len(words))

    def ruling(self, words: str) -> Ruling:
        """A ruling by the start of its id. Raises QuestionError."""
        found = [r.ruling for r in self.loaded.rulings if _ID.fullmatch(words) and r.ruling.id.startswith(words)]
        if len(found) != 1:
            several = f"{words!r} is the start of {len(found)} rulings' ids: give more of it"
            raise QuestionError(several if found else f"no ruling {words[:40]!r} in this ledger (accredit rule list)")
        return found[0]

    def rule(self, ruling: Ruling) -> RecordedRuling:
        """Record the ruling. Raises QuestionError for one that is held already or would bear on nothing."""
        held = next((r for r in self.loaded.rulings if r.ruling.id == ruling.id), None)
        if held:
            since = f"this very ruling stands since {held.recorded_at[:10]} as {ruling.id}"
            raise QuestionError(f"{since}: give another reason, or withdraw what withdrew it")
        self._try(ruling)
        done = self.ledger.append_ruling(ruling)
        return RecordedRuling(ruling, done.recorded_at)

    def _try(self, ruling: Ruling) -> None:
        tried = RecordedRuling(ruling, "9999-12-31T00:00:00.000000+00:00")
        later = Loaded(self.situation, self.loaded.claims, (*self.loaded.rulings, tried), self.loaded.articles)
        if tried in later.at(None).orphaned:
            raise QuestionError(f"{ruling.kind}: what it is about is not in this ledger any more")

    def _names(self) -> set[str]:
        """Every name that an origin goes by, as read and as ruled."""
        claims = (*self.loaded.claims, *self.now.claims, *self.now.set_aside)
        return {fold(spelled(r)) for r in claims}
