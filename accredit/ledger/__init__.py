"""The append-only ledger: articles, readings and their claims, rulings, and what was held at any moment.

Only this package speaks SQL. `open_ledger` gives a `Ledger`; see docs/ledger.md for what it promises.
"""

from __future__ import annotations

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
