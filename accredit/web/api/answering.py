"""An answer on its way out: its tag, whether it is known already, and the one look at the ledger that it is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from fastapi import Request
from fastapi.responses import Response

from accredit.model import digest
from accredit.web.serialize import to_json
from accredit.web.site import Site

_TRIES = 3
_TAG = re.compile(r'(?:W/)?("[^"]*")')

Made = tuple[object, str | None]
"""What is answered, and the address of what comes next."""


def answered(request: Request, site: Site, make: Callable[[bool], Made]) -> Response:
    """The answer of `make`, or that it is as it was.

    `make` looks at the ledger more than once. Where something was appended meanwhile it looks again, the last time
    (told so by True) at what was held at one moment.
    """
    for tries in range(1, _TRIES + 1):
        head = site.ledger.head()
        tag = tag_of(request, site, head)
        if same(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=_headers(site, tag))
        made, following = make(tries == _TRIES)
        if tries == _TRIES or site.ledger.head() == head:
            break
    headers = _headers(site, tag)
    if following:
        headers["link"] = f'<{following}>; rel="next"'
    return Response(to_json(made), media_type="application/json", headers=headers)


def tag_of(request: Request, site: Site, head: str) -> str:
    """A strong tag: a hash of all that the answer depends on, so that it is the same on every server of the ledger.

    The head of the chain, the address with its parameters in any order, the packs, the day, the program's version,
    whether rights are kept, and how the answer is packed.
    """
    packs = [situation.digest for situation in site.situations]
    asked = sorted(request.query_params.multi_items())
    packed = "gzip" in request.headers.get("accept-encoding", "")
    own = (head, request.url.path, asked, packs, site.today(), _version(), site.options.public, packed)
    return f'"{digest("api", *own)[:32]}"'


def same(given: str, tag: str) -> bool:
    """Whether If-None-Match names the tag, as RFC 9110 compares there."""
    return given.strip() == "*" or tag in _TAG.findall(given)


def _headers(site: Site, tag: str) -> dict[str, str]:
    """Kept by whoever likes, shown again only after asking: a ruling or a redaction may have taken words back.

    On one's own machine nothing is held back, so no cache that others share may keep it.
    """
    return {"etag": tag, "cache-control": "no-cache" if site.options.public else "private, no-cache"}


def _version() -> str:
    try:
        return version("accredit")
    except PackageNotFoundError:
        return "0"
