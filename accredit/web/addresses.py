"""Where each page is: on the server from the root with the times that were asked about, published as files."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode


class Addresses:
    """Makes the addresses that stand in one page.

    `here` is the page's own path (`arvenia/missions/x`). `keep` are the parts of the query that go along from page to
    page. Published pages are files that lead to each other without a root, so a site may lie in any folder.
    """

    def __init__(self, here: str, *, published: bool, keep: Sequence[tuple[str, str]] = ()) -> None:
        self.here = here
        self.published = published
        self.keep = tuple(keep)

    def __call__(self, *parts: str, anchor: str = "", query: Sequence[tuple[str, str]] = ()) -> str:
        """The page at this path; without parts, the first one."""
        path = "/".join(quote(part, safe="") for part in parts)
        tail = f"#{quote(anchor, safe='')}" if anchor else ""
        if self.published:
            return self._up() + file_of(path) + tail
        asked = urlencode([*self.keep, *query])
        return f"/{path}{'?' + asked if asked else ''}{tail}"

    def json(self, *parts: str) -> str:
        """The same page as JSON."""
        path = "/".join(quote(part, safe="") for part in parts)
        if self.published:
            return self._up() + file_of(path, "json")
        asked = urlencode(self.keep)
        return f"/{path}.json{'?' + asked if asked else ''}"

    def feed(self, parts: Sequence[str], kind: str) -> str:
        """The feed of a situation or of a mission, as `atom` or as `json`."""
        path = "/".join((*(quote(part, safe="") for part in parts), f"feed.{kind}"))
        return self._up() + path if self.published else f"/{path}"

    def bare(self, *parts: str) -> str:
        """The page without any query, for forms, which bring their own."""
        return self._up() + file_of("/".join(parts)) if self.published else "/" + "/".join(parts)

    def static(self, name: str) -> str:
        """A file of the site that is no page."""
        return f"{self._up() if self.published else '/'}static/{name}"

    def _up(self) -> str:
        return "../" * file_of(self.here).count("/")


def file_of(path: str, kind: str = "html") -> str:
    """The file of a published page: `x/missions/y` is `x/missions/y.html`, a situation's page its folder's index."""
    return f"{path}.{kind}" if "/" in path else f"{path}/index.{kind}" if path else f"index.{kind}"
