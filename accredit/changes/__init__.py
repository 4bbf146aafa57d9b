"""Which answers changed, and because of what: between two days of knowledge or two moments of a ledger, or ever."""

from accredit.changes.past import log, logged
from accredit.changes.shapes import Cause, CauseKind, Changed
from accredit.changes.times import held_changes, known_changes

__all__ = ["Cause", "CauseKind", "Changed", "held_changes", "known_changes", "log", "logged"]
