"""Triage: may a text, or a web page that nobody has taken apart yet, touch a mission of a situation? Recall first.

`touches` asks of a text, `Screen` of a page's bytes. docs/scale.md says what each step costs and what it may drop.
"""

from accredit.triage.folding import fold
from accredit.triage.names import Names
from accredit.triage.screen import Reach, Screen
from accredit.triage.text import touches

__all__ = ["Names", "Reach", "Screen", "fold", "touches"]
