"""Which rulings stand: a withdrawn one is as if it had not been, and so is a withdrawal that was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from accredit.ruling import RecordedRuling


def in_force(rulings: Iterable[RecordedRuling]) -> tuple[list[RecordedRuling], list[RecordedRuling]]:
    """The rulings that stand and those that were withdrawn, both in the order of recording.

    Withdrawals that stand have done their work and are in neither. A withdrawal comes after what it withdraws, so
    one look from the last to the first is enough.
    """
    gone: set[str] = set()
    stand, withdrawn = [], []
    for recorded in sorted(rulings, key=_order, reverse=True):
        ruling = recorded.ruling
        if ruling.id in gone:
            withdrawn.append(recorded)
        elif ruling.kind == "withdrawn":
            gone.add(ruling.target)
        else:
            stand.append(recorded)
    return stand[::-1], withdrawn[::-1]


def _order(recorded: RecordedRuling) -> tuple[str, str]:
    return recorded.first_at or recorded.recorded_at, recorded.ruling.id
