"""A person's decision, as the ledger keeps it: on a claim, an article, voices, origins, or another ruling.

A ruling changes nothing that was read. `accredit.rulings` lays those in force over the claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from accredit.errors import QuestionError
from accredit.model import Article, Polarity, RecordedClaim, Span, digest, partial_interval
from accredit.patch import checked

ClaimRuling = Literal["confirmed", "rejected", "corrected"]
ArticleRuling = Literal["date", "outlet", "rights", "retracted"]
PairRuling = Literal["same", "different", "join", "split"]
RulingKind = Literal[
    "confirmed", "rejected", "corrected", "added", "date", "outlet", "rights", "retracted",
    "same", "different", "join", "split", "withdrawn",
]  # fmt: skip

ON_CLAIMS: frozenset[str] = frozenset(get_args(ClaimRuling))
ON_ARTICLES: frozenset[str] = frozenset(get_args(ArticleRuling))
ON_PAIRS: frozenset[str] = frozenset(get_args(PairRuling))

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a ruling on a claim holds on to, so that it can follow the claim into a newer reading.

    `about` is the mission's id, or a hash of the scope; `person` and `voice` are names, else roles.
    """

    claim: str
    carrier: str
    text_id: str
    predicate: str
    about: str
    party: str | None
    person: str | None
    polarity: Polarity
    voice: str | None
    evidence: Span

    @classmethod
    def of(cls, recorded: RecordedClaim) -> Anchor:
        """The anchor of a claim as it was read."""
        claim, article = recorded.claim, recorded.article
        person, voice = claim.person, claim.origin
        return cls(
            claim.id,
            article.carrier,
            article.text_id,
            claim.predicate,
            claim.mission.id if claim.mission else digest(str(claim.scope))[:24] if claim.scope else "",
            claim.party,
            (person.name or person.role) if person else None,
            claim.polarity,
            voice.name or voice.role,
            claim.evidence,
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision with who made it and why; when is the ledger's to say.

    `target` is a claim's id, an article's carrier, a voice's name or a claim of it, a ruling's id; `other` the
    second of two. `value` is an ISO day, month or year, a name, terms; or, of a correction or an addition, fields of
    the claim contract as canonical JSON. `seen` are the ids of the rulings on the same thing that the person had before
    them; empty where nobody asked. `id` is a hash of all but the anchors.
    """

    kind: RulingKind
    target: str
    who: str
    why: str
    situation: str | None = None
    other: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()
    id: str = ""
    seen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.why.strip():
            raise QuestionError("a ruling says who and why")
        if self.target == self.other:
            raise QuestionError(f"{self.kind}: {self.target!r} is given twice")
        _check_value(self.kind, self.value)
        if not self.id:
            named = (self.kind, self.situation, self.target, self.other, self.value, self.who, self.why)
            # What was seen is named only where something was, so that the ids of older rulings are what they were.
            object.__setattr__(self, "id", digest("ruling", *named, *sorted(self.seen))[:24])

    @classmethod
    def on_claim(
        cls, kind: ClaimRuling, recorded: RecordedClaim, *, who: str, why: str, value: Mapping[str, Any] | None = None
    ) -> Ruling:
        """A claim confirmed, rejected, or corrected by contract fields. Raises QuestionError for bad fields."""
        patch = checked(value or {}) if kind == "corrected" else None
        claim = recorded.claim
        return cls(kind, claim.id, who, why, claim.situation, value=patch, anchors=(Anchor.of(recorded),))

    @classmethod
    def added(
        cls, article: Article, situation: str, words: Span, fields: Mapping[str, Any], *, who: str, why: str
    ) -> Ruling:
        """A claim that a person makes over words of an article. Raises QuestionError for bad fields."""
        value = {"evidence": asdict(words), "fields": checked(fields), "text_id": article.text_id}
        text = json.dumps(value, sort_keys=True, separators=(",", ":"))
        return cls("added", article.carrier, who, why, situation, value=text)

    @classmethod
    def on_article(cls, kind: ArticleRuling, article: Article, value: str | None, *, who: str, why: str) -> Ruling:
        """An article's date, outlet or rights, or that it was retracted (with the day, or None). It holds for all
        versions of the article. Raises QuestionError for a value that is none.
        """
        return cls(kind, article.carrier, who, why, value=value)

    @classmethod
    def of_two(
        cls,
        kind: PairRuling,
        one: str | RecordedClaim,
        other: str | RecordedClaim,
        situation: str,
        *,
        who: str,
        why: str,
    ) -> Ruling:
        """Voices same or different, each by name or by a claim of theirs; origins of two claims joined or split."""
        names = [each if isinstance(each, str) else each.claim.id for each in (one, other)]
        anchors = tuple(Anchor.of(each) for each in (one, other) if not isinstance(each, str))
        return cls(kind, names[0], who, why, situation, names[1], anchors=anchors)

    @classmethod
    def withdrawn(cls, ruling_id: str, *, who: str, why: str) -> Ruling:
        """Another ruling taken back."""
        return cls("withdrawn", ruling_id, who, why)

    def on(self, seen: Iterable[str]) -> Ruling:
        """The same ruling by somebody who had these rulings on the same thing before them."""
        return replace(self, seen=tuple(sorted(set(seen))), id="")

    def anchor(self, target: str | None) -> Anchor | None:
        """The anchor of one of its targets; None for a name."""
        return next((a for a in self.anchors if a.claim == target), None)


@dataclass(frozen=True, slots=True)
class RecordedRuling:
    """A ruling with the moment at which the ledger recorded it, and at which the first ledger that held it did."""

    ruling: Ruling
    recorded_at: str
    first_at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Addition:
    """What an added claim's ruling holds: the words, the text that they are of, and the fields as checked JSON."""

    words: Span
    text_id: str
    fields: str

    @classmethod
    def of(cls, ruling: Ruling) -> Addition:
        """The addition of a ruling of the kind `added`."""
        value = json.loads(ruling.value or "{}")
        return cls(Span(**value["evidence"]), value["text_id"], value["fields"])


def _check_value(kind: RulingKind, value: str | None) -> None:
    dated = value is not None and _DATE.fullmatch(value) and partial_interval(value)
    if (kind == "date" or (kind == "retracted" and value is not None)) and not dated:
        raise QuestionError(f"{kind}: {value!r} is no day, month or year (2023-03-28, 2023-03, 2023)")
    if kind in ("outlet", "rights") and not (value or "").strip():
        raise QuestionError(f"{kind}: nothing is given")


def ruling_line(ruling: Ruling) -> dict[str, Any]:
    """The ruling as one JSON object, whole."""
    line = asdict(ruling) | {"anchors": [asdict(a) for a in ruling.anchors], "seen": list(ruling.seen)}
    return line if ruling.seen else {name: value for name, value in line.items() if name != "seen"}


def ruling_from(line: Mapping[str, Any]) -> Ruling:
    """The ruling of such an object."""
    anchors = tuple(Anchor(**a | {"evidence": Span(**a["evidence"])}) for a in line["anchors"])
    return Ruling(**{**line, "anchors": anchors, "seen": tuple(line.get("seen", ()))})
