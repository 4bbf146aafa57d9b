"""What people do on the pages of review, in a browser: with keys, without scripts, two at once."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accredit.rulings import held
from accredit.situation import load
from tests.web.conftest import Tab
from tests.web.reviewing import KHOROG, Desk, S, reviewed
from tests.web.test_look import AXE

SITUATION = load("afghanistan-2021")


@pytest.fixture
def desk(samples: Path, tmp_path: Path) -> Iterator[Desk]:
    with reviewed(samples, tmp_path) as made:
        yield made


def kinds(desk: Desk) -> list[tuple[str, str, str]]:
    return [(r.ruling.kind, r.ruling.who, r.ruling.why) for r in desk.ledger.rulings()]


def claim_named(desk: Desk, article: str, predicate: str = "") -> str:
    """The id of a claim of a sample."""
    return next(
        r.claim.id
        for r in desk.ledger.claims(SITUATION)
        if article in r.article.id and predicate in ("", r.claim.predicate)
    )


class TestSigningIn:
    def test_without_a_token_all_is_readable_and_nothing_can_be_sent(self, tab: Tab, desk: Desk) -> None:
        claim = claim_named(desk, "khorog")
        for path in (
            "",
            "/review",
            "/review/rulings",
            "/review/agreement",
            f"/review/claims/{claim}",
            "/add",
            "/articles",
        ):
            tab.page.goto(desk.base + S + path)
            assert tab.page.locator("form[method=post]").count() == 0, path
            assert tab.page.get_by_role("link", name="Sign in to review").count() >= 1
            assert tab.page.get_by_text("Rule on this claim").count() == 0

    def test_a_token_opens_a_session_that_no_script_and_no_address_knows(self, tab: Tab, desk: Desk) -> None:
        desk.sign_in(tab.page, desk.ona)
        expect(tab.page.get_by_text("Signed in as Ona Brandt")).to_be_visible()
        assert all(desk.ona not in url for url in tab.asked)
        assert tab.page.evaluate("document.cookie") == ""
        (cookie,) = tab.page.context.cookies()
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and desk.ona not in cookie["value"]
        tab.page.get_by_role("button", name="Sign out").click()
        expect(tab.page.get_by_role("link", name="Sign in to review")).to_be_visible()
        assert tab.page.context.cookies() == []

    def test_a_wrong_token_is_told(self, browser: Browser, desk: Desk) -> None:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{desk.base}/sign-in")
            page.get_by_label("Your token").fill("accredit-nothing")
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("alert")).to_contain_text("not good here")

    def test_a_revoked_token_ends_what_is_open(self, tab: Tab, desk: Desk) -> None:
        desk.sign_in(tab.page, desk.ona)
        desk.tokens.revoke("Ona Brandt")
        tab.page.reload()
        expect(tab.page.get_by_role("link", name="Sign in to review")).to_be_visible()


class TestDeciding:
    def test_rejecting_on_the_claims_page_sets_it_aside_and_undoing_brings_it_back(self, tab: Tab, desk: Desk) -> None:
        claim = claim_named(desk, "khorog")
        page = tab.page
        desk.sign_in(page, desk.ona)
        page.goto(f"{desk.base}{S}/review/claims/{claim}")
        form = page.locator("section[aria-labelledby=decide-h]")
        form.get_by_label(re.compile("^Why")).fill("the article quotes it to deny it")
        form.get_by_role("button", name="Reject").click()
        expect(page.get_by_text("It is set aside")).to_be_visible()
        log = page.locator(".rulings")
        expect(log).to_contain_text("Ona Brandt")
        expect(log).to_contain_text("the article quotes it to deny it")
        assert kinds(desk) == [("rejected", "Ona Brandt", "the article quotes it to deny it")]
        assert claim in {r.claim.id for r in held(desk.ledger, SITUATION).set_aside}
        log.get_by_role("button", name="Withdraw").click()
        page.wait_for_url(re.compile("/review/rulings"))
        assert [k for k, _, _ in kinds(desk)] == ["rejected", "withdrawn"]
        assert claim in {r.claim.id for r in held(desk.ledger, SITUATION).claims}
        expect(page.locator(".state-withdrawn")).to_contain_text("withdrawn")

    def test_correcting_changes_what_was_changed_and_nothing_else(self, tab: Tab, desk: Desk) -> None:
        claim = next(
            r for r in desk.ledger.claims(SITUATION) if r.claim.party == "taliban" and r.claim.predicate == "controls"
        )
        page = tab.page
        desk.sign_in(page, desk.ona)
        page.goto(f"{desk.base}{S}/review/claims/{claim.claim.id}")
        form = page.locator("#correct form")
        form.locator("[name=party]").select_option("republic")
        form.get_by_label(re.compile("^When")).fill("from 2023-03")
        form.get_by_label("Why", exact=True).fill("the sentence before says whose")
        form.get_by_role("button", name="Correct").click()
        page.wait_for_url(re.compile("done="))
        (ruling,) = [r.ruling for r in desk.ledger.rulings()]
        assert ruling.kind == "corrected" and set(json.loads(ruling.value or "")) == {"party", "when"}
        now = next(r for r in held(desk.ledger, SITUATION).claims if r.original == claim.claim.id)
        assert now.claim.party == "republic" and now.claim.chain == claim.claim.chain
        assert now.claim.when is not None and now.claim.when.kind == "from"
        expect(page.get_by_role("heading", level=1)).to_contain_text("republic")

    def test_what_is_refused_comes_back_as_it_was_typed(self, browser: Browser, desk: Desk) -> None:
        claim = claim_named(desk, "khorog")
        with browser.new_context() as context:
            page = context.new_page()
            desk.sign_in(page, desk.ona)
            page.goto(f"{desk.base}{S}/review/claims/{claim}")
            form = page.locator("#correct form")
            form.get_by_label("Mission", exact=True).fill("Atlantis")
            form.get_by_label("Why", exact=True).fill("a reason worth keeping")
            form.get_by_role("button", name="Correct").click()
            expect(page.get_by_role("alert")).to_contain_text("Atlantis")
            expect(form.get_by_label("Mission", exact=True)).to_have_value("Atlantis")
            expect(form.get_by_label("Why", exact=True)).to_have_value("a reason worth keeping")
        assert kinds(desk) == []

    def test_voices_origins_and_articles_are_ruled_on(self, tab: Tab, desk: Desk) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona)
        every = desk.ledger.claims(SITUATION)
        claims = [r for r in every if r.claim.mission and r.claim.mission.id == KHOROG]
        by_outlet = next(r for r in every if r.claim.origin.kind == "outlet" and r.claim.origin.name)
        names = {r.claim.origin.name for r in every if r.claim.origin.kind == "outlet"}
        other = min(names - {by_outlet.claim.origin.name, None})  # type: ignore[type-var]
        page.goto(f"{desk.base}{S}/review/claims/{by_outlet.claim.id}")
        form = page.locator("section[aria-labelledby=voices-h]")
        form.get_by_label(re.compile("other voice")).fill(other or "")
        form.get_by_label("Why", exact=True).fill("one newsroom under two names")
        form.get_by_role("button", name="They are the same").click()
        page.wait_for_url(re.compile("done="))
        one = next(r for r in claims if sum(o.claim.predicate == r.claim.predicate for o in claims) > 1)
        page.goto(f"{desk.base}{S}/review/claims/{one.claim.id}")
        form = page.locator("section[aria-labelledby=origins-h]")
        form.get_by_label("Why", exact=True).fill("both were told by the same clerk")
        form.get_by_role("button", name="one origin").click()
        page.wait_for_url(re.compile("done="))
        page.goto(f"{desk.base}{S}/articles")
        page.locator("table.list th a").first.click()
        page.get_by_role("link", name="Mend this article").click()
        for name, value, button in (
            ("date", "2023-04", "Set the date"),
            ("outlet", "Sample Herald", "Set the outlet"),
            ("rights", "open", "Set the rights"),
            ("retracted", "2023-06-01", "It was retracted"),
        ):
            row = page.locator("form", has=page.get_by_role("button", name=button))
            field = row.locator(f"[name={name}]")
            if name == "rights":
                field.select_option(value)
            else:
                field.fill(value)
            row.locator("[name=why]").fill(f"because of the {name}")
            row.get_by_role("button", name=button).click()
            expect(page.locator(".rulings")).to_contain_text(f"because of the {name}")
        assert [k for k, _, _ in kinds(desk)] == ["same", "join", "date", "outlet", "rights", "retracted"]
        page.goto(f"{desk.base}{S}/review/rulings")
        assert page.locator(".rulings > li").count() == 6
        expect(page.locator(".rulings")).to_contain_text("Sample Herald")

    def test_words_chosen_in_the_text_become_a_claim_at_their_place(self, tab: Tab, desk: Desk) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona)
        page.goto(f"{desk.base}{S}/articles")
        page.locator("table.list th a").first.click()
        page.get_by_role("link", name="Mend this article").click()
        page.wait_for_url(re.compile("/review/articles/"))
        chosen = page.evaluate(
            """() => { const t = document.getElementById('whole').firstChild, r = document.createRange();
            r.setStart(t, 5); r.setEnd(t, 45); const s = getSelection(); s.removeAllRanges(); s.addRange(r);
            return r.toString(); }"""
        )
        form = page.locator("#add form")
        expect(form.get_by_label("The words")).to_have_value(chosen.strip())
        form.locator("[name=predicate]").select_option("closed")
        form.get_by_label("Mission", exact=True).fill("Khorog")
        form.get_by_label("Why", exact=True).fill("the reader missed it")
        form.get_by_role("button", name="Add the claim").click()
        page.wait_for_url(re.compile("done="))
        (added,) = [r for r in held(desk.ledger, SITUATION).claims if r.claim.rule.startswith("ruling/")]
        assert added.claim.evidence.exact == chosen.strip()
        assert added.claim.mission is not None and added.claim.mission.id == KHOROG
        page.goto(f"{desk.base}{S}/review/claims/{added.claim.id}")
        expect(page.get_by_text("A person added this claim")).to_be_visible()


class TestKeys:
    def test_a_queue_is_worked_off_without_a_mouse(self, tab: Tab, desk: Desk) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona)
        cards = page.locator(".queue > .waiting")
        first, second = (cards.nth(n).get_attribute("id") for n in (0, 1))
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == first
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == second
        page.keyboard.press("k")
        page.keyboard.press("c")
        page.wait_for_url(re.compile("done="))
        assert [k for k, _, _ in kinds(desk)] == ["confirmed"]
        expect(page.locator("#told")).to_contain_text("confirmed")
        page.keyboard.press("r")
        page.keyboard.type("jck? is typed here")
        page.keyboard.press("Enter")
        expect(page.locator("#told")).to_contain_text("rejected")
        page.wait_for_load_state()  # keys are heard once the scripts are there
        assert kinds(desk)[-1] == ("rejected", "Ona Brandt", "jck? is typed here")
        page.keyboard.press("u")
        expect(page.locator("#told")).to_contain_text("withdrawal")
        page.wait_for_load_state()
        assert [k for k, _, _ in kinds(desk)] == ["confirmed", "rejected", "withdrawn"]
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("next claim")
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        page.wait_for_url(re.compile("/review/claims/"))

    def test_they_can_be_turned_off_and_stay_off(self, tab: Tab, desk: Desk) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona)
        page.get_by_role("button", name="Turn the keys off").click()
        page.reload()
        expect(page.get_by_text("Keys are off")).to_be_visible()
        page.locator("h1").click()
        page.keyboard.press("c")
        page.keyboard.press("j")
        page.wait_for_timeout(200)
        assert kinds(desk) == [] and "done=" not in page.url
        page.get_by_role("button", name="Turn the keys on").click()
        page.locator("h1").click()
        page.keyboard.press("j")
        assert (page.evaluate("document.activeElement.id") or "").startswith("claim-")


class TestWithoutScripts:
    def test_a_claim_is_rejected_and_the_ruling_undone(self, browser: Browser, desk: Desk) -> None:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            desk.sign_in(page, desk.ona)
            card = page.locator(".waiting").first
            card.get_by_label(re.compile("^Why")).fill("a rumour")
            card.get_by_role("button", name="Reject").click()
            expect(page.locator("#told")).to_contain_text("rejected")
            page.locator("#told").get_by_role("button", name="Undo").click()
            expect(page.locator("#told")).to_contain_text("withdrawal")
        assert [k for k, _, _ in kinds(desk)] == ["rejected", "withdrawn"]

    def test_a_reload_after_sending_sends_nothing_again(self, browser: Browser, desk: Desk) -> None:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            desk.sign_in(page, desk.ona)
            page.locator(".waiting").first.get_by_role("button", name="Confirm").click()
            page.wait_for_url(re.compile("done="))
            page.reload()
        assert len(kinds(desk)) == 1


class TestTwoAtOnce:
    def test_the_second_is_shown_what_the_first_ruled_keeps_what_was_typed_and_may_insist(
        self, browser: Browser, desk: Desk
    ) -> None:
        claim = claim_named(desk, "khorog")
        path = f"{desk.base}{S}/review/claims/{claim}"
        with browser.new_context() as one, browser.new_context() as two:
            ona, per = one.new_page(), two.new_page()
            for page, token in ((ona, desk.ona), (per, desk.per)):
                desk.sign_in(page, token)
                page.goto(path)
            self.decide(ona, "Confirm", "the words say so")
            ona.wait_for_url(re.compile("done="))
            self.decide(per, "Reject", "it is a quote of a denial")
            expect(per.get_by_role("alert")).to_contain_text("since you looked")
            expect(per.locator(".unseen")).to_contain_text("Ona Brandt")
            expect(per.locator(".unseen")).to_contain_text("the words say so")
            form = per.locator("section[aria-labelledby=decide-h]")
            expect(form.get_by_label(re.compile("^Why"))).to_have_value("it is a quote of a denial")
            assert [k for k, _, _ in kinds(desk)] == ["confirmed"]
            form.get_by_role("button", name="Reject").click()
            per.wait_for_url(re.compile("done="))
            assert [(k, w) for k, w, _ in kinds(desk)] == [("confirmed", "Ona Brandt"), ("rejected", "Per Holm")]
            assert desk.ledger.rulings()[1].ruling.seen == (desk.ledger.rulings()[0].ruling.id,)
            ona.reload()
            expect(ona.locator(".rulings > li")).to_have_count(2)

    def test_from_the_queue_too(self, browser: Browser, desk: Desk) -> None:
        with browser.new_context() as one, browser.new_context() as two:
            ona, per = one.new_page(), two.new_page()
            for page, token in ((ona, desk.ona), (per, desk.per)):
                desk.sign_in(page, token)
            ona.locator(".waiting").first.get_by_role("button", name="Confirm").click()
            ona.wait_for_url(re.compile("done="))
            card = per.locator(".waiting").first
            card.get_by_label(re.compile("^Why")).fill("a slip of the pen")
            card.get_by_role("button", name="Reject").click()
            expect(per.locator(".unseen")).to_contain_text("Ona Brandt")
            expect(per.locator("section[aria-labelledby=decide-h] input[name=why]")).to_have_value("a slip of the pen")

    @staticmethod
    def decide(page: Page, button: str, why: str) -> None:
        form = page.locator("section[aria-labelledby=decide-h]")
        form.get_by_label(re.compile("^Why")).fill(why)
        form.get_by_role("button", name=button).click()


class TestBlind:
    def test_two_code_the_same_claims_in_one_order_without_seeing_each_other(
        self, browser: Browser, samples: Path, tmp_path: Path
    ) -> None:
        with (
            reviewed(samples, tmp_path, blind=True) as desk,
            browser.new_context() as one,
            browser.new_context() as two,
            browser.new_context() as three,
        ):
            ona, per, nobody = one.new_page(), two.new_page(), three.new_page()
            desk.sign_in(ona, desk.ona)
            order = [ona.locator(".waiting").nth(n).get_attribute("id") for n in range(3)]
            card = ona.locator(".waiting").first
            card.get_by_label(re.compile("^Why")).fill("a secret reason")
            card.get_by_role("button", name="Reject").click()
            ona.wait_for_url(re.compile("done="))
            desk.sign_in(per, desk.per)
            assert [per.locator(".waiting").nth(n).get_attribute("id") for n in range(3)] == order
            expect(per.get_by_text("Coded blind")).to_be_visible()
            name = (order[0] or "").removeprefix("claim-")
            for page in (per, nobody):
                for path in ("/review", f"/review/claims/{name}", "/review/rulings", "/review/agreement", ""):
                    page.goto(desk.base + S + path)
                    assert "a secret reason" not in page.content(), path
                    assert "Ona Brandt" not in page.content(), path
            per.goto(f"{desk.base}{S}/review")
            per.locator(".waiting").first.get_by_role("button", name="Confirm").click()
            per.wait_for_url(re.compile("done="))
            assert [(k, w) for k, w, _ in kinds(desk)] == [("rejected", "Ona Brandt"), ("confirmed", "Per Holm")]


PAGE = """<!doctype html><html lang=en><head><title>Doors in Khorog</title>
<meta property="og:site_name" content="Harbour Gazette"><meta property="article:published_time" content="2023-12-20">
</head><body><article><h1>Doors in Khorog</h1>
<p>The Afghan consulate in Khorog has been closed since 18 December 2023.</p>
<p>The consulate closed its doors on Monday, a spokesman for the ministry said. Nobody answered the telephone there.</p>
</article></body></html>"""


@pytest.fixture
def news() -> Iterator[str]:
    """A page on loopback."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/khorog"
            body = PAGE.encode() if found else b"none"
            self.send_response(200 if found else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


TEXT = "The Afghan consulate in Khorog has been closed since 18 December 2023. Nobody answers there any more."


class TestAdding:
    def test_a_pasted_text_is_read_and_what_changed_is_told_with_the_claim_that_did_it(
        self, tab: Tab, desk: Desk
    ) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona, f"{S}/add")
        form = page.locator("section[aria-labelledby=text-h]")
        form.get_by_label("Text").fill(TEXT)
        form.get_by_label("Title").fill("Doors in Khorog")
        form.get_by_label("Outlet").fill("Harbour Gazette")
        form.get_by_label("Published").fill("2023-12-20")
        form.locator("[name=rights]").select_option("open")
        form.get_by_role("button", name="Read the text").click()
        page.wait_for_url(re.compile("/add/[0-9a-f]+"))
        expect(page.locator("#changed")).to_be_visible(timeout=60_000)
        expect(page.locator(".results")).to_contain_text("Harbour Gazette")
        expect(page.locator("#changed")).to_contain_text("Khorog")
        expect(page.locator("#changed")).to_contain_text("a new article")
        expect(page.locator(".brought").first).to_contain_text("closed")
        article = next(a for a in desk.ledger.articles() if a.outlet == "Harbour Gazette")
        assert (article.title, article.published) == ("Doors in Khorog", "2023-12-20")
        assert kinds(desk) == [("rights", "Ona Brandt", "given when the article was added")]

    def test_without_scripts_the_page_of_a_job_comes_again_until_it_is_done(self, browser: Browser, desk: Desk) -> None:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            desk.sign_in(page, desk.ona, f"{S}/add")
            form = page.locator("section[aria-labelledby=text-h]")
            form.get_by_label("Text").fill(TEXT)
            form.get_by_role("button", name="Read the text").click()
            expect(page.locator("#changed")).to_be_visible(timeout=60_000)

    def test_a_link_is_fetched_and_one_that_gives_nothing_is_told(self, tab: Tab, desk: Desk, news: str) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona, f"{S}/add")
        for path, words in (("/khorog", "Doors in Khorog"), ("/nothing", "answers 404")):
            page.goto(f"{desk.base}{S}/add")
            form = page.locator("section[aria-labelledby=link-h]")
            form.get_by_label("Address of the page").fill(news + path)
            form.get_by_role("button", name="Fetch and read").click()
            expect(page.locator("#changed")).to_be_visible(timeout=60_000)
            expect(page.locator(".results")).to_contain_text(words)

    def test_a_private_address_is_never_asked(self, tab: Tab, samples: Path, tmp_path: Path, news: str) -> None:
        with reviewed(samples, tmp_path, private=False) as desk:
            desk.sign_in(tab.page, desk.ona, f"{S}/add")
            for url in (f"{news}/khorog", "http://169.254.169.254/latest/", "http://[::1]:1/", "http://0x7f000001/"):
                tab.page.goto(f"{desk.base}{S}/add")
                form = tab.page.locator("section[aria-labelledby=link-h]")
                form.get_by_label("Address of the page").fill(url)
                form.get_by_role("button", name="Fetch and read").click()
                expect(tab.page.locator("#changed")).to_be_visible(timeout=60_000)
                expect(tab.page.locator(".results")).to_contain_text("could not be used")
            assert not [a for a in desk.ledger.articles() if a.outlet == "Harbour Gazette"]

    def test_files_are_dropped_and_a_broken_one_does_not_stop_the_next(self, tab: Tab, desk: Desk) -> None:
        page = tab.page
        desk.sign_in(page, desk.ona, f"{S}/add")
        form = page.locator("section[aria-labelledby=files-h]")
        form.get_by_label("Files").set_input_files(
            [
                {"name": "../../etc/broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnothing"},
                {"name": "khorog.html", "mimeType": "text/html", "buffer": PAGE.encode()},
                {"name": "cooking.txt", "mimeType": "text/plain", "buffer": b"Boil the beans for an hour. Add salt."},
            ]
        )
        form.get_by_role("button", name="Read the files").click()
        expect(page.locator("#changed")).to_be_visible(timeout=60_000)
        results = page.locator(".results")
        expect(results).to_contain_text("broken.pdf · could not be used")
        expect(results).to_contain_text("Doors in Khorog")
        expect(results).to_contain_text("touches no mission")
        assert "/tmp" not in page.content() and "etc/" not in results.inner_text()

    def test_several_jobs_run_in_their_order(self, desk: Desk) -> None:
        names = []
        for n in range(4):
            status, body = desk.post(
                f"{S}/add", {"do": "text", "text": f"{TEXT} Said {n}.", "title": f"T{n}"}, desk.ona
            )
            assert status == 202
            names.append(json.loads(body)["job"])
        deadline = time.monotonic() + 120
        while not all((job := desk.reviewing.jobs.get(n)) and job.over for n in names):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        titles = [a.title for a in desk.ledger.articles() if re.fullmatch("T[0-9]", a.title or "")]
        assert titles == ["T0", "T1", "T2", "T3"]


@pytest.fixture(scope="module")
def full(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server with rulings of two people, and a job that is done."""
    with reviewed(samples, tmp_path_factory.mktemp("full")) as desk:
        claims = desk.ledger.claims(SITUATION)[:4]
        for n, each in enumerate(claims):
            for m, token in enumerate((desk.ona, desk.per)):
                do = "rejected" if (n + m) % 3 == 0 else "confirmed"
                seen = " ".join(r.ruling.id for r in desk.ledger.rulings() if r.ruling.target == each.claim.id)
                fields = {"do": do, "why": "a reason", "seen": seen}
                assert desk.post(f"{S}/review/claims/{each.claim.id}", fields, token)[0] == 201
        _, body = desk.post(f"{S}/add", {"do": "text", "text": TEXT}, desk.ona)
        name = json.loads(body)["job"]
        deadline = time.monotonic() + 120
        while not ((job := desk.reviewing.jobs.get(name)) and job.over):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield desk


NEW = ("/sign-in", S + "/review", S + "/review?of=me", S + "/review/rulings", S + "/review/agreement",
       S + "/review/claims/{claim}", S + "/review/articles/{article}", S + "/add", S + "/add/{job}")  # fmt: skip


def address(desk: Desk, path: str) -> str:
    claim = desk.ledger.claims(SITUATION)[0].claim.id
    return desk.base + path.format(claim=claim, article=article_name(desk), job=desk.reviewing.jobs.all()[0].id)


def article_name(desk: Desk) -> str:
    from accredit.export.allowance import name_of

    return name_of(desk.ledger.claims(SITUATION)[0].article)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", NEW)
def test_axe_finds_nothing(browser: Browser, full: Desk, root: Path, path: str, scheme: str) -> None:
    with browser.new_context(bypass_csp=True, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        full.sign_in(page, full.ona)
        page.goto(address(full, path))
        page.add_script_tag(path=root / AXE)
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    told = [(v["id"], v["help"], [n["html"][:160] for n in v["nodes"][:4]]) for v in found["violations"]]
    assert told == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", NEW)
def test_no_page_is_wider_than_the_screen(browser: Browser, full: Desk, path: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        full.sign_in(page, full.ona)
        page.goto(address(full, path))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_agreement_is_shown_with_its_counts(tab: Tab, full: Desk) -> None:
    """Of four claims the two of them ruled alike on two: n=0 and 3 rejected by Ona, 2 by Per."""
    tab.page.goto(address(full, S + "/review/agreement"))
    expect(tab.page.locator("main")).to_contain_text("4 claims in common, agreed on 25 %")
