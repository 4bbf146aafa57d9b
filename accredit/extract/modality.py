"""How far an act is done: yes or no, done or planned, on paper or in practice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from accredit.extract.analysis import Line
from accredit.extract.clauses import Group, group
from accredit.extract.lexicon import words
from accredit.extract.tokens import Token
from accredit.model import Basis, Modality

# Words nearer to the act than this may hedge it although they stand outside its verb group.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Manner:
    """Polarity, modality and basis of an act."""

    denied: bool
    modality: Modality
    basis: Basis | None


def manner_of(line: Line, verb: Group, start: int, higher: int | None, last: int) -> Manner:
    """The manner of the act of a verb group whose clause begins at `start` under the verb `higher`."""
    tokens = line.tokens
    governors = list(verb.governors)
    if higher is not None and _takes_act(line, higher, verb):
        governors = [*group(tokens, higher).governors, higher, *governors]
    if (helper := _let(tokens, verb)) is not None:
        governors = [*group(tokens, helper).governors, *governors]
    elif higher is None and (asker := _asker(tokens, verb)) is not None:
        governors = [*group(tokens, asker).governors, asker, *governors]
    denied, modality = _governed(tokens, governors, verb)
    if _ruled_out(tokens, verb.left):
        denied = True
    if _excluded(tokens, verb):
        modality = _stronger(modality, "planned")  # what is ruled out is refused for the future
    if _demanded(tokens, start, verb):
        modality = _stronger(modality, "requested")
    if any(tokens[g].norm == "whether" for g in governors):
        modality = _stronger(modality, "possible")
    # "sees no change, continuing its work": a "no" before another verb belongs to that verb.
    own = max((i + 1 for i in range(start, verb.left) if tokens[i].tag.startswith("V")), default=start)
    if tokens[verb.verb].tag == "VBG" and verb.left > 0 and tokens[verb.left - 1].norm == ",":
        own = verb.left
    clause = tokens[own : verb.verb]
    single = any(a.norm == "not" and b.norm in ("a", "one") for a, b in pairwise(clause))
    if single or any(
        t.norm in ("no", "nobody", "none", "neither", "nor") for t in clause if t.norm != "no" or not _no_longer(clause)
    ):
        denied = True
    if _no_longer([*clause, *tokens[verb.verb : verb.verb + 3]]):
        denied = True
    if (start > 0 and tokens[start - 1].norm in ("if", "whether", "unless")) or (
        clause and clause[0].norm in ("if", "whether", "unless")
    ):
        modality = _stronger(modality, "possible")
    if _inverted_condition(tokens):
        modality = "possible"
    near = tokens[max(start, verb.verb - _NEAR) : last]
    if modality == "actual" and any(t.norm in words("modality", "reported") for t in near):
        modality = "reported"
    return Manner(denied, modality, basis_of(line, max(start, verb.left - 8), last))


def _let(tokens: Sequence[Token], verb: Group) -> int | None:
    """The "let" under which a bare verb stands: "whether to let the Taliban run it"."""
    if tokens[verb.verb].tag not in ("VB", "VBP", "VBD") or verb.governors:
        return None
    for p in range(verb.left - 1, max(-1, verb.left - 7), -1):
        if tokens[p].lemma == "let" and tokens[p].tag.startswith("V"):
            return p
        if tokens[p].tag.startswith("V") or tokens[p].norm in (",", ";", "and", "but"):
            return None
    return None


def _asker(tokens: Sequence[Token], verb: Group) -> int | None:
    """The verb that governs the act through a pronoun: "weeks of urging it to close"."""
    at = verb.left - 3
    if at < 0 or tokens[verb.left - 1].norm != "to" or tokens[verb.left - 2].tag != "PRP":
        return None
    return at if tokens[at].tag.startswith("V") else None


def _ruled_out(tokens: Sequence[Token], left: int) -> bool:
    """As in "rules out recognising", "stopped short of recognising", "without recognising"."""
    before = [t.norm for t in tokens[max(0, left - 3) : left]]
    text = " ".join(before)
    return text.endswith(("out", "short of", "without")) or any(
        t.lemma in ("exclude", "preclude", "avoid") for t in tokens[max(0, left - 1) : left]
    )


def _excluded(tokens: Sequence[Token], verb: Group) -> bool:
    """As in "rules out recognising", "excluded any recognition"."""
    before = [t.lemma for t in tokens[max(0, verb.left - 2) : verb.left]]
    after = [t.norm for t in tokens[verb.verb + 1 : verb.verb + 2]]
    outright = tokens[verb.verb].lemma in ("exclude", "preclude") or before[-1:] in (["exclude"], ["preclude"])
    return outright or before == ["rule", "out"] or (tokens[verb.verb].lemma == "rule" and after == ["out"])


def _inverted_condition(tokens: Sequence[Token]) -> bool:
    """As in "Should the landlord go to court, …", "Were the Taliban to take over, …"."""
    return (
        len(tokens) > 2
        and tokens[0].norm in ("should", "were", "had")
        and tokens[1].tag in ("DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ")
        and any(t.norm == "," for t in tokens)
        and tokens[-1].norm != "?"
    )


def _demanded(tokens: Sequence[Token], start: int, verb: Group) -> bool:
    """As in "demand that it never be handed over": a bare verb after "that" is asked for."""
    if start < 2 or tokens[start - 1].norm != "that":
        return False
    asks = any(
        t.lemma in ("demand", "urge", "ask", "request", "propose", "recommend")
        for t in tokens[max(0, start - 4) : start]
    )
    return asks and not any(tokens[g].tag in ("VBZ", "VBD", "VBP") for g in verb.governors)


def _governed(tokens: Sequence[Token], governors: Sequence[int], verb: Group) -> tuple[bool, Modality]:
    """Polarity and modality of the words that govern the verb: "has not", "may", "is to", "refused to"."""
    denied = False
    modality: Modality = "actual"
    have = any(tokens[g].lemma == "have" for g in governors)
    not_ = any(tokens[g].norm in ("not", "n't") for g in governors)
    for g in governors:
        token = tokens[g]
        if token.norm in ("not", "n't", "never", "nor", "neither") or token.lemma in ("fail", "refuse", "decline"):
            denied = not denied
        elif token.norm == "yet" and have and not not_:
            denied = True
        if token.lemma == "refuse" and token.tag in ("VBZ", "VBP", "VB"):
            modality = "planned"
        if token.lemma == "be" and g + 1 < len(tokens) and tokens[g + 1].norm == "to" and g + 1 < verb.verb:
            modality = _stronger(modality, "planned")
        found = None if token.lemma == "refuse" else _modality(token.norm, token.lemma)
        if found:
            modality = _stronger(modality, found)
    if any(tokens[g].norm in ("may", "might", "could") for g in governors):
        modality = "possible"
    return denied, modality


def basis_of(line: Line, first: int, last: int) -> Basis | None:
    """On paper or in practice, where the words between two tokens, or those that open the sentence, say so."""
    comma = next((i for i, t in enumerate(line.tokens[:5]) if t.norm == ","), 0)
    text = " " + " ".join(t.norm for t in (*line.tokens[:comma], *line.tokens[first:last])) + " "
    for word in words("modality", "basis", "de-facto"):
        if f" {word} " in text:
            return "de-facto"
    for word in words("modality", "basis", "formal"):
        if f" {word} " in text:
            return "formal"
    return None


def noun_manner(line: Line, core: int) -> Manner:
    """The manner of an act that a noun names: "the planned handover of", "denied the closure of"."""
    tokens = line.tokens
    before = tokens[max(0, core - 4) : core]
    modality: Modality = "actual"
    denied = any(t.norm in ("no", "without", "not") for t in before)
    for token in before:
        if token.lemma in (
            "plan",
            "possible",
            "potential",
            "impending",
            "imminent",
            "upcoming",
            "future",
            "eventual",
            "propose",
            "expect",
            "likely",
        ) or token.norm in ("planned", "proposed", "expected"):
            modality = "planned"
    if len(before) > 1 and any(t.norm in ("on", "about", "over", "for", "against") for t in before[-3:]):
        # "a report on the handover", "talks about a closure": spoken of, not said to be so.
        modality = _stronger(modality, "possible")
    verbs = [t for t in tokens[max(0, core - 9) : core] if t.tag.startswith("V") or t.tag == "MD"]
    asked = pairwise(tokens[max(0, core - 9) : core])
    for_it = any(a.lemma == "call" and b.norm in ("for", "on", "upon") for a, b in asked)  # not "called it untrue"
    for token in verbs:
        found = None if token.lemma == "call" and not for_it else _modality(token.norm, token.lemma)
        if found:
            modality = _stronger(modality, found)
    if (
        core + 3 < len(tokens)
        and any(t.lemma in words("modality", "only_planned") for t in tokens[core + 1 : core + 16])
        and any(t.lemma == "be" for t in tokens[core + 1 : core + 16])
    ):
        modality = _stronger(modality, "planned")
    after = tokens[core + 1 : core + 16]
    if any(t.norm in ("not", "n't", "never") for t in after) and any(
        t.lemma in ("happen", "occur", "place", "plan") for t in after
    ):
        denied = not denied
    return Manner(denied, modality, None)


def _modality(norm: str, lemma: str) -> Modality | None:
    if lemma in words("modality", "done"):
        return None
    if norm in ("will", "would", "shall", "'ll", "about"):
        return "planned"
    if lemma in words("modality", "requested") and lemma != "want":
        return "requested"
    if lemma in words("modality", "planned"):
        return "planned"
    if lemma in words("modality", "possible"):
        return "possible"
    return None


def _stronger(a: Modality, b: Modality) -> Modality:
    order: tuple[Modality, ...] = ("actual", "reported", "possible", "requested", "planned")
    return max(a, b, key=order.index)


def _no_longer(tokens: Sequence[Token]) -> bool:
    return any(a.norm == "no" and b.norm == "longer" for a, b in pairwise(tokens))


def _takes_act(line: Line, higher: int, verb: Group) -> bool:
    """The higher verb governs the act through its object: "asked the embassy to close"."""
    tokens = line.tokens
    if tokens[verb.left].tag == "VBN" and tokens[higher].lemma in ("see", "want", "wish", "like"):
        return True  # "would like to see the embassy closed"
    return (
        verb.left > 0
        and (tokens[verb.left].tag == "VB" or tokens[verb.left - 1].norm == "to")
        and any(t.norm == "to" for t in tokens[higher : verb.verb])
    )
