"""Claims, voices, days and missions in plain words, for the terminal. JSON has its own shapes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from accredit.model import Article, Claim, Interval, Mission, Scope, Situation, State, Voice, When

# {p}: the party; {who}: the person, else a delegation or the party.
_PREDICATES = {
    "controls": "run by {p}",
    "handed_over": "handed over to {p}",
    "cooperates_with": "its staff work with {p}",
    "operates": "in operation",
    "closed": "closed",
    "opened": "opened",
    "suspended": "services suspended",
    "custody": "in the host state's custody",
    "appointed": "{who} appointed by {p}",
    "accredited": "{who} accepted by the host",
    "holds_post": "{who} holds a post",
    "dismissed": "{who} removed",
    "expelled": "{who} expelled by the host",
    "sent_diplomats": "diplomats sent by {p}",
    "visited": "visited by {who}",
    "issues_documents": "issues documents",
    "honours_documents": "its documents honoured by {p}",
    "disowns_documents": "its documents disowned by {p}",
    "funds": "paid for by {p}",
    "collects_fees": "fees collected by {p}",
    "damaged": "premises damaged",
    "repaired": "premises repaired",
    "recognises": "recognition of {p}",
    "has_relations": "relations with {p}",
    "keeps_mission": "keeps its mission in the capital",
    "hosts_opposition": "shelters the opposition",
    "designates_terrorist": "designates {p} as terrorist",
    "trades_with": "trades with {p}",
    "position": "takes a position on {p}",
    "other": "says something else of {p}",
}
_NOBODY = {"visited": "a delegation", "expelled": "staff", "dismissed": "staff"}
_MODALITIES = {"reported": "reportedly", "possible": "possibly", "planned": "planned", "requested": "asked for"}
_STANCES = {"has_not_confirmed": "not confirmed", "declines_to_comment": "no comment on"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BASES = {"formal": ", formally", "de-facto": ", in practice"}


def claim_words(claim: Claim) -> str:
    """What the claim says, with its stance, polarity and modality: "denied: run by taliban"."""
    marks = []
    if claim.stance != "asserts":
        marks.append(_STANCES[claim.stance])
    if claim.polarity == "denied":
        marks.append("denied")
    if claim.modality != "actual":
        marks.append(_MODALITIES[claim.modality])
    said = f"{_core(claim)}{_BASES.get(claim.basis or '', '')}"
    return printable(f"{', '.join(marks)}: {said}" if marks else said)


def _core(claim: Claim) -> str:
    person = claim.person
    name = (person.name or person.role) if person else None
    role = f" ({person.role})" if person and person.name and person.role else ""
    change = claim.predicate == "controls" and claim.aspect == "change"
    return f"{core_words(claim.predicate, claim.party, name, change=change)}{role}"


def core_words(predicate: str, party: str | None, person: str | None, *, change: bool) -> str:
    """What a claim says, whoever says it: "run by taliban"; `change` of control is "taken over by"."""
    if change:
        return f"taken over by {party or 'somebody'}"
    who = person or _nobody(predicate, party)
    return _PREDICATES[predicate].format(p=party or "somebody", who=who)


def _nobody(predicate: str, party: str | None) -> str:
    group = _NOBODY.get(predicate, "somebody")
    return f"{group} of {party}" if party and predicate in _NOBODY else group


def scope_words(scope: Scope, situation: Situation) -> str:
    """Which states a claim wider than one mission is about."""
    parts = [_state_words(code, situation) for code in scope.hosts]
    parts += [scope.group] if scope.group else []
    parts += [f"except {_state_words(code, situation)}" for code in scope.except_]
    if scope.at_least is not None and scope.at_least == scope.at_most:
        parts.append(f"{scope.at_least}")
    else:
        parts += [f"at least {scope.at_least}"] if scope.at_least is not None else []
        parts += [f"at most {scope.at_most}"] if scope.at_most is not None else []
    return ", ".join(parts) or "unnamed states"


def _state_words(code: str, situation: Situation) -> str:
    state = situation.state(code)
    return "any state" if code == "*" else state.name if state else code


def chain_words(claim: Claim, article: Article) -> str:
    """Who says it, the outlet first and the origin last, joined by arrows."""
    return printable(" → ".join(voice_words(v, article) for v in claim.chain))


def voice_words(voice: Voice, article: Article) -> str:
    """One voice: name, role and party; an unnamed one says so."""
    if voice.kind == "outlet":
        return voice.name or article.outlet or "unknown outlet"
    if voice.kind == "anonymous":
        named = ", ".join(filter(None, (voice.name, voice.role)))
        words = f"unnamed: {named}" if named else "unnamed"
    else:
        words = ", ".join(filter(None, (voice.name, voice.role))) or voice.kind
    return f"{words} ({voice.party})" if voice.party and voice.party not in words else words


def interval_words(value: Interval | When | None) -> str:
    """Days, a month or a year; open ends as "by" and "from"."""
    if value is None or (value.earliest is None and value.latest is None):
        return "unknown"
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return f"by {last}" if last else f"from {first}"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return f"{first:%Y-%m}"
    return f"{first} to {last}"


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def mission_words(mission: Mission, host: State | None) -> str:
    """City, state and kind: "Khorog, Tajikistan (consulate general)"."""
    where = ", ".join(filter(None, (mission.city, host.name if host else mission.host)))
    return f"{where} ({mission.kind.replace('-', ' ')})"


def subject_words(claim: Claim, situation: Situation) -> str:
    """The mission, the states, or that neither is named."""
    if claim.mission:
        return mission_words(claim.mission, situation.state(claim.mission.host))
    return scope_words(claim.scope, situation) if claim.scope else "no mission or state named"


def printable(words: str) -> str:
    """One line that cannot steer a terminal: spaces for white space, a mark for control and turning characters."""
    return _tamed(" ".join(words.split()))


def printable_lines(words: str) -> str:
    """The same for words of several lines, with their spaces as they are; every kind of line end is one."""
    return "\n".join(_tamed(line, keep="\t") for line in _LINE_END.split(words))


def _tamed(words: str, keep: str = "") -> str:
    return "".join(
        "\ufffd" if c not in keep and (c in _TURNING or unicodedata.category(c) in {"Cc", "Cs"}) else c for c in words
    )
