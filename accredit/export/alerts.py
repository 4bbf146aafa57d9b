"""An alert: one change of an answer as it is told outside, with whose words did it. Its JSON has these very fields.

`docs/schemas/alert.json` is the schema of what a webhook is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

AlertType = Literal["verdict.changed", "verdict.aged", "export.outdated", "export.agrees"]
"""An answer changed; it changed without any new word, because days passed or the rules did; what was exported is wrong
now; what was exported and had become wrong is right again.
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A mission by its id, or a state by its code."""

    kind: Literal["mission", "state"]
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `value` is None where there is none or voices disagree; `words` say it in short."""

    words: str
    standing: str
    value: str | None
    leaning: str | None
    values: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim that came or went. `quote` is as much of its words as may leave, None for nothing; `cut`: not all."""

    change: Literal["new", "gone"]
    claim: str
    words: str
    says: str
    quote: str | None
    cut: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What brought it about: `kind` is a new article, another version or reading of one, or a ruling on it."""

    kind: Literal["article", "version", "reading", "ruling"]
    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    sample: bool
    claims: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Concerned:
    """Something that was exported, what it said, and what is true of the same day by now. `place` is a name alone."""

    id: str
    kind: str
    format: str
    place: str
    made: str
    as_of: date
    known_at: date | None
    before: Answer
    after: Answer

    @property
    def wrong(self) -> bool:
        """Whether another answer holds by now, and not only the same one with another standing."""
        was, now = self.before, self.after
        return (was.value, was.leaning, was.values) != (now.value, now.leaning, now.values)


@dataclass(frozen=True, slots=True)
class Alert:
    """One change. `recorded_at` is the ledger's moment of it, None where no new word did it.

    Of an alert about exports, `before` and `after` are those of the newest export concerned.
    """

    id: str
    type: AlertType
    situation: str
    title: str
    subject: Subject
    question: str
    as_of: date
    recorded_at: str | None
    before: Answer
    after: Answer
    causes: tuple[Brought, ...]
    exports: tuple[Concerned, ...] = ()

    @property
    def sample(self) -> bool:
        """Whether something in it comes from a sample."""
        return any(cause.sample for cause in self.causes)
