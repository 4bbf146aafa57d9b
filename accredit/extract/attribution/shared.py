"""Sources that two cues of a sentence share: "She denied it, adding that …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accredit.extract.attribution.found import Found
from accredit.extract.attribution.words import Words

_JOINS = frozenset({"and", "but", "or", ","})


def with_subjects(words: Words, found: Sequence[Found]) -> list[Found]:
    """In the order of the cues; a further cue without a source takes that of the cue before, in its sentence.

    A further cue is a participle ("adding") or stands behind a comma or a conjunction.
    """
    out: list[Found] = []
    for one in sorted(found, key=lambda one: (one.cue or one.content)[0]):
        if not one.source and one.cue:
            at = one.cue[0][0]
            further = words.word(at).endswith("ing") or (at > 0 and words.word(at - 1) in _JOINS)
            before = [o for o in out if o.source and o.cue and words.sentence[o.cue[0][0]] == words.sentence[at]]
            if further and before:
                one = replace(one, source=before[-1].source)
        out.append(one)
    return out
