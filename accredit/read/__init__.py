"""Files, folders and standard input → Articles; what cannot be used comes back as a Problem.

`docs/formats.md` says which formats are read and what is taken from them.
"""

from accredit.read.links import Link, feeds, linked
from accredit.read.problem import Problem
from accredit.read.reader import MAX_BYTES, articles, taken_from
from accredit.read.verbatim import Verbatim, verbatim
from accredit.read.warcfile import kept_body
from accredit.read.warcfile import page_record as warc_record

__all__ = [
    "MAX_BYTES",
    "Link",
    "Problem",
    "Verbatim",
    "articles",
    "feeds",
    "kept_body",
    "linked",
    "taken_from",
    "verbatim",
    "warc_record",
]
