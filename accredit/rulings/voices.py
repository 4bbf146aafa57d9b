"""Who is one and the same by ruling: voices same and different, origins joined and split.

Each claim has a label, at first the key of its voice. Rulings move labels, one after the other as they were recorded,
so that the later of two holds. In the end each claim whose label was moved gets an origin that the rules of
independence tell apart or take together as the label says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from accredit.model import Claim, RecordedClaim, Situation, Voice
from accredit.ruling import Ruling
from accredit.rulings.item import Item
from accredit.verdict.independence import fold, origin_key, voice_key

Pair = tuple[Sequence[Item], Sequence[Item]]
"""The claims that a ruling on two names: of the one voice or origin, and of the other."""


@dataclass(slots=True)
class Voices:
    """The labels of all claims while rulings are laid over them."""

    items: Sequence[Item]
    situation: Situation
    _by_name: dict[str, list[Item]] = field(default_factory=dict)
    _labels: dict[int, str] = field(default_factory=dict)
    _merged: set[str] = field(default_factory=set)
    _apart: dict[str, str] = field(default_factory=dict)  # label → the ruling's short id
    _joined: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for item in self.items:
            self._labels[id(item)] = voice_key(item.now, self.situation)
            self._by_name.setdefault(fold(spelled(item.now)), []).append(item)

    def named(self, name: str) -> list[Item]:
        """The claims whose origin goes by this name."""
        return self._by_name.get(fold(name), [])

    def beside(self, item: Item) -> list[Item]:
        """The claims of the same voice in the same article."""
        key = voice_key(item.now, self.situation)
        near = (i for i in self.items if i.carrier == item.carrier)
        return [i for i in near if voice_key(i.now, self.situation) == key]

    def lay(self, ruling: Ruling, pair: Pair) -> None:
        """Move labels as the ruling says. One that says what is so already moves none."""
        if ruling.kind in ("same", "join"):
            self._together(ruling, pair, {self._labels[id(i)] for side in pair for i in side})
        elif self._counted(pair[0]) & self._counted(pair[1]):
            self._part(ruling, pair[1])

    def _counted(self, items: Sequence[Item]) -> set[str]:
        """What the claims count as: their labels, but unnamed voices that no ruling moved count as one a party."""
        labels = {id(i): self._labels[id(i)] for i in items}
        return {
            origin_key(i.now, self.situation) if labels[id(i)].startswith("anonymous:") else labels[id(i)]
            for i in items
        }

    def _together(self, ruling: Ruling, pair: Pair, labels: set[str]) -> None:
        if len(labels) == 1:
            return
        if ruling.kind == "join":
            label = self._labels[id(pair[0][0])]
            for item in pair[1]:
                self._move(item, label, ruling)
                self._joined.add(id(item))
            return
        label = f"same:{ruling.id}"
        self._merged.add(label)
        for item in self.items:
            if self._labels[id(item)] in labels:
                self._move(item, label, ruling)

    def _part(self, ruling: Ruling, items: Iterable[Item]) -> None:
        label = f"{ruling.kind}:{ruling.id}"
        self._apart[label] = ruling.id[:6]
        for item in items:
            self._move(item, label, ruling)
            self._joined.discard(id(item))

    def _move(self, item: Item, label: str, ruling: Ruling) -> None:
        self._labels[id(item)] = label
        item.by.add(ruling.id)

    def settle(self) -> None:
        """Give every claim whose label was moved the origin that its label stands for."""
        classes: dict[str, list[Item]] = {}
        for item in self.items:
            classes.setdefault(self._labels[id(item)], []).append(item)
        keys = {id(i): origin_key(i.now, self.situation) for i in self.items}
        for label, members in classes.items():
            if label in self._apart:
                own = {id(i) for i in members}
                others = {key for each, key in keys.items() if each not in own}
                for item in members:
                    if keys[id(item)] in others:
                        item.say(_with_origin(item, _marked(item, self._apart[label]), relayed=False))
            else:
                self._unite(label, members)

    def _unite(self, label: str, members: Sequence[Item]) -> None:
        own = [i for i in members if id(i) not in self._joined]
        if not own or (label not in self._merged and len(own) == len(members)):
            return
        common = min(own, key=_standing)
        voice = common.now.claim.origin
        if voice.kind == "anonymous" and label in self._merged:
            voice = _marked(common, label.partition(":")[2][:6])
        elif voice.kind == "outlet" and voice.name is None:
            voice = replace(voice, name=common.now.article.outlet)
        for item in members:
            joined = id(item) in self._joined
            if joined or item.now.claim.origin.name != voice.name or item.now.claim.origin.kind != voice.kind:
                item.say(_with_origin(item, voice, relayed=joined))


def _standing(item: Item) -> tuple[bool, int, str, str]:
    """Which of several voices gives its name to all: a named one, the fullest name."""
    name = fold(spelled(item.now))
    return item.now.claim.origin.kind == "anonymous", -len(name), name, item.now.claim.id


def spelled(recorded: RecordedClaim) -> str:
    """The name that a claim's origin goes by: its own, its outlet's, else its role; empty for nobody's."""
    voice = recorded.claim.origin
    return voice.name or (recorded.article.outlet if voice.kind == "outlet" else voice.role) or ""


def _marked(item: Item, mark: str) -> Voice:
    """The origin under a name of its own; an unnamed one becomes an official without a name that is known."""
    voice = item.now.claim.origin
    if voice.kind == "anonymous":
        return replace(voice, name=f"unnamed voice {mark}", kind="official")
    return replace(voice, name=f"{spelled(item.now)} ({mark})")


def _with_origin(item: Item, voice: Voice, *, relayed: bool) -> Claim:
    """The claim with this origin. Where the article named nobody, and where it relays, its own last voice stays before
    it; a person's side stays as it was read, because people change sides.
    """
    claim = item.now.claim
    was = claim.origin
    person = voice.kind == "official" and voice.name is not None
    party = (was.party or voice.party) if person else voice.party
    role = (was.role or voice.role) if person else voice.role
    origin = replace(voice, party=party, role=role, said=was.said)
    kept = claim.chain if relayed or was.kind == "anonymous" else claim.chain[:-1]
    return replace(claim, chain=(*kept, origin), id="")
