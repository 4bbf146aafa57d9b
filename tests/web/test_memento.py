"""Mission pages through time (RFC 7089): what a client of the past sends and gets, over real connections.

The expectations follow the RFC's sections 2 (headers and relations), 4.1.1 (an original resource that is its own
TimeGate, with redirection), 4.5 (early, late and malformed moments) and 5 (TimeMaps).
"""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit import answers
from accredit.ledger import Ledger, moments, open_ledger
from accredit.ruling import Ruling
from accredit.verdict import answer
from accredit.web import memento
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from tests.ledger.kit import reading, said
from tests.web.conftest import serving
from tests.world import BELM, CORRO, WORLD, article

PAGE = f"/arvenia/missions/{BELM.id}"
KINDS = pytest.mark.parametrize("kind", ["", ".json"])


def ask(base: str, path: str, when: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """One request, no redirection followed; header names in lower case."""
    where = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.request("GET", path, headers={} if when is None else {"Accept-Datetime": when})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, {k.lower(): v for k, v in reply.getheaders()}, body


_LINK = re.compile(r'\s*<([^<>]*)>((?:\s*;\s*[a-z]+="[^"]*")*)\s*(?:,|$)')


def links(words: str) -> list[tuple[str, dict[str, str]]]:
    """The links of a Link header or of a document in application/link-format, and nothing between them."""
    found, end = [], 0
    for each in _LINK.finditer(words):
        assert each.start() == end, words[end : each.start() + 40]
        end = each.end()
        found.append((each[1], dict(re.findall(r'([a-z]+)="([^"]*)"', each[2]))))
    assert end == len(words) and found
    return found


def related(words: str) -> dict[str, str]:
    """Addresses by relation; a link may stand in several."""
    return {rel: target for target, names in links(words) for rel in names["rel"].split()}


def dated(moment: str | datetime) -> str:
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return format_datetime(found.astimezone(UTC), usegmt=True)


@contextmanager
def served_of(ledger: Ledger, **options: Any) -> Iterator[str]:
    plain: dict[str, Any] = {"as_of": date(2021, 12, 31)}
    with serving(Site(ledger, [WORLD], Options(Catalogue.load(), **plain | options))) as base:
        yield base


AFTER = moments.after


@contextmanager
def clock() -> Iterator[Any]:
    """Sets the clock by which the ledger records."""
    with pytest.MonkeyPatch.context() as patch:

        def set_to(moment: str) -> None:
            now = datetime.fromisoformat(moment)
            patch.setattr(moments, "after", lambda last, _: AFTER(last, now))

        set_to("2031-01-01T00:00:00+00:00")
        yield set_to


MAY, JUNE, JULY, AUGUST = (f"2031-0{month}-10T12:00:00.250000+00:00" for month in (5, 6, 7, 8))


@contextmanager
def told(place: Path) -> Iterator[Ledger]:
    """On Belm something is said in May 2031, in June, and ruled on in August; on Corro in July."""
    with clock() as at, open_ledger(place) as opened:
        one, two = article("The crown runs it, they say.", id="1"), article("It denies that it does.", id="2")
        other = article("Corro is another matter.", id="3")
        for moment, each, made in (
            (MAY, one, said(one)),
            (JUNE, two, said(two, polarity="denied")),
            (JULY, other, said(other, mission=CORRO)),
        ):
            at(moment)
            opened.append(each, [reading(each, made)])
        at(AUGUST)
        first = next(r for r in opened.claims(WORLD) if r.article.id == "1")
        opened.append_ruling(Ruling.on_claim("rejected", first, who="Ona", why="a misreading"))
        yield opened


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with told(tmp_path_factory.mktemp("told") / "held.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def base(ledger: Ledger) -> Iterator[str]:
    with served_of(ledger) as found:
        yield found


class TestTimeGate:
    @KINDS
    def test_the_page_says_where_its_past_is(self, base: str, kind: str) -> None:
        status, headers, _ = ask(base, PAGE + kind)
        found = related(headers["link"])
        assert status == 200 and "accept-datetime" in headers["vary"].lower() and "memento-datetime" not in headers
        assert found["original"] == found["timegate"] == base + PAGE + kind
        assert ask(base, found["timemap"].removeprefix(base))[1]["content-type"] == "application/link-format"

    @KINDS
    @pytest.mark.parametrize(
        ("when", "moment"),
        [
            ("Sat, 31 May 2031 00:00:00 GMT", MAY),
            ("Sat, 10 May 2031 12:00:00 GMT", MAY),  # its own second, which is as fine as HTTP tells
            ("Tue, 10 Jun 2031 11:59:59 GMT", MAY),
            ("Tue, 15 Jul 2031 00:00:00 GMT", JUNE),  # what came in July was about another mission
            ("Wed, 01 Jan 2042 00:00:00 GMT", AUGUST),
            ("Mon, 01 Jan 1990 00:00:00 GMT", MAY),  # before the first: the first
        ],
    )
    def test_a_moment_leads_to_the_memento_that_stood_then(self, base: str, kind: str, when: str, moment: str) -> None:
        status, headers, _ = ask(base, PAGE + kind, when)
        assert status == 302 and "accept-datetime" in headers["vary"].lower() and "memento-datetime" not in headers
        found = related(headers["link"])
        assert {"original", "timegate", "timemap", "first", "last", "memento"} <= found.keys()
        path = headers["location"].removeprefix(base)
        status, told, _ = ask(base, path, "not even looked at")
        assert (status, told["memento-datetime"]) == (200, dated(moment))
        assert "accept-datetime" not in told["vary"].lower()
        assert related(told["link"])["original"] == base + PAGE + kind

    @KINDS
    @pytest.mark.parametrize(
        "when",
        [
            "", "yesterday", "2031-05-10T12:00:00Z", "Sat, 10 May 2031 12:00:00 CET", "Sat, 10 May 2031", "0",
            "Sat, 99 May 2031 12:00:00 GMT", "Sat, 10 Mai 2031 12:00:00 GMT", "Fri, 10 May 2031 12:00:00 GMT",
            "Sat, 10 May 2031 25:00:00 GMT", "Sat, 10 May 31 12:00:00 GMT",
        ],
    )  # fmt: skip
    def test_what_is_no_date_of_http_is_refused(self, base: str, kind: str, when: str) -> None:
        status, headers, body = ask(base, PAGE + kind, when)
        assert status == 400 and b"ccept-" in body and "location" not in headers

    def test_nothing_was_ever_held_so_there_is_no_memento(self, base: str) -> None:
        status, _, body = ask(base, "/arvenia/missions/xa-tarn-consulate.json", "Sat, 31 May 2031 00:00:00 GMT")
        assert status == 404 and "no memento" in json.loads(body)["error"]
        assert ask(base, "/arvenia/missions/xa-tarn-consulate.json")[0] == 200

    def test_other_pages_take_no_notice(self, base: str) -> None:
        status, headers, _ = ask(base, "/arvenia/states", "Sat, 31 May 2031 00:00:00 GMT")
        assert status == 200 and "accept-datetime" not in headers["vary"].lower() and "link" not in headers

    def test_the_rest_of_the_question_goes_along(self, base: str) -> None:
        _, headers, _ = ask(base, f"{PAGE}.json?known-at=2021-04&as-of=2021-05-01", "Sat, 31 May 2031 00:00:00 GMT")
        found = json.loads(ask(base, headers["location"].removeprefix(base))[2])["asked"]
        assert (found["known_at"], found["as_of"]) == ("2021-04-30", "2021-05-01")
        assert found["recorded_at"].startswith("2031-05-10T12:00:00.25")
        assert related(headers["link"])["original"] == f"{base}{PAGE}.json?known-at=2021-04&as-of=2021-05-01"

    def test_a_hostile_host_is_not_repeated(self, ledger: Ledger) -> None:
        site = Site(ledger, [WORLD], Options(Catalogue.load(), date(2021, 12, 31)))
        assert memento.base_of("http", 'x.example>; rel="next", <http://y.example') == ""
        assert memento.base_of("http", "127.0.0.1:8000") == "http://127.0.0.1:8000"
        assert memento.base_of("https", "[::1]:8000") == "https://[::1]:8000"
        assert site.situations == (WORLD,)


class TestMementos:
    def test_they_lead_to_each_other(self, base: str) -> None:
        _, headers, _ = ask(base, PAGE, "Sat, 31 May 2031 00:00:00 GMT")
        first = related(headers["link"])["first"]
        assert first == headers["location"]
        met = []
        following: str | None = first
        while following:
            _, told, _ = ask(base, following.removeprefix(base))
            found = related(told["link"])
            assert found["first"] == first and found.get("prev") == (met[-1][0] if met else None)
            met.append((following, told["memento-datetime"]))
            following = found.get("next")
        assert [when for _, when in met] == [dated(m) for m in (MAY, JUNE, AUGUST)]
        assert found["last"] == met[-1][0]

    def test_a_memento_answers_as_the_ledger_stood(self, base: str, ledger: Ledger) -> None:
        for moment in (MAY, JUNE, AUGUST):
            _, headers, _ = ask(base, f"{PAGE}.json", dated(moment))
            page = json.loads(ask(base, headers["location"].removeprefix(base))[2])
            own = answer(
                "operator", BELM.id, answers.recorded(ledger, WORLD, recorded_at=moment), WORLD,
                as_of=date(2021, 12, 31),
            )  # fmt: skip
            assert page["answers"][0]["standing"] == own.standing
            assert page["answers"][0]["because"] == own.because

    def test_it_stays_what_it_is_to_the_byte(self, tmp_path: Path) -> None:
        with told(tmp_path / "grows.db") as ledger, served_of(ledger) as base:
            where = [ask(base, PAGE + kind, dated(JUNE))[1]["location"].removeprefix(base) for kind in ("", ".json")]
            before = [ask(base, path) for path in where]
            for n, mission in enumerate((BELM, CORRO)):
                one = article(f"News number {n} of it.", id=f"new-{n}")
                ledger.append(one, [reading(one, said(one, mission=mission))])
            for (_, old, body), (_, new, again) in zip(before, [ask(base, path) for path in where], strict=True):
                assert again == body and new["etag"] == old["etag"]
                assert related(new["link"])["last"] != related(old["link"])["last"]

    def test_where_today_is_not_fixed_the_memento_is_of_its_own_day(self, ledger: Ledger) -> None:
        with served_of(ledger, as_of=None) as base:
            _, headers, _ = ask(base, f"{PAGE}.json", dated(JUNE))
            location = headers["location"].removeprefix(base)
            assert json.loads(ask(base, location)[2])["asked"]["as_of"] == "2031-06-10"
            assert related(ask(base, location)[1]["link"])["original"] == f"{base}{PAGE}.json"

    def test_any_moment_that_is_asked_for_is_of_the_memento_that_stood(self, base: str) -> None:
        _, headers, _ = ask(base, f"{PAGE}?recorded-at=2031-06-30")
        assert headers["memento-datetime"] == dated(JUNE)
        _, headers, _ = ask(base, f"{PAGE}?recorded-at=2031-04-30")
        assert "memento-datetime" not in headers and related(headers["link"])["first"]


class TestTimeMap:
    @KINDS
    def test_it_lists_the_moments_at_which_what_is_held_changed(self, base: str, kind: str) -> None:
        where = related(ask(base, PAGE + kind)[1]["link"])["timemap"].removeprefix(base)
        status, headers, body = ask(base, where)
        assert (status, headers["content-type"]) == (200, "application/link-format")
        found = links(body.decode())
        mementos = [(target, each) for target, each in found if "memento" in each["rel"].split()]
        assert [each["datetime"] for _, each in mementos] == [dated(m) for m in (MAY, JUNE, AUGUST)]
        assert [each["rel"] for _, each in mementos] == ["first memento", "memento", "last memento"]
        for target, each in mementos:
            assert ask(base, target.removeprefix(base))[1]["memento-datetime"] == each["datetime"]
        (own,) = [each for _, each in found if each["rel"] == "self"]
        assert (own["from"], own["until"], own["type"]) == (dated(MAY), dated(AUGUST), "application/link-format")
        assert related(body.decode())["original"] == base + PAGE + kind

    def test_as_json_it_says_the_same(self, base: str) -> None:
        where = related(ask(base, PAGE)[1]["link"])["timemap"].removeprefix(base)
        plain = [t for t, each in links(ask(base, where)[2].decode()) if "datetime" in each]
        status, headers, body = ask(base, where.replace("/timemap", "/timemap.json"))
        found = json.loads(body)
        assert (status, headers["content-type"]) == (200, "application/json")
        assert [each["uri"] for each in found["mementos"]["list"]] == plain
        assert (found["original_uri"], found["timemap_uri"]["link_format"]) == (base + PAGE, base + where)
        assert found["mementos"]["first"] == found["mementos"]["list"][0]
        assert parsedate_to_datetime(dated(MAY)) == datetime.fromisoformat(found["mementos"]["list"][0]["datetime"])

    def test_one_memento_is_the_first_and_the_last(self, base: str) -> None:
        _, _, body = ask(base, f"/arvenia/missions/{CORRO.id}/timemap")
        (only,) = [each for _, each in links(body.decode()) if "datetime" in each]
        assert only["rel"] == "first last memento" and only["datetime"] == dated(JULY)

    def test_none_is_told_from_a_private_article(self, tmp_path: Path) -> None:
        with clock() as at, open_ledger(tmp_path / "other.db") as ledger:
            for moment, name in ((MAY, "open"), (JUNE, "private")):
                at(moment)
                one = article(f"What {name} says of it.", id=name)
                ledger.append(one, [reading(one)])
                if name == "private":
                    at(JULY)
                    ledger.append_ruling(Ruling.on_article("rights", one, "private", who="Ona", why="asked for"))
            with served_of(ledger, public=True) as base:
                _, _, body = ask(base, f"{PAGE}/timemap")
        assert [each["datetime"] for _, each in links(body.decode()) if "datetime" in each] == [dated(MAY)]

    def test_there_is_none_of_what_is_not_there(self, base: str) -> None:
        assert ask(base, "/arvenia/missions/nobody/timemap")[0] == 404
        assert ask(base, "/arvenia/missions/xa-tarn-consulate/timemap")[0] == 404
        assert ask(base, "/nowhere/missions/nobody/timemap.json")[0] == 404


WORDS = ("Some words of it.", "Other words of it.")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["read", "read", "reject", "withdraw", "date", "same"]),
            st.sampled_from(["a", "b"]),
            st.sampled_from(WORDS),
            st.sampled_from(["reader/1", "reader/2"]),
            st.sampled_from([BELM, CORRO]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_between_two_moments_nothing_changes(steps: list[Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The law of a TimeMap: at any append, the claims on a mission differ from those before only at its moments."""
    with open_ledger(tmp_path_factory.mktemp("turns") / "held.db") as ledger:
        met: list[str] = []
        for n, (what, name, words, extractor, mission) in enumerate(steps):
            one = article(f"{name}: {words}", id=name)
            before = ledger.head()
            live = ledger.claims(WORLD)
            if what == "read" or not live:
                ledger.append(one, [reading(one, said(one, mission=mission), extractor=extractor)])
            elif what == "reject":
                ledger.append_ruling(Ruling.on_claim("rejected", live[0], who="Ona", why=f"reason {n}"))
            elif what == "withdraw" and ledger.rulings():
                ledger.append_ruling(Ruling.withdrawn(ledger.rulings()[-1].ruling.id, who="Ona", why=f"reason {n}"))
            elif what == "date":
                ledger.append_ruling(Ruling.on_article("date", live[0].article, "2021-09", who="Ona", why=f"{n}"))
            elif what == "same":
                names = ("Evening Lantern", f"Morning Lantern {n}")
                ledger.append_ruling(Ruling.of_two("same", *names, WORLD.id, who="Ona", why=f"reason {n}"))
            if ledger.head() != before:
                met.append(max(r.recorded_at for r in (*ledger.claims(WORLD), *ledger.rulings())))
        site = Site(ledger, [WORLD], Options(Catalogue.load()))
        turned = memento.moments_of(site, WORLD, BELM.id)
        for moment in sorted(set(met)):
            earlier = (datetime.fromisoformat(moment) - timedelta(microseconds=1)).isoformat()
            was, now = (answers.about(ledger, WORLD, BELM.id, recorded_at=m) for m in (earlier, moment))
            assert was == now or moment in turned
        assert list(turned) == sorted(set(turned)) and set(turned) <= set(met)
