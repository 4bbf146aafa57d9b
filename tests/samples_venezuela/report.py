"""Every miss, extra and other answer of the Venezuelan samples: `python -m tests.samples_venezuela.report [WORD…]`."""

from __future__ import annotations

import sys

from tests.samples.report import report
from tests.samples_venezuela.kit import VENEZUELA

if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(sys.argv[1:], VENEZUELA))
