"""Files, folders and standard input → Articles; what cannot be used comes back as a Problem.

`docs/formats.md` says which formats are read and what is taken from them.
"""

from accredit.read.problem import Problem
from accredit.read.reader import MAX_BYTES, articles
from accredit.read.verbatim import Verbatim, verbatim

__all__ = ["MAX_BYTES", "Problem", "Verbatim", "articles", "verbatim"]
