"""The server that takes rulings, under forged forms, guessed tokens, hostile words and requests."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from accredit.errors import QuestionError
from accredit.export.allowance import name_of
from accredit.model import Article, Span
from accredit.pipeline import read_into
from accredit.review.sessions import GUESSES
from accredit.situation import load
from accredit.web.review.article import span_of
from accredit.web.review.routes import safe
from tests.web.hostile import INJECTIONS
from tests.web.reviewing import Desk, S, reviewed
from tests.web.test_server import Page

SITUATION = load("afghanistan-2021")


@pytest.fixture(scope="module")
def desk(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with reviewed(samples, tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def fresh(samples: Path, tmp_path: Path) -> Iterator[Desk]:
    with reviewed(samples, tmp_path) as made:
        yield made


def a_claim(desk: Desk, n: int = 0) -> str:
    return desk.ledger.claims(SITUATION)[n].claim.id


def held(desk: Desk) -> int:
    return len(desk.ledger.rulings())


class TestWhoMayWrite:
    def paths(self, desk: Desk) -> list[str]:
        return [f"{S}/review/claims/{a_claim(desk)}", f"{S}/review/articles/x", f"{S}/review/rulings/x", f"{S}/add"]

    def test_nobody_without_a_token(self, desk: Desk) -> None:
        before = held(desk)
        for path in self.paths(desk):
            for headers in ({}, {"cookie": "accredit_session=guess"}, {"authorization": "Basic b25hOng="}):
                assert desk.post(path, {"do": "rejected", "why": "x"}, None, **headers)[0] == 401, path
            assert desk.post(path, {"do": "rejected", "why": "x"}, "accredit-wrong")[0] in (401, 429), path
        assert held(desk) == before and not desk.reviewing.jobs.all()

    def test_a_token_in_an_address_is_no_token(self, desk: Desk) -> None:
        for name in ("token", "access_token", "authorization"):
            path = f"{S}/review/claims/{a_claim(desk)}?{name}={desk.ona}"
            assert desk.post(path, {"do": "rejected", "why": "x", name: desk.ona}, None)[0] == 401

    def test_a_server_that_takes_no_rulings_has_no_such_pages(self, served: str, desk: Desk) -> None:
        from tests.web.test_server import get

        for path in ("/sign-in", f"{S}/review", f"{S}/add"):
            assert get(served, path)[0] == 404
        assert "review" not in get(served, S)[2].decode().partition("<nav")[2].partition("</nav>")[0]

    def test_no_get_changes_anything(self, desk: Desk) -> None:
        before = desk.ledger.head()
        cookie, _ = desk.session(desk.ona)
        query = urlencode({"do": "rejected", "why": "x"})
        for path in (*self.paths(desk), "/sign-out"):
            desk.ask("GET", f"{path}?{query}", None, {"cookie": cookie})
            desk.ask("HEAD", f"{path}?{query}", None, {"cookie": cookie})
        assert desk.ledger.head() == before

    def test_a_program_rules_under_the_name_of_its_token(self, fresh: Desk) -> None:
        status, body = fresh.post(f"{S}/review/claims/{a_claim(fresh)}", {"do": "confirmed"}, fresh.per)
        assert status == 201
        (ruling,) = [r.ruling for r in fresh.ledger.rulings()]
        assert (json.loads(body)["ruling"], ruling.who) == (ruling.id, "Per Holm")
        status, body = fresh.post(f"{S}/review/claims/{a_claim(fresh)}", {"do": "rejected", "why": "x"}, fresh.ona)
        assert status == 409 and json.loads(body)["unseen"] == [ruling.id]
        fields = {"do": "rejected", "why": "x", "seen": ruling.id, "who": "Somebody Else"}
        assert fresh.post(f"{S}/review/claims/{a_claim(fresh)}", fields, fresh.ona)[0] == 201
        assert fresh.ledger.rulings()[1].ruling.who == "Ona Brandt"


class TestForgedForms:
    """OWASP's two defences together: a secret in the form, and where the browser says that the form came from."""

    def send(self, desk: Desk, fields: dict[str, str], **headers: str) -> int:
        path = f"{S}/review/claims/{a_claim(desk, 1)}"
        return desk.ask("POST", path, urlencode(fields), {k.replace("_", "-"): v for k, v in headers.items()})[0]

    def test_only_a_form_of_these_pages_is_taken(self, fresh: Desk) -> None:
        cookie, secret = fresh.session(fresh.ona)
        _, other = fresh.session(fresh.per)
        good = {"do": "confirmed", "csrf": secret}
        here = {"cookie": cookie, "sec_fetch_site": "same-origin"}
        assert secret and secret != other
        assert self.send(fresh, good, cookie=cookie) == 403, "nothing says where it comes from"
        for site in ("cross-site", "same-site", "none", "", "same-origin, cross-site"):
            assert self.send(fresh, good, cookie=cookie, sec_fetch_site=site) == 403, site
        for origin in ("http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", ""):
            assert self.send(fresh, good, cookie=cookie, origin=origin) == 403, origin
        assert self.send(fresh, good, origin="http://evil.example", **here) == 403
        for csrf in ({}, {"csrf": ""}, {"csrf": other}, {"csrf": secret[:-1]}, {"csrf": "é"}):
            assert self.send(fresh, {"do": "confirmed"} | csrf, **here) == 403, csrf
        assert held(fresh) == 0
        assert self.send(fresh, good, **here) == 303
        assert held(fresh) == 1

    def test_an_older_browser_that_names_the_origin_is_taken(self, fresh: Desk) -> None:
        cookie, secret = fresh.session(fresh.ona)
        assert self.send(fresh, {"do": "confirmed", "csrf": secret}, cookie=cookie, origin=fresh.base) == 303

    def test_signing_in_and_out_cannot_be_forged_either(self, fresh: Desk) -> None:
        body = urlencode({"token": fresh.ona})
        for headers in ({}, {"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}):
            status, found, _ = fresh.ask("POST", "/sign-in", body, headers)
            assert status == 403 and "set-cookie" not in found
        cookie, _ = fresh.session(fresh.ona)
        status, _, _ = fresh.ask("POST", "/sign-out", "csrf=x", {"cookie": cookie, "sec-fetch-site": "same-origin"})
        assert status == 403
        assert "Signed in as" in fresh.ask("GET", f"{S}/review", None, {"cookie": cookie})[2]

    def test_no_page_can_be_put_in_a_frame(self, desk: Desk) -> None:
        for path in ("/sign-in", f"{S}/review", f"{S}/add"):
            _, headers, _ = desk.get(path)
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-frame-options"] == "DENY"

    @pytest.mark.parametrize(
        "back",
        ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "evil", "/\nx", "/é"],
    )
    def test_signing_in_leads_nowhere_else(self, back: str) -> None:
        assert safe(back) == "/"

    def test_the_cookie_is_shut(self, fresh: Desk) -> None:
        body = urlencode({"token": fresh.ona, "back": "//evil.example"})
        status, headers, _ = fresh.ask("POST", "/sign-in", body, {"sec-fetch-site": "same-origin"})
        cookie = headers["set-cookie"].lower()
        assert status == 303 and headers["location"] == "/"
        assert "httponly" in cookie and "samesite=strict" in cookie and "secure" not in cookie
        fresh.reviewing.address = "https://review.example"
        status, headers, _ = fresh.ask("POST", "/sign-in", body, {"origin": "https://review.example"})
        assert status == 303 and "secure" in headers["set-cookie"].lower()


def test_guessing_is_slowed_down(fresh: Desk) -> None:
    here = {"sec-fetch-site": "same-origin"}
    codes = [fresh.ask("POST", "/sign-in", f"token=guess{n}", here)[0] for n in range(GUESSES + 2)]
    assert codes == [403] * GUESSES + [429] * 2
    status, headers, _ = fresh.ask("POST", "/sign-in", urlencode({"token": fresh.ona}), here)
    assert status == 429 and int(headers["retry-after"]) > 0, "even the right one waits, so that waiting tells nothing"


def test_a_page_of_somebody_is_kept_by_nobody_for_others(desk: Desk) -> None:
    cookie, secret = desk.session(desk.ona)
    for path in (S, f"{S}/review", f"{S}/articles"):
        _, headers, body = desk.ask("GET", path, None, {"cookie": cookie})
        assert "private" in headers["cache-control"] and "cookie" in headers["vary"].lower()
        _, _, plain = desk.get(path)
        assert secret in body and secret not in plain and '<form class="signed"' not in plain


class TestHostileWords:
    def test_they_stay_words_in_rulings_and_on_pages(self, fresh: Desk) -> None:
        claim = a_claim(fresh)
        seen = ""
        for words in INJECTIONS[::8]:
            text = words.encode("utf-8", "replace").decode()
            if not " ".join(text.split()):
                continue
            fields = {"do": "rejected", "why": text[:400], "seen": seen}
            status, body = fresh.post(f"{S}/review/claims/{claim}", fields, fresh.ona)
            assert status == 201, (words, body)
            seen = " ".join(r.ruling.id for r in fresh.ledger.rulings())
        assert held(fresh) > 15
        for path in (f"/review/claims/{claim}", "/review/rulings", "/review", "/review/agreement"):
            status, _, body = fresh.get(S + path)
            assert status == 200 and Page(body).faults == [], path
            assert body.count("<script") <= 1

    @pytest.mark.parametrize(
        "name", ["seen", "why", "do", "mission", "when", "scope", "person", "other", "voice", "words"]
    )
    def test_no_field_breaks_the_server(self, desk: Desk, name: str) -> None:
        claim = a_claim(desk, 2)
        article = re.search(r"/articles/([0-9a-f]{16})", desk.get(f"{S}/articles")[2])
        assert article
        for words in ("\x00", "null", "[", "{}", '{"a":' * 500, "9" * 5000, "from 9999-99", "from 2023..2022", "*",
                      "TJ,,", "\u202e", "a" * 60_000, "' OR 1=1", "../../x"):  # fmt: skip
            for path, do in (
                (f"{S}/review/claims/{claim}", "corrected"), (f"{S}/review/claims/{claim}", "same"),
                (f"{S}/review/claims/{claim}", "join"), (f"{S}/review/articles/{article[1]}", "added"),
                (f"{S}/review/articles/{article[1]}", "date"), (f"{S}/add", "link"),
            ):  # fmt: skip
                plain = {"do": do, "why": "x", "words": "The", "predicate": "closed", "mission": "Khorog"}
                fields = plain | {name: words}
                status, body = desk.post(path, fields, desk.ona)
                assert status in (201, 202, 400, 403, 404, 409, 413), (status, path, do, words[:20], body[:200])

    def test_what_is_no_form_is_refused(self, desk: Desk) -> None:
        path = f"{S}/review/claims/{a_claim(desk)}"
        own = {"authorization": f"Bearer {desk.ona}"}
        assert desk.ask("POST", path, "{}", own | {"content-type": "application/json"})[0] == 415
        assert desk.ask("POST", path, b"\xff\xfe=\x00", own)[0] in (400, 409)
        many = "&".join(f"f{n}=1" for n in range(5000))
        assert desk.ask("POST", path, many, own)[0] in (400, 413)
        for body in (b"--x\r\nbroken", b'--x\r\nContent-Disposition: form-data; name="do"\r\n\r\nlink\r\n', b""):
            kind = {"content-type": "multipart/form-data; boundary=x"}
            assert desk.ask("POST", f"{S}/add", body, own | kind)[0] == 400
        assert desk.ask("POST", f"{S}/add", b"", own | {"content-type": "multipart/form-data"})[0] == 400

    def test_too_much_is_refused_before_it_is_read(self, desk: Desk) -> None:
        own = {"authorization": f"Bearer {desk.ona}"}
        path = f"{S}/review/claims/{a_claim(desk)}"
        assert desk.ask("POST", path, None, own | {"content-length": "70000"})[0] == 413
        assert desk.ask("POST", f"{S}/add", None, own | {"content-length": "64000001"})[0] == 413

    def test_an_upload_without_a_token_is_refused_unread(self, desk: Desk) -> None:
        status, _, _ = desk.ask("POST", f"{S}/add", b"x" * 100_000, {"content-type": "multipart/form-data; boundary=x"})
        assert status == 401


class TestWordsOfATextAreFound:
    TEXT = "One line.\n\nThe embassy\nclosed. The embassy opened. 😀 End\x00."

    def test_at_their_offset_and_only_there(self) -> None:
        second = self.TEXT.index("The embassy opened")
        assert span_of(self.TEXT, "The embassy", str(second)) == Span.of(self.TEXT, second, second + 11)

    def test_by_themselves_when_they_stand_once_whatever_stands_between_them(self) -> None:
        at = self.TEXT.index("The embassy\nclosed")
        assert span_of(self.TEXT, "The embassy  closed", "").start == at
        assert span_of(self.TEXT, "😀 End", "").exact == "😀 End"

    @pytest.mark.parametrize(
        ("words", "start", "told"),
        [
            ("The embassy", "", "2 times"),
            ("nothing of it", "3", "nowhere"),
            (" ", "", "choose"),
            ("The embassy", "99", "2"),
        ],
    )
    def test_or_it_is_told_why_not(self, words: str, start: str, told: str) -> None:
        with pytest.raises(QuestionError, match=told):
            span_of(self.TEXT, words, start)


def test_every_new_route_keeps_its_promise(fresh: Desk) -> None:
    """Generated requests, with a token, over everything that the document tells of: never an answer of 5xx."""
    document = json.loads(fresh.get("/openapi.json")[2])
    new = [p for p in document["paths"] if "review" in p or "/add" in p or "sign" in p]
    assert len(new) >= 15
    document["paths"] = {p: document["paths"][p] for p in new}
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=fresh.base)
    own = {"Authorization": f"Bearer {fresh.ona}"}
    tried: set[str] = set()

    for operation in schema.get_all_operations():

        @settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def once(case: schemathesis.Case) -> None:
            tried.add(case.operation.label)
            if case.path_parameters and "situation" in case.path_parameters:
                case.path_parameters["situation"] = "afghanistan-2021"
            response = case.call(headers=own, allow_redirects=False)
            case.validate_response(response, checks=[not_a_server_error])

        once()
    assert len(tried) >= 20


def test_who_and_why_are_shown_as_they_were_given(fresh: Desk) -> None:
    fresh.post(f"{S}/review/claims/{a_claim(fresh)}", {"do": "rejected", "why": "a <b>bold</b> reason"}, fresh.ona)
    body = fresh.get(f"{S}/review/rulings")[2]
    assert html.escape("a <b>bold</b> reason") in body and "Ona Brandt" in body
    found = json.loads(fresh.get(f"{S}/review/rulings.json")[2])
    assert found["rulings"][0]["why"] == "a <b>bold</b> reason"


def test_an_article_without_a_title_has_its_page(fresh: Desk) -> None:
    told = Article.make("The Afghan embassy in Dushanbe is run by the republic's diplomats.", id="untitled")
    read_into(fresh.ledger, [told], [SITUATION])
    (name,) = [name_of(r.article) for r in fresh.ledger.claims(SITUATION) if r.article.id == "untitled"][:1]
    status, _, page = fresh.get(f"{S}/review/articles/{name}")
    assert status == 200 and "without a title (untitled)" in page
    assert "without a title (untitled)" in fresh.get(f"{S}/search?q=republic+diplomats+dushanbe")[2]
