"""A server that takes rulings, over a ledger of its own, and people who hold tokens for it."""

from __future__ import annotations

import http.client
import shutil
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from accredit.fetch import Fetcher
from accredit.fetch.ready import fetcher_for
from accredit.ledger import Ledger, open_ledger
from accredit.review.blind import Blinded
from accredit.review.jobs import Jobs
from accredit.review.sessions import Sessions
from accredit.review.tokens import Tokens
from accredit.situation import load
from accredit.web.review.setting import Reviewing
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from tests.web.conftest import AS_OF, serving

S = "/afghanistan-2021"
KHOROG = "af-tj-khorog-consulate-general"


@dataclass(frozen=True)
class Desk:
    """A server, its ledger, and the tokens of two people."""

    base: str
    ledger: Ledger
    ona: str
    per: str
    tokens: Tokens
    reviewing: Reviewing

    def get(self, path: str, token: str | None = None) -> tuple[int, dict[str, str], str]:
        return self.ask("GET", path, None, {"authorization": f"Bearer {token}"} if token else {})

    def post(self, path: str, fields: dict[str, str], token: str | None, **headers: str) -> tuple[int, str]:
        """A program's form; its status and body."""
        own = {"authorization": f"Bearer {token}"} if token else {}
        status, _, body = self.ask("POST", path, urllib.parse.urlencode(fields), own | headers)
        return status, body

    def ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=60)
        kind = {"content-type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        connection.request(method, path, body, kind | headers)
        answer = connection.getresponse()
        found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace")
        connection.close()
        return found

    def sign_in(self, page: Page, token: str, back: str = f"{S}/review") -> None:
        """As a person does."""
        page.goto(f"{self.base}/sign-in?back={back}")
        page.get_by_label("Your token").fill(token)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.base}{back}")

    def session(self, token: str) -> tuple[str, str]:
        """A browser's cookie and the secret of its forms, without a browser."""
        status, headers, _ = self.ask(
            "POST", "/sign-in", urllib.parse.urlencode({"token": token, "back": "/"}), {"sec-fetch-site": "same-origin"}
        )
        assert status == 303
        cookie = headers["set-cookie"].partition(";")[0]
        _, _, body = self.ask("GET", f"{S}/review", None, {"cookie": cookie})
        return cookie, body.partition('name="csrf" value="')[2].partition('"')[0]


@contextmanager
def reviewed(place: Path, folder: Path, *, blind: bool = False, private: bool = True, **more: Any) -> Iterator[Desk]:
    """A server over a copy of a ledger. `private`: links may lead to this machine, as no server of people's allows."""
    own = folder / "reviewed.db"
    shutil.copy(place, own)
    with open_ledger(own, create=False) as ledger:
        site = Site(
            ledger,
            [load("afghanistan-2021"), load("venezuela-2019")],
            Options(Catalogue.load(), AS_OF, **more),
        )
        tokens = Tokens(folder / "reviewed.db.tokens")

        def fetcher() -> Fetcher:
            return fetcher_for(ledger, str(own), private=private, interval=0)

        seen = Site(Blinded(ledger, None), site.situations, site.options) if blind else site
        jobs = Jobs(ledger, site.situations, fetcher, site.today, seen.ledger)
        reviewing = Reviewing(seen, tokens, Sessions(tokens), jobs, blind)
        ona, per = tokens.add("Ona Brandt"), tokens.add("Per Holm")
        with serving(site, reviewing) as base:
            yield Desk(base, ledger, ona, per, tokens, reviewing)
        jobs.close()


Made = Callable[..., Desk]
