"""robots.txt (RFC 9309): whether a page may be asked for, and how often."""

from __future__ import annotations

from protego import Protego

from accredit.client import Client
from accredit.client.addresses import Target
from accredit.errors import FetchError, RefusedAddressError
from accredit.fetch.pace import Pace

NAME = "accredit"
_LARGEST = 512_000


class Robots:
    """The rules of each host, asked for once a run."""

    def __init__(self, client: Client, pace: Pace) -> None:
        self._client = client
        self._pace = pace
        self._rules: dict[str, Protego | None] = {}

    def refuses(self, target: Target) -> str | None:
        """Why the page may not be asked for; None when it may.

        A host without robots.txt allows everything; one that cannot give it allows nothing for now.
        """
        if target.root not in self._rules:
            self._rules[target.root] = self._asked(target)
        rules = self._rules[target.root]
        if rules is None:
            return "its host cannot give its robots.txt now, so nothing of it is asked for"
        return None if rules.can_fetch(target.url, NAME) else "robots.txt does not allow it"

    def _asked(self, target: Target) -> Protego | None:
        self._pace.wait(target.root)
        try:
            reply = self._client.get(f"{target.root}/robots.txt", bound=_LARGEST)
        except RefusedAddressError:
            raise
        except FetchError:
            return None
        if reply.status >= 500 or reply.status == 429:
            return None
        words = reply.body.decode("utf-8", "replace") if reply.status == 200 else ""
        rules = Protego.parse(words)
        if delay := rules.crawl_delay(NAME):
            self._pace.slower(target.root, float(delay))
        return rules
