"""A change of an answer, and its causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accredit.model import Article, Mission, RecordedClaim, State
from accredit.verdict import Verdict

CauseKind = Literal["article", "version", "reading", "ruling"]
"""An article that was not there before, a changed version of one, another reading of it, a person's ruling."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one article brought (`new`) and took away (`gone`), as far as the answer rests on it."""

    kind: CauseKind
    article: Article
    new: tuple[RecordedClaim, ...]
    gone: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One question that is answered otherwise than before. `recorded_at`: when that came about, in a log."""

    subject: Mission | State
    question: str
    as_of: date
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
    recorded_at: str | None = None
