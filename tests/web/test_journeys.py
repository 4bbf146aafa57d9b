"""What people come for, from the click to what they find, in a real browser.

The answers expected here are those that the sample dispatches were written for (tests/samples/README.md).
"""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from accredit.situation import load
from tests.web.conftest import Tab, serving

KHOROG = "af-tj-khorog-consulate-general"
S = "/afghanistan-2021"


def value(base: str, path: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(urllib.request.urlopen(base + path).read())
    return found


class TestSituation:
    def test_the_first_page_lists_every_mission(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        expect(tab.page.locator("#list tbody tr")).to_have_count(len(load("afghanistan-2021").missions))
        expect(tab.page.locator(".map .mark")).to_have_count(len(load("afghanistan-2021").missions))

    def test_the_contested_come_first(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        standings = tab.page.locator("#list tbody tr").evaluate_all("rows => rows.map(r => r.dataset.standing)")
        assert standings[:2] == ["contested", "contested"]
        assert "contested" not in standings[2:]

    def test_no_mark_hides_another(self, tab: Tab, served: str) -> None:
        """Geneva, New York and Jeddah have two missions each."""
        tab.page.goto(served)
        boxes = tab.page.locator(".map .mark .edge").evaluate_all(
            "marks => marks.map(m => { const b = m.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2, b.width] })"
        )
        near = [(a, b) for a, b in combinations(boxes, 2) if abs(a[0] - b[0]) + abs(a[1] - b[1]) < a[2] * 0.5]
        assert near == []

    def test_shape_and_fill_say_kind_and_standing(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        khorog = tab.page.locator(f".mark[data-mission={KHOROG}]")
        expect(khorog).to_have_class("mark way-split ink-p0")
        expect(khorog).to_have_attribute(
            "aria-label", "Khorog, Tajikistan (consulate general): contested: leaning taliban; formally republic"
        )
        assert khorog.locator(".half").count() == 2
        tehran = tab.page.locator(".mark[data-mission=af-ir-tehran-embassy]")
        expect(tehran).to_have_class("mark way-hollow ink-p0")
        assert khorog.locator(".edge").get_attribute("d") != tehran.locator(".edge").get_attribute("d")

    def test_a_mark_leads_to_its_mission(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        tab.page.locator(f".mark[data-mission={KHOROG}]").click()
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("Khorog, Tajikistan (consulate general)")

    def test_both_sliders_move_the_map_the_list_and_the_address(self, tab: Tab, served: str) -> None:
        """In February 2023 nobody had spoken of Khorog; at the end of March a diplomat had."""
        page = tab.page
        page.goto(served)
        row = page.locator(f"#list tr[data-mission={KHOROG}]")
        expect(row.locator(".words")).to_have_text("contested: leaning taliban; formally republic")
        slide(tab, "Known at", "2023-02-28")
        expect(row.locator(".words")).to_have_text("unknown")
        expect(page.locator(f".mark[data-mission={KHOROG}]")).to_have_class("mark way-full ink-unknown")
        assert "known-at=2023-02-28" in page.url
        slide(tab, "Known at", "open")
        slide(tab, "As of", "2023-03-31")
        expect(row.locator(".words")).not_to_have_text("unknown")
        assert "known-at" not in page.url and "as-of=2023-03-31" in page.url
        told = row.locator(".words").inner_text()
        counted = page.locator("#counts a").all_inner_texts()
        # Whoever opens the address is shown the same.
        page.goto(page.url)
        expect(row.locator(".words")).to_have_text(told)
        assert page.locator("#counts a").all_inner_texts() == counted
        rows = value(served, f"{S}.json?as-of=2023-03-31")["rows"]
        assert isinstance(rows, list)
        assert next(r for r in rows if r["mission"]["id"] == KHOROG)["answer"]["told"] == told

    def test_links_go_on_asking_about_the_same_times(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}?as-of=2023-03-31")
        tab.page.locator("#list").get_by_role("link", name="Khorog").click()
        assert tab.page.url.endswith(f"/missions/{KHOROG}?as-of=2023-03-31")

    def test_the_list_filters_and_sorts_in_place_and_in_the_address(self, tab: Tab, served: str) -> None:
        page = tab.page
        page.goto(served)
        shown = page.locator("#list tbody tr:visible")
        page.get_by_label("Standing").select_option("contested")
        expect(shown).to_have_count(2)
        page.get_by_label("Place, kind or answer").fill("khorog")
        expect(shown).to_have_count(1)
        assert "standing=contested" in page.url and "words=khorog" in page.url
        page.get_by_label("Standing").select_option("")
        page.get_by_label("Place, kind or answer").fill("")
        page.get_by_label("Sort by").select_option("place")
        names = page.locator("#list tbody tr").evaluate_all("rows => rows.map(r => r.dataset.place)")
        assert names[0].startswith("Australia") and names == sorted(names)

    def test_the_map_comes_closer_by_button_and_key(self, tab: Tab, served: str) -> None:
        page = tab.page
        page.goto(served)
        before = page.locator(".map svg").first.get_attribute("viewBox")
        page.get_by_role("button", name="Closer").click()
        closer = page.locator(".map svg").first.get_attribute("viewBox")
        assert closer != before
        page.locator(f".mark[data-mission={KHOROG}]").focus()
        page.keyboard.press("0")
        assert page.locator(".map svg").first.get_attribute("viewBox").split() == ["0.0", "0.0", "960.0", "416.9"]  # type: ignore[union-attr]

    @pytest.mark.parametrize("width", [360, 1280])
    def test_coming_closer_leads_to_where_the_marks_are(self, tab: Tab, served: str, width: int) -> None:
        """The middle of the map is the Sahara, where no mission stands."""
        page = tab.page
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served)
        for _ in range(2):
            page.get_by_role("button", name="Closer").click()
        frame = page.locator(".map").bounding_box()
        boxes = page.locator(".map .mark .edge").evaluate_all(
            "marks => marks.map(m => { const b = m.getBoundingClientRect(); return [b.x, b.y] })"
        )
        assert frame
        top = frame["y"]
        inside = [1 for x, y in boxes if 0 < x - frame["x"] < frame["width"] and 0 < y - top < frame["height"]]
        assert len(inside) >= 10

    def test_latest_changes_name_the_article(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        latest = tab.page.locator("#latest li").first
        expect(latest).to_contain_text("2023-11-30")
        expect(latest.get_by_role("link").last).to_be_visible()


START = load("afghanistan-2021").start


def slide(tab: Tab, name: str, to: str) -> None:
    """Move a slider to a day, or to its open end."""
    slider = tab.page.get_by_role("slider", name=name)
    days = (date.fromisoformat(to) - START).days if to != "open" else int(slider.get_attribute("max") or 0)
    slider.fill(str(days))
    expect(slider).to_have_attribute("aria-valuetext", to)
    answered(tab)


def answered(tab: Tab) -> None:
    """Until the page shows the answers for the times of its address."""
    tab.page.wait_for_function(
        """() => {
          const asked = new URL(location.href).searchParams;
          const times = `${asked.get("as-of") ?? ""} ${asked.get("known-at") ?? ""}`;
          return document.querySelector(".sliders").dataset.shown === times;
        }"""
    )


class TestAnyDay:
    """On 27 March nobody had printed a word of Khorog; on 28 March a diplomat's was printed."""

    @pytest.fixture(params=["served", "hosted"])
    def first_page(self, request: pytest.FixtureRequest) -> str:
        base: str = request.getfixturevalue(request.param)
        return base if request.param == "served" else f"{base}/index.html"

    def test_a_slider_moves_by_a_day(self, tab: Tab, first_page: str) -> None:
        page = tab.page
        page.goto(first_page)
        words = page.locator(f"#list tr[data-mission={KHOROG}] .words")
        slide(tab, "Known at", "2023-03-28")
        expect(words).not_to_have_text("unknown")
        page.get_by_role("slider", name="Known at").press("ArrowLeft")
        expect(words).to_have_text("unknown")
        assert "known-at=2023-03-27" in page.url
        page.get_by_role("slider", name="Known at").press("ArrowRight")
        expect(words).not_to_have_text("unknown")

    def test_a_day_is_typed(self, tab: Tab, first_page: str) -> None:
        page = tab.page
        page.goto(first_page)
        page.get_by_label("Known at: day").fill("2023-03-27")
        page.get_by_label("Known at: day").press("Tab")
        expect(page.locator(f"#list tr[data-mission={KHOROG}] .words")).to_have_text("unknown")
        expect(page.get_by_role("slider", name="Known at")).to_have_attribute("aria-valuetext", "2023-03-27")
        page.get_by_label("Known at: day").fill("")
        page.get_by_label("Known at: day").press("Tab")
        expect(page.get_by_role("slider", name="Known at")).to_have_attribute("aria-valuetext", "open")

    def test_the_buttons_stop_where_something_changes(self, tab: Tab, first_page: str, served: str) -> None:
        """From the start on, each stop shows another picture than the day before it; and back again."""
        page = tab.page
        page.goto(first_page)
        slide(tab, "As of", START.isoformat())
        stops = []
        for _ in range(6):
            page.get_by_role("button", name="As of: the next change").click()
            page.wait_for_function("day => !location.search.includes('as-of=' + day)", arg=(stops or [str(START)])[-1])
            stops.append(page.url.split("as-of=")[1][:10])
            answered(tab)
        for stop in stops:
            before = date.fromordinal(date.fromisoformat(stop).toordinal() - 1)
            one, other = (value(served, f"{S}/marks.json?as-of={day}") for day in (before, stop))
            assert [one["states"], one["marks"]] != [other["states"], other["marks"]], stop
        page.get_by_role("button", name="As of: the change before").click()
        page.wait_for_function("day => location.search.includes('as-of=' + day)", arg=stops[-2])


class TestSlowServer:
    """Until the answers of another day are here, those of the day before are shown as what they are: late."""

    LATE = ("#counts", "#list", ".map")

    def test_what_is_shown_is_marked_as_late_until_the_answer_comes(self, tab: Tab, served: str) -> None:
        page = tab.page
        page.goto(served)
        asked: list[Route] = []
        page.route("**/marks.json*", lambda route: asked.append(route))
        page.get_by_role("slider", name="As of").fill("600")
        for late in self.LATE:
            expect(page.locator(late)).to_have_attribute("aria-busy", "true")
            expect(page.locator(late)).to_have_css("opacity", "0.5")
        asked[-1].continue_()
        answered(tab)
        for late in self.LATE:
            expect(page.locator(late)).not_to_have_attribute("aria-busy", re.compile(""))
            expect(page.locator(late)).to_have_css("opacity", "1")

    def test_an_answer_that_never_comes_leaves_it_marked_and_says_so(self, browser: Browser, served: str) -> None:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(served)
            page.route("**/marks.json*", lambda route: route.abort())
            page.get_by_role("slider", name="As of").fill("600")
            expect(page.locator(".sliders [role=status]")).to_have_text("The answers of these days could not be had.")
            for late in self.LATE:
                expect(page.locator(late)).not_to_have_attribute("aria-busy", re.compile(""))
                expect(page.locator(late)).to_have_css("opacity", "0.5")
            page.unroute("**/marks.json*")
            page.get_by_role("slider", name="As of").fill("601")
            expect(page.locator("#list")).to_have_css("opacity", "1")
            expect(page.locator(".sliders [role=status]")).to_be_empty()

    def test_the_latest_changes_of_a_day_left_again_are_not_shown(self, tab: Tab, served: str) -> None:
        """Their page comes after the slider has gone on."""
        page = tab.page
        page.goto(served)
        whole: list[Route] = []
        first = re.compile(re.escape(served) + r"/[^/]*\?.*as-of=2021-09-01")
        page.route(first, lambda route: whole.append(route))
        slide(tab, "As of", "2021-09-01")
        page.wait_for_timeout(50)
        slide(tab, "As of", "2023-03-31")
        expect(page.locator("#latest li").first).to_contain_text("2023-03")
        before = page.locator("#latest").inner_text()
        with page.expect_response(first):
            whole[-1].continue_()
        page.wait_for_timeout(300)
        assert page.locator("#latest").inner_text() == before


class TestWithoutScripts:
    @pytest.fixture
    def plain(self, browser: Browser) -> object:
        with browser.new_context(java_script_enabled=False) as context:
            yield Tab(context)

    def test_the_times_are_a_form(self, plain: Tab, served: str) -> None:
        page = plain.page
        page.goto(served)
        page.get_by_label("Known at").fill("2023-02-28")
        page.get_by_role("button", name="Show").click()
        assert "known-at=2023-02-28" in page.url
        expect(page.locator(f"#list tr[data-mission={KHOROG}] .words")).to_have_text("unknown")
        expect(page.locator(f".mark[data-mission={KHOROG}]")).to_have_class("mark way-full ink-unknown")

    def test_the_list_filters_and_sorts_on_the_server(self, plain: Tab, served: str) -> None:
        page = plain.page
        page.goto(served)
        page.get_by_label("Standing").select_option("contested")
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("#list tbody tr")).to_have_count(2)

    def test_the_citation_stands_there_to_be_chosen(self, plain: Tab, served: str) -> None:
        plain.page.goto(f"{served}{S}/missions/{KHOROG}")
        expect(plain.page.locator(".citation")).to_contain_text("as of 2023-12-31, known at open, recorded at open")


class TestMission:
    def test_every_question_has_its_answer_and_reason(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/missions/{KHOROG}")
        rows = tab.page.locator(".answers tbody tr")
        expect(rows).to_have_count(6)
        expect(rows.first).to_contain_text("contested: leaning taliban; formally republic")
        expect(rows.first.locator(".because")).to_contain_text("Live voices disagree, so no value is given")

    def test_the_matrix_has_who_affirms_and_who_denies(self, tab: Tab, served: str) -> None:
        """The ministry announced a visit, the embassy denied that anybody came."""
        tab.page.goto(f"{served}{S}/missions/{KHOROG}")
        rows = tab.page.locator(".matrix tr").filter(has_text="ministry")
        expect(rows.filter(has_text="affirms")).to_have_count(1)
        expect(tab.page.locator(".matrix .c-denies").filter(has_text="Afghan embassy in Dushanbe")).to_have_count(1)

    def test_a_quote_opens_the_article_at_the_place(self, tab: Tab, served: str) -> None:
        page = tab.page
        page.goto(f"{served}{S}/missions/{KHOROG}")
        page.get_by_text("it is not under the embassy's control").click()
        expect(page).to_have_url(re.compile("#at-"))
        place = page.url.split("#at-")[1]
        marked = page.locator(f"mark[data-claims~='{place}']")
        assert "".join(marked.all_inner_texts()) == "it is not under the embassy's control"
        expect(marked.first).to_be_in_viewport()
        expect(page.locator(f"#claim-{place} .chain li")).to_have_count(2)

    def test_the_timeline_has_events_above_and_publication_below(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/missions/{KHOROG}")
        line = float(tab.page.locator(".timeline .line").get_attribute("d").split(" ")[1].split("H")[0])  # type: ignore[union-attr]
        events = tab.page.locator(".timeline .event").evaluate_all("e => e.map(r => +r.getAttribute('y'))")
        prints = tab.page.locator(".timeline .print").evaluate_all("e => e.map(r => +r.getAttribute('cy'))")
        assert events and prints
        assert max(events) < line < min(prints)

    def test_a_month_is_wider_than_a_day(self, tab: Tab, served: str) -> None:
        """ "In March" leaves thirty-one days open; "on Saturday" one."""
        tab.page.goto(f"{served}{S}/missions/{KHOROG}")
        widths = tab.page.locator(".timeline .event").evaluate_all("e => e.map(r => +r.getAttribute('width'))")
        assert max(widths) > 4 * min(widths)

    def test_history_people_and_evidence_are_there(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/missions/{KHOROG}")
        expect(tab.page.locator("#history li").first).to_contain_text("2023-11-11")
        assert tab.page.locator("#evidence .card").count() == 10
        tab.page.goto(f"{served}{S}/missions/af-us-washington-embassy")
        expect(tab.page.locator("#answers")).to_be_visible()

    def test_the_citation_is_copied(self, browser: Browser, served: str) -> None:
        with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
            tab = Tab(context)
            tab.page.goto(f"{served}{S}/missions/{KHOROG}")
            tab.page.get_by_role("button", name="Copy").click()
            expect(tab.page.locator(".copy + [role=status]")).not_to_be_empty()
            copied = tab.page.evaluate("navigator.clipboard.readText()")
            assert copied == tab.page.locator(".citation").inner_text().strip()
            assert "ledger head" in copied
            tab.quiet()


class TestElsewhere:
    def test_a_state(self, tab: Tab, served: str) -> None:
        tab.page.goto(served)
        tab.page.locator("#list").get_by_role("link", name="Russia").click()
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("Russia")
        expect(tab.page.locator(".answers tbody tr")).to_have_count(3)
        expect(tab.page.locator("#missions")).to_contain_text("Moscow")

    def test_an_article_has_its_words_marked_and_each_claim_its_chain(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/articles")
        tab.page.get_by_role("link", name="Not even my age, please").click()
        tab.page.wait_for_url(re.compile("/articles/."))
        assert tab.page.locator(".r-source").count() > 1
        assert tab.page.locator(".r-cue").count() > 1
        assert tab.page.locator(".reading .r-content").count() > 1
        chain = tab.page.locator(".note .chain").first
        expect(chain.locator("li").first).to_contain_text("Sample Courier")
        expect(chain.locator("li").last).to_contain_text("unnamed: a diplomat")

    def test_two_articles_are_compared(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/compare")
        tab.page.get_by_label("First article").select_option(
            label='"Not even my age, please" · Sample Courier · 2023-03-28'
        )
        tab.page.get_by_label("Second article").select_option(
            label="Closed, says the embassy; at work, says the consul · Sample Gazette · 2023-11-11"
        )
        tab.page.get_by_role("button", name="Compare").click()
        expect(tab.page.locator("#contradicted .couple").first).to_contain_text("run by republic, formally")
        expect(tab.page.locator("#contradicted .couple").first.locator(".sides > div")).to_have_count(2)

    def test_voices_are_listed_and_the_unnamed_are_not(self, tab: Tab, served: str) -> None:
        tab.page.goto(f"{served}{S}/voices")
        names = tab.page.locator("tbody th").all_inner_texts()
        assert "Sample Radio" in names
        assert [n for n in names if "unnamed" in n.lower() or "diplomat at" in n.lower()] == []
        tab.page.get_by_role("link", name="Sample Radio").click()
        tab.page.wait_for_url(re.compile("/voices/."))
        assert tab.page.locator(".saying .card").count() > 1

    def test_finding_a_consulate(self, tab: Tab, served: str) -> None:
        """New Zealand has no mission; the embassy in Canberra is responsible for it."""
        page = tab.page
        page.goto(served)
        page.get_by_role("link", name="Find a consulate").click()
        page.get_by_label("Country of residence").select_option("TJ")
        page.get_by_role("button", name="Find").click()
        expect(page.locator(".serving")).to_have_count(2)
        dushanbe = page.locator(".serving").filter(has=page.get_by_role("heading", name="Dushanbe"))
        expect(dushanbe.locator(".facts")).to_contain_text("Islamic Republic of Afghanistan")
        expect(dushanbe.locator(".facts .standing").first).to_have_text("agreed")
        expect(dushanbe).to_contain_text("2023-11-11")
        page.get_by_label("Country of residence").select_option("NZ")
        page.get_by_role("button", name="Find").click()
        expect(page.locator(".serving")).to_contain_text("Canberra, Australia (embassy)")
        expect(page.get_by_text("This is not legal advice.")).to_be_visible()
        assert page.context.cookies() == []

    @pytest.mark.parametrize(
        ("words", "kind", "found"),
        [
            ("Dushambe", "Missions", "Dushanbe, Tajikistan (embassy)"),
            ("Horog", "Missions", "Khorog, Tajikistan (consulate general)"),
            ("Tajikstan", "States", "Tajikistan"),
            ("Sampel Radio", "Voices", "Sample Radio"),
            ("delegation visited Khorog", "Claims", "visited by a delegation of taliban"),
            ("not even my age", "Articles", "Not even my age, please"),
        ],
    )
    def test_search_forgives_spelling(self, tab: Tab, served: str, words: str, kind: str, found: str) -> None:
        tab.page.goto(f"{served}{S}/search")
        tab.page.get_by_label("Words").fill(words)
        tab.page.get_by_label("Words").press("Enter")
        results = tab.page.get_by_role("region", name=kind)
        expect(results.get_by_role("link").filter(has_text=found).first).to_be_visible()

    def test_a_person_is_found_at_the_mission(self, tab: Tab, served: str) -> None:
        """A dispatch has the host accept Badruddin Haqqani in Abu Dhabi; one letter of his name is wrong here."""
        tab.page.goto(f"{served}{S}/search?q=Badrudin+Haqqani")
        person = tab.page.get_by_role("region", name="People").get_by_role("link", name="Badruddin Haqqani")
        person.click()
        expect(tab.page.locator("#people")).to_contain_text("accepted by the host")
        assert tab.page.url.endswith("/missions/af-ae-abu-dhabi-embassy#people")

    def test_what_is_not_there_is_told_as_a_page(self, browser: Browser, served: str) -> None:
        with browser.new_context() as context:
            page = context.new_page()
            answer = page.goto(f"{served}{S}/missions/atlantis")
            assert answer and answer.status == 404
            page.get_by_role("link", name="To the first page").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Afghanistan after August 2021")


class TestPublished:
    def test_the_map_and_both_sliders_work_from_a_plain_file_server(self, tab: Tab, hosted: str) -> None:
        page = tab.page
        page.goto(f"{hosted}/index.html")
        row = page.locator(f"#list tr[data-mission={KHOROG}]")
        expect(row.locator(".words")).to_have_text("contested: leaning taliban; formally republic")
        expect(page.locator(".asked")).not_to_be_visible()  # it says the day of the file, the sliders another one
        slide(tab, "Known at", "2023-02-28")
        expect(row.locator(".words")).to_have_text("unknown")
        slide(tab, "Known at", "open")
        slide(tab, "As of", "2023-03-31")
        expect(row.locator(".words")).not_to_have_text("unknown")
        told = row.locator(".words").inner_text()
        page.goto(page.url)
        expect(row.locator(".words")).to_have_text(told)

    def test_its_sliders_say_what_the_server_says(self, tab: Tab, hosted: str, served: str) -> None:
        """At every fifth pair of months, for every mission that anybody spoke of."""
        page = tab.page
        page.goto(f"{hosted}/index.html")
        for day, known in (("2022-06-30", "2022-03-31"), ("2023-03-31", "2023-03-31"), ("2023-10-31", "2023-11-30")):
            page.goto(f"{hosted}/index.html?as-of={day}&known-at={known}")
            page.wait_for_selector(f".sliders[data-shown='{day} {known}']")
            shown = page.locator("#list tr[data-mission]").evaluate_all(
                "rows => Object.fromEntries(rows.map(r => [r.dataset.mission, r.querySelector('.words').textContent]))"
            )
            rows = value(served, f"{S}.json?as-of={day}&known-at={known}")["rows"]
            assert shown == {r["mission"]["name"]: r["answer"]["told"] for r in rows}  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("words", "kind", "found"),
        [
            ("Dushambe", "Missions", "Dushanbe, Tajikistan (embassy)"),
            ("Horog", "Missions", "Khorog, Tajikistan (consulate general)"),
            ("Tajikstan", "States", "Tajikistan"),
            ("Sampel Radio", "Voices", "Sample Radio"),
            ("delegation visited Khorog", "Claims", "visited by a delegation of taliban"),
            ("not even my age", "Articles", "Not even my age, please"),
            ("Badrudin Haqqani", "People", "Badruddin Haqqani"),
        ],
    )
    def test_search_forgives_spelling(self, tab: Tab, hosted: str, words: str, kind: str, found: str) -> None:
        """What the server finds, the files find too; the words go to no host."""
        page = tab.page
        page.goto(f"{hosted}/index.html")
        page.get_by_label("Pages").get_by_role("link", name="Search").click()
        page.get_by_label("Words").fill(words)
        link = page.get_by_role("region", name=kind).get_by_role("link").filter(has_text=found).first
        expect(link).to_be_visible()
        address = page.url
        page.goto("about:blank")
        page.goto(address)
        expect(link).to_be_visible()
        link.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert [url for url in tab.asked if words.split()[0] in url.split("#")[0]] == []

    def test_search_says_what_was_not_found(self, tab: Tab, hosted: str) -> None:
        tab.page.goto(f"{hosted}{S}/search.html")
        tab.page.get_by_label("Words").fill("zzyzzx")
        expect(tab.page.get_by_role("status")).to_have_text("Nothing was found for “zzyzzx”.")

    def test_search_without_scripts_says_what_to_do(self, browser: Browser, hosted: str) -> None:
        with browser.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(f"{hosted}{S}/search.html")
            expect(page.get_by_text("needs JavaScript")).to_be_visible()
            expect(page.get_by_label("Words")).not_to_be_visible()
            page.locator("#plain").get_by_role("link", name="Voices").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Voices")

    def test_every_link_leads_to_a_file(self, written: Path) -> None:
        broken = []
        for page in written.rglob("*.html"):
            for target in links(page.read_text("utf-8")):
                path = target.split("#")[0].split("?")[0]
                if path and not target.startswith(("http://", "https://")) and not (page.parent / path).exists():
                    broken.append((page.relative_to(written).as_posix(), target))
        assert broken == []

    def test_each_comparison_is_listed_once(self, tab: Tab, hosted: str) -> None:
        """Both directions have a page; the list names one of them, the contradicted first."""
        tab.page.goto(f"{hosted}{S}/compare.html")
        addresses = tab.page.locator("main li a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        pairs = [frozenset(href.removesuffix(".html").split("/")[-2:]) for href in addresses]
        assert len(pairs) == len(set(pairs)) > 3

    def test_a_journey_through_the_files(self, tab: Tab, hosted: str) -> None:
        page = tab.page
        page.goto(f"{hosted}/")
        page.locator("#list").get_by_role("link", name="Khorog").click()
        page.get_by_text("The Afghan consulate in Khorog is temporarily closed").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Closed, says the embassy; at work, says the consul")
        page.get_by_role("link", name="Find a consulate").click()
        page.get_by_role("link", name="New Zealand").click()
        expect(page.locator("#NZ")).to_contain_text("Canberra")
        page.get_by_label("Pages").get_by_role("link", name="Map and list").click()
        page.get_by_label("Standing").select_option("contested")
        expect(page.locator("#list tbody tr:visible")).to_have_count(2)


def links(text: str) -> set[str]:
    """Every address that a page leads to or loads."""
    from html.parser import HTMLParser

    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(v for k, v in attrs if k in ("href", "src") and v)

    Reader().feed(text)
    return found


def test_the_two_seeds_compared(tab: Tab, root: Path, make_site: object, tmp_path: Path) -> None:
    """Both speak of Khorog; what the one calls under the embassy's control the other calls lost."""
    from accredit.ledger import open_ledger
    from accredit.pipeline import read_into

    seeds = sorted((root.parent / "shared" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the two seeds are not beside the repository")
    with open_ledger(tmp_path / "seeds.db") as ledger:
        read_into(ledger, [str(p) for p in seeds], [load("afghanistan-2021")], lambda _: None)
    site = make_site(tmp_path / "seeds.db")  # type: ignore[operator]
    with serving(site) as base:
        names = [a["article"]["name"] for a in value(base, f"{S}/articles.json")["articles"]]  # type: ignore[attr-defined]
        tab.page.goto(f"{base}{S}/compare/{names[0]}/{names[1]}")
        assert tab.page.locator("#shared .couple").count() >= 1
        expect(tab.page.locator("#only-A")).to_contain_text("Khorog")
