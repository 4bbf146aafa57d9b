"""Texts that are one report: the same words, or nearly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.model import RecordedClaim
from accredit.verdict import Near, answer, printed, reports, shared

from .builder import PORT, WORLD, day, later, say
from .test_verdict_laws import everything, histories, laws

WIRE = """The gates of the Velorian embassy in Port opened on Tuesday under a new flag, and the staff who came to
work were met by men whom nobody on the street had seen before. A spokesman for the League of Velorian Towns told
reporters that its envoys had taken over the building on Monday night, after weeks of talks with the staff. He did
not say how many people had stayed on. Neighbours spoke of two lorries that left the yard before dawn, and of lights
in the upper windows. The foreign ministry of Arden answered no questions on Tuesday. Consular hours were posted on
the door as before, and a short queue had formed by noon."""

REWRITE = """PORT: The gates of the Velorian embassy in Port opened yesterday under a new flag, and the staff who came
to work were met by men nobody on the street had seen before. A spokesman for the League of Velorian Towns told this
newspaper that its envoys took over the building on Monday night, after weeks of talks with the staff. He did not say
how many people had stayed on. Neighbours spoke of two lorries that left the yard before dawn, and of lights in the
upper windows. The foreign ministry of Arden answered no questions on Tuesday."""

BRIEF = """The gates of the Velorian embassy in Port opened on Tuesday under a new flag, and the staff who came to
work were met by men whom nobody on the street had seen before. A spokesman for the League of Velorian Towns told
reporters that its envoys had taken over the building on Monday night, after weeks of talks with the staff."""

OWN = """Since Monday night the League runs Veloria's embassy in Port. Our correspondent counted eleven League men at
the gate on Tuesday morning and spoke with two clerks, both of whom had slept badly and wished to keep their posts.
The ambassador of the Crown has left for Borvia, one of them said. Arden's foreign ministry kept silent. By noon the
visa desk was at work again, and those who waited asked one another whose stamp they would get."""

QUOTING = """What does a change of flag mean for those who need papers? A spokesman for the League of Velorian Towns
told reporters that its envoys had taken over the building on Monday night, after weeks of talks with the staff. We
asked a lawyer, a clerk and a tailor in the Harbour quarter. The lawyer advises patience: a passport stays what it was
until somebody refuses it. The clerk fears for his pension, and the tailor, who has sewn flags for both, laughs and
says that business has never been better than in the weeks around a handover."""


def groups(**texts: str) -> set[frozenset[str]]:
    """Names of the texts that are one report; given in the order of publication."""
    found = reports(texts)
    return {frozenset(n for n in texts if found[n] == found[name]) for name in texts}


def apart(*names: str) -> set[frozenset[str]]:
    return {frozenset([name]) for name in names}


def test_a_light_rewrite_of_wire_copy_is_the_wire_report() -> None:
    assert groups(wire=WIRE, rewrite=REWRITE) == {frozenset({"wire", "rewrite"})}


def test_the_first_paragraphs_alone_are_the_wire_report() -> None:
    assert groups(wire=WIRE, brief=BRIEF) == {frozenset({"wire", "brief"})}


def test_capitals_marks_and_line_breaks_are_no_difference() -> None:
    assert groups(wire=WIRE, loud=WIRE.upper().replace("\n", " ").replace(",", " -")) == {frozenset({"wire", "loud"})}


def test_own_reporting_on_the_same_event_is_another_report() -> None:
    assert groups(wire=WIRE, own=OWN) == apart("wire", "own")


def test_to_quote_a_sentence_is_not_to_copy() -> None:
    assert groups(wire=WIRE, quoting=QUOTING) == apart("wire", "quoting")


def test_short_texts_are_one_only_when_nearly_every_word_is_the_same() -> None:
    one = "The League now runs the Velorian embassy in Port, an official said."
    two = "The League now runs the Velorian embassy in Market, an official said."
    assert groups(one=one, two=two) == apart("one", "two")
    assert groups(one=one, again=f" {one} ") == {frozenset({"one", "again"})}


def test_texts_of_scripts_without_spaces_and_empty_texts_are_told_apart() -> None:
    assert groups(one="", two="") == apart("one", "two")  # nothing in common but that nothing is there
    assert groups(one="港口大使馆换了旗帜", two="部长拒绝回答问题") == apart("one", "two")


def test_a_report_is_named_after_its_first_text_and_later_texts_change_no_earlier_name() -> None:
    earlier = {"wire": WIRE, "own": OWN}
    assert reports(earlier) == {"wire": "wire", "own": "own"}
    assert reports({**earlier, "rewrite": REWRITE, "quoting": QUOTING}) == {
        "wire": "wire",
        "own": "own",
        "rewrite": "wire",
        "quoting": "quoting",
    }


def test_many_texts_are_sorted_in_one_go() -> None:
    """Two thousand texts in well under the time that comparing each with each would take."""
    texts = {f"n{n}": " ".join(f"{word}{n % 500}" for word in OWN.split()) for n in range(2000)}
    found = reports(texts)
    assert len(set(found.values())) == 500
    assert found["n1999"] == "n499"


def carried(text: str, outlet: str, published: str, *claims: RecordedClaim) -> list[RecordedClaim]:
    """The claims as one article of an outlet would carry them, as part of the report `text`."""
    found = []
    for recorded in claims:
        chain = (replace(recorded.claim.chain[0], name=outlet), *recorded.claim.chain[1:])
        article = replace(recorded.article, id=f"{outlet} {published}", outlet=outlet, published=published,
                          text_id=f"{outlet} {published}")  # fmt: skip
        claim = replace(recorded.claim, article_id=article.id, chain=chain, id="")
        found.append(replace(recorded, article=article, claim=claim, report=text))
    return found


RUNS = say("2031-02-01", "Gull Wire", "controls", "league")


def test_rewrites_count_as_one_origin() -> None:
    one = carried("wire", "Gull Wire", "2031-02-01", RUNS)
    two = carried("wire", "Quay Radio", "2031-02-02", RUNS)
    assert answer("operator", PORT, [*one, *two], WORLD, as_of=day("2031-03-01")).standing == "single"
    three = carried("another", "Tidewater Post", "2031-02-02", RUNS)
    assert answer("operator", PORT, [*one, *two, *three], WORLD, as_of=day("2031-03-01")).standing == "agreed"


def test_what_a_rewrite_adds_is_kept() -> None:
    """The sentence that only the rewrite has is its own; the sentences that both have are the first one's."""
    closed = say("2031-02-01", "Gull Wire", "suspended")
    one = carried("wire", "Gull Wire", "2031-02-01", RUNS)
    two = carried("wire", "Quay Radio", "2031-02-02", RUNS, closed)
    asked = {q: answer(q, PORT, [*one, *two], WORLD, as_of=day("2031-03-01")) for q in ("operator", "services")}
    assert asked["operator"].support == (one[0].claim.id,)
    assert asked["services"].value == "suspended"


def test_an_unnamed_voice_is_one_in_all_versions_of_its_report() -> None:
    """The rewrite of the later day does not make a second word of it: neither corroboration nor change of mind."""
    voice = say("2031-02-01", "Gull Wire", "controls", "league", by="?/crown")
    denied = say("2031-02-01", "Gull Wire", "controls", "crown", by="?/crown", denied=True)
    one = carried("wire", "Gull Wire", "2031-02-01", voice)
    two = carried("wire", "Quay Radio", "2031-02-09", voice, denied)
    found = answer("operator", PORT, [*one, *two], WORLD, as_of=day("2031-03-01"))
    assert (found.value, found.standing) == ("league", "single")
    assert len(found.support) == 1


@pytest.mark.parametrize("days", [1, 40])
def test_the_first_day_of_the_report_is_the_day_of_its_word(days: int) -> None:
    one = carried("wire", "Gull Wire", "2031-02-01", RUNS)
    two = carried("wire", "Quay Radio", later("2031-02-01", days), RUNS)
    assert answer("operator", PORT, [*two, *one], WORLD, as_of=day("2031-12-01")).last == day("2031-02-01")


@laws
@given(histories, st.data())
def test_a_later_rewrite_of_an_article_changes_nothing(history: list[RecordedClaim], data: st.DataObject) -> None:
    """Another text of the same report, with the same claims, in another outlet."""
    dated = [r for r in history if r.article.published]
    if not dated:
        return
    text = data.draw(st.sampled_from(dated)).article.text_id
    first = [r for r in history if r.article.text_id == text]
    on = later(first[0].article.published or "", data.draw(st.integers(1, 60)))
    rewrite = [again for r in first for again in carried(text, "Ebb Herald", on, r)]
    assert everything([*history, *rewrite]) == everything(history)


_vocabulary = st.sampled_from(["the", "embassy", "in", "belm", "is", "run", "by", "crown", "staff", "opened"])
_texts = st.lists(st.lists(_vocabulary, max_size=30).map(" ".join), max_size=12)


@given(_texts, st.sampled_from(['said: "who opened the embassy in belm"', ""]))
def test_whoever_has_all_texts_at_hand_finds_the_same(texts: list[str], quoted: str) -> None:
    prints = [printed(f"{text} {quoted}" if number % 3 == 0 else text) for number, text in enumerate(texts)]
    one_by_one, at_once = Near(), Near(shared(prints))
    for number, own in enumerate(prints):
        assert one_by_one.add(str(number), own) == at_once.add(str(number), own)
