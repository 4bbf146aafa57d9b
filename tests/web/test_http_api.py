"""The HTTP API over real connections: its walks while the ledger grows, its tags, problems, rights and document."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit import answers
from accredit.changes import log
from accredit.export.allowance import name_of
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Voice
from accredit.rights import SHARE
from accredit.ruling import Ruling
from accredit.situation import load
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue
from tests.export.kit import QUOTED, fill_with_injections, fill_with_rights
from tests.ledger.kit import reading, said
from tests.web.conftest import AS_OF, serving
from tests.web.generated import ask_all
from tests.web.test_server import get
from tests.world import BELM, CORRO, WORLD, article, voice

V = "/api/v1"
S = f"{V}/situations/afghanistan-2021"
W = f"{V}/situations/arvenia"
KHOROG = "af-tj-khorog-consulate-general"
LISTS = ("missions", "claims", "articles", "voices", "states", "changes")


def value(base: str, path: str, status: int = 200, **headers: str) -> Any:
    found, told, body = get(base, path, **headers)
    assert found == status, (path, found, body[:500])
    media = "application/json" if status == 200 else "application/problem+json"
    assert told["content-type"] == media, path
    return json.loads(body)


def walked(base: str, path: str, between: Callable[[], None] = lambda: None) -> list[Any]:
    """All items of a list, stretch by stretch, with something done between two of them."""
    items: list[Any] = []
    following: str | None = path
    while following:
        status, headers, body = get(base, following)
        assert status == 200, body
        found = json.loads(body)
        items += found["items"]
        following = found["next"]
        assert headers.get("link") == (f'<{following}>; rel="next"' if following else None)
        between()
    return items


@contextmanager
def invented(ledger: Ledger, *, public: bool = False) -> Iterator[str]:
    """A server of a ledger about the invented world, at the end of 2021."""
    site = Site(ledger, [WORLD], Options(Catalogue.load(), date(2021, 12, 31), public=public))
    with serving(site) as base:
        yield base


class TestAnswers:
    def test_a_missions_verdicts_are_those_of_the_program(self, served: str, samples: Path) -> None:
        found = value(served, f"{S}/missions/{KHOROG}?known-at=2023-06")
        assert found["asked"]["as_of"] == AS_OF.isoformat() and found["asked"]["known_at"] == "2023-06-30"
        with open_ledger(samples) as ledger:
            told = {
                q: answers.verdict(ledger, load("afghanistan-2021"), KHOROG, q, as_of=AS_OF, known_at=date(2023, 6, 30))
                for q in MISSION_QUESTIONS
            }
            assert found["asked"]["head"] == ledger.head()
        for each in found["verdicts"]:
            own = told[each["question"]]
            assert (each["value"], each["leaning"], each["standing"], each["because"]) == (
                own.value, own.leaning, own.standing, own.because,
            )  # fmt: skip
            assert each["support"] == list(own.support) and each["dissent"] == list(own.dissent)
        assert [each["question"] for each in found["verdicts"]] == list(MISSION_QUESTIONS)

    def test_claims_are_the_live_ones_with_their_words(self, served: str, samples: Path) -> None:
        with open_ledger(samples) as ledger:
            live = {r.claim.id: r for r in answers.recorded(ledger, load("afghanistan-2021"))}
        items = walked(served, f"{S}/claims?limit=7")
        assert [i["id"] for i in items] == sorted(live, key=lambda name: (live[name].recorded_at, name))
        for item in items:
            claim = live[item["id"]].claim
            words = claim.evidence
            assert item["quote"] == {"start": words.start, "end": words.end, "exact": words.exact, "whole": True}
            assert [(v["name"], v["role"], v["party"], v["kind"]) for v in item["chain"]] == [
                (v.name, v.role, v.party, v.kind) for v in claim.chain
            ]
            assert item["mission"] == (claim.mission.id if claim.mission else None)

    @pytest.mark.parametrize(
        ("query", "keeps"),
        [
            (f"mission={KHOROG}", lambda c: c["mission"] == KHOROG),
            ("predicate=controls", lambda c: c["predicate"] == "controls"),
            ("polarity=denied", lambda c: c["polarity"] == "denied"),
            ("party=taliban&modality=actual", lambda c: c["party"] == "taliban" and c["modality"] == "actual"),
            ("stance=declines_to_comment", lambda c: c["stance"] == "declines_to_comment"),
            ("outlet=Sample+Radio", lambda c: c["article"]["outlet"] == "Sample Radio"),
            ("state=TJ", lambda c: (c["mission"] or "").startswith("af-tj-")),
        ],
    )
    def test_filters_keep_what_they_say(self, served: str, query: str, keeps: Callable[[Any], bool]) -> None:
        every = walked(served, f"{S}/claims")
        wanted = [c["id"] for c in every if keeps(c)]
        assert [c["id"] for c in walked(served, f"{S}/claims?{query}")] == wanted
        assert 0 < len(wanted) < len(every)

    def test_filters_of_missions(self, served: str) -> None:
        every = walked(served, f"{S}/missions")
        contested = walked(served, f"{S}/missions?standing=contested")
        assert [m for m in every if m["operator"]["standing"] == "contested"] == contested != []
        tajik = walked(served, f"{S}/missions?host=TJ&kind=embassy")
        assert [m["mission"]["id"] for m in tajik] == ["af-tj-dushanbe-embassy"]
        held = walked(served, f"{S}/missions?operator=taliban")
        assert held and {m["operator"]["value"] for m in held} == {"taliban"}

    def test_every_address_leads_where_it_says(self, served: str) -> None:
        for kind, name in (("claims", "claim"), ("articles", "article"), ("voices", "voice"), ("states", "state")):
            for item in walked(served, f"{S}/{kind}")[:10]:
                assert value(served, item["href"])[name] == item
        for item in walked(served, f"{S}/missions")[:3]:
            assert value(served, item["mission"]["href"])["mission"] == item["mission"]
        claim = walked(served, f"{S}/claims?mission={KHOROG}")[0]
        assert claim["id"] in {c["id"] for c in value(served, claim["article"]["href"])["claims"]}
        if claim["voice"]:
            assert value(served, f"{S}/voices/{claim['voice']}")["voice"]["claims"] > 0

    def test_what_a_voice_said_is_found_by_its_id(self, served: str) -> None:
        for each in walked(served, f"{S}/voices"):
            said_by = walked(served, f"{S}/claims?voice={each['id']}")
            assert len(said_by) == each["claims"] and {c["voice"] for c in said_by} == {each["id"]}

    def test_states_have_their_questions_and_missions(self, served: str) -> None:
        state = value(served, f"{S}/states/TJ")["state"]
        assert [v["question"] for v in state["verdicts"]] == list(STATE_QUESTIONS)
        assert set(state["missions"]) == {"af-tj-dushanbe-embassy", KHOROG}

    def test_changes_are_those_of_the_log(self, served: str, samples: Path) -> None:
        with open_ledger(samples) as ledger:
            own = log(ledger, load("afghanistan-2021"), as_of=AS_OF)
        items = walked(served, f"{S}/changes?limit=9")
        told = {(c["recorded_at"], c["subject"], c["question"], c["after"]["standing"]) for c in items}
        assert told == {
            (c.recorded_at, getattr(c.subject, "id", None) or getattr(c.subject, "code", None), c.question,
             c.after.standing)
            for c in own
        }  # fmt: skip
        assert len({c["id"] for c in items}) == len(items) == len(own)
        moments = [c["recorded_at"] for c in items]
        assert moments == sorted(moments, reverse=True)
        of_one = walked(served, f"{S}/changes?mission={KHOROG}&question=operator")
        assert of_one and {(c["subject"], c["question"]) for c in of_one} == {(KHOROG, "operator")}

    def test_the_root_leads_to_the_situations(self, served: str) -> None:
        root = value(served, V)
        assert root["openapi"] == f"{V}/openapi.json"
        assert [value(served, s["href"]) for s in root["situations"]] == root["situations"]


def grown(ledger: Ledger, number: int) -> Article:
    """One more article with two claims, of which one is on a mission of its own outlet's choice."""
    one = article(f"Number {number} tells of it.", id=f"n{number}", outlet=f"Outlet {number % 3}")
    speaker = Voice(f"Speaker {number % 4}", "consul", "crown", "official")
    chain = (voice(one.outlet), speaker)
    made = [said(one, mission=each, chain=chain) for each in (BELM, CORRO)]
    ledger.append(one, [reading(one, *made)])
    return one


@pytest.fixture(scope="module")
def replaced() -> Iterator[tuple[Site, str]]:
    """A server whose ledger is replaced again and again: what it remembers goes by the head of the ledger's chain."""
    with open_ledger(":memory:") as first:
        site = Site(first, [WORLD], Options(Catalogue.load(), date(2021, 12, 31)))
        with serving(site) as base:
            yield site, base


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    start=st.integers(0, 6),
    limit=st.integers(1, 5),
    steps=st.lists(st.sampled_from(["append", "reread", "version", "wait"]), max_size=6),
    kind=st.sampled_from(LISTS),
)
def test_a_walk_meets_all_that_was_held_when_it_began_and_nothing_twice(
    start: int,
    limit: int,
    steps: list[str],
    kind: str,
    replaced: tuple[Site, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    left, number = iter(steps), start
    site, base = replaced
    with open_ledger(tmp_path_factory.mktemp("walk") / "held.db") as ledger:

        def go_on() -> None:
            nonlocal number
            what = next(left, "wait")
            if what == "append":
                number += 1
                grown(ledger, number)
            elif what == "reread":
                for one in ledger.articles()[-1:]:
                    whole = article(ledger.text(one.text_id), id=one.id, outlet=one.outlet)
                    ledger.append(whole, [reading(whole, said(whole), extractor=f"reader/{number + 2}")])
            elif what == "version":
                for one in ledger.articles()[:1]:
                    fresh = article(f"{ledger.text(one.text_id)} More.", id=one.id, outlet=one.outlet)
                    ledger.append(fresh, [reading(fresh)])

        for n in range(start):
            grown(ledger, n)
        site.ledger = ledger
        whole = value(base, f"{W}/{kind}?limit=500")
        items = walked(base, f"{W}/{kind}?limit={limit}", go_on)
    assert whole["next"] is None
    assert items == whole["items"]
    names = [i["mission"]["id"] if kind == "missions" else i["id"] for i in items]
    assert len(set(names)) == len(names)


def test_what_came_after_an_answer_is_asked_for_by_its_moment(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "held.db") as ledger, invented(ledger) as base:
        grown(ledger, 1)
        first = value(base, f"{W}/claims")
        new = grown(ledger, 2)
        since = urllib.parse.quote(first["asked"]["recorded_at"])
        later = value(base, f"{W}/claims?recorded-after={since}")
        assert {c["article"]["id"] for c in later["items"]} == {name_of(new)} and later["total"] == 2
        every = {c["id"] for c in value(base, f"{W}/claims")["items"]}
        assert {c["id"] for c in first["items"]} | {c["id"] for c in later["items"]} == every
        changed = value(base, f"{W}/changes?recorded-after={since}")["items"]
        assert {c["recorded_at"] for c in changed} <= {c["recorded_at"] for c in later["items"]}


class TestTags:
    def test_a_tag_answers_again_with_nothing_until_the_ledger_grows(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "held.db") as ledger, invented(ledger) as base:
            grown(ledger, 1)
            for path in (V, W, *(f"{W}/{kind}" for kind in LISTS), f"{W}/missions/{BELM.id}"):
                _, headers, _ = get(base, path)
                tag = headers["etag"]
                assert tag.startswith('"') and headers["cache-control"] == "private, no-cache"
                status, told, body = get(base, path, **{"If-None-Match": f'"other", W/{tag}'})
                assert (status, body, told["etag"]) == (304, b"", tag), path
                assert get(base, path, **{"If-None-Match": '"other"'})[0] == 200
            before = get(base, f"{W}/claims")[1]["etag"]
            grown(ledger, 2)
            status, headers, _ = get(base, f"{W}/claims", **{"If-None-Match": before})
            assert status == 200 and headers["etag"] != before

    def test_it_is_the_same_on_another_server_and_another_for_other_parameters(
        self, make_site: Callable[..., Site]
    ) -> None:
        with serving(make_site()) as one, serving(make_site()) as other:
            paths = [
                f"{S}/claims?limit=3", f"{S}/claims?limit=4", f"{S}/claims", f"{S}/claims?as-of=2023-01-01",
                f"{S}/missions/{KHOROG}", f"{S}/missions/{KHOROG}?without=Sample+Radio",
            ]  # fmt: skip
            tags = [get(one, path)[1]["etag"] for path in paths]
            assert [get(other, path)[1]["etag"] for path in paths] == tags
            assert len(set(tags)) == len(paths)
            swapped = [f"{S}/claims?limit=3&party=taliban", f"{S}/claims?party=taliban&limit=3"]
            assert len({get(one, path)[1]["etag"] for path in swapped}) == 1
            packed = get(one, paths[2], **{"Accept-Encoding": "gzip"})[1]
            assert packed["content-encoding"] == "gzip" and packed["etag"] not in tags

    def test_for_others_caches_may_keep_it_and_must_ask(self, make_site: Callable[..., Site]) -> None:
        with serving(make_site(public=True)) as base:
            assert get(base, f"{S}/claims")[1]["cache-control"] == "no-cache"


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "words"),
        [
            ("/nothing", 404, "/api/v1"),
            ("/situations/nowhere/claims", 404, "nowhere"),
            ("/situations/afghanistan-2021/missions/nobody", 404, "nobody"),
            ("/situations/afghanistan-2021/claims/abcdef", 404, "abcdef"),
            ("/situations/afghanistan-2021/states/ZZ", 404, "ZZ"),
            ("/situations/afghanistan-2021/claims?limit=0", 400, "limit"),
            ("/situations/afghanistan-2021/claims?limit=501", 400, "limit"),
            ("/situations/afghanistan-2021/claims?predicat=controls", 400, "predicat"),
            ("/situations/afghanistan-2021/claims?predicate=contrls", 400, "predicate"),
            ("/situations/afghanistan-2021/claims?polarity=maybe", 400, "polarity"),
            ("/situations/afghanistan-2021/claims?cursor=nonsense", 400, "cursor"),
            ("/situations/afghanistan-2021/claims?cursor=WzFd", 400, "cursor"),
            ("/situations/afghanistan-2021/claims?as-of=soon", 400, "as-of"),
            ("/situations/afghanistan-2021/claims?recorded-after=soon", 400, "recorded-after"),
            ("/situations/afghanistan-2021/changes?known-at=2023", 400, "known-at"),
            ("/situations/afghanistan-2021/changes?question=who", 400, "question"),
            ("/situations/afghanistan-2021/claims?without=Nobody+At+All", 400, "Nobody At All"),
        ],
    )
    def test_an_error_is_a_problem_with_its_words(self, served: str, path: str, status: int, words: str) -> None:
        found = value(served, V + path, status)
        assert (found["status"], found["type"]) == (status, "about:blank")
        assert words in found["detail"] and found["title"]
        assert get(served, V + path)[1]["cache-control"] == "no-store"

    def test_a_cursor_is_of_its_own_list(self, served: str) -> None:
        following = value(served, f"{S}/claims?limit=2")["next"]
        value(served, following.replace("limit=2", "limit=5"))
        for other in (following.replace("/claims", "/articles"), f"{following}&party=taliban"):
            assert "another list" in value(served, other, 400)["detail"]

    def test_what_the_guard_refuses_is_a_problem_too(self, served: str) -> None:
        assert value(served, f"{S}/claims?party={'x' * 5000}", 414)["status"] == 414

    def test_it_is_only_read(self, served: str) -> None:
        import urllib.error
        import urllib.request

        request = urllib.request.Request(served + f"{S}/claims", method="POST", data=b"{}")
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request)
        with caught.value as answer:
            assert answer.code == 405 and answer.headers["allow"] == "GET, HEAD"
            assert answer.headers["content-type"] == "application/problem+json"


class TestRights:
    def test_beyond_this_machine_quotes_are_short_and_private_articles_are_hashes(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "rights.db") as ledger:
            made = fill_with_rights(ledger)
            with invented(ledger) as base:
                own = "".join(get(base, f"{W}/{kind}")[2].decode() for kind in LISTS)
                private = name_of(made["private"])
                assert value(base, f"{W}/articles/{private}")["article"]["title"] == "Private title"
            with invented(ledger, public=True) as base:
                paths = [f"{W}/{kind}" for kind in LISTS]
                paths += [m["mission"]["href"] for m in walked(base, f"{W}/missions")]
                body = "".join(get(base, path)[2].decode() for path in paths)
                claims = walked(base, f"{W}/claims")
                listed = walked(base, f"{W}/articles")
                value(base, f"{W}/articles/{private}", 404)
                assert value(base, f"{W}/missions/{CORRO.id}")["asked"]["left_out"] == 1
        for secret in ("Private", "Hidden", "hidden envoy", "private-1"):
            assert secret in own or secret == "private-1"
            assert secret not in body
        quoted = [c["quote"]["exact"] or "" for c in claims if c["article"]["title"] == "Quoted title"]
        assert 0 < sum(map(len, set(quoted))) <= len(QUOTED) // SHARE and all(len(q) <= 300 for q in quoted)
        hashes = [a for a in listed if a["rights"] == "private"]
        assert len(hashes) == 1 and {k for k, v in hashes[0].items() if v} == {"id", "href", "rights"}

    def test_hostile_words_stay_words(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "hostile.db") as ledger:
            fill_with_injections(ledger)
            live = {r.claim.id: r.claim.evidence.exact for r in ledger.claims(WORLD)}
            with invented(ledger) as base:
                items = walked(base, f"{W}/claims?limit=100")
                for kind in LISTS:
                    _, headers, _ = get(base, f"{W}/{kind}?limit=100")
                    assert headers["x-content-type-options"] == "nosniff"
        # JSON has no way to tell two lone surrogates that follow each other from the character that they look like.
        assert {i["id"]: i["quote"]["exact"] for i in items} == json.loads(json.dumps(live)) and len(live) >= 200

    def test_a_change_is_not_told_from_a_private_article(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "held.db") as ledger:
            one = grown(ledger, 1)
            with invented(ledger, public=True) as base:
                assert walked(base, f"{W}/changes")
                ledger.append_ruling(Ruling.on_article("rights", one, "private", who="Ona", why="asked for"))
                assert walked(base, f"{W}/changes") == []


class TestDocument:
    def test_it_is_openapi_3_1_with_shapes_and_examples(self, served: str) -> None:
        document = json.loads(get(served, f"{V}/openapi.json")[2])
        assert document["openapi"].startswith("3.1.") and document["servers"] == [{"url": V}]
        assert len(document["paths"]) == 13
        for path, methods in document["paths"].items():
            told = methods["get"]["responses"]
            content = told["200"]["content"]["application/json"]
            schema = {"$ref": content["schema"]["$ref"], "components": document["components"]}
            jsonschema.validate(content["example"], schema)
            assert set(told) == {"200", "304", "400", "404"}, path
            assert list(told["404"]["content"]) == ["application/problem+json"]
            assert methods["get"]["summary"] and methods["get"]["operationId"]

    def test_answers_have_no_field_that_it_does_not_say(self, served: str) -> None:
        document = json.loads(get(served, f"{V}/openapi.json")[2])
        for schema in document["components"]["schemas"].values():
            if schema.get("type") == "object":
                schema["additionalProperties"] = False
                schema["required"] = sorted(schema["properties"])
        for kind in LISTS:
            (content,) = document["paths"][f"/situations/{{situation}}/{kind}"]["get"]["responses"]["200"][
                "content"
            ].values()
            schema = {"$ref": content["schema"]["$ref"], "components": document["components"]}
            jsonschema.validate(value(served, f"{S}/{kind}"), schema)

    def test_nothing_asked_makes_it_fall_and_every_answer_is_as_it_says(self, served: str) -> None:
        """schemathesis, as for the pages."""
        asked = ask_all(f"{served}{V}/openapi.json", one_unknown_in=3)
        assert asked > 250
