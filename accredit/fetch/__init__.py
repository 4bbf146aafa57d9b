"""Pages and feeds from the web: asked for politely, kept as snapshots, read into the ledger."""

from __future__ import annotations

from accredit.fetch.changes import Field
from accredit.fetch.fetcher import Fetcher, Page
from accredit.fetch.pace import Pace
from accredit.fetch.snapshots import Snapshots
from accredit.fetch.watching import Feed, Watcher

__all__ = ["Feed", "Fetcher", "Field", "Pace", "Page", "Snapshots", "Watcher"]
