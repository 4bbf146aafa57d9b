"""Finds what is new since the last look: changes of answers, and exports that later words made wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from accredit.alert.outbox import Look, Outbox, Told
from accredit.changes import Changed
from accredit.changes.between import STATES, by_subject
from accredit.export.alerting import Teller, key_of
from accredit.export.alerts import Alert, AlertType, Concerned
from accredit.export.outdated import Aftermath, Key
from accredit.export.register import Exported
from accredit.ledger import Ledger, no_cycles
from accredit.model import Mission, RecordedClaim, Situation, State, digest
from accredit.verdict import STATE_QUESTIONS, Verdict, answer, dossier, named_states

Wishes = Mapping[str, tuple[bool, Sequence[Alert]]]
"""By receiver, whether it wants them in one letter, and which."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look found. The `first` look at a situation tells nothing and remembers what is so."""

    situation: Situation
    alerts: tuple[Alert, ...]
    first: bool = False


def look(
    ledger: Ledger,
    situation: Situation,
    outbox: Outbox,
    exports: Sequence[Exported],
    now: datetime,
    *,
    as_of: date | None = None,
    wishes: Callable[[Sequence[Alert]], Wishes] = lambda _alerts: {},
) -> Found:
    """What is new since the last look, noted in the outbox with who is to be told.

    Each change is told as of the day on which it was recorded, or as of `as_of`. Whoever looks at the same time finds
    it once: the later one looks again.
    """
    while True:
        before = outbox.looked(situation.id)
        with no_cycles():
            alerts, after = _new(ledger, situation, before, exports, now, as_of)
        if outbox.keep(alerts, wishes(alerts), now, (before, after)):
            return Found(situation, tuple(alerts), before is None)


def _new(
    ledger: Ledger,
    situation: Situation,
    before: Look | None,
    exports: Sequence[Exported],
    now: datetime,
    as_of: date | None,
) -> tuple[list[Alert], Look]:
    day, moment = as_of or now.date(), ledger.last_moment()
    if before is not None and (before.moment, before.day) == (moment, day.isoformat()):
        return [], before
    teller = Teller(ledger, situation)
    changes = list(_so(teller, moment, day, {subject for subject, _ in (before.answers if before else ())}))
    present = {_key(c): Told(said(c.after), teller.answer(c.after)) for c in changes}
    if before is None:
        return [], Look(situation.id, moment, day.isoformat(), present)
    if fresh := {subject for subject, _ in present} - {subject for subject, _ in before.answers}:
        # Never asked about before, and perhaps answered all the same: a word on every state is one on each.
        then = _so(teller, before.moment, date.fromisoformat(before.day), fresh, only=fresh)
        told = {_key(c): Told(said(c.after), teller.answer(c.after)) for c in then}
        before = replace(before, answers={**told, **before.answers})
    alerts, known = _changes(teller, before, moment, as_of)
    alerts += _aged(teller, known, {_key(c): c for c in changes}, day)
    if moment != before.moment:
        aftermath = Aftermath(ledger, situation, teller)
        alerts += _exported(teller, aftermath, exports, before.moment, moment)
    return alerts, Look(situation.id, moment, day.isoformat(), present)


def _changes(
    teller: Teller, before: Look, moment: str, as_of: date | None
) -> tuple[list[Alert], dict[tuple[str, str], Told]]:
    """The changes since the last look in their order, and what is told of each answer after them."""
    alerts, known = list[Alert](), dict(before.answers)
    for change in reversed(list(teller.past.changes(as_of, before.moment))):
        told, after = known.get(_key(change)), said(change.after)
        if (change.recorded_at or "") > moment or (told and told.said == after):
            continue  # or what was told last is so again, because it had aged in between
        last = told.answer if told and told.said != said(change.before) else None
        alerts.append(teller.of(change, last))
        known[_key(change)] = Told(after, alerts[-1].after)
    return alerts, known


def _aged(
    teller: Teller, known: Mapping[tuple[str, str], Told], present: Mapping[tuple[str, str], Changed], day: date
) -> Iterator[Alert]:
    """Answers that are others than what was told last, though no new word came."""
    for key, change in present.items():
        told, now = known.get(key), said(change.after)
        if told.said != now if told else change.after.standing != "unknown":
            before = told.answer if told else teller.answer(change.before)
            made = ("verdict.aged", teller.situation.id, *key, day, told.said if told else "", now)
            yield teller.alert("verdict.aged", made, change, before, teller.answer(change.after), ())


def _so(
    teller: Teller, moment: str, day: date, also: Collection[str], *, only: Collection[str] | None = None
) -> Iterator[Changed]:
    """Every answer at a moment as of a day, as a change from nothing: of all subjects ever spoken of, and `also`."""
    situation = teller.situation
    told = by_subject(teller.past.stood(moment).claims)
    missions = teller.past.missions() | {m.id: m for m in situation.missions if m.id in also}
    subjects: list[Mission | State] = list(missions.values())
    ever = {state.code for state in situation.states if state.code in also} | {
        code for claim in teller.past.of_states() for code in named_states(claim, situation)
    }
    subjects += [state for state in situation.states if state.code in ever]
    for subject in subjects:
        if only is not None and (subject.code if isinstance(subject, State) else subject.id) not in only:
            continue
        for verdict in _answers(subject, told, situation, day):
            nothing = replace(verdict, value=None, leaning=None, values=(), standing="unknown", because="")
            yield Changed(subject, verdict.question, day, nothing, verdict, ())


def _answers(
    subject: Mission | State, told: Mapping[str, Sequence[RecordedClaim]], situation: Situation, day: date
) -> Iterable[Verdict]:
    if isinstance(subject, Mission):
        return dossier(subject.id, told.get(subject.id, ()), situation, as_of=day)
    claims = told.get(STATES, ())
    return [answer(q, subject.code, claims, situation, as_of=day) for q in STATE_QUESTIONS]


def _exported(
    teller: Teller, aftermath: Aftermath, exports: Sequence[Exported], last: str, moment: str
) -> Iterator[Alert]:
    """Exports that became wrong, or right again, between two moments: one alert for each answer, naming all of them."""
    wrong: dict[tuple[str, str], list[tuple[Exported, Changed, Changed]]] = {}
    right: dict[tuple[str, str], list[tuple[Exported, Changed, Changed]]] = {}
    for each in exports:
        if each.situation != teller.situation.id or each.recorded_at >= moment:
            continue
        start = max(each.recorded_at, last)
        did = aftermath.differing(each, start, moment).changes
        now = aftermath.differing(each, each.recorded_at, moment).changes
        named = set[tuple[str, str]]()
        for key, change in did.items():
            if key[:2] in named:
                continue  # of the many days of a panel the first
            named.add(key[:2])
            into = wrong if key in now else right
            into.setdefault(key[:2], []).append((each, _whole(key, now, change), change))
    for group in wrong.values():
        yield _about_exports(teller, "export.outdated", group, moment)
    for group in right.values():
        yield _about_exports(teller, "export.agrees", group, moment)


def _whole(key: Key, now: Mapping[Key, Changed], change: Changed) -> Changed:
    """From what was exported to what is so."""
    return now.get(key) or replace(change, before=change.after)


def _about_exports(
    teller: Teller, type: AlertType, group: Sequence[tuple[Exported, Changed, Changed]], moment: str
) -> Alert:
    concerned = tuple(
        Concerned(
            e.id, e.kind, e.format, e.place, e.made, whole.as_of, e.known_at,
            teller.answer(whole.before), teller.answer(whole.after),
        )
        for e, whole, _ in group
    )  # fmt: skip
    newest, (_, _, did) = concerned[-1], group[-1]
    made = (type, teller.situation.id, *_key(did), moment, [c.id for c in concerned])
    change = replace(did, recorded_at=moment)
    return replace(teller.alert(type, made, change, newest.before, newest.after, did.causes), exports=concerned)


def _key(change: Changed) -> tuple[str, str]:
    return key_of(change), change.question


def said(verdict: Verdict) -> str:
    """A hash of what a reader is told by an answer."""
    return digest(verdict.said)[:24]
