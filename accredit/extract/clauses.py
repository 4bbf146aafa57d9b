"""Verb groups, their subjects' stretch of the sentence, and what governs them.

A shallow reading: no tree, but for every verb the group that it stands in (auxiliaries,
adverbs, "to"), whether it is passive, the verbs that govern it ("has agreed to hand
over") and the token where its clause begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.extract.lexicon import words
from accredit.extract.places import points
from accredit.extract.tokens import Token

_ADVERBS = frozenset({"RB", "RBR", "RBS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AUXILIARY = frozenset(
    {"be", "have", "do", "get", "will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "'d"}
)
_GOVERNORS = frozenset(
    {"about", "due", "set", "effort", "plan", "bid", "attempt", "decision", "intention", "ready", "yet", "likely"}
)
_SUBORDINATORS = frozenset(
    [
        "adding",
        "after",
        "although",
        "as",
        "because",
        "before",
        "but",
        "if",
        "since",
        "so",
        "that",
        "though",
        "unless",
        "until",
        "when",
        "where",
        "whereas",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
    ]
)
PREPOSITIONS = frozenset(
    [
        "about",
        "after",
        "against",
        "among",
        "at",
        "behind",
        "beside",
        "between",
        "by",
        "during",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "on",
        "opposite",
        "outside",
        "over",
        "through",
        "to",
        "under",
        "via",
        "with",
    ]
)
"""Prepositions, as far as phrases about missions need them."""
_STOPS = frozenset({";", ":", "—", "–", '"', "“", "”", "«", "»", "(", ")", "--", "…"})
_CALENDAR = words("dates", "calendar_words")


@dataclass(frozen=True, slots=True)
class Group:
    """The verb group of the verb at `verb`: its first token, its governors and its form.

    `governors` are the tokens of auxiliaries, adverbs and higher verbs, outermost first;
    `left` is the first token of the outermost verb, before which the subject stands.
    """

    verb: int
    left: int
    passive: bool
    bare: bool
    governors: tuple[int, ...]


def is_verb(token: Token) -> bool:
    """Tagged as a verb or modal."""
    return token.tag.startswith("V") or token.tag == "MD"


def group(tokens: Sequence[Token], k: int) -> Group:
    """The verb group that ends in the verb at `k`."""
    governors: list[int] = []
    p = k - 1
    left = k
    helped = passive = False
    seen_be = seen_have = False
    while p >= 0:
        token = tokens[p]
        if token.tag in _ADVERBS or token.norm in (
            "not",
            "n't",
            "never",
            "also",
            "not",
            "yet",
            "both",
            "since",
            "already",
            "now",
            "since",
            "then",
        ):
            governors.append(p)
        elif (
            token.lemma in _AUXILIARY
            and (is_verb(token) or token.norm.startswith("'"))
            and not (token.lemma == "have" and helped and seen_be is False and token.tag == "VBN")
        ):
            governors.append(p)
            left = p
            if token.lemma in ("be", "get") and not helped:
                seen_be = True
            if token.lemma == "have" and not seen_be:
                seen_have = True
            helped = True
        elif (
            p > 1
            and tokens[p - 1].norm in ("in", "on")
            and token.norm in _CALENDAR
            and tokens[p - 2].lemma in _AUXILIARY
        ):
            p -= 1  # "had in September put forward"
        elif token.norm == "no" and tokens[p + 1].norm == "longer":
            governors.append(p)
        elif p > 1 and tokens[p - 1].norm == "no" and token.norm in ("time", "point", "stage"):
            p -= 1  # "was at no time closed": the "no" of its clause denies it
            p -= tokens[p - 1].norm in ("at", "on", "in")
        elif token.norm == "to" and p > 0:
            higher = _governor(tokens, p - 1)
            if higher is None:
                break
            governors.append(higher)
            left = higher
            p = higher - 1
            helped = True
            if tokens[higher].lemma in ("be",) or tokens[higher].tag in ("JJ", "VBN", "RB", "IN", "NN", "NNS", "VBG"):
                continue
            continue
        else:
            break
        p -= 1
    verb = tokens[k]
    if verb.tag in ("VBN", "VBD", "JJ") and seen_be:
        passive = True
    bare = verb.tag in ("VBN", "VBD") and not helped
    if verb.tag == "VBN" and not helped and not seen_have:
        passive = True
    return Group(k, left, passive, bare, tuple(reversed(governors)))


def _governor(tokens: Sequence[Token], p: int) -> int | None:
    """The word that governs an infinitive that follows it: a verb, "about", "due", "effort"."""
    while p >= 0 and tokens[p].tag in _ADVERBS and tokens[p].lemma not in ("about", "set", "yet", "likely"):
        p -= 1
    if p >= 0 and tokens[p].norm == "whether":
        return p
    if p >= 0 and (
        is_verb(tokens[p])
        or (
            tokens[p].lemma in ("want", "plan", "seek", "hope", "aim", "wish", "need", "ask") and tokens[p].tag == "NNS"
        )
        or tokens[p].tag == "JJ"
        or tokens[p].lemma in _GOVERNORS
    ):
        return p
    return None


def stretch_start(tokens: Sequence[Token], left: int) -> tuple[int, int | None]:
    """Where the clause of the verb group that starts at `left` begins, and the finite verb that ends the one before.

    The verb is None when the clause begins at a conjunction, a pronoun, a stop or the sentence.
    """
    p = left - 1
    while p >= 0:
        token = tokens[p]
        if (
            token.norm == ")"
            and (opening := next((q for q in range(p, -1, -1) if tokens[q].norm == "("), None)) is not None
        ):
            p = opening - 1
            continue
        if token.norm == "," and (relative := _relative_before(tokens, p)) is not None:
            p = relative - 1
            continue
        if _but_of_a_set(tokens, p) or (token.norm == "that" and points(tokens, p)):
            p -= 1
            continue
        if token.norm in _STOPS or token.text in _STOPS:
            return p + 1, None
        if token.norm in _SUBORDINATORS and not (
            token.norm == "as" and token.tag == "IN" and not _verb_between(tokens, p, left)
        ):
            return p + 1, None
        if (token.tag in _FINITE and token.lemma not in ("'s",)) or (
            token.tag in ("VBN", "VBG", "VB") and _has_object(tokens, p, left)
        ):
            return p + 1, p
        if token.norm in ("and", "or") and _own_subject(tokens, p + 1, left) and _verb_before(tokens, p):
            return p + 1, None
        p -= 1
    return 0, None


def _but_of_a_set(tokens: Sequence[Token], p: int) -> bool:
    """As in "all of the neighbours but Tajikistan": no new clause."""
    if tokens[p].norm != "but" or p == 0 or tokens[p - 1].norm == ",":
        return False
    before = tokens[max(0, p - 7) : p]
    whole = any(t.norm in ("all", "every", "none", "no", "any", "each") for t in before)
    return whole and not any(t.tag.startswith("V") for t in before)


def _relative_before(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma that opens the relative clause which the comma at `closing` ends: "Norway, which had left, took …"."""
    for p in range(closing - 1, max(-1, closing - 25), -1):
        if tokens[p].norm == ",":
            return p if tokens[p + 1].norm in ("who", "which", "whose", "where", "whom") else None
    return None


def shared_verb(tokens: Sequence[Token], left: int) -> int | None:
    """The finite verb whose subject a verb group after "and" or a comma shares; None when it has its own."""
    p = left - 1
    while p >= 0 and (tokens[p].tag in _ADVERBS or tokens[p].norm in ("also", "then", "later")):
        p -= 1
    if p < 0 or tokens[p].norm not in ("and", "but", "or", ",", "nor"):
        return None
    if tokens[p].norm == "," and not (tokens[left].tag in _FINITE and _series(tokens, left)):
        return None
    return next((q for q in range(p - 1, -1, -1) if tokens[q].tag in _FINITE), None)


def _series(tokens: Sequence[Token], left: int) -> bool:
    """One of several verbs in a row: "lists it, does not recognise it and keeps none"; not the end of an apposition."""
    for p in range(left + 1, min(left + 16, len(tokens) - 1)):
        if tokens[p].norm in ("and", "but") and tokens[p + 1].tag in _FINITE:
            return True
    return False


def _verb_between(tokens: Sequence[Token], a: int, b: int) -> bool:
    return any(t.tag in _FINITE for t in tokens[a + 1 : b + 1])


def _verb_before(tokens: Sequence[Token], p: int) -> bool:
    """A finite verb of the same clause: of "found that the embassy and the consulate closed" none."""
    for i in range(p - 1, max(-1, p - 26), -1):
        if tokens[i].tag in _FINITE:
            return True
        if tokens[i].norm == "that" and tokens[i].tag == "IN":
            return False
    return False


def _own_subject(tokens: Sequence[Token], a: int, b: int) -> bool:
    return any(t.tag.startswith(("NN", "PRP")) and t.tag != "PRP$" for t in tokens[a:b])


def _has_object(tokens: Sequence[Token], p: int, left: int) -> bool:
    """A verb form before the group, with a noun phrase between: "asked the embassy to close"."""
    return (
        tokens[p].tag in ("VBN", "VBG", "VB")
        and p + 1 < left
        and any(t.tag.startswith("NN") for t in tokens[p + 1 : left])
        and tokens[p + 1].tag in ("DT", "PRP$", "NNP", "NN", "NNS", "JJ")
        and not ((p > 0 and tokens[p - 1].norm in ("-", ",")) or tokens[p + 1].norm == "by")
    )


def clause_end(tokens: Sequence[Token], k: int) -> int:
    """The token before which the complements of the verb at `k` end."""
    p = k + 1
    while p < len(tokens):
        token = tokens[p]
        if token.text in (";", ":", "—", "–", ".", "“", "”", '"') and p > k + 1:
            return p
        if (
            token.norm
            in (
                "while",
                "although",
                "whereas",
                "though",
                "but",
                "because",
                "when",
                "which",
                "who",
                "that",
                "after",
                "before",
                "if",
                "as",
            )
            and p > k + 1
            and _verb_soon(tokens, p)
        ):
            return p
        if token.norm == "and" and _clause_after(tokens, p + 1):
            return p
        if (
            token.norm == ","
            and p + 1 < len(tokens)
            and (
                (
                    tokens[p + 1].norm
                    in ("and", "but", "while", "which", "who", "although", "as", "with", "where", "when")
                    and _clause_after(tokens, p + 2)
                )
                or tokens[p + 1].tag == "VBG"
            )
        ):
            return p
        p += 1
    return p


def _verb_soon(tokens: Sequence[Token], p: int) -> bool:
    return any(t.tag in _FINITE for t in tokens[p + 1 : p + 9])


def _clause_after(tokens: Sequence[Token], p: int) -> bool:
    """Whether a clause begins at `p`: a verb at once, or a noun phrase and then a finite verb."""
    q = p
    while q < len(tokens) and tokens[q].tag in _ADVERBS:
        q += 1
    if q < len(tokens) and (tokens[q].tag in _FINITE or tokens[q].tag == "VBN"):
        return True
    for t in tokens[q : q + 9]:
        if t.tag in _FINITE:
            return True
        if t.text in (",", ";") or t.norm in ("and", "or"):
            return False
    return False
