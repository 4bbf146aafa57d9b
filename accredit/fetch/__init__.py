"""Pages and feeds from the web: asked for politely, kept as snapshots, read into the ledger."""

from __future__ import annotations

from accredit.fetch.fetcher import Fetcher, Page
from accredit.fetch.pace import Pace
from accredit.fetch.snapshots import Snapshots

__all__ = ["Fetcher", "Pace", "Page", "Snapshots"]
