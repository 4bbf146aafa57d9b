"""Files, folders and standard input → Articles; what cannot be used comes back as a Problem.

`docs/formats.md` says which formats are read and what is taken from them.
"""

from accredit.read.archivefile import Place, archives, is_archive_file, is_gzip, next_member
from accredit.read.archivefile import records as archive_records
from accredit.read.files import sources
from accredit.read.links import Link, feeds, linked
from accredit.read.problem import Problem
from accredit.read.progress import Progress
from accredit.read.reader import MAX_BYTES, articles, of_record, taken_from
from accredit.read.verbatim import Verbatim, verbatim
from accredit.read.warcfile import Bytes, Record, kept_body
from accredit.read.warcfile import page_record as warc_record
from accredit.read.webarchive import body
from accredit.read.worker import bound_memory

__all__ = [
    "MAX_BYTES",
    "Bytes",
    "Link",
    "Place",
    "Problem",
    "Progress",
    "Record",
    "Verbatim",
    "archive_records",
    "archives",
    "articles",
    "body",
    "bound_memory",
    "feeds",
    "is_archive_file",
    "is_gzip",
    "kept_body",
    "linked",
    "next_member",
    "of_record",
    "sources",
    "taken_from",
    "verbatim",
    "warc_record",
]
