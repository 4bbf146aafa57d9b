"""Where exports get their claims: live, under people's rulings, and only what the rights let leave the machine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from accredit.contract import claim_from
from accredit.errors import QuestionError
from accredit.export.line import Line, line_of
from accredit.export.overlay import Overlay
from accredit.export.phrases import Phrases
from accredit.export.shapes import Leaf, Options, Tally
from accredit.export.told import Told
from accredit.ledger.lines import LineReader
from accredit.ledger.moments import asked
from accredit.ledger.walking import Carried, StoredClaim
from accredit.model import Article, RecordedClaim, Situation
from accredit.rights import DEFAULT, Rights, leaving, rights_of
from accredit.ruling import ON_PAIRS, RecordedRuling
from accredit.rulings import known_by, ruled
from accredit.rulings.inforce import in_force

if TYPE_CHECKING:
    from accredit.ledger import Ledger

K = TypeVar("K")


class Held(Protocol):
    """What the claims of an export are asked of: a ledger, or one elsewhere."""

    def last_moment(self) -> str:
        """The moment of the newest append."""

    def rulings(self, *, recorded_at: str | None = None) -> Sequence[RecordedRuling]:
        """All rulings that it held at a moment."""

    def carried(
        self, *, recorded_at: str | None = None, also: Collection[str] = (), numbers: range | None = None
    ) -> Iterator[Carried]:
        """Every live article that has live claims, and those whose carrier is in `also`."""


@dataclass(slots=True)
class Source:
    """The claims of a ledger that an export may hold, article by article, at one moment of the ledger.

    Private articles are never given; `tally` counts them. Raises QuestionError when the first sample is met, unless
    the options include samples or leave them out.
    """

    held: Held
    situation: Situation
    options: Options
    context: bool = False
    """Whether the words around each claim's are wanted."""
    whole: bool = False
    """Whether this stays on the machine: then nothing is held back or shortened."""
    processes: int = 1
    """How many may share the work."""
    tally: Tally = field(default_factory=Tally)
    phrases: Phrases = field(init=False)
    as_of: date = field(init=False)
    recorded_at: str = field(init=False)
    _rulings: tuple[RecordedRuling, ...] = field(init=False)
    _by_carrier: dict[str, list[RecordedRuling]] = field(init=False)
    _private: list[tuple[str, list[str]]] | None = field(init=False, default=None)
    _kept: dict[object, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.phrases = Phrases(self.situation)
        self.as_of = self.options.as_of or datetime.now(UTC).date()
        asked_at = self.options.recorded_at
        self.recorded_at = asked(asked_at) if asked_at else self.held.last_moment()
        self._rulings = tuple(self.held.rulings(recorded_at=self.recorded_at or None))
        self._by_carrier = {}
        concerned = [r for r in self._rulings if r.ruling.situation in (None, self.situation.id)]
        for recorded in in_force(concerned)[0]:
            for carrier in {recorded.ruling.target, *(a.carrier for a in recorded.ruling.anchors)}:
                self._by_carrier.setdefault(carrier, []).append(recorded)

    @property
    def ledger(self) -> Ledger:
        """The ledger, for answers. Raises TypeError in a process that only helps with claims."""
        from accredit.ledger import Ledger

        if not isinstance(self.held, Ledger):
            raise TypeError("this process only walks over a ledger")
        return self.held

    @property
    def cursor(self) -> str:
        """What `since` takes the next time."""
        return self.recorded_at

    def rulings(self) -> tuple[RecordedRuling, ...]:
        """All rulings that the ledger held, in the order of recording."""
        return self._rulings

    @property
    def indivisible(self) -> bool:
        """Whether what leaves of an article hangs on other articles: on a cursor, or a ruling on voices or origins."""
        return self.options.since is not None or self._on_pairs

    def kept(self, make: Callable[[Source], K]) -> K:
        """What a format keeps at hand from stretch to stretch, made once."""
        if make not in self._kept:
            self._kept[make] = make(self)
        found: K = self._kept[make]
        return found

    def leaves(self, numbers: range | None = None) -> Iterator[Leaf]:
        """Every article of which something may leave, in the order of recording, with its claims that count.

        With `numbers`, of the articles with those numbers alone. With `since`, only what did not count at that moment;
        the tally then lists the ids that count no longer.
        """
        before = self._counted_at(self.options.since) if self.options.since else None
        for leaf in self._leaves(numbers):
            claims = leaf.claims
            if before is not None:
                claims = tuple(t for t in claims if t.set_aside or t.id not in before)
                before.difference_update(t.id for t in leaf.claims if not t.set_aside)
            if claims:
                self.tally.articles += 1
                self.tally.claims += len(claims) - sum([told.set_aside for told in claims])
                self.tally.cut += sum([told.cut for told in claims])
                yield leaf._replace(claims=claims) if claims is not leaf.claims else leaf
        if before is not None:
            self.tally.gone = sorted(before)

    def recorded(self) -> list[RecordedClaim]:
        """The claims that answers in an export rest on: those that may leave."""
        found, claim_of = [], LineReader(self.situation)
        for leaf in self.leaves():
            for told in leaf.claims:
                if not told.set_aside:
                    by = tuple(r.ruling.id for r in told.rulings)
                    claim = claim_of(told.raw)
                    found.append(RecordedClaim(claim, leaf.article, told.recorded_at, "", by, told.original))
        return found

    def private(self) -> list[tuple[str, list[str]]]:
        """Of each private article with claims that were asked for, its key and their ids: hashes alone."""
        found = list[tuple[str, list[str]]]()
        self._private = found
        for _ in self._leaves():
            pass
        self._private = None
        return found

    def may_name(self, article: Article) -> bool:
        """Whether an article, as it was read, may be named: it is not private, and no sample that is left out."""
        bearing = self._by_carrier.get(article.carrier, ())
        return rights_of(article, bearing) != "private" and self._may(article)

    def ruled_ids(self) -> frozenset[str]:
        """The ids of claims that rulings made and that may leave, whatever missions are asked for."""
        options = replace(self.options, missions=frozenset(), since=None, samples="include")
        every = Source(self.held, self.situation, options)
        return frozenset(told.id for leaf in every._leaves() for told in leaf.claims if told.rulings)

    def _counted_at(self, cursor: str) -> set[str]:
        """The ids that counted at an earlier moment, under the same choice."""
        if asked(cursor) > (self.recorded_at or asked(cursor)):
            raise QuestionError(f"--since {cursor}: is later than what is asked about ({self.recorded_at})")
        then = Source(self.held, self.situation, replace(self.options, recorded_at=cursor, since=None))
        return {told.id for leaf in then._leaves() for told in leaf.claims if not told.set_aside}

    def _leaves(self, numbers: range | None = None) -> Iterator[Leaf]:
        everywhere = self._everywhere()
        moment = self.recorded_at or None
        for one in self.held.carried(recorded_at=moment, also=self._by_carrier, numbers=numbers):
            bearing = self._by_carrier.get(one.carrier, [])
            mine, others = self._of_situation(one)
            if everywhere is not None or bearing:
                article, told = (everywhere or self._alone(one, bearing)).told(one, mine)
            else:
                known = known_by(one.article, self.options.known_at)
                article, told = one.article, [Told(*c) for c in mine] if known else []
            leaf = self._leaving(one, article, told, others, bearing) if told else None
            if leaf is not None:
                yield leaf

    def _of_situation(self, one: Carried) -> tuple[Sequence[StoredClaim], Sequence[StoredClaim]]:
        """The claims of an article that are of the situation, and the others."""
        own = self.situation.id
        mine = [c for c in one.claims if c.reading.situation == own]
        return mine, [] if len(mine) == len(one.claims) else [c for c in one.claims if c.reading.situation != own]

    @property
    def _on_pairs(self) -> bool:
        return any(r.ruling.kind in ON_PAIRS for found in self._by_carrier.values() for r in found)

    def _recorded(self, one: Carried) -> list[RecordedClaim]:
        found, _ = self._of_situation(one)
        return [RecordedClaim(claim_from(c.value, self.situation), one.article, c.recorded_at) for c in found]

    def _alone(self, one: Carried, bearing: Sequence[RecordedRuling]) -> Overlay:
        """Rulings on one article or its claims need nothing but that article."""
        claims = self._recorded(one)
        return Overlay(ruled(claims, bearing, [one.article], self.situation, known_at=self.options.known_at))

    def _everywhere(self) -> Overlay | None:
        """All claims at once, where a ruling on voices or origins may bear on any: this alone takes memory."""
        if not self._on_pairs:
            return None
        claims, articles = list[RecordedClaim](), list[Article]()
        for one in self.held.carried(recorded_at=self.recorded_at or None, also=self._by_carrier):
            claims += self._recorded(one)
            articles.append(one.article)
        return Overlay(ruled(claims, self._rulings, articles, self.situation, known_at=self.options.known_at))

    def _leaving(
        self,
        one: Carried,
        article: Article,
        told: Sequence[Told],
        others: Sequence[StoredClaim],
        bearing: Sequence[RecordedRuling],
    ) -> Leaf | None:
        """The article with those of its claims that were asked for, as far as its rights let them go.

        `others` are claims of other situations: what they quote is counted too.
        """
        chosen = told if not self.options.missions else [t for t in told if self._asked_for(t.line)]
        if not chosen or not self._may(article):
            return None
        text = one.text
        quoting = [t.line for t in told]
        if others:
            quoting += [line_of(c.line) for c in others]
        may = leaving(one.article, text, quoting, self._rights(one.article, bearing), key=one.key)
        if not may.claims_may:
            self.tally.private_articles += 1
            self.tally.private_claims += sum(not t.set_aside for t in chosen)
            if self._private is not None:
                self._private.append((one.key, [t.id for t in chosen if not t.set_aside]))
            return None
        if may.text is None:
            quotes = may.quotes
            for each in chosen:
                quote, words = quotes[each.id], each.line.evidence
                if quote is None:
                    each.shortened(words.start)
                elif quote[1] != words.end:
                    each.shortened(quote[1])
        around = may.around(text, [t.id for t in chosen]) if self.context else {}
        return Leaf(one.number, one.key, one.carrier, article, may.rights, may.text, tuple(chosen), around)

    def _rights(self, article: Article, bearing: Sequence[RecordedRuling]) -> Rights:
        if self.whole:
            return "open"
        return rights_of(article, bearing) if bearing else DEFAULT

    def _may(self, article: Article) -> bool:
        """Whether the article is no sample, or samples are asked for."""
        if article.sample and self.options.samples == "refuse":
            raise QuestionError(
                "this ledger holds samples, whose outlets and wording are invented: --include-samples takes them "
                "along, --leave-samples-out leaves them out"
            )
        return not article.sample or self.options.samples == "include"

    def _asked_for(self, line: Line) -> bool:
        return bool(line.mission and line.mission.id in self.options.missions)
