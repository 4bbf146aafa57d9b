"""How a draft was made: what the reading knew and what it had to look for elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accredit.extract.acts import Act

Way = Literal["verb", "passive", "noun", "title", "echo", "silence"]


@dataclass(frozen=True, slots=True)
class Making:
    """What made a draft. It says nothing about the claim, only how much had to be inferred for it.

    `way` is the kind of wording or rule. `inherited`: the subject stands in another clause or sentence.
    `pronoun`: something was looked up in the text before. `inferred`: so was the mission. `bare`: nothing
    fills a slot of the wording. `guessed`: the party of whoever says "our" is taken from their office.
    """

    way: Way
    inherited: bool = False
    pronoun: bool = False
    inferred: bool = False
    bare: bool = False
    guessed: bool = False


def making_of(act: Act) -> Making:
    """How the drafts of an act are made."""
    fillers = [f for fs in act.fillers.values() for f in fs]
    return Making(
        way="noun" if not act.wording.verb else "passive" if act.wording.passive else "verb",
        inherited=act.inherited,
        pronoun=any(f.weak for f in fillers),
        inferred=any(f.target is not None and f.target.inferred for f in fillers),
        bare=not fillers,
    )
