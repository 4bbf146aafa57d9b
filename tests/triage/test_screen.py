"""Triage of pages by bytes and words: what is of interest passes in every wrapping, the rest stays cheap."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accredit.extract import extract
from accredit.model import Article
from accredit.triage import Reach, Screen, touches
from accredit.triage.pagetext import words
from tests.triage.pages import SHARED, claimed, page, situations, wrapped

STEPS: tuple[Reach, ...] = ("bytes", "text", "pass")
NEAR_MISSES = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in Path(__file__).with_name("near_misses.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="../shared is absent: the benchmark articles are not here"
)


@pytest.fixture(scope="module", params=["fast", "slow"])
def screen(request: pytest.FixtureRequest) -> Screen:
    return Screen.of(situations(), engine="hyperscan" if request.param == "fast" else "re")


class TestRecall:
    """No article with claims is dropped, however its page was made."""

    def test_of_our_own_articles(self, screen: Screen) -> None:
        articles = list(claimed(shared=False))
        assert len(articles) > 120
        assert _dropped(screen, articles) == []

    @needs_shared
    def test_of_the_benchmark_and_the_seeds(self, screen: Screen) -> None:
        articles = list(claimed(shared=True))
        assert len(articles) >= 28
        assert _dropped(screen, articles) == []

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            ("The Tālibān named an ambassador.", "macrons"),
            ("The Ṭālibān named an ambassador.", "a consonant with a dot below, two macrons"),
            ("The Tali&#257;ban and the T&#257;lib&#257;n named an ambassador.", "references for vowels"),
            ("The Talib&amacr;n named an ambassador.", "a named reference in the last syllable"),
            ("K&acirc;bul named an ambassador.", "a named reference in the first syllable"),
            ("<span class='drop-cap' style='color:red'>T</span>aliban named an ambassador.", "a large first letter"),
            ("Afg<b>han</b> embassy", "bold inside a name"),
            ("Afgha<wbr>nistan's embassy", "a place to break a line"),
            ("Ta&shy;li&shy;ban, Bot&shy;schaft", "soft hyphens between syllables"),
            ("Ma&shy;du&shy;ro's embassy", "no three letters of the name in a row"),
            ("Ta\u200bliban embassy", "a space of no width"),
            ("The Afghan<!-- -->istan embassy", "a comment inside a word"),
            ("The&nbsp;Islamic&nbsp;Emirate named an ambassador.", "no-break spaces in a name of two words"),
            ("The <b>Islamic</b>\n  <i>Emirate</i> named an ambassador.", "a name over two tags and two lines"),
            ("طالبان سفارت را گرفتند", "Persian"),
            ("طـالـبان سفارت را گرفتند", "Persian drawn out with strokes"),
            ("طَالِبان سفارة", "Arabic with vowel marks"),
            ("ТАЛИБАН назначил посла", "Cyrillic capitals"),
            ("Тали<b>бан</b> назначил посла", "Cyrillic with bold inside the name"),
            ("Guaid&oacute;'s embassy", "the last letter is a reference"),
            ("GUAIDO&#769; embassy", "the accent is a reference of its own"),
        ],
    )  # fmt: skip
    def test_of_odd_spellings(self, screen: Screen, words: str, why: str) -> None:
        assert screen.reach(page(words)) == "pass", why

    @pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5", "mac-cyrillic", "cp866", "gb18030"])
    def test_of_cyrillic_in_its_old_encodings(self, screen: Screen, charset: str) -> None:
        assert screen.reach(page("Талибан назначил нового посла", charset=charset)) == "pass"

    @pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6"])
    def test_of_arabic_letters_in_their_old_encodings(self, screen: Screen, charset: str) -> None:
        words = "طالبان سفارة" if charset == "iso-8859-6" else "طالبان سفارت"
        assert screen.reach(page(words, charset=charset)) == "pass"

    def test_the_answer_may_name_the_encoding(self, screen: Screen) -> None:
        assert screen.reach(page("Талибан назначил посла", charset="koi8-r", declared=False), "koi8-r") == "pass"

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"%PDF-1.7\n1 0 obj", "the words of a PDF are packed"),
            (b"\x1f\x8b\x08\x00rest", "packed once more"),
            (b"PK\x03\x04rest", "an archive"),
            (b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\nVGFsaWJhbg==", "mail: words in base64"),
        ],
    )
    def test_bytes_that_hide_their_words_pass(self, screen: Screen, data: bytes, why: str) -> None:
        assert screen.reach(data) == "pass", why


def _dropped(screen: Screen, articles: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [
        (name, odd, reach)
        for name, text in articles
        for odd, data in wrapped(text)
        if (reach := screen.reach(data)) != "pass"
    ]


class TestNearMisses:
    def test_there_are_two_hundred_of_them(self) -> None:
        assert len(NEAR_MISSES) == len({text for _, text in NEAR_MISSES}) == 200
        assert {reach for reach, _ in NEAR_MISSES} == {"bytes", "text", "extract"}

    def test_each_stops_where_it_should(self, screen: Screen) -> None:
        farthest = {"bytes": "bytes", "text": "text", "extract": "pass"}
        reached = [(screen.reach(page(text)), farthest[wanted], text) for wanted, text in NEAR_MISSES]
        assert [r for r in reached if STEPS.index(r[0]) > STEPS.index(r[1])] == []  # type: ignore[arg-type]
        counted = Counter(r[0] for r in reached)
        assert counted["bytes"] >= 90 and counted["bytes"] + counted["text"] >= 170

    def test_nothing_is_claimed_from_any_of_them(self) -> None:
        articles = [Article.make(words(text), language="en") for _, text in NEAR_MISSES]
        claims = [(a.text, c.predicate) for a in articles for s in situations() for c in extract(a, s).claims]
        assert claims == []


class TestLaws:
    @given(
        st.binary(max_size=400), st.sampled_from([b"", b"Taliban", b"Kab&#117;l", b"<b>T</b>aliban", b"\xc3\xa1fghan"])
    )
    @example(b"\xff\xfe", b"Taliban")
    def test_fast_and_slow_agree_on_any_bytes(self, noise: bytes, name: bytes) -> None:
        data = b"<html><p>" + noise[: len(noise) // 2] + name + noise[len(noise) // 2 :] + b" embassy"
        assert _FAST.reach(data) == _SLOW.reach(data)

    @given(
        st.randoms(use_true_random=False), st.sampled_from(["Afghanistan", "Taliban", "Venezuela", "Guaidó", "Талибан"])
    )
    def test_a_name_with_a_run_of_plain_letters_is_seen(self, chance: random.Random, name: str) -> None:
        run = 4 if len(name) > 6 else 3
        kept = chance.randrange(len(name) - run)  # never the accent at the end
        broken = "".join(letter if kept <= i < kept + run else _broken(letter, chance) for i, letter in enumerate(name))
        assert _FAST.reach(page(f"the {broken} embassy, посольство")) == "pass"

    @given(st.text(max_size=60))
    def test_what_touches_by_a_name_of_its_own_reaches_the_careful_step(self, words: str) -> None:
        """The words of a page are at least those of its article."""
        text = f"{words} the Taliban and Caracas named an ambassador"
        assert all(touches(text, s) for s in situations())
        assert (
            _FAST.reach(page(text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace").decode()))
            == "pass"
        )


def _broken(letter: str, chance: random.Random) -> str:
    forms = [
        f"&#{ord(letter)};", f"&#x{ord(letter):x};", f"<b>{letter}</b>", f"{letter}&shy;", f"{letter}\u00ad",
        f"<i>{letter}",
        f"{letter}\u0301", f"{letter}<wbr>", letter.upper(), letter,
    ]  # fmt: skip
    return chance.choice(forms)


_FAST = Screen.of(situations(), engine="hyperscan")
_SLOW = Screen.of(situations(), engine="re")
