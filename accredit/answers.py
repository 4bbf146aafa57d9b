"""From a ledger to an answer: what it held at the times asked about, put to the rules of `verdict`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from accredit.ledger import Ledger, no_cycles
from accredit.model import RecordedClaim, Situation
from accredit.rulings import Ruled, held, load
from accredit.verdict import (
    MISSION_QUESTIONS,
    Near,
    Print,
    Reports,
    Verdict,
    answer,
    dossier,
    find_source,
    printed,
    shared,
)
from accredit.verdict import without as left_without
from accredit.verdict.independence import published_day


def verdict(
    ledger: Ledger,
    situation: Situation,
    subject: str,
    question: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    recorded_at: str | None = None,
    without: Sequence[str] = (),
) -> Verdict:
    """The answer to one question about a mission (its id) or a state (its code).

    `as_of`: true in the world on that day (today, in UTC, unless given). `known_at`: from what
    had been published by that day. `recorded_at`: from what the ledger held at that moment.
    `without`: as if these voices or outlets had never spoken.

    Raises QuestionError for a question, state, moment or source that there is not, LedgerError
    when the ledger cannot be read.
    """
    as_of = as_of or datetime.now(UTC).date()
    with no_cycles():
        if question in MISSION_QUESTIONS and not without:
            claims = about(ledger, situation, subject, known_at=known_at, recorded_at=recorded_at)
        else:
            claims = recorded(ledger, situation, known_at=known_at, recorded_at=recorded_at, without=without)
        return answer(question, subject, claims, situation, as_of=as_of)


def about(
    ledger: Ledger,
    situation: Situation,
    mission_id: str,
    *,
    known_at: date | None = None,
    recorded_at: str | None = None,
) -> list[RecordedClaim]:
    """What `recorded` gives about one mission. What is told of others is not read."""
    found = under_rulings(
        ledger, situation, known_at=known_at, recorded_at=recorded_at, mission_id=mission_id, counted=False
    )
    return list(found.claims)


def all_of(
    ledger: Ledger,
    situation: Situation,
    mission_id: str,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    recorded_at: str | None = None,
) -> tuple[Verdict, ...]:
    """The answers to every question about a mission; times and errors as for `verdict`."""
    with no_cycles():
        claims = about(ledger, situation, mission_id, known_at=known_at, recorded_at=recorded_at)
        return dossier(mission_id, claims, situation, as_of=as_of or datetime.now(UTC).date())


def recorded(
    ledger: Ledger,
    situation: Situation,
    *,
    known_at: date | None = None,
    recorded_at: str | None = None,
    without: Sequence[str] = (),
) -> list[RecordedClaim]:
    """The claims that answers rest on, in the order of recording, with the report that each is part of.

    People's rulings are laid over them. Times and errors as for `verdict`. A source may be one who spoke only after
    `known_at`.
    """
    found = under_rulings(ledger, situation, known_at=known_at, recorded_at=recorded_at, without=without)
    return list(found.claims)


def under_rulings(
    ledger: Ledger,
    situation: Situation,
    *,
    known_at: date | None = None,
    recorded_at: str | None = None,
    without: Sequence[str] = (),
    mission_id: str | None = None,
    counted: bool = True,
) -> Ruled:
    """The claims that `recorded` gives, with what people's rulings set aside, the rulings, and the counts.

    With `mission_id` and no source left out, the claims are those about that mission alone. Not `counted`, the counts
    are nothing, which is quicker.
    """
    mission_id = None if without else mission_id
    found = held(ledger, situation, known_at=known_at, recorded_at=recorded_at, mission_id=mission_id, counted=counted)
    claims: Sequence[RecordedClaim] = found.claims
    if without:
        known = claims if known_at is None else held(ledger, situation, recorded_at=recorded_at).claims
        claims = left_without(claims, [find_source(name, known, situation) for name in without], situation)
    return replace(found, claims=tuple(with_reports(ledger, claims)))


def known_by(
    ledger: Ledger, situation: Situation, *, recorded_at: str | None = None, without: Sequence[str] = ()
) -> Callable[[date | None], Sequence[RecordedClaim]]:
    """What `recorded` gives for any `known_at`, from one look at the ledger, which must stay open meanwhile."""
    loaded, copies = load(ledger, situation, recorded_at=recorded_at), Copies(ledger)
    sources = [find_source(name, loaded.at(None).claims, situation) for name in without]
    return lambda day: copies.of(left_without(loaded.at(day).claims, sources, situation))


def with_reports(ledger: Ledger, claims: Iterable[RecordedClaim]) -> list[RecordedClaim]:
    """The claims with their reports: what is one report is found among the texts that tell of one subject."""
    kept = list(claims)
    return _with_reports(kept, {subject: _reports(ledger, some) for subject, some in _by_subject(kept).items()})


def _reports(ledger: Ledger, claims: Sequence[RecordedClaim]) -> dict[str, str]:
    """What `_Subject` finds among the texts of these claims, where no others will come."""
    texts = _alike(claims)
    prints = dict(_printed(ledger, texts))
    repeated = _repeated(Near(shared(prints.values())), prints.items())
    return Reports().of({text: prints[text] for text in texts if text in repeated})


def _printed(ledger: Ledger, texts: Sequence[str]) -> Iterator[tuple[str, Print]]:
    for start in range(0, len(texts), _TEXTS):
        bodies = ledger.texts(texts[start : start + _TEXTS])
        for text in texts[start : start + _TEXTS]:
            yield text, printed(bodies[text])


def _repeated(near: Near, prints: Iterable[tuple[str, Print]]) -> set[str]:
    """Texts that repeat one that came in before them, and those that they repeat."""
    return {each for text, own in prints if (like := near.add(text, own)) for each in (text, *like)}


class Copies:
    """Gives claims their reports again and again; remembers each text that it has looked at."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._subjects: dict[str | None, _Subject] = {}

    def of(self, claims: Iterable[RecordedClaim], line: Hashable = None) -> list[RecordedClaim]:
        """The claims with their reports.

        Whoever asks again and again about sets that differ little, as a walk through time does, names the `line` that
        they belong to: what two neighbours in it begin with is looked at once.
        """
        kept = list(claims)
        found = {}
        for subject, some in _by_subject(kept).items():
            found[subject] = self._subjects.setdefault(subject, _Subject(self._ledger)).of(some, line)
        return _with_reports(kept, found)


def _by_subject(claims: Iterable[RecordedClaim]) -> dict[str | None, list[RecordedClaim]]:
    """Claims by mission; those about states and sets, which hold each other's, together."""
    subjects: dict[str | None, list[RecordedClaim]] = {}
    for recorded in claims:
        subjects.setdefault(_subject(recorded), []).append(recorded)
    return subjects


def _subject(recorded: RecordedClaim) -> str | None:
    return recorded.claim.mission.id if recorded.claim.mission else None


def _with_reports(
    claims: Iterable[RecordedClaim], found: Mapping[str | None, Mapping[str, str]]
) -> list[RecordedClaim]:
    return [
        replace(r, report=report) if (report := found[_subject(r)].get(text := r.article.text_id, text)) != text else r
        for r in claims
    ]


_TEXTS = 500
"""Texts that are asked for at once."""


class _Subject:
    """The reports among the texts that tell of one subject. Only texts that tell something in common are compared."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._prints: dict[str, Print] = {}
        self._near = Near()
        self._repeated: set[str] = set()
        self._reports: dict[Hashable, Reports] = {}

    def of(self, claims: Sequence[RecordedClaim], line: Hashable = None) -> dict[str, str]:
        """The report of each text that is repeated, by the text's id."""
        texts = _alike(claims)
        new = dict(_printed(self._ledger, [text for text in texts if text not in self._near]))
        self._prints |= new
        self._repeated |= _repeated(self._near, new.items())
        return self._reports.setdefault(line, Reports()).of(
            {text: self._prints[text] for text in texts if text in self._repeated}
        )


def _alike(claims: Sequence[RecordedClaim]) -> list[str]:
    """Texts that tell something that another text tells too, in the order of publication."""
    told: dict[object, set[str]] = {}
    first: dict[str, tuple[bool, date, str]] = {}
    for recorded in claims:
        claim, text = recorded.claim, recorded.article.text_id
        about = claim.mission.id if claim.mission else claim.scope
        told.setdefault((claim.predicate, about, claim.party, claim.polarity), set()).add(text)
        day = published_day(recorded.article)
        place = (day is None, day or date.max, text)
        first[text] = min(first.get(text, place), place)
    return sorted({text for texts in told.values() if len(texts) > 1 for text in texts}, key=first.__getitem__)
