"""One writer and eight readers at once, each with connections of its own, without an error.

`ACCREDIT_LOAD=60` asks for more seconds than the few of an ordinary run; `make load` does so.
"""

from __future__ import annotations

import os
import threading
import time

from accredit.errors import AccreditError
from accredit.ledger import open_ledger
from tests.ledger.conftest import Fresh
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, WORLD, article

SECONDS = float(os.environ.get("ACCREDIT_LOAD", "3"))
READERS = 8


def test_a_writer_and_eight_readers(fresh: Fresh) -> None:
    place = fresh()
    ends = [0.0]
    gate = threading.Barrier(READERS + 1, action=lambda: ends.append(time.monotonic() + SECONDS))
    faults: list[str] = []
    reads = [0] * READERS
    seen = [0] * READERS
    open_ledger(place).close()

    def read(number: int) -> None:
        try:
            with open_ledger(place, create=False) as ledger:
                gate.wait()
                while time.monotonic() < ends[-1]:
                    found = ledger.claims(WORLD, mission_id=BELM.id if number % 2 else CORRO.id)
                    count = ledger.counts(WORLD)
                    if count.claims != 2 * count.articles or len(found) > count.articles or len(found) < seen[number]:
                        faults.append(f"reader {number}: {len(found)} claims, then {count}")
                    seen[number] = len(found)
                    reads[number] += 1
        except AccreditError as error:
            faults.append(f"reader {number}: {error}")

    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for each in readers:
        each.start()
    written = 0
    with open_ledger(place) as ledger:
        gate.wait()
        while time.monotonic() < ends[-1]:
            one = article(f"Article {written}.", id=f"story-{written}")
            ledger.append(one, [reading(one, said(one), said(one, mission=CORRO))])
            written += 1
        for each in readers:
            each.join()
        assert faults == []
        assert written > 0 and min(reads) > 0
        assert ledger.counts(WORLD).claims == 2 * written
        assert ledger.check().faults == ()
    print(f"{SECONDS:.0f} s: {written} appends, {sum(reads)} reads by {READERS} readers, no error")  # noqa: T201
