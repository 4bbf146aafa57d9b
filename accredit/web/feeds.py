"""The addresses of feeds: `/SITUATION/feed.atom`, `/SITUATION/missions/MISSION/feed.atom`, and `.json` for each."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from accredit.errors import NothingHereError
from accredit.export.feeds import atom, jsonfeed
from accredit.views.names import segment
from accredit.web.site import Site
from accredit.web.view import View

Kind = Literal["atom", "json"]

TYPES: dict[Kind, str] = {"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json"}


def feed_body(site: Site, situation: str, mission: str | None, kind: Kind, base: str = "") -> bytes:
    """A feed as it is served. `base`: where the site stands, as an address without a slash at its end.

    Raises NothingHereError for a mission of which nothing is known.
    """
    feeds = site.feeds(site.situation(situation))
    ids = (*View.of(site, situation).snapshot.missions, *feeds.missions)
    known = next((i for i in ids if segment(i) == mission), None) if mission else None
    if mission and known is None:
        raise NothingHereError(f"no mission {mission[:60]!r} here")
    feed = feeds.of(known)
    if base:
        home = "/".join((base, situation, *(("missions", mission) if mission else ())))
        feed = replace(feed, home=home, own=f"{home}/feed.{kind}")
    return atom(feed) if kind == "atom" else jsonfeed(feed)
