"""Which mission or state a person means by what they typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from accredit.errors import QuestionError
from accredit.model import Mission, Situation, State

_NEAR = 85
"""Least likeness, of 100, of a mistyped word: one slip in a short name, two in a long one."""

_NOISE = frozenset({"the", "of", "in", "at", "to", "for", "s", "and", "a", "general", "is"})
_KINDS = {
    "embassy": ("embassy",),
    "consulate": ("consulate", "consulate-general"),
    "permanent": ("permanent-mission",),
    "liaison": ("liaison-office",),
}
_KIND_WORDS = frozenset({*_KINDS, "mission", "office"})


def find(words: str, situation: Situation, missions: Iterable[Mission] = ()) -> Mission | State:
    """The mission with this id, city or loose name, or the state with this code or name.

    `missions` are those to choose from when they are more than the situation's own. Raises QuestionError, in one
    line, when nothing or more than one mission fits.
    """
    known = list(missions) or list(situation.missions)
    exact = [m for m in known if m.id == words.strip().lower()] or [
        m for m in known if _tokens(words) in map(_tokens, m.names)
    ]
    if len(exact) == 1:
        return exact[0]
    state = _state(words, situation)
    if state:
        return state
    typed = _tokens(words)
    kinds = {kind for t in typed if t in _KINDS for kind in _KINDS[t]}
    place = [t for t in typed if t not in _KIND_WORDS and t not in _own(situation)]
    near = None if kinds else _near_state(place, known, situation)
    if near:
        return near
    fits = _fitting(place, [m for m in known if not kinds or m.kind in kinds], situation)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise QuestionError(f"{_shown(words)} may be any of: {', '.join(m.id for m in fits)}")
    raise QuestionError(f"no mission or state is known as {_shown(words)}{_nearest(place, known)}")


def _shown(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:57] + "...")


def _plain(words: str) -> str:
    """Lower case without marks: Hōrug and horug are one."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def _tokens(words: str) -> list[str]:
    return [t for t in re.findall(r"\w+", _plain(words)) if t not in _NOISE]


def _own(situation: Situation) -> set[str]:
    """The sending state's names: every mission has them, so they tell none apart."""
    sending = situation.state(situation.sending)
    names = (sending.name, *sending.names, *sending.adjectives) if sending else ()
    return {t for n in names for t in _tokens(n)}


def _state_names(state: State) -> Iterable[str]:
    return (state.name, *state.names)


def _state(words: str, situation: Situation) -> State | None:
    """The state whose code or name this is, letter for letter but for case and marks."""
    code = situation.state(words.strip().upper())
    if code:
        return code
    typed = _tokens(words)
    named = [s for s in situation.states if typed and typed in map(_tokens, _state_names(s))]
    return named[0] if len(named) == 1 else None


def _near_state(place: list[str], missions: list[Mission], situation: Situation) -> State | None:
    """The one state whose name this nearly is, unless it is a word that some mission goes by."""
    from rapidfuzz import fuzz

    if set(place) <= {t for m in missions for t in _labels(m, situation)}:
        return None
    typed = " ".join(place)
    scores = {s.code: max(fuzz.ratio(typed, _plain(n)) for n in _state_names(s)) for s in situation.states}
    best = max(scores.values(), default=0)
    near = [s for s in situation.states if scores[s.code] == best]
    return near[0] if len(near) == 1 and best >= _NEAR else None


def _labels(mission: Mission, situation: Situation) -> set[str]:
    """Every word that may point at this mission."""
    host = situation.state(mission.host)
    names = (mission.city or "", *mission.city_names, *mission.names, mission.id.replace("-", " "))
    hosts = (*_state_names(host), *host.adjectives) if host else ()
    return {t for n in (*names, *hosts) for t in _tokens(n)} - _KIND_WORDS - _own(situation)


def _fitting(place: list[str], missions: list[Mission], situation: Situation) -> list[Mission]:
    """The missions that answer every word best; a word that is a known name is never taken for a slip."""
    if not place:
        return []
    labels = {m.id: _labels(m, situation) for m in missions}
    known = {t for s in situation.states for n in _state_names(s) for t in _tokens(n)}
    scores = {m.id: min(_likeness(t, labels[m.id], t in known) for t in place) for m in missions}
    best = max(scores.values(), default=0)
    return [m for m in missions if scores[m.id] == best >= _NEAR]


def _likeness(token: str, labels: set[str], exact: bool) -> float:
    from rapidfuzz import fuzz

    if token in labels:
        return 100
    if exact or len(token) < 4:
        return 0
    return max((fuzz.ratio(token, label) for label in labels), default=0)


def _nearest(place: list[str], missions: list[Mission]) -> str:
    """A hint with the missions whose city is least unlike what was typed."""
    from rapidfuzz import process

    cities = {m.id: _plain(m.city or m.id) for m in missions}
    near = process.extract(" ".join(place), cities, limit=3, score_cutoff=60)
    return f"; nearest: {', '.join(key for _, _, key in near)}" if near else " (give an id, a city or a name)"
