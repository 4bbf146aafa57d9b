"""`accredit agreement`: how far people agree who ruled on the same claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import existing_ledger, json_option, ledger_option, load_situation, situation_option

if TYPE_CHECKING:
    from accredit.review.agreement import Agreement, Pair

_EPILOG = """\b
Examples:
  accredit agreement
  accredit agreement --ledger embassies.db --json
"""


@click.command(epilog=_EPILOG)
@ledger_option
@situation_option
@json_option
def agreement(ledger: str, situation: str, as_json: bool) -> None:
    """Say how far each two people agree who ruled on the same claims.

    Cohen's kappa over confirm, reject and correct, the last ruling of each person on each claim, with its 95 %
    interval, how often one decided this and the other that, and the claims that they differ on.
    """
    loaded = load_situation(situation)
    from accredit.review.agreement import agreement as agreed

    with existing_ledger(ledger) as opened:
        found = agreed(opened.rulings(), loaded.id)
    if as_json:
        screen.emit_json(_json(found))
        return
    from rich.text import Text

    from accredit.views.words import printable

    if not found.pairs:
        screen.emit(Text("No two people ruled on the same claim."))
    for pair in found.pairs:
        screen.emit(*(Text(printable(line)) for line in _lines(pair)))


def _lines(pair: Pair) -> list[str]:
    from accredit.review.agreement import DECISIONS

    kappa = pair.kappa
    told = "not defined: both decided the same of all"
    if kappa.value is not None and kappa.interval is not None:
        told = f"{kappa.value:.2f} (95 %: {kappa.interval[0]:.2f} to {kappa.interval[1]:.2f})"
    lines = [f"{pair.one} and {pair.other}: {kappa.count} claims in common, kappa {told}"]
    for decided, row in zip(DECISIONS, pair.table, strict=True):
        cells = ", ".join(f"{n} {other}" for other, n in zip(DECISIONS, row, strict=True) if n)
        if cells:
            lines.append(f"  {pair.one} {decided}; {pair.other} {cells}")
    if pair.differ:
        lines.append(f"  they differ on {' '.join(name[:12] for name in pair.differ)}")
    return lines


def _json(found: Agreement) -> dict[str, Any]:
    """The agreement in the shape of docs/schemas/agreement.json."""
    from accredit.review.agreement import DECISIONS

    return {
        "decisions": list(DECISIONS),
        "people": [{"name": name, "claims": n} for name, n in found.people],
        "pairs": [
            {
                "one": pair.one,
                "other": pair.other,
                "count": pair.kappa.count,
                "observed": pair.kappa.observed,
                "expected": pair.kappa.expected,
                "kappa": pair.kappa.value,
                "error": pair.kappa.error,
                "interval": list(pair.kappa.interval) if pair.kappa.interval else None,
                "table": [list(row) for row in pair.table],
                "differ": list(pair.differ),
            }
            for pair in found.pairs
        ],
    }
