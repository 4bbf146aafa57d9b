"""What every question shares: the claims that speak, silences, and verdicts made of outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from accredit.model import Interval, RecordedClaim
from accredit.verdict.because import because, silence_words, voice_words
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import voice_key
from accredit.verdict.shapes import Asked, Detail, SilentCell, Standing, Verdict
from accredit.verdict.standing import Outcome, ids, resolve

_WEAKEST: tuple[Standing, ...] = ("contested", "one-sided", "single", "agreed", "stale", "denied", "unknown")
"""An answer in parts stands as its weakest part that answers."""


def spoken(claims: Iterable[RecordedClaim]) -> list[RecordedClaim]:
    """Claims that say that something is so: planned, possible and requested never count as done."""
    return [r for r in claims if r.claim.real and r.claim.stance == "asserts"]


def undated(claims: Iterable[RecordedClaim], predicates: frozenset[str]) -> int:
    """How many of the claims carry no date at all."""
    return sum(r.claim.predicate in predicates and r.claim.when is None and spoken_day(r) is None for r in claims)


def in_order(recorded: RecordedClaim) -> tuple[str, str]:
    """The order of saying; what has no day first, as if said long ago."""
    return str(spoken_day(recorded) or ""), recorded.claim.id


def silences(claims: Sequence[RecordedClaim], asked: Asked, predicates: frozenset[str]) -> tuple[SilentCell, ...]:
    """Voices that were asked by the day and did not take it up, each with its last such word.

    A silence ends when the voice speaks on the question.
    """
    cells: dict[str, SilentCell] = {}
    about = [r for r in claims if r.claim.predicate in predicates]
    if all(r.claim.stance == "asserts" for r in about):
        return ()
    for recorded in sorted(about, key=in_order):
        claim, said = recorded.claim, spoken_day(recorded)
        if said and said > asked.as_of:
            continue
        key = voice_key(recorded, asked.situation)
        if claim.stance == "asserts":
            if claim.real:
                cells.pop(key, None)
        else:
            cells[key] = SilentCell(voice_words(recorded, asked.situation), claim.stance, said, claim.id)
    return tuple(cells.values())


def verdict(
    asked: Asked,
    outcome: Outcome,
    reason: str,
    silent: tuple[SilentCell, ...],
    *,
    detail: tuple[Detail, ...] = (),
    by: str | None = None,
) -> Verdict:
    """The verdict of one outcome."""
    return Verdict(
        question=asked.question,
        subject=asked.subject,
        value=outcome.value,
        leaning=outcome.leaning,
        values=outcome.values,
        standing=outcome.standing,
        since=outcome.since,
        because=" ".join(filter(None, (reason, silence_words(silent)))),
        support=ids(outcome.support),
        dissent=ids(outcome.dissent),
        silent=silent,
        by=by,
        detail=detail,
        last=outcome.last,
    )


def combined(
    asked: Asked,
    parts: Mapping[str, Outcome],
    value: str | None,
    values: tuple[str, ...],
    reads: Callable[[str, str], str],
    silent: tuple[SilentCell, ...],
    *,
    deciding: frozenset[str] = frozenset(),
) -> Verdict:
    """The verdict of an answer in parts; `deciding` names those that make the value (all, when empty).

    One contested part leaves the whole without a value; each part stays readable in `detail`.
    """
    said = {name: o for name, o in parts.items() if o.standing != "unknown"}
    made = [o for name, o in said.items() if not deciding or name in deciding]
    standing = _weakest(o.standing for o in made)
    answered = standing not in ("contested", "denied", "unknown") and all(o.value for o in made)
    reasons = [because(o, asked, partial(reads, name)) for name, o in said.items()]
    reasons = reasons or [because(resolve((), asked), asked, str)]
    return Verdict(
        question=asked.question,
        subject=asked.subject,
        value=value if answered else None,
        leaning=None,
        values=values,
        standing=standing,
        since=_since(made) if answered else None,
        because=" ".join(filter(None, (*reasons, silence_words(silent)))),
        support=tuple(dict.fromkeys(i for o in made for i in ids(o.support))),
        dissent=tuple(dict.fromkeys(i for o in made for i in ids(o.dissent))),
        silent=silent,
        detail=tuple(Detail(name, o.value, o.standing, o.claims) for name, o in said.items()),
        last=max((o.last for o in said.values() if o.last), default=None),
    )


def _weakest(standings: Iterable[Standing]) -> Standing:
    found = set(standings)
    return next((s for s in _WEAKEST if s in found), "unknown")


def _since(parts: Sequence[Outcome]) -> Interval | None:
    """Since when, for an answer that one part makes; several parts each have their own."""
    return parts[0].since if len(parts) == 1 else None
