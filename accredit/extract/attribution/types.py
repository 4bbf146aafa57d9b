"""What is found: attributions, and the speakers that they are attributed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from accredit.extract.attribution.found import Act
from accredit.model import Stance, VoiceKind

Mode = Literal["direct", "indirect", "mixed"]
"""The content's words are the source's own, the writer's, or both."""
Offsets = tuple[tuple[int, int], ...]
"""Stretches `text[start:end]`, in order."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to say so, as far as the text tells.

    `name` is the fullest one that the text gives, also where the source is a pronoun or a short
    form. `affiliation` is what the source belongs to, in the text's words ("the embassy in Rabat").
    `said` are the words that date the saying ("on Tuesday").
    """

    name: str | None
    role: str | None
    affiliation: str | None
    kind: VoiceKind
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One stretch of text that is not in the writer's own name.

    `source`, `cue` and `content` are offsets in code points; a source or a cue may be absent.
    `act` tells speech from attitude (belief, stand) and intention (plan). `stance` is the
    source's towards the content: denials assert nothing, and a refusal to comment is no claim.
    `parent` is the place, in the same sequence, of the innermost attribution whose content this
    one lies in. `score`, from 0 to 1, says how sure the reading is.
    """

    source: Offsets
    cue: Offsets
    content: Offsets
    mode: Mode
    act: Act
    stance: Stance | Literal["denies"]
    voice: Speaker | None
    parent: int | None
    score: float


def chain(found: Sequence[Attribution], place: int) -> tuple[Attribution, ...]:
    """The attributions that a content lies in, outermost first, itself last: relays before the origin."""
    out = [found[place]]
    while out[0].parent is not None:
        out.insert(0, found[out[0].parent])
    return tuple(out)


def around(found: Sequence[Attribution], start: int, end: int) -> tuple[Attribution, ...]:
    """The chain that vouches for `text[start:end]`: empty where the writer does."""
    holding = [k for k, one in enumerate(found) if any(a <= start and end <= b for a, b in one.content)]
    if not holding:
        return ()
    return max((chain(found, k) for k in holding), key=len)
