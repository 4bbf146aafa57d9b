"""The append-only ledger: articles, readings and their claims, rulings, and what was held at any moment.

Only this package speaks SQL. `open_ledger` gives a `Ledger`; see docs/ledger.md for what it promises.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accredit.ledger.append import Appended
    from accredit.ledger.checking import Checked, Fault
    from accredit.ledger.history import Lifetime
    from accredit.ledger.lines import no_cycles
    from accredit.ledger.merging import Merged
    from accredit.ledger.reads import Counts
    from accredit.ledger.redaction import Redaction
    from accredit.ledger.ruling import AppendedRuling
    from accredit.ledger.store import Ledger, beside, open_ledger
    from accredit.ledger.turns import Turn

__all__ = [
    "Appended",
    "AppendedRuling",
    "Checked",
    "Counts",
    "Fault",
    "Ledger",
    "Lifetime",
    "Merged",
    "Redaction",
    "Turn",
    "beside",
    "no_cycles",
    "open_ledger",
]

_FROM = {
    "Appended": "append",
    "AppendedRuling": "ruling",
    "Checked": "checking",
    "Counts": "reads",
    "Fault": "checking",
    "Ledger": "store",
    "Lifetime": "history",
    "Merged": "merging",
    "Redaction": "redaction",
    "Turn": "turns",
    "beside": "store",
    "no_cycles": "lines",
    "open_ledger": "store",
}
"""Modules by name. Most need SQLAlchemy, which takes long to import; whoever imports `walking` or `words` does not."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name in _FROM:
            return getattr(import_module(f"accredit.ledger.{_FROM[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
