"""What fills a slot, and what the article said before that pronouns may mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from accredit.extract.analysis import Line
from accredit.extract.dates import DateWords
from accredit.extract.missions import Focus, Target
from accredit.extract.nouns import Noun
from accredit.model import Situation

SPEAKER = "speaker"
"""Stands for the party of whoever speaks: "our control". Settled when the chain is known."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Something that fills a slot, at tokens `first` up to `last`.

    `weak` marks pronouns and other words whose meaning was looked up in the text before.
    """

    first: int
    last: int
    party: str | None = None
    target: Target | None = None
    noun: Noun | None = None
    person: str | None = None
    role: str | None = None
    hosts: tuple[str, ...] = ()
    group: str | None = None
    weak: bool = False


@dataclass(slots=True)
class Memory:
    """What pronouns may mean: the party, state and person spoken of last, and who held which post."""

    situation: Situation
    focus: Focus
    party: str | None = None
    host: str | None = None
    subject: Filler | None = None
    closing_talk: bool = False
    date: DateWords | None = None
    person: Filler | None = None
    visit: tuple[Target, str | None] | None = None
    posts: dict[str, Target] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    here: dict[Noun, Target] = field(default_factory=dict)

    def targets_after(self, line: Line, core: int) -> list[Target]:
        """The missions named in the line after a token."""
        return [self.here[n] for n in line.nouns if n.first > core and n.office is None and self.here[n].missions]

    def targets_before(self, line: Line, core: int) -> list[Target]:
        """The last mission named in the line before a token."""
        return [self.here[n] for n in line.nouns if n.last <= core and n.office is None and self.here[n].missions][-1:]
