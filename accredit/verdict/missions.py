"""The verdicts on a mission, one function a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accredit.model import RecordedClaim
from accredit.verdict import head, operator, premises, services
from accredit.verdict.because import because, party_words
from accredit.verdict.compose import combined, silences, spoken, undated, verdict
from accredit.verdict.holding import Holding
from accredit.verdict.shapes import CLOSED, COOPERATING, NONE, Asked, Detail, Verdict
from accredit.verdict.standing import Outcome, ids, resolve

DIVIDED = "divided"
"""The value where the parts of an answer differ without contradicting each other."""


def operator_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Who runs it in fact, with what holds on paper beside it."""
    said = spoken(claims)
    fact = resolve(operator.practice(said, asked.situation), asked)
    paper = resolve(operator.formal(said, asked.situation), asked)
    by = _staff(fact, asked)

    def reads(value: str) -> str:
        return _runs(value, by, asked)

    reason = because(fact, asked, reads, undated=undated(said, operator.PREDICATES))
    detail: tuple[Detail, ...] = ()
    if paper.values:
        detail = (Detail("formal", paper.value, paper.standing, paper.claims),)
        reason = f"{reason} On paper: {because(paper, asked, reads)}"
    answer = verdict(asked, fact, reason, silences(claims, asked, operator.PREDICATES), detail=detail, by=by)
    return _with_paper(answer, paper)


def _with_paper(answer: Verdict, paper: Outcome) -> Verdict:
    values = tuple(dict.fromkeys((*answer.values, *paper.values)))
    return replace(answer, values=values, formal=paper.value)


def _staff(fact: Outcome, asked: Asked) -> str | None:
    """Whose staff cooperates, where that is the answer or among the live values."""
    for word in (*fact.support, *fact.dissent):
        if word.value == COOPERATING and word.affirms:
            return operator.staff_of(word.recorded.claim, asked.situation)
    return None


def _runs(value: str, by: str | None, asked: Asked) -> str:
    if value == CLOSED:
        return f"{asked.name} is closed"
    if value == NONE:
        return f"the host state holds {asked.name} and nobody runs it"
    if value == COOPERATING:
        staff = party_words(by, asked.situation) if by else "one party"
        return f"staff of {staff} at {asked.name} work with the other party's ministry"
    return f"{asked.name} is run by {party_words(value, asked.situation)}"


def premises_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Who holds the premises, with their condition as a part of its own."""
    said = spoken(claims)
    held = resolve(list(premises.holders(said, asked.situation)), asked)
    condition = resolve(list(premises.conditions(said, asked.situation)), asked)
    held_by = f"the premises of {asked.name} are held by"
    reason = because(held, asked, lambda v: f"{held_by} {party_words(v, asked.situation)}")
    detail: tuple[Detail, ...] = ()
    if condition.values:
        detail = (Detail("condition", condition.value, condition.standing, condition.claims),)
        reason = f"{reason} Condition: {because(condition, asked, lambda v: f'the premises are {v}')}"
    return verdict(asked, held, reason, silences(claims, asked, premises.PREDICATES), detail=detail)


def head_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Who heads it, with the rank, how far it went, and who else was named."""
    words = head.words(spoken(claims), asked.situation)
    outcome = resolve(head.furthest(words, asked), asked)
    behind = [h for h in outcome.support if h.affirms]
    detail = _heads(outcome, behind)
    for other in head.only_named(words, outcome.values, asked):
        detail += (Detail(head.NAMED, other.value, "single", (other.id,)),)
    reason = because(outcome, asked, lambda v: f"{v} heads {asked.name}")
    if behind:
        reason = f"{reason} Reached: {head.reached(behind)}."
    return verdict(asked, outcome, reason, silences(claims, asked, head.PREDICATES), detail=detail)


def _heads(outcome: Outcome, behind: Sequence[Holding]) -> tuple[Detail, ...]:
    """Rank and how far, where one person is the answer or favoured."""
    if not behind:
        return ()
    standing, claims = outcome.standing, ids(behind)
    return (
        Detail("rank", head.rank(behind), standing, claims),
        Detail("reached", head.reached(behind), standing, claims),
    )


def services_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Whether its services run."""
    outcome = resolve(list(services.services(spoken(claims), asked.situation)), asked)

    def reads(value: str) -> str:
        return f"{asked.name} is closed" if value == services.SHUT else f"the services of {asked.name} are {value}"

    reason = because(outcome, asked, reads)
    return verdict(asked, outcome, reason, silences(claims, asked, services.SERVICES))


def documents_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Which authorities honour what it issues, and which disown it: one part an authority."""
    parts = services.documents(spoken(claims), asked.situation)
    verbs = {services.HONOURED: "honoured", services.DISOWNED: "disowned"}
    issued = f"documents that {asked.name} issues are"
    clauses = {
        name: {v: f"{issued} {verb} by {party_words(name, asked.situation)}" for v, verb in verbs.items()}
        for name in parts
    }
    return _in_parts(asked, claims, parts, clauses, services.DOCUMENTS)


def money_verdict(asked: Asked, claims: Sequence[RecordedClaim]) -> Verdict:
    """Who pays and who collects fees, as two parts."""
    parts = services.money(spoken(claims), asked.situation)
    of = asked.name
    read = {"pays": f"the costs of {of} are paid by", "collects fees": f"the fees of {of} are collected by"}
    clauses = {
        name: {h.value: f"{read[name]} {party_words(h.value, asked.situation)}" for h in words}
        for name, words in parts.items()
    }
    return _in_parts(asked, claims, parts, clauses, services.MONEY)


def _in_parts(
    asked: Asked,
    claims: Sequence[RecordedClaim],
    parts: Mapping[str, Sequence[Holding]],
    clauses: Mapping[str, Mapping[str, str]],
    predicates: Iterable[str],
) -> Verdict:
    outcomes = {name: resolve(list(words), asked) for name, words in sorted(parts.items())}
    values = sorted({v for o in outcomes.values() for v in o.values})
    value = values[0] if len(values) == 1 else DIVIDED
    return combined(
        asked,
        outcomes,
        value,
        tuple(values),
        lambda name, v: clauses[name][v],
        silences(claims, asked, frozenset(predicates)),
    )
