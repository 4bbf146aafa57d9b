"""Noun phrases about missions and offices: "the former republic's embassies in China, Iran and Qatar".

What stands around the head noun says whose mission it is (`sending`), where it is
(`places`) and whether it needs an antecedent. Which missions it means is for
`missions.py`, which knows the rest of the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import phrases, words
from accredit.extract.places import POINTING, Places, points
from accredit.extract.tokens import Sentence, Token
from accredit.model import Situation

Sending = Literal["own", "foreign"]
_SKIP_LEFT = frozenset(
    [
        "-",
        "a",
        "all",
        "an",
        "another",
        "any",
        "both",
        "each",
        "her",
        "his",
        "its",
        "other",
        "our",
        "some",
        "the",
        "their",
        "these",
        "this",
        "those",
    ]
)
_ABROAD = frozenset({"abroad", "worldwide", "overseas", "globally"})
_HOME_WORDS = frozenset({"country", "homeland"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A mission or an office at one, at tokens `first` up to `last` (not included); the head from `head` up to `stop`.

    `office` is the role's words for an office, None for a mission itself. `unresolved` says that a
    place is named that the situation does not know, so that no other mission may be put there.
    `pointing`: the head ("one", "those") takes its noun from before.
    """

    first: int
    last: int
    head: int
    stop: int
    kind: str
    plural: bool
    sending: Sending | None
    places: tuple[Mention, ...]
    office: str | None = None
    party: Mention | None = None
    abroad: bool = False
    pointing: bool = False
    unresolved: bool = False
    within: bool = False


class NounFinder:
    """Finds the nouns of a sentence, given the names in it."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], situation: Situation) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.situation = situation
        self.at = {i: m for m in mentions for i in range(m.first, m.last)}
        self.mentions = mentions
        self.places = Places(sentence, self.at, situation)

    def find(self) -> list[Noun]:
        """Missions and offices, in order; an office that names its mission covers it."""
        out: list[Noun] = []
        i = 0
        while i < len(self.tokens):
            noun = self._mission(i) or self._office(i)
            if noun:
                out.append(noun)
                i = noun.stop
            else:
                i += 1
        for m in self.mentions:
            if m.kind == "mission":
                out.append(Noun(m.first, m.last, m.first, m.last, "permanent-mission", False, "own", (m,)))
        return _outermost(out)

    def _mission(self, i: int) -> Noun | None:
        if i in self.at:
            return None
        found = phrases("nouns", "missions").at(self.tokens, i)
        if not found:
            return None
        stop, kind = found
        head = self.tokens[stop - 1]
        if head.tag.startswith("V") and head.norm not in ("embassy", "consulate"):
            return None
        first, sending, places, party, person = self._left(i)
        if person:  # "the consul's mission has ended" is a term of office
            return None
        pointing = kind == "placed" and head.norm in POINTING
        if head.norm in ("that", "those") and not points(self.tokens, i):
            return None
        plural = head.tag in ("NNS", "NNPS") or head.norm.endswith(("ies", "tes", "ns", "those"))
        last, more, sending_right, abroad, unresolved = self._right(stop, plural)
        sending = sending_right or sending
        if kind in ("placed", "premises"):
            if sending == "foreign" and self.tokens[i].norm in ("one", "ones"):
                return Noun(first, last, i, stop, "unknown", plural, "foreign", (), None, None, False, False, False)
            bare = kind == "premises" and self.tokens[first].norm == "the" and not self._followed_by_of(last)
            if not bare and not any(m.kind == "city" for m in (*places, *more)):
                return None
            kind = "unknown"
        if (
            kind == "unknown"
            and self.tokens[i].norm in ("mission", "representation")
            and not self._is_diplomatic(first, i, plural, sending, [*places, *more])
        ):
            return None
        every = (*places, *more)
        if any(p.key == self.situation.sending and p.kind in ("city", "state") for p in more):
            sending = "foreign"
        return Noun(first, last, i, stop, kind, plural, sending, every, None, party, abroad, pointing, unresolved)

    def _followed_by_of(self, p: int) -> bool:
        return p < len(self.tokens) and self.tokens[p].norm in ("of", "'s")

    def _is_diplomatic(
        self, first: int, i: int, plural: bool, sending: Sending | None, places: Sequence[Mention]
    ) -> bool:
        """Whether the bare word "mission" is one: the state's own, "diplomatic", or one spoken of before."""
        before = [t for t in self.tokens[first:i] if t.norm not in ("-",)]
        if sending == "own" or any(t.lemma in ("diplomatic", "consular") for t in before):
            return True
        definite = any(t.norm in ("the", "this", "these", "both") for t in before)
        others = [t for t in before if t.tag.startswith("NN") and self.at.get(self.tokens.index(t)) is None]
        return not others and (definite or (plural and bool(places)))

    def _left(self, i: int) -> tuple[int, Sending | None, list[Mention], Mention | None, bool]:
        """Modifiers before the head: start, sending side, places, party, whether a person owns it."""
        sending: Sending | None = None
        places: list[Mention] = []
        states: list[Mention] = []
        party: Mention | None = None
        p = i - 1
        while p >= 0:
            token = self.tokens[p]
            mention = self.at.get(p)
            if mention:
                if mention.kind == "party":
                    sending, party = "own", party or mention
                elif mention.kind in ("state", "adjective") and mention.key == self.situation.sending:
                    sending = "own"
                elif mention.kind == "city" and mention.key == self.situation.sending:
                    sending = "foreign"
                elif mention.kind == "city" and self._capital(mention) and self._away(mention):
                    states.append(mention)  # "Moscow's embassy in Kabul" is Russia's
                elif mention.kind == "city":
                    places.append(mention)
                elif mention.kind in ("state", "adjective", "city"):
                    states.append(mention)
                elif mention.kind == "person" and self._possessive(mention.last):
                    return mention.first, None, [], None, True
                else:
                    break
                p = mention.first - 1
                continue
            if token.tag == "POS" or token.norm == "'s":
                p -= 1
                if p >= 0 and p not in self.at:
                    if self.tokens[p].lemma in _HOME_WORDS or self.tokens[p].lemma in words("nouns", "past", "bodies"):
                        sending = "own"
                    elif self.tokens[p].capital:
                        return p, None, [], None, True
                    else:
                        break
                    p -= 1
                continue
            if places and token.norm in ("and", ",", "or") and self._city_at(p - 1):
                p -= 1
                continue
            if token.norm in _SKIP_LEFT or token.tag in ("JJ", "JJR", "JJS", "CD", "PDT") or self._compound(p):
                p -= 1
                continue
            break
        if states:
            if sending == "own":
                places += states
            elif any(s.key == self.situation.sending for s in states):
                sending = "foreign"
            else:
                sending = "foreign"
        return p + 1, sending, places[::-1], party, False

    def _away(self, mention: Mention) -> bool:
        """The sentence places what the city owns in the contested state."""
        return self._possessive(mention.last) and any(
            m.kind in ("city", "state") and m.key == self.situation.sending and m.first > mention.last
            for m in self.at.values()
        )

    def _capital(self, mention: Mention) -> bool:
        state = self.situation.state(mention.key)
        return state is not None and mention.entry.label in (state.capital, *state.capital_names)

    def _possessive(self, p: int) -> bool:
        return p < len(self.tokens) and self.tokens[p].norm in ("'s", "'")

    def _city_at(self, p: int) -> bool:
        return p >= 0 and p in self.at and self.at[p].kind == "city"

    def _compound(self, p: int) -> bool:
        """The second half of "Taliban-appointed", or a capitalised modifier."""
        token = self.tokens[p]
        return (token.tag == "NNP" and token.lemma in ("general", "diplomatic", "former", "new")) or (
            token.tag in ("VBN", "VBD", "NN") and p > 0 and self.tokens[p - 1].norm == "-"
        )

    def _right(self, stop: int, plural: bool = False) -> tuple[int, list[Mention], Sending | None, bool, bool]:
        """What follows the head: end, places, sending side, "abroad", a place that is not known."""
        sending: Sending | None = None
        places: list[Mention] = []
        abroad = unresolved = False
        p = stop
        while p < len(self.tokens):
            norm = self.tokens[p].norm
            if norm in _ABROAD:
                abroad, p = True, p + 1
            elif norm == "of":
                end, mention = self._owner(p + 1)
                if mention is None:
                    if self._past(p + 1):
                        sending, p = "own", end
                        continue
                    break
                own = mention.kind == "party" or mention.key == self.situation.sending
                if own or (sending is None and not places):
                    sending = "own" if own else "foreign"
                p = end
            elif (
                norm == ","
                and plural
                and not places
                and p + 1 < len(self.tokens)
                and self.tokens[p + 1].norm in ("for", "in")
            ):
                p += 1
            elif norm in ("in", "to", "at", "for", "-") or norm == "(":
                end, found = self.places.read(p + 1, plural)
                if found:
                    places += found
                    p = end + 1 if norm == "(" and end < len(self.tokens) and self.tokens[end].norm == ")" else end
                    continue
                unresolved = norm == "in" and self.places.unknown(p + 1)
                break
            else:
                break
        return p, places, sending, abroad, unresolved

    def _owner(self, p: int) -> tuple[int, Mention | None]:
        while p < len(self.tokens) and (
            self.tokens[p].norm in ("the", "former", "previous", "erstwhile", "islamic", "new") and p not in self.at
        ):
            p += 1
        mention = self.at.get(p)
        if mention and mention.kind in ("state", "adjective", "party"):
            end = mention.last
            if end < len(self.tokens) and end not in self.at and self.tokens[end].lemma in ("republic", "government"):
                end += 1
            if (
                end + 1 < len(self.tokens)
                and self.tokens[end].norm == "of"
                and self.at.get(end + 1)
                and self.at[end + 1].kind == "state"
            ):
                return self.at[end + 1].last, self.at[end + 1] if mention.kind != "party" else mention
            return end, mention
        while p < len(self.tokens) and self.tokens[p].lemma in words("nouns", "past", "bodies"):
            p += 1
        return p, None

    def _past(self, p: int) -> bool:
        return any(t.norm in words("nouns", "past", "modifiers") for t in self.tokens[p : p + 2])

    def _office(self, i: int) -> Noun | None:
        if i in self.at:
            return None
        found = phrases("nouns", "offices").at(self.tokens, i)
        if not found or self.tokens[i].tag.startswith("V"):
            return None
        stop, kind = found
        if (self.tokens[i].norm in ("charge", "charges") and stop == i + 1) or (
            self.tokens[i].lemma == "specialist" and not self._office_before(i)
        ):
            return None
        begin = i
        while begin > 0 and self.tokens[begin - 1].norm in words("nouns", "office_modifiers") | {"-"}:
            begin -= 1
        first, sending, places, party, _ = self._left(begin)
        last, more, sending_right, abroad, unresolved, inner = self._office_right(stop)
        office = " ".join(t.norm for t in self.tokens[begin:stop]).replace(" - ", "-")
        if inner and inner.kind != "unknown":
            kind = inner.kind
        sending = sending_right or sending
        if sending is None and (sent := self._sent_by(last)):
            sending, party = "own", party or sent
        every = (*places, *more)
        owned = bool(places) and all(self._capital(p) and self._possessive(p.last) for p in places)
        if sending is None and owned and not more:
            sending = "foreign"  # "Moscow's new ambassador" is Russia's
        if any(p.key == self.situation.sending and p.kind in ("city", "state") for p in more) or self._to_party(stop):
            sending = "foreign"
        plural = self.tokens[stop - 1].tag in ("NNS", "NNPS") or self.tokens[i].tag in ("NNS", "NNPS")
        return Noun(
            first,
            last,
            begin,
            stop,
            kind,
            plural,
            sending,
            every,
            office,
            party,
            abroad,
            False,
            unresolved,
            inner is not None,
        )

    def _to_party(self, p: int) -> bool:
        """An office at the contested state's own party: "ambassador to the Islamic Emirate"."""
        if p >= len(self.tokens) or self.tokens[p].norm != "to":
            return False
        mention = self.at.get(p + 1) or self.at.get(p + 2)
        return mention is not None and mention.kind == "party" and mention.key == self.situation.capital_party

    def _sent_by(self, p: int) -> Mention | None:
        """The party of "envoys the Taliban appointed", "a consul named by Kabul's rulers"."""
        for q in range(p, min(p + 4, len(self.tokens))):
            mention = self.at.get(q)
            if mention:
                return mention if mention.kind == "party" else None
            if self.tokens[q].tag not in ("VBN", "DT", "WP", "WDT") and self.tokens[q].norm not in (
                "by",
                "that",
                "from",
            ):
                return None
        return None

    def _office_before(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].lemma in ("embassy", "consulate")

    def _office_right(self, stop: int) -> tuple[int, list[Mention], Sending | None, bool, bool, Noun | None]:
        """As `_right`, but an office may stand at a mission: "ambassador at the Dushanbe embassy"."""
        for p in range(stop, min(stop + 6, len(self.tokens))):
            token = self.tokens[p]
            if p == stop and token.norm not in ("at", "of", "in", "to", "for"):
                break
            inner = self._mission(p)
            if inner and inner.first <= stop + 1:
                return inner.last, list(inner.places), inner.sending, inner.abroad, inner.unresolved, inner
        last, places, sending, abroad, unresolved = self._right(stop, self.tokens[stop - 1].tag in ("NNS", "NNPS"))
        return last, places, sending, abroad, unresolved, None


def _outermost(nouns: list[Noun]) -> list[Noun]:
    """Nouns that lie in no other, in order."""
    kept: list[Noun] = []
    for noun in sorted(nouns, key=lambda n: (n.first, -n.last)):
        if not any(k.first <= noun.head < k.last and k is not noun for k in kept):
            kept.append(noun)
    return kept


def text_of(tokens: Sequence[Token]) -> str:
    """The tokens' words with single spaces, clitics joined."""
    out = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        glue = before is not None and (before.end == token.start)
        out += token.text if glue or not out else " " + token.text
    return out
