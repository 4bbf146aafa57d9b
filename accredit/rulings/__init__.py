"""What counts once people's rulings are laid over what was read. Pure, but for what `held.py` has, which asks a ledger.

The ledger's claims stay as they were read. `inforce` says which rulings stand, `following` where a ruling on a claim
went in a newer reading, `voices` who is one and the same by ruling, `apply` puts it together.
"""

from __future__ import annotations

from accredit.rulings.apply import Ruled, known_by, ruled
from accredit.rulings.held import Loaded, held, load
from accredit.rulings.voices import spelled

__all__ = ["Loaded", "Ruled", "held", "known_by", "load", "ruled", "spelled"]
