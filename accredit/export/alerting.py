"""Makes alerts of changes: answers from what may leave alone, quotes within the rights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accredit.changes import Cause, Changed, Past
from accredit.export import names
from accredit.export.alerts import Alert, AlertType, Answer, Brought, Saying, Subject
from accredit.export.allowance import Allowance
from accredit.export.phrases import mission_name
from accredit.export.words import carried
from accredit.ledger import Ledger
from accredit.model import Article, Mission, RecordedClaim, Situation, State, digest
from accredit.rights import rights_of
from accredit.rulings.inforce import in_force
from accredit.verdict import Verdict
from accredit.verdict.because import party_words
from accredit.views.words import chain_words, claim_words, printable

LONGEST = 300
"""Characters of a title, a name or an answer's reason in an alert."""

SAYINGS = 20
"""Claims of one article in one alert; a page may make hundreds."""


class Teller:
    """Tells changes of one situation. What rests on a private article is told as if it had never been read."""

    def __init__(self, ledger: Ledger, situation: Situation, may: Callable[[Article], bool] | None = None) -> None:
        self._ledger, self.situation, self._asked = ledger, situation, may
        stand, _ = in_force([r for r in ledger.rulings() if r.ruling.situation in (None, situation.id)])
        self._terms = [r for r in stand if r.ruling.kind == "rights"]
        self.past = Past(ledger, situation, may=self.may)
        self._quotes: Allowance | None = None

    def may(self, article: Article) -> bool:
        """Whether anything of an article, as it was read, may be told."""
        return rights_of(article, self._terms) != "private" and (self._asked is None or self._asked(article))

    def of(self, change: Changed, before: Answer | None = None) -> Alert:
        """A change of the ledger's past; `before` is what was told last, where that is not what the ledger held."""
        was, now = before or self.answer(change.before), self.answer(change.after)
        made = ("verdict.changed", self.situation.id, key_of(change), change.question, change.recorded_at, change.as_of)
        return self.alert("verdict.changed", made, change, was, now, change.causes)

    def alert(
        self,
        type: AlertType,
        made: Sequence[object],
        change: Changed,
        before: Answer,
        after: Answer,
        causes: Sequence[Cause],
    ) -> Alert:
        """An alert whose id is a hash of what it is made of."""
        return Alert(
            digest(*made)[:24],
            type,
            self.situation.id,
            self.situation.title,
            self.subject(change.subject),
            change.question,
            change.as_of,
            change.recorded_at,
            before,
            after,
            tuple(map(self._brought, causes)),
        )

    def subject(self, subject: Mission | State) -> Subject:
        """The mission or state by its name."""
        if isinstance(subject, State):
            return Subject("state", subject.code, subject.name)
        name = mission_name(subject, self.situation).removeprefix("the ")
        return Subject("mission", subject.id, short(f"{name[:1].upper()}{name[1:]}"))

    def answer(self, verdict: Verdict) -> Answer:
        """An answer in a few words; a disputed one is never told as a value."""
        words: str = verdict.standing
        if verdict.value is not None:
            words = f"{self._value(verdict.value)} ({verdict.standing})"
        elif verdict.leaning is not None:
            words = f"{verdict.standing}, leaning {self._value(verdict.leaning)}"
        if verdict.formal is not None and verdict.formal != verdict.value:
            words += f"; formally {self._value(verdict.formal)}"
        values = tuple(map(short, verdict.values))
        value, leaning = (None if v is None else short(v) for v in (verdict.value, verdict.leaning))
        return Answer(short(words), verdict.standing, value, leaning, values, short(verdict.because))

    def _value(self, value: str) -> str:
        return party_words(value, self.situation) if self.situation.party(value) else value

    def _brought(self, cause: Cause) -> Brought:
        article = cause.article
        told = [("new", r) for r in cause.new] + [("gone", r) for r in cause.gone]
        return Brought(
            cause.kind,
            short(article.id),
            _or_none(article.outlet),
            _or_none(article.title),
            names.web_address(article.url),
            _or_none(article.published),
            article.sample,
            tuple(self._saying("new" if change == "new" else "gone", r) for change, r in told[:SAYINGS]),
        )

    def _saying(self, change: str, recorded: RecordedClaim) -> Saying:
        if self._quotes is None:
            self._quotes = Allowance.of(self._ledger, [self.situation], public=True)
        claim = recorded.claim
        quote = self._quotes.quote(recorded.article, claim)
        return Saying(
            "new" if change == "new" else "gone",
            claim.id,
            short(claim_words(claim)),
            short(chain_words(claim, recorded.article)),
            carried(quote.exact) if quote else None,
            quote is None or quote.end < claim.evidence.end,
        )


def short(words: str) -> str:
    """Words on one line, cut where they are too many."""
    line = printable(words[: 4 * LONGEST])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _or_none(words: str | None) -> str | None:
    return short(words) if words else None


def key_of(change: Changed) -> str:
    """The mission's id or the state's code."""
    return change.subject.code if isinstance(change.subject, State) else change.subject.id
