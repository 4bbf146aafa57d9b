"""A claim as one English sentence of accredit's own, for formats that want words: who says what of what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accredit.export.line import Line, LineMission, LineVoice
from accredit.model import Mission, Situation
from accredit.verdict.because import party_words

_KINDS = {
    "embassy": "embassy",
    "consulate-general": "consulate general",
    "consulate": "consulate",
    "permanent-mission": "permanent mission",
    "liaison-office": "liaison office",
    "office": "office",
    "unknown": "mission",
}
_CLAUSES = {
    "controls": "{party} runs {about}",
    "handed_over": "{about} was handed over to {party}",
    "cooperates_with": "the staff of {about} works with {party}",
    "operates": "{about} operates",
    "closed": "{about} was closed",
    "opened": "{about} was opened",
    "suspended": "{about} suspended services",
    "custody": "the host state holds {about} in custody",
    "appointed": "{party} named {person} to a post at {about}",
    "accredited": "the host state accepted {person} at {about}",
    "holds_post": "{person} holds a post at {about}",
    "dismissed": "{person} was removed from a post at {about}",
    "expelled": "the host state expelled {person} from {about}",
    "sent_diplomats": "{party} sent diplomats to {about}",
    "visited": "{person} visited {about}",
    "issues_documents": "{about} issues documents",
    "honours_documents": "{party} honours documents that {about} issues",
    "disowns_documents": "{party} does not honour documents that {about} issues",
    "funds": "{party} pays for {about}",
    "collects_fees": "fees are collected at {about}",
    "damaged": "the premises of {about} are damaged",
    "repaired": "the premises of {about} were repaired",
    "recognises": "{about} recognises {party}",
    "has_relations": "{about} has relations with {party}",
    "keeps_mission": "{about} keeps a mission in the contested state",
    "hosts_opposition": "{about} shelters the opposition to {party}",
    "designates_terrorist": "{about} designates {party} as terrorist",
    "trades_with": "{about} trades with {party}",
    "position": "{about} takes a position on {party}",
    "other": "something is told of {about}",
}
"""How each predicate of the contract reads."""

KEPT = 10_000
"""Beginnings and clauses kept at hand."""

_MODES = {
    "actual": "",
    "reported": "reportedly, ",
    "possible": "it is possible that ",
    "planned": "it is planned that ",
    "requested": "it is asked that ",
}


class Phrases:
    """The sentences of one situation; what many claims say alike is put into words once."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._missions: dict[LineMission, str] = {}
        self._clauses: dict[tuple[object, ...], str] = {}
        self._voices: dict[tuple[object, ...], str] = {}

    def sentence(self, line: Line) -> str:
        """Who says what: `Pavo Rell says that the Crown runs the Arvenian embassy in Belm.`"""
        voice = line.origin
        key = (voice.name, voice.role, voice.party, line.stance, line.polarity, line.modality)
        begun = self._voices.get(key)
        if begun is None:
            begun = _keep(self._voices, key, self._begun(line, voice))
        return f"{begun}{self.clause(line)}."

    def clause(self, line: Line) -> str:
        """What is claimed, whatever is said of it: `the Crown runs the Arvenian embassy in Belm`."""
        if line.scope:
            return self._clause(line)
        key = (line.predicate, line.party, line.person, line.mission)
        words = self._clauses.get(key)
        if words is None:
            words = _keep(self._clauses, key, self._clause(line))
        return words

    def mission(self, mission: LineMission) -> str:
        """`the Afghan embassy in Dushanbe`."""
        words = self._missions.get(mission)
        if words is None:
            words = self._missions[mission] = mission_name(mission, self._situation)
        return words

    def _begun(self, line: Line, voice: LineVoice) -> str:
        verb = {
            "asserts": "denies that" if line.polarity == "denied" else "says that",
            "has_not_confirmed": "has not confirmed that",
            "declines_to_comment": "declines to comment on whether",
        }[line.stance]
        who = voice_name(voice, self._situation)
        return f"{who[:1].upper()}{who[1:]} {verb} {_MODES[line.modality]}"

    def _clause(self, line: Line) -> str:
        person, situation = line.person, self._situation
        about = self.mission(line.mission) if line.mission else scope_words(line.scope, situation)
        party = party_words(line.party, situation) if line.party else "an authority not named"
        named = person and (person.name or person.role)
        who = named or (party if line.party else "somebody")
        return _CLAUSES[line.predicate].format(party=party, about=about, person=who)


def _keep(cache: dict[tuple[object, ...], str], key: tuple[object, ...], words: str) -> str:
    if len(cache) >= KEPT:
        cache.clear()
    cache[key] = words
    return words


def sentence(line: Line, situation: Situation) -> str:
    """The sentence of one claim, for whoever needs no more."""
    return Phrases(situation).sentence(line)


def mission_name(mission: LineMission | Mission, situation: Situation) -> str:
    """`the Afghan embassy in Dushanbe`."""
    kind, sending, place = mission.kind, mission.sending, mission.city or mission.host
    state = situation.state(sending)
    adjective = state.adjectives[0] if state and state.adjectives else sending
    host = situation.state(place)
    return f"the {adjective} {_KINDS.get(kind, 'mission')} in {host.name if host else place}"


def scope_words(scope: Mapping[str, Any] | None, situation: Situation) -> str:
    """The states that a claim is about."""
    if not scope:
        return "a state not named"
    hosts = ["every state" if code == "*" else _state(code, situation) for code in scope.get("hosts", [])]
    group = [str(scope["group"])] if scope.get("group") else []
    count = scope.get("count") or {}
    many = [f"{count['at_least']} states or more"] if count.get("at_least") else []
    named = ", ".join([*hosts, *group, *many]) or "states not named"
    but = [_state(code, situation) for code in scope.get("except", [])]
    return f"{named} but {', '.join(but)}" if but else named


def voice_name(voice: LineVoice, situation: Situation) -> str:
    """Who says it."""
    if name := voice.name or voice.role:
        return str(name)
    side = f" of {party_words(voice.party, situation)}" if voice.party else ""
    return f"an unnamed voice{side}"


def _state(code: str, situation: Situation) -> str:
    state = situation.state(code)
    return state.name if state else code
