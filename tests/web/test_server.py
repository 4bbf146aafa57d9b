"""The server under hostile words and requests, the rights of articles, and what its OpenAPI document promises."""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect

from accredit.ledger import open_ledger
from accredit.model import Actor, Article, Claim, Reading, Span, Voice
from accredit.ruling import Ruling
from accredit.situation import load
from accredit.web.publish import publish
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from tests.ledger.kit import reading, said
from tests.web.conftest import Tab, hosting, serving
from tests.web.generated import ask_all
from tests.web.hostile import INJECTIONS
from tests.world import BELM, CORRO, WORLD, article, voice

S = "/afghanistan-2021"
KHOROG = "af-tj-khorog-consulate-general"


def get(base: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, whatever the status."""
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, headers=headers)) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def value(base: str, path: str) -> Any:
    status, _, body = get(base, path)
    assert status == 200, body
    return json.loads(body)


def claim_over(article: Article, mission: str, *, name: str, predicate: str = "controls", **fields: Any) -> Claim:
    """A claim over the whole of a short article, by a named official."""
    situation = load("afghanistan-2021")
    plain: dict[str, Any] = {
        "article_id": article.id,
        "situation": situation.id,
        "predicate": predicate,
        "mission": situation.mission(mission),
        "scope": None,
        "party": "taliban",
        "person": None,
        "polarity": "affirmed",
        "modality": "actual",
        "stance": "asserts",
        "aspect": None,
        "basis": None,
        "when": None,
        "evidence": Span.of(article.text, 0, len(article.text)),
        "confidence": 0.8,
        "rule": "invented/1",
        "chain": (Voice(article.outlet, None, None, "outlet"), Voice(name, name[::-1], "taliban", "official")),
    }
    return Claim(**plain | fields)


@pytest.fixture(scope="module")
def hostile_site(make_site: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A ledger whose texts, titles, outlets, addresses, authors, ids and names are all hostile."""
    assert len(set(INJECTIONS)) >= 200
    place = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with open_ledger(place) as ledger:
        for n, words in enumerate(INJECTIONS):
            article = Article.make(
                f"{words} x",
                id=f"{words}{n}",
                title=words,
                outlet=words,
                url=words,
                author=words,
                language="en",
                published=f"2023-{n % 12 + 1:02}-11",
            )
            claims = (
                claim_over(article, KHOROG, name=words),
                claim_over(article, KHOROG, name=words, predicate="appointed", person=Actor(words, words)),
            )
            ledger.append(article, [Reading(article.key, "x", "x", "afghanistan-2021", "x", claims)])
    return make_site(place)


@pytest.fixture(scope="module")
def hostile(hostile_site: Site) -> Iterator[str]:
    with serving(hostile_site) as base:
        yield base


SCRIPTS = ("static/built/islands.js", "static/built/search.js")
PLAIN = re.compile(r"(/|#|https?://|\.\./|[a-z0-9-]+[/.])")


class Page(HTMLParser):
    """What a page is made of, as a browser would read it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.faults: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, words in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.faults.append(f"{tag} {name}={words}")
            if name in ("href", "src", "action") and not re.match(
                r"(/|#|https?://|\.\./|[a-z0-9-]+[/.])", words or "#"
            ):
                self.faults.append(f"{tag} {name}={words}")
            if tag == "script" and name == "src" and not (words or "").endswith(SCRIPTS):
                self.faults.append(f"script {words}")


ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "p",
    "span",
    "nav",
    "ul",
    "ol",
    "li",
    "main",
    "div",
    "h1",
    "h2",
    "h3",
    "form",
    "label",
    "input",
    "small",
    "button",
    "select",
    "option",
    "section",
    "svg",
    "defs",
    "clippath",
    "rect",
    "pattern",
    "circle",
    "path",
    "g",
    "text",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "bdi",
    "b",
    "strong",
    "blockquote",
    "q",
    "article",
    "time",
    "code",
    "footer",
    "dl",
    "dt",
    "dd",
    "mark",
}


def pages_of(base: str) -> list[str]:
    """Every kind of page of a site, with all of its articles and voices."""
    articles = [a["article"]["name"] for a in value(base, f"{S}/articles.json?page=1")["articles"]]
    voices = [v["name"] for v in value(base, f"{S}/voices.json")["voices"]]
    found = [
        "",
        "/states",
        "/states/TJ",
        "/articles",
        "/articles?page=2",
        "/compare",
        "/voices",
        "/find?residence=TJ",
        "/search",
    ]
    found += [f"/missions/{KHOROG}?page={n}" for n in range(1, 8)]
    found += [f"/compare/{articles[0]}/{articles[1]}"]
    return [
        S + path
        for path in (*found, *(f"/articles/{a}" for a in articles[:20]), *(f"/voices/{v}" for v in voices[:20]))
    ]


@pytest.fixture(scope="module")
def hostile_files(hostile_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile ledger as a site of files."""
    options = replace(hostile_site.options, public=True, published=True)
    folder = tmp_path_factory.mktemp("hostile") / "out"
    publish(Site(hostile_site.ledger, hostile_site.situations[:1], options), folder)
    return folder


class TestHostileWords:
    def test_they_stay_text_in_every_page(self, hostile: str) -> None:
        for path in pages_of(hostile):
            status, _, body = get(hostile, path)
            assert status == 200, path
            page = Page(body.decode())
            assert page.faults == [], path
            assert set(page.tags) <= ALLOWED, path
            assert body.count(b"<script") == 1, path
            assert b"49" not in body or b"{{ 7*7 }}" not in body or body.count(b"{{ 7*7 }}") > 0

    def test_templates_are_not_run(self, hostile: str) -> None:
        found = value(hostile, f"{S}/articles.json")["articles"]
        assert "{{ 7*7 }}" in {a["article"]["title"] for a in found} | {
            a["article"]["title"] for a in value(hostile, f"{S}/articles.json?page=2")["articles"]
        }
        name = next(
            a["article"]["name"]
            for n in (1, 2)
            for a in value(hostile, f"{S}/articles.json?page={n}")["articles"]
            if a["article"]["title"] == "{{ 7*7 }}"
        )
        body = get(hostile, f"{S}/articles/{name}")[2].decode()
        assert "<h1" in body and ">{{ 7*7 }}</h1>" in body

    def test_an_address_that_is_no_page_is_no_link(self, hostile: str) -> None:
        for n in (1, 2):
            for each in value(hostile, f"{S}/articles.json?page={n}")["articles"]:
                url = each["article"]["url"]
                assert url is None or url.lower().startswith(("http://", "https://"))

    def test_nothing_of_them_runs_in_a_browser(self, tab: Tab, hostile: str) -> None:
        tab.page.add_init_script("window.steal = () => { window.stolen = true }")
        for path in (S, f"{S}/missions/{KHOROG}", f"{S}/missions/{KHOROG}?page=4", f"{S}/voices", f"{S}/articles"):
            tab.page.goto(hostile + path)
            tab.page.wait_for_load_state("networkidle")
            assert tab.page.evaluate("window.stolen") is None
            assert tab.page.locator("header nav li").count() == 7, "the page is whole"

    def test_they_may_be_searched_for(self, hostile: str) -> None:
        for words in INJECTIONS:
            query = urllib.parse.quote(words[:60].encode("utf-8", "replace"))
            status, _, body = get(hostile, f"{S}/search?q={query}")
            assert status == 200 and Page(body.decode()).faults == []

    def test_published_files_have_harmless_names(self, hostile_files: Path) -> None:
        for path in hostile_files.rglob("*"):
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", path.name), path
        for page in hostile_files.rglob("*.html"):
            assert Page(page.read_text("utf-8")).faults == [], page

    def test_nothing_of_them_runs_where_files_are_searched(self, tab: Tab, hostile_files: Path) -> None:
        """What is looked for and what is found are set as text."""
        tab.page.add_init_script("window.steal = () => { window.stolen = true }")
        with hosting(hostile_files) as base:
            tab.page.goto(f"{base}{S}/search.html")
            tags = ""
            for words in INJECTIONS[::8]:
                tab.page.get_by_label("Words").fill(words[:60].encode("utf-8", "replace").decode().replace("\n", " "))
                tab.page.wait_for_timeout(20)
                tags += " ".join(tab.page.locator("#results *").evaluate_all("all => all.map(e => e.tagName)"))
            tab.page.get_by_label("Words").fill("script")
            expect(tab.page.locator("#results li").first).to_be_visible()
            assert set(tags.replace("SECTION", " ").split()) <= {"H2", "UL", "LI", "A", "BDI", "SPAN"}
            assert tab.page.evaluate("window.stolen") is None
            found = tab.page.locator("#results a").evaluate_all("links => links.map(a => a.href)")
            assert found and [href for href in found if not href.startswith(base)] == []


class TestRequests:
    def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(self, served: str) -> None:
        for path in ("/", f"{S}/missions/{KHOROG}", "/static/style.css", "/nowhere", f"{S}.json", "/openapi.json"):
            _, headers, _ = get(served, path)
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy and "script-src 'self'" in policy and "style-src 'self'" in policy
            assert "unsafe" not in policy and "http" not in policy and "*" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "set-cookie" not in headers

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../app.py",
            "/static/%2e%2e/app.py",
            "/static/..%2fapp.py",
            "/static/....//app.py",
            "/static//etc/passwd",
            "/static/%2fetc%2fpasswd",
            "/static/..%5capp.py",
            "/static/built/../../app.py",
            "/static/style.css%00.json",
            "/afghanistan-2021/../../etc/passwd",
            "/afghanistan-2021/missions/..%2f..%2fetc%2fpasswd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..",
            "/.",
            "//etc/passwd",
            "/afghanistan-2021/articles/..",
            "/afghanistan-2021/articles/%2e%2e%2f",
        ],
    )
    def test_no_path_leads_out(self, served: str, path: str) -> None:
        answer = raw(served, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert answer.split(b" ")[1] in (b"400", b"404"), answer[:200]
        assert b"root:" not in answer and b"create_app" not in answer

    @pytest.mark.parametrize(
        "path", [f"{S}/missions/x%0d%0aSet-Cookie:%20a=b", f"{S}?as-of=2023%0d%0aX-Y:%20z", f"{S}/search?q=%0d%0aX-Y:z"]
    )
    def test_no_value_becomes_a_header(self, served: str, path: str) -> None:
        answer = raw(served, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        head = answer.split(b"\r\n\r\n")[0].lower()
        assert b"set-cookie" not in head and b"\r\nx-y" not in head

    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            (f"GET /{'a' * 2000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
            (f"GET {S}?words={'a' * 5000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414),
            (f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {'a' * 20000}\r\n\r\n", 431),
            ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
            ("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", 421),
            ("DELETE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 405),
            ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX\x00Y: 1\r\n\r\n", 400),
            (f"GET {S}/search?q={'a' * 300} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
            (f"GET {S}?as-of=yesterday HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400),
        ],
    )
    def test_what_is_oversized_or_malformed_is_refused(self, served: str, request_: str, status: int) -> None:
        answer = raw(served, request_.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1))
        assert int(answer.split(b" ")[1]) == status

    def test_head_is_answered_without_a_body(self, served: str) -> None:
        connection = http.client.HTTPConnection(served.removeprefix("http://"))
        connection.request("HEAD", S)
        answer = connection.getresponse()
        assert answer.status == 200 and answer.read() == b""
        connection.close()

    def test_a_page_that_did_not_change_is_not_sent_again(self, served: str) -> None:
        _, headers, _ = get(served, S)
        assert get(served, S, **{"If-None-Match": headers["etag"]})[0] == 304

    def test_days_at_the_ends_of_the_calendar_are_answered(self, served: str) -> None:
        for day in ("0001-01-01", "9999-12-31", "1900", "2099-02"):
            for path in (S, f"{S}/missions/{KHOROG}", f"{S}/states/TJ", f"{S}/marks.json", f"{S}/find"):
                assert get(served, f"{path}?as-of={day}&known-at={day}&recorded-at={day}")[0] in (200, 400)

    def test_no_query_is_written_down(self, samples: Path, tmp_path: Path) -> None:
        """The program itself, as a person starts it; what it prints is all that it writes."""
        command = [sys.executable, "-m", "accredit", "serve", "--ledger", str(samples), "--port", "0"]
        before = set(tmp_path.iterdir())
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path
        ) as run:
            assert run.stdout is not None
            try:
                base = run.stdout.readline().split("/ (")[0]
                assert base.startswith("http://127.0.0.1:")
                for query in ("residence=TJ", "residence=nowhere", "residence=<script>"):
                    get(base, f"{S}/find?{query}")
                get(base, f"{S}/search?q=secretword")
            finally:
                run.terminate()
            said = run.stdout.read()
        assert not re.search(r"residence|TJ|nowhere|secretword|GET", said)
        assert set(tmp_path.iterdir()) == before


def raw(base: str, words: str) -> bytes:
    """What the server answers to these very bytes."""
    host, port = base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(words.encode("latin-1"))
        found = b""
        while part := connection.recv(65536):
            found += part
            if len(found) > 1_000_000:
                break
    return found


LONG = "The consulate in Khorog is run by the Taliban, said an official who gave a very long account of it. " * 20
WORDS = "The consulate in Khorog is run by the Taliban"


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("rights") / "rights.db"
    with open_ledger(place) as ledger:
        for kind in ("open", "quote", "private"):
            article = Article.make(
                f"{kind}. {LONG}",
                id=kind,
                title=f"Title {kind}",
                outlet=f"Outlet {kind}",
                url=f"https://{kind}.example/",
                published="2023-03-05",
            )
            ends = [m.end() for m in re.finditer(r"\. ", article.text)][:12]
            spans = [Span.of(article.text, a, b - 1) for a, b in pairwise(ends)]
            claims = tuple(claim_over(article, KHOROG, name=f"Person {kind}", evidence=s) for s in spans)
            ledger.append(article, [Reading(article.key, "x", "x", "afghanistan-2021", "x", claims)])
            if kind != "quote":
                ledger.append_ruling(Ruling.on_article("rights", article, kind, who="a tester", why="a test"))
    return place


class TestRights:
    """Beyond one's own machine: of `quote` articles short quotes, of `private` ones nothing but a count."""

    def test_on_ones_own_machine_nothing_is_cut(self, make_site: Callable[..., Site], three: Path) -> None:
        with serving(make_site(three)) as base:
            body = "".join(get(base, path)[2].decode() for path in self.paths(base))
        assert "Person private" in body and "Title private" in body
        assert body.count(WORDS) > 30

    @pytest.mark.parametrize("published", [False, True])
    def test_beyond_it_rights_are_kept_on_all_pages_together(
        self, make_site: Callable[..., Site], three: Path, tmp_path: Path, published: bool
    ) -> None:
        site = make_site(three, public=True, published=published)
        if published:
            publish(site, tmp_path / "out")
            body = "\n".join(
                p.read_text("utf-8") for p in (tmp_path / "out").rglob("*") if p.suffix in (".html", ".json")
            )
        else:
            with serving(site) as base:
                paths = self.paths(base)
                body = "\n".join(get(base, p)[2].decode() for p in (*paths, *(f"{p}.json" for p in paths)))
        assert "Person private" not in body and "Title private" not in body and "private.example" not in body
        assert "Title quote" in body and "Title open" in body
        text = f"quote. {LONG}"
        shown = set(re.findall(r"<q dir=\"auto\">([^<]*?)(?: …)?</q>", body))
        claims = re.findall(r'"quote": "([^"]*)"', body)
        own = {q for q in (*shown, *claims) if q and q in text}
        assert own and all(len(q) <= 300 for q in own)
        assert (
            "Taliban, said an official who gave a very long account of it. The consulate"
            not in body.split("Title open")[0]
        )

    def test_a_private_article_has_no_page_and_counts_in_no_answer(
        self, make_site: Callable[..., Site], three: Path
    ) -> None:
        with serving(make_site(three)) as base:
            names = {a["article"]["id"]: a["article"]["name"] for a in value(base, f"{S}/articles.json")["articles"]}
        with serving(make_site(three, public=True)) as base:
            assert get(base, f"{S}/articles/{names['private']}")[0] == 404
            assert get(base, f"{S}/articles/{names['quote']}")[0] == 200
            found = value(base, f"{S}/missions/{KHOROG}.json")
            assert found["asked"]["left_out"] == 1
            assert {c["article"]["id"] for c in found["claims"]} == {"open", "quote"}
            quoted = [c for c in found["claims"] if c["article"]["id"] == "quote"]
            whole = sum(len(q) for q in {c["quote"] for c in quoted if c["quote"]})
            assert whole <= len(f"quote. {LONG}") / 10
            page = value(base, f"{S}/articles/{names['quote']}.json")
            assert page["whole"] is False and page["paragraphs"] == []
            assert value(base, f"{S}/articles/{names['open']}.json")["whole"] is True

    @staticmethod
    def paths(base: str) -> list[str]:
        articles = [a["article"]["name"] for a in value(base, f"{S}/articles.json")["articles"]]
        return [
            S,
            f"{S}/missions/{KHOROG}",
            f"{S}/articles",
            f"{S}/voices",
            f"{S}/marks",
            *(f"{S}/articles/{a}" for a in articles),
        ]


class TestSameAnswers:
    """Every page is JSON too, and both say what the command line says."""

    def test_the_dossier_is_the_one_of_accredit_show(self, served: str, samples: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "accredit",
            "show",
            KHOROG,
            "--json",
            "--as-of",
            "2023-12-31",
            "--ledger",
            str(samples),
        ]
        said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        page = value(served, f"{S}/missions/{KHOROG}.json")
        for answer in page["answers"]:
            own = said[answer["question"]]
            assert {
                k: answer[k] for k in ("value", "leaning", "standing", "because", "formal", "support", "dissent")
            } == {k: own[k] for k in ("value", "leaning", "standing", "because", "formal", "support", "dissent")}
        assert {c["id"] for c in page["claims"]} == {c["id"] for c in said["claims"]}

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(as_of=st.dates(date(2021, 8, 1), date(2024, 12, 31)), known=st.dates(date(2021, 8, 1), date(2024, 12, 31)))
    def test_the_marks_are_the_status_at_any_times(self, served: str, as_of: date, known: date) -> None:
        query = f"?as-of={as_of}&known-at={known}"
        rows = value(served, f"{S}.json{query}")["rows"]
        marks = value(served, f"{S}/marks.json{query}")
        for row in rows:
            state = marks["states"][marks["marks"][row["mission"]["name"]]]
            answer = row["answer"]
            last = state["last"] and state["last"].replace("{day}", as_of.isoformat())
            assert (state["told"], state["standing"], last) == (answer["told"], answer["standing"], answer["last"])
            shown = answer["since"]["words"] if answer["since"] and (answer["value"] or answer["leaning"]) else ""
            since = state["since"].replace("{day}", as_of.isoformat())
            assert since == shown or shown == f"{as_of:%Y-%m}"  # an interval that fills its month is told as the month

    def test_a_page_says_which_ledger_it_is_of(self, served: str, samples: Path) -> None:
        with open_ledger(samples, create=False) as ledger:
            assert value(served, f"{S}.json")["asked"]["head"] == ledger.head()[:16]

    def test_what_is_appended_is_shown_at_once(self, make_site: Callable[..., Site], tmp_path: Path) -> None:
        place = tmp_path / "growing.db"
        with open_ledger(place) as ledger:
            article = Article.make("Said.", id="a", outlet="Lantern", published="2023-03-05")
            ledger.append(
                article,
                [Reading(article.key, "x", "x", "afghanistan-2021", "x", (claim_over(article, KHOROG, name="One"),))],
            )
            with serving(make_site(place)) as base:
                assert value(base, f"{S}/missions/{KHOROG}.json")["all_claims"] == 1
                other = Article.make("Said too.", id="b", outlet="Lamp", published="2023-03-06")
                ledger.append(
                    other,
                    [Reading(other.key, "x", "x", "afghanistan-2021", "x", (claim_over(other, KHOROG, name="Two"),))],
                )
                assert value(base, f"{S}/missions/{KHOROG}.json")["all_claims"] == 2

    def test_an_article_without_an_outlet_is_no_voice(self, make_site: Callable[..., Site], tmp_path: Path) -> None:
        """Nobody is known to have said it, so it is counted with the unnamed."""
        with open_ledger(tmp_path / "bare.db") as ledger:
            article = Article.make("The Taliban run the consulate in Khorog.", id="bare", published="2023-05-01")
            claim = claim_over(article, KHOROG, name="x", chain=(Voice(None, None, None, "outlet", None),))
            ledger.append(article, [Reading(article.key, "t", "t", "afghanistan-2021", "t", (claim,))])
        with serving(make_site(tmp_path / "bare.db")) as base:
            page = value(base, f"{S}/voices.json")
            assert (page["voices"], page["unnamed"]) == ([], 1)

    @pytest.mark.parametrize(
        ("name", "kind", "party", "listed"),
        [
            ("the consul", "official", None, False),  # of which consulate?
            ("The Embassy", "organisation", "crown", False),  # capitals name nobody
            ("Foreign Ministry", "government", "host-state", False),  # of which state?
            ("its own announcement", "document", None, False),
            ("the Belmoran Foreign Ministry", "government", "host-state", True),
            ("Ministry of Foreign Affairs", "government", "crown", True),  # a party has one
            ("the embassy in Belm", "organisation", None, True),
            ("Pavo Rell", "official", "crown", True),
            ("وزارت خارجه", "government", "host-state", True),  # a script without capitals tells nothing
        ],
    )
    def test_an_office_that_nothing_tells_apart_is_listed_nowhere(
        self, name: str, kind: str, party: str | None, listed: bool, tmp_path: Path
    ) -> None:
        """The consul of one article may be another one than that of the next."""
        with open_ledger(tmp_path / "offices.db") as ledger:
            for number, mission in enumerate((BELM, CORRO)):
                one = article(f"Report {number}.", id=f"report-{number}")
                claim = said(one, mission=mission, chain=(voice(), voice(name, kind, party=party)))
                ledger.append(one, [reading(one, claim)])
            site = Site(ledger, [WORLD], Options(Catalogue.load(), date(2021, 12, 31)))
            with serving(site) as base:
                page = value(base, f"/{WORLD.id}/voices.json")
        assert ([v["claims"] for v in page["voices"]], page["unnamed"]) == (([2], 0) if listed else ([], 2))

    def test_unnamed_voices_are_never_listed_across_articles(self, served: str) -> None:
        found = value(served, f"{S}/voices.json")
        assert found["unnamed"] > 0
        assert all(v["kind"] != "anonymous" for v in found["voices"])
        for each in found["voices"]:
            page = value(served, f"{S}/voices/{each['name']}.json")
            assert all(c["chain"][-1]["kind"] != "anonymous" for c in page["claims"])


def test_the_openapi_document_holds(served: str) -> None:
    """schemathesis: addresses within and beyond the document; no 5xx, and every answer is as the document says."""
    asked = ask_all(f"{served}/openapi.json", one_unknown_in=2)
    assert asked > 300


@pytest.mark.parametrize("width", [320, 800, 1440])
def test_no_line_end_parts_a_day(browser: Browser, served: str, width: int) -> None:
    """A line that ends in "2023-" says something else."""
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for address in (f"{S}/missions/{KHOROG}", f"{S}/states/RU"):
            page.goto(f"{served}{address}?as-of=2023-12-31")
            lines = page.evaluate(
                """() => [...document.querySelectorAll("time, .when, .day")].filter(e => e.offsetParent)
                .map(e => [e.textContent, new Set([...e.getClientRects()].map(r => r.top)).size])"""
            )
            assert len(lines) > 5 and [words for words, count in lines if count != 1] == []


def test_a_printed_page_has_its_times(browser: Browser, served: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served}{S}/missions/{KHOROG}?as-of=2023-03-31")
        page.emulate_media(media="print")
        assert "2023-03-31" in page.locator("footer").inner_text()
