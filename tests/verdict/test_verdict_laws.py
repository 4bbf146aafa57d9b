"""What holds for every set of claims, however they contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.errors import QuestionError
from accredit.model import RecordedClaim
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, answer, changes, dossier, state_status, status

from .builder import HARBOUR, MARKET, PORT, RIDGE, WORLD, later, say

FIRST = "2030-02-01"
OUTLETS = ("Gull Wire", "Tidewater Post", "Quay Radio")
VOICES = (None, "?", "?/crown", "?/league", "Ada Reed/crown", "Ivo Marsh/league", "=Foreign ministry/league",
          "=Embassy/crown", "=Arden/host-state", "~Quay Radio")  # fmt: skip
WHENS = (None, None, "instant 2030-06-01", "instant 2030-06", "from 2030-08-10", "instant ..2030-09",
         "throughout 2030-05-01..2030-07-01", "until 2030-10-05", "from 2031-01..")  # fmt: skip
CONTROL = ("controls", "controls", "handed_over", "closed", "opened", "custody", "operates", "cooperates_with")
OTHER = ("visited", "appointed", "accredited", "holds_post", "dismissed", "suspended", "damaged", "repaired",
         "honours_documents", "disowns_documents", "funds", "collects_fees")  # fmt: skip
TOWARDS = ("recognises", "has_relations", "trades_with", "hosts_opposition")
REALS = ("actual", "reported")
AS_OF = date(2031, 6, 1)

days = st.integers(0, 420).map(lambda n: later(FIRST, n))
laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def claims_on(
    draw: st.DrawFn, where: Sequence[str] = (PORT, HARBOUR), modality: Sequence[str] = REALS
) -> RecordedClaim:
    """A claim on one of the missions, or on states."""
    predicate = draw(st.sampled_from((*CONTROL, *CONTROL, *OTHER, *TOWARDS)))
    wide = predicate in TOWARDS
    person = draw(st.sampled_from(("Ada Reed", "Ivo Marsh", "Tam Ferrow")))
    return say(
        draw(st.one_of(days, days, days, days, st.none())),
        draw(st.sampled_from(OUTLETS)),
        predicate,
        draw(st.sampled_from(("league", "crown", "league", "crown", "host-state"))),
        by=draw(st.sampled_from(VOICES)),
        where=draw(st.sampled_from(where)),
        denied=draw(st.integers(0, 3)) == 0,
        modality=draw(st.sampled_from(modality)),
        stance=draw(st.sampled_from(("asserts",) * 8 + ("has_not_confirmed",))),
        aspect=draw(st.sampled_from(("state", "change"))) if predicate == "controls" else None,
        basis=draw(st.sampled_from((None, None, None, "de-facto", "formal"))),
        when=draw(st.sampled_from(WHENS)),
        person=person,
        role="ambassador",
        hosts=draw(st.sampled_from((("XA",), ("XA", "XB"), ("*",)))) if wide else (),
        except_=draw(st.sampled_from(((), ("XB",)))) if wide else (),
    )


histories = st.lists(claims_on(), max_size=8)


def everything(claims: Sequence[RecordedClaim], as_of: date = AS_OF) -> tuple[Verdict, ...]:
    """Every answer about the port, the harbour and two states."""
    missions = [v for m in (PORT, HARBOUR) for v in dossier(m, claims, WORLD, as_of=as_of)]
    states = [answer(q, s, claims, WORLD, as_of=as_of) for s in ("XA", "XB") for q in STATE_QUESTIONS]
    return (*missions, *states)


@laws
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_claims_is_no_matter(history: list[RecordedClaim], random: Random) -> None:
    mixed = list(history)
    random.shuffle(mixed)
    assert everything(mixed) == everything(history)


@laws
@given(histories, st.data())
def test_a_claim_given_twice_counts_once(history: list[RecordedClaim], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(history), max_size=3)) if history else []
    assert everything([*history, *again]) == everything(history)


@laws
@given(histories, st.data())
def test_a_later_copy_of_an_article_changes_nothing(history: list[RecordedClaim], data: st.DataObject) -> None:
    if not history:
        return
    text = data.draw(st.sampled_from(history)).article.text_id
    first = [r for r in history if r.article.text_id == text]
    published = first[0].article.published
    day = later(published, data.draw(st.integers(1, 60))) if published and data.draw(st.booleans()) else None
    if published is None:
        return  # an undated text and its dated copy are told apart by the copy's date: that is news
    copies = [_carried(r, "Ebb Herald", day) for r in first]
    assert everything([*history, *copies]) == everything(history)


def _carried(recorded: RecordedClaim, outlet: str, published: str | None) -> RecordedClaim:
    """The same text in another outlet, whose own unattributed words become that outlet's."""
    article = replace(recorded.article, id=f"copy of {recorded.article.id}", outlet=outlet, published=published)
    chain = (replace(recorded.claim.chain[0], name=outlet), *recorded.claim.chain[1:])
    return replace(recorded, article=article, claim=replace(recorded.claim, article_id=article.id, chain=chain, id=""))


@laws
@given(histories, st.lists(claims_on(where=(MARKET, RIDGE)), max_size=4))
def test_other_missions_change_no_answer(history: list[RecordedClaim], others: list[RecordedClaim]) -> None:
    unrelated = [r for r in others if r.claim.mission]
    assert everything([*history, *unrelated]) == everything(history)


@laws
@given(histories, st.lists(claims_on(modality=("possible", "planned", "requested")), max_size=4))
def test_what_is_not_done_changes_no_answer(history: list[RecordedClaim], others: list[RecordedClaim]) -> None:
    talk = [_carried(r, "Ebb Herald", r.article.published) for r in others if r.claim.stance == "asserts"]
    apart = [replace(r, article=replace(r.article, text_id=f"talk {i}")) for i, r in enumerate(talk)]
    assert everything([*history, *apart]) == everything(history)


@laws
@given(histories, st.integers(0, 480))
def test_words_about_later_days_change_no_answer(history: list[RecordedClaim], after: int) -> None:
    as_of = date.fromisoformat(FIRST) + timedelta(days=after)
    kept = [r for r in history if not _only_later(r, as_of)]
    assert everything(kept, as_of) == everything(history, as_of)


def _only_later(recorded: RecordedClaim, as_of: date) -> bool:
    """Whether it affirms something of days after `as_of` alone: said, or told of, later."""
    claim, published = recorded.claim, recorded.article.published_interval
    if claim.polarity == "denied" or claim.stance != "asserts":
        return False
    if claim.when is None:
        return published is not None and published.latest is not None and published.latest > as_of
    return claim.when.kind != "until" and claim.when.earliest is not None and claim.when.earliest > as_of


@laws
@given(histories)
def test_parties_are_treated_alike(history: list[RecordedClaim]) -> None:
    """The two parties change places in the claims, and so in the answer, and nothing else changes."""
    there = answer("operator", PORT, history, WORLD, as_of=AS_OF)
    back = answer("operator", PORT, [_swapped(r) for r in history], WORLD, as_of=AS_OF)
    assert (back.standing, back.since, back.last) == (there.standing, there.since, there.last)
    assert (back.value, back.leaning, back.formal) == tuple(map(_other, (there.value, there.leaning, there.formal)))
    assert set(back.values) == set(map(_other, there.values))


def _other(party: str | None) -> str | None:
    return {"league": "crown", "crown": "league"}.get(party or "", party)


def _swapped(recorded: RecordedClaim) -> RecordedClaim:
    claim = recorded.claim
    chain = tuple(replace(v, party=_other(v.party)) for v in claim.chain)
    return replace(recorded, claim=replace(claim, party=_other(claim.party), chain=chain, id=""))


@laws
@given(histories)
def test_verdicts_keep_their_promises(history: list[RecordedClaim]) -> None:
    known = {r.claim.id for r in history}
    for verdict in everything(history):
        named = {*verdict.support, *verdict.dissent, *(c.claim for c in verdict.silent)}
        assert named <= known
        assert not set(verdict.support) & set(verdict.dissent), verdict.because
        if verdict.standing in ("contested", "denied", "unknown"):
            assert verdict.value is None
        if verdict.standing in ("agreed", "single", "one-sided") and verdict.question != "posture":
            assert verdict.value is not None and verdict.support
            assert verdict.leaning is None
        if verdict.standing == "agreed":
            assert len(verdict.support) > 1
        if verdict.since and verdict.since.earliest and verdict.since.latest:
            assert verdict.since.earliest <= verdict.since.latest <= AS_OF
        assert verdict.because.endswith(".") and "None" not in verdict.because


@laws
@given(histories)
def test_lists_give_the_single_answers(history: list[RecordedClaim]) -> None:
    listed = {m.id: v for m, v in status(history, WORLD, as_of=AS_OF, unspoken=True)}
    assert sorted(listed) == sorted(m.id for m in WORLD.missions)
    for mission in (PORT, HARBOUR):
        assert tuple(listed[mission].values()) == dossier(mission, history, WORLD, as_of=AS_OF)
    for state, verdicts in state_status(history, WORLD, as_of=AS_OF, every=True):
        assert verdicts["recognition"] == answer("recognition", state.code, history, WORLD, as_of=AS_OF)


def test_unspoken_missions_are_unknown() -> None:
    listed = status((), WORLD, as_of=AS_OF, unspoken=True)
    assert [v[q].standing for _, v in listed for q in MISSION_QUESTIONS] == ["unknown"] * 4 * 6
    assert status((), WORLD, as_of=AS_OF) == []


def test_states_named_are_listed() -> None:
    words = [say("2031-01-01", "Gull Wire", "recognises", "league", group="neighbours", denied=True)]
    assert [s.code for s, _ in state_status(words, WORLD, as_of=AS_OF)] == ["XA", "XB"]


def test_changes_name_the_missions_whose_answer_differs() -> None:
    before = [
        say("2030-03-01", "Gull Wire", "controls", "crown"),
        say("2030-03-01", "Gull Wire", "closed", where=RIDGE),
    ]
    after = [*before, say("2030-05-01", "Quay Radio", "handed_over", "league", when="instant 2030-04-30")]
    found = changes(before, after, WORLD, as_of=AS_OF)
    assert [(m.id, was.value, now.value) for m, was, now in found] == [(PORT, "crown", "league")]


@pytest.mark.parametrize(("question", "subject"), [("weather", PORT), ("recognition", "QQ")])
def test_what_cannot_be_asked_is_refused(question: str, subject: str) -> None:
    with pytest.raises(QuestionError, match=r"\w"):
        answer(question, subject, (), WORLD, as_of=AS_OF)
