"""The process that helps with an export: told of which ledger, then one stretch after another, until nobody asks."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from typing import IO, Any

from accredit.export.shapes import Options
from accredit.export.sharing import done_with
from accredit.export.source import Source
from accredit.ledger.walking import FileLedger
from accredit.model import Situation


def main() -> None:
    """Make stretches. What fails ends this process: whoever asked then does it without, and tells why it cannot."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a format prints must not stand among the answers
    asked = sys.stdin.buffer
    sys.path[:] = _told(asked)
    gc.disable()  # as accredit.export does for the whole of an export
    source = _source(*_told(asked))
    gc.freeze()  # nor is what is here now looked through when the process ends, which is waited for
    try:
        _tell(out, None)
        while stretch := _told(asked):
            _tell(out, done_with(source, *stretch))
    except BrokenPipeError:  # nobody listens any more
        return


def _source(held: FileLedger | str, situation: Situation, options: Options, context: bool, whole: bool) -> Source:
    if isinstance(held, FileLedger):
        return Source(held, situation, options, context, whole)
    from accredit.ledger import open_ledger  # and with it SQLAlchemy, which a ledger in a file is read without

    return Source(open_ledger(held, create=False), situation, options, context, whole)


def _told(asked: IO[bytes]) -> Any:
    """What is told next; None at the end."""
    head = asked.read(8)
    return pickle.loads(asked.read(int.from_bytes(head, "big"))) if len(head) == 8 else None


def _tell(out: IO[bytes], found: Any) -> None:
    words = pickle.dumps(found)
    out.write(len(words).to_bytes(8, "big") + words)
    out.flush()


if __name__ == "__main__":
    main()
