"""The process that helps with an export: told of which ledger, then one stretch after another, until nobody asks."""

from __future__ import annotations

import gc
import pickle
import sys
from typing import IO, Any

from accredit.child import heard, tell, telling
from accredit.export.shapes import Options
from accredit.export.sharing import done_with
from accredit.export.source import Source
from accredit.ledger.walking import FileLedger
from accredit.model import Situation


def main() -> None:
    """Make stretches. What fails ends this process: whoever asked then does it without, and tells why it cannot."""
    out, asked = telling(), sys.stdin.buffer
    sys.path[:] = _told(asked)
    gc.disable()  # as accredit.export does for the whole of an export
    source = _source(*_told(asked))
    gc.freeze()  # nor is what is here now looked through when the process ends, which is waited for
    try:
        tell(out, b"ready")
        while stretch := _told(asked):
            tell(out, pickle.dumps(done_with(source, *stretch)))
    except BrokenPipeError:  # nobody listens any more
        return


def _source(held: FileLedger | str, situation: Situation, options: Options, context: bool, whole: bool) -> Source:
    if isinstance(held, FileLedger):
        return Source(held, situation, options, context, whole)
    from accredit.ledger import open_ledger  # and with it SQLAlchemy, which a ledger in a file is read without

    return Source(open_ledger(held, create=False), situation, options, context, whole)


def _told(asked: IO[bytes]) -> Any:
    """What is told next; None at the end."""
    words = heard(asked)
    return words and pickle.loads(words)


if __name__ == "__main__":
    main()
