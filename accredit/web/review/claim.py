"""One claim to be ruled on: its words, what was ruled so far, and the forms for what may be ruled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import get_args

from accredit.errors import QuestionError
from accredit.model import RecordedClaim, VoiceKind
from accredit.patch import CHOICES, patched
from accredit.ruling import RecordedRuling, Ruling
from accredit.rulings.concerning import concerning, names_of
from accredit.verdict.independence import fold
from accredit.views.typed import value_of
from accredit.views.words import chain_words, claim_words, printable, subject_words
from accredit.web.review.person import Filled
from accredit.web.review.shown import (
    TYPED,
    VOICE,
    RulingShown,
    as_read,
    chain_with,
    claim_of,
    shown_of,
    typed_of,
)
from accredit.web.shown import ClaimShown
from accredit.web.view import Asked, View

AROUND = 400
"""Characters of the text that are shown before and after a claim's words."""

OTHERS = 60
"""Claims that are offered for joining and splitting origins."""

DECIDE = ("confirmed", "rejected")
CONFIRMED = "read against the article's words"
WITHDRAWN = "made by mistake"


@dataclass(frozen=True, slots=True)
class Other:
    """Another claim on the same subject, to be chosen in a form."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A claim with what people ruled on it. `added` is the ruling that made it, where no reading did.

    `before` and `after` are the text around its words, empty where it may not be shown. `fields` are what it says, as
    it may be typed. `choices` are the words that a field may hold.
    """

    asked: Asked
    claim: ClaimShown
    counts: bool
    added: str | None
    before: str
    after: str
    rulings: tuple[RulingShown, ...]
    fields: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    others: tuple[Other, ...]
    voice: str | None


def claim_review(view: View, name: str, also: Collection[str] = ()) -> ClaimReview:
    """The page of a claim, with further rulings that its reader should see. Raises NothingHereError."""
    shown = claim_of(view, name)
    read = as_read(view, shown)
    before, after = _around(view, shown)
    counts = any(r.claim.id == shown.claim.id for r in view.snapshot.found.claims)
    parties = tuple(p.id for p in view.situation.parties)
    choices = {n: tuple(c or "" for c in words) for n, words in CHOICES.items()}
    choices |= {"party": ("", *parties, "host-state"), "voice_kind": tuple(get_args(VoiceKind))}
    return ClaimReview(
        asked=view.asked,
        claim=view.shown([shown])[0],
        counts=counts,
        added=None if read else _adding(view, shown),
        before=before,
        after=after,
        rulings=shown_of(view, _on_it(view, shown, read, also)),
        fields=typed_of(shown.claim),
        choices=choices,
        others=_others(view, shown),
        voice=shown.claim.origin.name,
    )


def _adding(view: View, shown: RecordedClaim) -> str | None:
    return next((r.ruling.id for r in view.snapshot.found.on(shown) if r.ruling.kind == "added"), None)


def names(view: View, shown: RecordedClaim, read: RecordedClaim | None) -> frozenset[str]:
    """The names under which a claim was ruled on; of an added one, the ruling that made it."""
    if read is None:
        adding = _adding(view, shown)
        return frozenset({adding} if adding else ())
    return names_of(read, rulings_now(view))


def rulings_now(view: View) -> tuple[RecordedRuling, ...]:
    """All rulings that whoever looks sees, in the order of recording."""
    return view.site.remember(("rulings_now", view.snapshot.head), lambda: tuple(view.site.ledger.rulings()))


def _on_it(view: View, shown: RecordedClaim, read: RecordedClaim | None, also: Collection[str]) -> list[RecordedRuling]:
    """The rulings on a claim and those that bear on it, the withdrawn ones too, in the order of recording."""
    rulings = rulings_now(view)
    own = {r.ruling.id for r in concerning(rulings, names(view, shown, read))}
    return [r for r in rulings if r.ruling.id in own or r.ruling.id in shown.rulings or r.ruling.id in also]


def _around(view: View, shown: RecordedClaim) -> tuple[str, str]:
    if not view.allowance.whole(shown.article):
        return "", ""
    text, words = view.site.ledger.text(shown.article.text_id), shown.claim.evidence
    return text[max(0, words.start - AROUND) : words.start], text[words.end : words.end + AROUND]


def _others(view: View, shown: RecordedClaim) -> tuple[Other, ...]:
    claim = shown.claim
    near = view.snapshot.by_mission.get(claim.mission.id, ()) if claim.mission else view.snapshot.of_states
    found = [r for r in near if r.claim.id != claim.id and r.claim.predicate == claim.predicate][:OTHERS]
    return tuple(Other(r.claim.id, printable(_words(r, view))) for r in found)


def _words(recorded: RecordedClaim, view: View) -> str:
    article = recorded.article
    where = f"{article.outlet or article.id}, {article.published or 'undated'}"
    said = f"{subject_words(recorded.claim, view.situation)}: {claim_words(recorded.claim)}"
    return f"{said}; {chain_words(recorded.claim, article)} ({where})"


@dataclass(frozen=True, slots=True)
class Making:
    """A ruling that a form asks for, and the names under which its subject was ruled on."""

    ruling: Ruling
    names: frozenset[str]


def seen_in(form: Filled) -> list[str]:
    """The ids of the rulings that the form's author had before them."""
    return [each for each in form.line("seen").split(" ") if each][:1000]


def ruling_on_claim(view: View, name: str, form: Filled) -> Making:
    """The ruling that a form on a claim asks for. Raises QuestionError, in words for whoever filled it in."""
    shown = claim_of(view, name)
    read = as_read(view, shown)
    if read is None:
        raise QuestionError("this claim was added by a ruling: withdraw that one")
    kind, who = form.line("do"), form.person.name
    why = form.line("why") or (CONFIRMED if kind == "confirmed" else "")
    if not why:
        raise QuestionError("say why: a ruling has a reason")
    by = {"who": who, "why": why}
    own = names(view, shown, read)
    if kind in DECIDE:
        ruling = Ruling.on_claim(kind, read, **by)  # type: ignore[arg-type]
    elif kind == "corrected":
        ruling = _correction(view, shown, read, form, by)
    elif kind in ("same", "different"):
        other = _voice(view, form)
        # Said by name where the voice has one, so that it holds wherever that voice speaks.
        ruling = Ruling.of_two(kind, shown.claim.origin.name or read, other, view.situation.id, **by)  # type: ignore[arg-type]
        own = frozenset(filter(None, (ruling.target, ruling.other)))
    elif kind in ("join", "split"):
        other_claim = as_read(view, claim_of(view, form.line("other")))
        if other_claim is None:
            raise QuestionError("the other claim was added by a ruling: it has an origin of its own")
        ruling = Ruling.of_two(kind, read, other_claim, view.situation.id, **by)  # type: ignore[arg-type]
        own = frozenset(filter(None, (ruling.target, ruling.other)))
    else:
        raise QuestionError("choose what is to be ruled")
    return Making(ruling.on(seen_in(form)), own)


def _voice(view: View, form: Filled) -> str | RecordedClaim:
    """The other voice of a form: by name, or by a claim of its."""
    words = form.line("other")
    if not words:
        raise QuestionError("say which other voice: its whole name, or the id of a claim of its")
    found = (*view.snapshot.found.claims, *view.snapshot.found.set_aside)
    if fold(words) in {fold(v.name) for r in found for v in (r.claim.origin,) if v.name}:
        return words
    named = [r for r in found if len(words) >= 6 and r.claim.id.startswith(words)]
    if len(named) == 1:
        read = as_read(view, named[0])
        if read:
            return read
    raise QuestionError(f"no voice here goes by {words[:60]!r}: give its whole name, or the id of a claim of its")


def _correction(view: View, shown: RecordedClaim, read: RecordedClaim, form: Filled, by: Mapping[str, str]) -> Ruling:
    """The fields that were typed otherwise than they stood in the form."""
    stood, typed = typed_of(shown.claim), {}
    was = {n: form.line(f"was_{n}") if f"was_{n}" in form.fields else stood[n] for n in stood}
    now = {n: form.line(n) if n in form.fields else was[n] for n in stood}
    missions = list(view.snapshot.missions.values())
    for name in (*CHOICES, *TYPED):
        if now[name] != was[name]:
            typed[name] = value_of(name, now[name] or "null", view.situation, missions)
    if any(now[n] != was[n] for n in VOICE):
        typed["chain"] = chain_with(shown, stood | {n: now[n] for n in VOICE if now[n] != was[n]})
    if not typed:
        raise QuestionError("nothing was changed: change a field, or confirm the claim")
    ruling = Ruling.on_claim("corrected", read, value=typed, who=by["who"], why=by["why"])
    corrected = patched(shown.claim, shown.article, ruling.value or "{}", view.situation, "ruling/tried")
    if not corrected.mission and not corrected.scope:
        raise QuestionError("a claim is about a mission or about states: give one of them")
    return ruling


def ruling_on_ruling(view: View, name: str, form: Filled) -> Making:
    """The withdrawal that a form asks for. Raises QuestionError."""
    held = next((r.ruling for r in view.site.ledger.rulings() if r.ruling.id == name), None)
    if held is None:
        raise QuestionError(f"no ruling {name[:40]!r} here")
    why = form.line("why") or WITHDRAWN
    ruling = Ruling.withdrawn(held.id, who=form.person.name, why=why)
    return Making(ruling.on(seen_in(form)), frozenset({held.id}))
