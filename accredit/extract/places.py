"""Lists of places after a mission or office: "in London and Vienna", "in Bonn, Germany", "in Istanbul (Turkey)".

And the words that are missions by such a place alone: "the one in Oslo", "that in Amman".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accredit.extract.gazetteer import Mention, gazetteer
from accredit.extract.lexicon import words
from accredit.extract.tokens import Sentence, Token
from accredit.model import Situation

POINTING = frozenset({"one", "ones", "that", "those"})
"""Heads that take their noun from before."""
_LINKS = frozenset({"nor", "or", "not", "than", "by", "from", "to", "of", "with", ",", ":", "and", "in", "at"})


def points(tokens: Sequence[Token], i: int) -> bool:
    """Whether "that" or "those" stands for a noun: "nor that in Amman", not "said that in Amman …"."""
    if i + 2 >= len(tokens) or tokens[i + 1].norm not in ("in", "at"):
        return False
    return i == 0 or tokens[i - 1].norm in _LINKS if tokens[i].norm == "those" else i > 0 and _linked(tokens, i)


def _linked(tokens: Sequence[Token], i: int) -> bool:
    # "And that in Amman the embassy closed" goes on with what somebody said.
    return tokens[i - 1].norm in _LINKS - {",", ":", "and"}


class Places:
    """Reads the places of one sentence; `at` gives the name that covers a token."""

    def __init__(self, sentence: Sentence, at: Mapping[int, Mention], situation: Situation) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.at = at
        self.situation = situation

    def unknown(self, p: int) -> bool:
        """Whether a capitalised word that no situation lists stands at token `p`."""
        if p >= len(self.tokens) or p in self.at or not self.tokens[p].capital:
            return False
        return self.tokens[p].norm not in words("dates", "calendar_words")

    def read(self, p: int, plural: bool) -> tuple[int, list[Mention]]:
        """A list of states and cities from token `p`: its end and its members; "Bonn, Germany" is one place."""
        out: list[Mention] = []
        end = p
        while p < len(self.tokens):
            if self.tokens[p].norm in ("the", "both", "city", "town", "capital", "of") and p not in self.at:
                p += 1
                continue
            mention = self.at.get(p)
            if not mention and self.unknown(p):
                mention = gazetteer(self.situation).near(self.sentence, p)
            if not mention or mention.kind not in ("state", "city") or mention.first != p:
                break
            p = mention.last
            if (
                p + 1 < len(self.tokens)
                and self.tokens[p].norm == "'s"
                and self.at.get(p + 1)
                and self.at[p + 1].kind == "city"
            ):
                mention, p = self.at[p + 1], self.at[p + 1].last
            out.append(mention)
            p = end = self._apposition(p, mention)
            q = p
            if q < len(self.tokens) and self.tokens[q].norm == ",":
                q += 1
            if q < len(self.tokens) and self.tokens[q].norm in ("and", "or", "as"):
                q += 1
                if q < len(self.tokens) and self.tokens[q].norm in ("well",):
                    q += 2
                if q < len(self.tokens) and self.tokens[q].norm == "in":
                    q += 1
            if q == p or not self._goes_on(q, plural):
                break
            p = q
        return end, out

    def _goes_on(self, q: int, plural: bool) -> bool:
        """Whether the token after a comma or "and" is a further place, not the subject of a new clause."""
        mention = self.at.get(q if q < len(self.tokens) and self.tokens[q].norm != "the" else q + 1)
        if not mention or mention.kind not in ("state", "city"):
            return False
        after = mention.last
        if (
            plural
            and mention.kind in ("city", "state")
            and not (after < len(self.tokens) and self.tokens[after].norm == "'s")
        ):
            return True
        return not (
            after < len(self.tokens)
            and (self.tokens[after].tag in ("VBD", "VBZ", "VBP", "MD") or self.tokens[after].norm == "'s")
        )

    def _apposition(self, p: int, place: Mention) -> int:
        """Passes over the state that a city lies in: "(Turkey)", ", Germany", ", the capital of …"."""
        tokens = self.tokens
        if p + 2 < len(tokens) and tokens[p].norm == "(" and p + 1 in self.at and self.at[p + 1].key == place.key:
            end = self.at[p + 1].last
            return end + 1 if end < len(tokens) and tokens[end].norm == ")" else end
        if p + 1 < len(tokens) and tokens[p].norm == "," and place.kind == "city":
            after = self.at.get(p + 1)
            if after and after.key == place.key and after.entry.missions in ((), place.entry.missions):
                return after.last
            if (
                after
                and after.kind == "city"
                and place.entry.missions
                and set(after.entry.missions) & set(place.entry.missions)
            ):
                return after.last
        return p
