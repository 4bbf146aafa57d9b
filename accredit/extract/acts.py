"""Finds acts in a line: a wording's core, its subject before it and its complements after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accredit.extract.analysis import Line
from accredit.extract.clauses import Group, group, stretch_start
from accredit.extract.complements import agent, match_rest
from accredit.extract.fillers import Slots
from accredit.extract.gaps import more
from accredit.extract.lexicon import words
from accredit.extract.memory import Filler
from accredit.extract.modality import Manner, manner_of, noun_manner
from accredit.extract.sets import bounded
from accredit.extract.subjects import aside, head_of_relative, owner, subject
from accredit.extract.wordings import OPTIONAL_SUBJECTS, Wording, wordings

# One deed is told once: "passed to" is a change of control or a handing over, not both.
_CONTROL = frozenset({"controls", "handed_over", "custody"})
_MEANS = frozenset({"amount", "mean", "constitute", "imply", "equal", "tantamount"})


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a line: its wording, the core token, who fills which slot, and its manner.

    `inherited` is True when the subject stands in another clause or in an earlier sentence. Of an act whose
    verb is left out, only dates from the token `after` on are its own; `same` is the unit of "the same month".
    """

    wording: Wording
    line: Line
    core: int
    last: int
    fillers: Mapping[str, tuple[Filler, ...]]
    manner: Manner
    inherited: bool
    after: int | None = None
    same: str | None = None

    def get(self, *slots: str) -> tuple[Filler, ...]:
        """The fillers of the first of these slots that is filled."""
        for slot in slots:
            if slot in self.fillers:
                return self.fillers[slot]
        return ()

    @property
    def first(self) -> int:
        """The first token of the act with its fillers."""
        return min([self.core, *(f.first for fs in self.fillers.values() for f in fs)])


def find_acts(line: Line, slots: Slots) -> list[Act]:
    """The acts of a line; of the wordings that match at one core the first of each predicate."""
    table = wordings()
    out: list[Act] = []
    for i, token in enumerate(line.tokens):
        seen: set[tuple[str, str]] = set()
        for lemma in dict.fromkeys((token.lemma, token.norm)):
            for wording in table.get(lemma, ()):
                taken = _CONTROL & {p for p, _ in seen} if wording.predicate in _CONTROL else None
                if (wording.predicate, wording.polarity) in seen or taken:
                    continue
                act = _match(line, slots, wording, i)
                if act:
                    seen.add((wording.predicate, wording.polarity))
                    out += more(line, slots, act)
    if any(a.wording.predicate in ("disowns_documents", "honours_documents") for a in out):
        # "no longer accepts passports issued by …": the issuing is no claim of its own.
        out = [a for a in out if a.wording.predicate != "issues_documents"]
    return out


def _match(line: Line, slots: Slots, wording: Wording, k: int) -> Act | None:
    if not wording.verb:
        return _match_noun(line, slots, wording, k)
    token = line.tokens[k]
    if line.mention(k) is not None and token.tag.startswith("NNP"):
        return None
    if line.tokens[-1].norm == "?" or _asks_for_silence(line, k):
        return None
    noun = line.noun(k)
    if noun is not None and k <= noun.head and token.norm != "-":
        return None  # "the designated ambassador": part of a title
    if token.lemma in ("have", "do") and _helps(line, k):
        return None
    if token.lemma == "be" and wording.rest and not _fits_helped(line, k, wording):
        return None
    if token.tag in ("VBG", "VBN", "JJ") and k and line.tokens[k - 1].tag in ("DT", "PRP$") and _noun_follows(line, k):
        return None  # "the running costs"
    verbal = (
        token.tag.startswith("V")
        or token.tag == "MD"
        or (token.norm != token.lemma and token.tag in ("JJ", "NN", "NNS", "RB"))
        or token.lemma in ("be",)
    )
    if not verbal and not _bare_verb(line, k):
        return None
    verb = group(line.tokens, k)
    if (
        wording.passive != verb.passive
        and not (verb.bare and not wording.passive)
        and not (wording.passive and token.tag == "JJ" and _after_be(line, verb))
    ):
        return None
    if (
        wording.passive
        and verb.bare
        and (_object_follows(line, slots, wording, k) or not _participle(line, k) or _closes(line, verb))
    ):
        return None
    found: dict[str, tuple[Filler, ...]] = {}
    end = match_rest(line, slots, wording.rest, k + 1, found)
    if end is None and wording.agent and wording.rest and [t.norm for t in line.tokens[k + 1 : k + 2]] == ["by"]:
        # "was cleared by the ministry to serve as consul": the agent before the rest
        found.clear()
        end = match_rest(line, slots, wording.rest, agent(line, slots, wording.agent, k + 1, found), found)
    if end is None and not wording.passive and wording.rest and wording.rest[0].slots:
        found.clear()
        if ahead := head_of_relative(line, slots, wording.rest[0], verb):
            end = match_rest(line, slots, wording.rest[1:], k + 1, found)
            found[ahead[0]] = (ahead[1],)
    if token.lemma == "keep" and end and end < len(line.tokens) and line.tokens[end].tag in ("JJ", "VBG", "RB", "VBN"):
        return None  # "kept the embassy clean"
    if end is None or (end == k + 1 and not wording.passive and not found and _takes_object(line, k)):
        return None  # "opened an exhibition" is not the embassy's opening
    if (
        not wording.passive
        and verb.passive
        and verb.bare
        and token.tag == "VBN"
        and not any(e.slots for e in wording.rest)
    ):
        # "an embassy closed by the host" has its subject on the left; a lone participle does too.
        pass
    if wording.agent:
        end = agent(line, slots, wording.agent, end, found)
    start, higher = stretch_start(line.tokens, verb.left)
    inherited = False
    if wording.subject is not None:
        before = subject(line, slots, wording.subject, verb, start, higher, wording)
        if before is None:
            if not (set(wording.subject.slots) & OPTIONAL_SUBJECTS or wording.subject.optional):
                return None
        else:
            slot, fillers, inherited = before
            if aside(line, fillers[0], wording.predicate):
                return None
            found[slot] = fillers
    if any(_foreign(line, fs) for fs in found.values()):
        return None
    manner = manner_of(line, verb, start, higher, end)
    if token.lemma == "be" and any(t.norm in ("not", "n't", "never") for t in line.tokens[k + 1 : k + 3]):
        manner = replace(manner, denied=not manner.denied)
    if token.tag == "VBG" and verb.left == k and any(t.lemma in _MEANS for t in line.tokens[end : end + 6]):
        return None  # "Issuing a visa does not amount to …" says of no visa that it was issued
    if token.tag == "VBG" and verb.left == k and _opens(line, k):
        manner = replace(manner, modality="possible")
    if wording.predicate == "issues_documents" and manner.modality == "possible" and _able(line, verb):
        manner = replace(manner, modality="actual")
    literal_no = any("no" in e.lemmas for e in wording.rest)
    if not literal_no and any(
        t.norm in ("nobody", "none", "neither")
        or (t.norm == "no" and line.tokens[i + 1 : i + 2] and line.tokens[i + 1].norm != "longer")
        for i, t in enumerate(line.tokens[k + 1 : end], k + 1)
    ):
        manner = replace(manner, denied=not manner.denied)
    return Act(wording, line, k, end, found, manner, inherited)


def _asks_for_silence(line: Line, k: int) -> bool:
    """ "Asked not to be named", "who may not be named": nobody is appointed."""
    if line.tokens[k].lemma not in ("name", "identify"):
        return False
    before = [t.norm for t in line.tokens[max(0, k - 5) : k]]
    return "not" in before and "be" in before and any(w in before for w in ("to", "may", "can", "could", "must"))


def _opens(line: Line, k: int) -> bool:
    """A gerund that is itself the subject: "Letting him in does not mean …"."""
    return k == 0 or line.tokens[k - 1].norm in ("that", "but", "and", ";", ":", '"', "“")


def _helps(line: Line, k: int) -> bool:
    """An auxiliary of the verb that follows it."""
    q = k + 1
    while q < len(line.tokens) and (line.tokens[q].tag.startswith("RB") or line.tokens[q].norm in ("not", "n't")):
        q += 1
    return q < len(line.tokens) and line.tokens[q].tag.startswith("V")


def _takes_object(line: Line, k: int) -> bool:
    """A noun phrase follows that is no date: "closed ranks", but "closed five weeks ago"."""
    for token in line.tokens[k + 1 : k + 6]:
        if token.norm in words("dates", "calendar_words") or token.norm in ("last", "this", "next", "all"):
            return False
        if token.tag in ("NN", "NNS", "NNP"):
            return True
        if token.tag not in ("DT", "PRP$", "JJ", "CD"):
            return False
    return False


def _foreign(line: Line, fillers: Sequence[Filler]) -> bool:
    """Another state's mission fills the slot: first, or after one that only says where: "Opposite X, Y closed"."""
    foreign = [f.target is not None and f.target.foreign for f in fillers]
    if not any(foreign):
        return False
    first = fillers[0].first
    return foreign[0] or (first > 0 and line.tokens[first - 1].tag == "IN" and line.tokens[first - 1].norm != "of")


def _fits_helped(line: Line, k: int, wording: Wording) -> bool:
    """The verb that a form of "be" helps is part of the wording: "was linked to", but not "was built under"."""
    if not _helps(line, k):
        return True
    verb = next(t for t in line.tokens[k + 1 :] if t.tag.startswith("V"))
    first = wording.rest[0].lemmas
    return bool(first & {verb.lemma, verb.norm}) or verb.lemma in wording.core.lemmas


def _noun_follows(line: Line, k: int) -> bool:
    return k + 1 < len(line.tokens) and line.tokens[k + 1].tag.startswith("NN")


def _bare_verb(line: Line, k: int) -> bool:
    """A verb that the tagger took for a noun: after "to", a modal or "no longer", or between a name and its object."""
    tokens = line.tokens
    if k > 1 and tokens[k - 1].norm == "longer" and tokens[k - 2].norm == "no":
        return True
    if k and tokens[k - 1].norm in ("both", "latter") and tokens[k + 1 : k + 2] and tokens[k + 1].tag == "NNS":
        return True  # "both issue passports"
    adverb = k > 1 and tokens[k - 1].norm in ("now", "still", "already")
    before = line.mention(k - 1 - adverb) if k else None
    if before is not None and k + 1 < len(tokens):
        following = tokens[k + 1]
        if following.tag in ("DT", "PRP$", "RP") or following.norm == "over":
            return True
        if before.kind == "party" and (following.tag in ("NNP", "NNPS", "JJ") or bounded(tokens, k + 1)):
            return True
    return (
        k > 0
        and (line.tokens[k - 1].norm == "to" or line.tokens[k - 1].tag == "MD")
        and line.tokens[k].tag in ("NN", "JJ", "RB")
    )


def _after_be(line: Line, verb: Group) -> bool:
    return any(line.tokens[g].lemma == "be" for g in verb.governors)


def _object_follows(line: Line, slots: Slots, wording: Wording, k: int) -> bool:
    """A bare participle with an object after it is a past tense: "the Taliban named three consuls"."""
    if wording.subject is None or (line.tokens[k].tag == "VBN" and k > 0 and line.tokens[k - 1].norm in (",",)):
        return False
    for slot in wording.subject.slots:
        for f in slots.of(slot):
            if f.first in (k + 1, k + 2) and not f.weak:
                return True
    return False


def _participle(line: Line, k: int) -> bool:
    """A bare form that may be a participle: tagged so, or with "by" after it; after a comma only with a complement."""
    after = line.tokens[k + 1].norm if k + 1 < len(line.tokens) else ""
    if k > 0 and line.tokens[k - 1].norm == ",":
        return after in ("by", "since", "from", "in", "on", "under", "to", "over")
    return line.tokens[k].tag == "VBN" or after == "by"


def _closes(line: Line, verb: Group) -> bool:
    """The verb that ends a clause of its own: "asked it to close, but the ambassador refused"."""
    tokens, k = line.tokens, verb.verb
    if k + 1 < len(tokens) and tokens[k + 1].norm not in (".", ";", "!"):
        return False
    start, _ = stretch_start(tokens, verb.left)
    return start > 0 and tokens[start - 1].norm in ("but", "and", ";", "although", "though")


def _able(line: Line, verb: Group) -> bool:
    """What people can get at a mission it gives: "can renew passports there"."""
    return any(line.tokens[g].norm in ("can", "ca", "cannot") for g in verb.governors)


def _match_noun(line: Line, slots: Slots, wording: Wording, k: int) -> Act | None:
    token = line.tokens[k]
    if (token.tag.startswith("V") and token.tag != "VBG") or line.mention(k) is not None:
        return None
    if token.norm != token.lemma and token.lemma in words("cues", "says"):
        return None  # "…, a counsellor recalls" is a cue that the tagger took for a noun
    found: dict[str, tuple[Filler, ...]] = {}
    end = match_rest(line, slots, wording.rest, k + 1, found)
    if end is None:
        return None
    if wording.subject is not None:
        holder = owner(line, slots, wording.subject, k)
        if holder is None:
            return None
        found[holder[0]] = holder[1]
    if any(_foreign(line, fs) for fs in found.values()):
        return None
    manner = noun_manner(line, k)
    literal_no = any("no" in e.lemmas and not e.optional for e in (wording.core, *wording.rest))
    inner = {t.norm for t in line.tokens[k:end]}
    if "no" in inner:
        manner = replace(manner, denied=not literal_no or wording.predicate == "visited")
    if inner & {"not", "n't", "never", "cannot"}:
        manner = replace(manner, denied=not manner.denied)
    if inner & {"will", "would"}:
        manner = replace(manner, modality="planned")
    elif inner & {"may", "might", "could"} or (inner & {"can", "cannot"} and wording.predicate != "issues_documents"):
        manner = replace(manner, modality="possible")
    return Act(wording, line, k, end, found, manner, False)
