"""Which answers changed, and because of what: between two days of knowledge or two moments of a ledger, or ever."""

from accredit.changes.past import Past, log
from accredit.changes.shapes import Cause, CauseKind, Changed
from accredit.changes.times import held_changes, known_changes

__all__ = ["Cause", "CauseKind", "Changed", "Past", "held_changes", "known_changes", "log"]
