"""What the ledger of all samples answers, compared with the expected rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from accredit.ledger import Ledger, open_ledger
from accredit.model import RecordedClaim
from accredit.pipeline import read_into
from accredit.verdict import Verdict, answer
from tests.samples.expectations import AFGHANISTAN, Row, SampleSet, rows, sample_paths, situation


@dataclass(frozen=True, slots=True)
class Answered:
    """A row with the verdict, the claims that the ledger gave for it, and what is wrong (nothing when right)."""

    row: Row
    verdict: Verdict
    claims: tuple[RecordedClaim, ...]
    faults: tuple[str, ...]

    @property
    def behind(self) -> tuple[RecordedClaim, ...]:
        """The claims that the verdict names."""
        verdict = self.verdict
        parts = (i for part in verdict.detail for i in part.claims)
        named = {*verdict.support, *verdict.dissent, *parts}
        return tuple(r for r in self.claims if r.claim.id in named)


@contextmanager
def sample_ledger(of: SampleSet = AFGHANISTAN) -> Iterator[Ledger]:
    """A ledger in memory that has read every sample. Raises ValueError when one could not be read."""
    with open_ledger(":memory:") as ledger:
        summary = read_into(ledger, sample_paths(of), [situation(of)])
        if summary.problems:
            raise ValueError("; ".join(f"{p.place}: {p.message}" for p in summary.problems))
        yield ledger


def answered_all(of: SampleSet = AFGHANISTAN) -> tuple[Answered, ...]:
    """Every row, answered."""
    with sample_ledger(of) as ledger:
        return tuple(answered(row, ledger, of) for row in rows(of))


def answered(row: Row, ledger: Ledger, of: SampleSet = AFGHANISTAN) -> Answered:
    """One row, answered from what was known by its time."""
    claims = ledger.claims(situation(of), known_at=row.known_at)
    verdict = answer(row.question, row.subject, claims, situation(of), as_of=row.as_of)
    return Answered(row, verdict, tuple(claims), faults(row, verdict))


def faults(row: Row, verdict: Verdict) -> tuple[str, ...]:
    """What a verdict has otherwise than its row; the standing and value of one party where the row names one."""
    part = next((d for d in verdict.detail if row.party and d.name == row.party), None)
    standing = part.standing if part else verdict.standing
    holds = {"yes": True, "no": False}.get((part.value if part else None) or "")
    # A contested answer has no value; for the others a value is asked about only where the row gives one.
    value_asked = row.value is not None or row.standing == "contested"
    checks = (
        ("standing", standing, row.standing, standing == row.standing),
        ("value", verdict.value, row.value, not value_asked or verdict.value == row.value),
        ("leaning", verdict.leaning, row.leaning, row.leaning in (None, verdict.leaning)),
        ("values", verdict.values, row.values_include, set(row.values_include) <= set(verdict.values)),
        ("formal", verdict.formal, row.formal, row.formal in (None, verdict.formal)),
        ("holds", holds, row.holds, row.holds in (None, holds)),
    )
    return tuple(f"{name} is {found}, not {wanted}" for name, found, wanted, right in checks if not right)
