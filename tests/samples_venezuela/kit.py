"""The Venezuelan samples as a set that the code of `tests.samples` compares."""

from __future__ import annotations

from pathlib import Path

from tests.samples.expectations import SampleSet

VENEZUELA = SampleSet(
    "venezuela-2019", "samples/venezuela-2019", Path(__file__).parent, ("sample-ve-23-caracas-embassies",)
)
