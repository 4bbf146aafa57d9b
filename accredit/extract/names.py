"""Names of people and bodies that no situation lists: runs of capitalised words.

A person who was named in full is known by one of the names for the rest of the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.extract.gazetteer import Mention, Name, fold
from accredit.extract.lexicon import words
from accredit.extract.tokens import Sentence, Token
from accredit.extract.wordings import wordings
from accredit.model import Situation

_LINKS = frozenset({"-", "al", "ul", "ur", "bin", "ibn", "de", "del", "van", "von", "der", "el", "e", "i", "'", "d"})


@dataclass(slots=True)
class People:
    """Who was named so far in the article, by every word of the name."""

    by_word: dict[str, Name]

    @classmethod
    def of(cls, situation: Situation) -> People:
        """Those of the situation whose last name no other bears: news often gives no more."""
        owners: dict[str, set[str]] = {}
        for person in situation.people:
            for name in (person.name, *person.names):
                owners.setdefault(fold(name.split()[-1]), set()).add(person.name)
        return cls(
            {w: Name("person", next(iter(p)), next(iter(p))) for w, p in owners.items() if len(p) == 1 and len(w) > 4}
        )

    def add(self, entry: Name, words_: Sequence[str]) -> None:
        """Remember a person by the words of a name as written."""
        for word in words_:
            if len(word) > 2 and fold(word) not in words("nouns", "people", "titles"):
                self.by_word[fold(word)] = entry


def find_names(sentence: Sentence, mentions: Sequence[Mention], people: People) -> list[Mention]:
    """Capitalised runs outside the known names: persons as far as can be told, and other names as outlets.

    Single words count only when somebody of that name was named before.
    """
    at = {i for m in mentions for i in range(m.first, m.last)}
    for m in mentions:
        if m.kind == "person":
            people.add(m.entry, [t.text for t in sentence.tokens[m.first : m.last] if t.text != "-"])
    out: list[Mention] = []
    i = 0
    while i < len(sentence.tokens):
        end = _run(sentence.tokens, i, at)
        if end > i:
            word = i == 0 and end == 1 and _a_word_of_ours(sentence.tokens[0])
            mention = None if word else _named(sentence.tokens, i, end, people)
            if mention:
                out.append(mention)
            i = end
        else:
            i += 1
    return out


def _a_word_of_ours(token: Token) -> bool:
    """A word that begins a sentence, and the acts or the people of missions: "Recognition of …", "Staff at …"."""
    lemma = token.lemma if token.lemma != token.norm or not token.norm.endswith("s") else token.norm[:-1]
    return lemma in wordings() or lemma in words("nouns", "people", "diplomats")


def _run(tokens: Sequence[Token], i: int, at: set[int]) -> int:
    """The end of the capitalised run that starts at `i`; `i` itself when there is none."""
    if i in at or not _is_name_word(tokens[i], i == 0):
        return i
    end = i + 1
    while end < len(tokens) and end not in at:
        if _is_name_word(tokens[end], False) or (
            (tokens[end].norm == "." and len(tokens[end - 1].text) == 1)
            or (tokens[end].norm in _LINKS and _glued(tokens, end, at))
        ):
            end += 1
        else:
            break
    return end


def _glued(tokens: Sequence[Token], p: int, at: set[int]) -> bool:
    """A connecting word of a name stands between two capitalised words, a hyphen without spaces."""
    if p + 1 >= len(tokens) or p + 1 in at or (not tokens[p + 1].capital and tokens[p].norm != "-"):
        return False
    if tokens[p].norm in ("-", "'"):
        return tokens[p].end == tokens[p + 1].start and tokens[p - 1].end == tokens[p].start
    return True


def _is_name_word(token: Token, initial: bool) -> bool:
    if not token.capital or not token.text[0].isalpha():
        return False
    if token.norm in words("dates", "calendar_words") or token.norm in words("nouns", "not_names", "words"):
        return False
    if token.tag.startswith("NNP"):
        return True
    return (
        not initial
        and token.tag in ("NN", "NNS", "JJ", "FW", "UH", "VBZ", "VBN", "VBD", "VB", "VBG")
        and not token.text.isupper()
    ) or (initial and token.tag in ("NN", "UH", "FW") and token.lemma == token.norm and len(token.norm) > 3)


def _named(tokens: Sequence[Token], i: int, end: int, people: People) -> Mention | None:
    titles = words("nouns", "people", "titles") | words("nouns", "office_modifiers")
    while i < end and (tokens[i].norm in titles or tokens[i].lemma in words("nouns", "voices", "offices")):
        i += 1
    if i < end and tokens[i].norm == "-":
        i += 1
    part = [t for t in tokens[i:end] if t.text not in "-.'" or t.text == ""]
    if not part:
        return None
    folded = [fold(t.text) for t in part]
    known = next((people.by_word[w] for w in reversed(folded) if w in people.by_word), None)
    if known and (len(part) == 1 or _same(folded, known)):
        return Mention(known, i, end)
    if any(w in words("nouns", "not_names", "bodies") for w in folded):
        kind: str = "outlet" if folded[-1] in words("nouns", "voices", "outlets") else "excluded"
        label = _text(tokens[i:end])
        return Mention(Name("outlet", label, label, sure=False), i, end) if kind == "outlet" else None
    if len(part) == 1 and len(folded[0]) < 3:
        return None
    label = _text(tokens[i:end])
    entry = Name("person", label, label, sure=False)
    if len(part) > 1:
        people.add(entry, [t.text for t in part])
    return Mention(entry, i, end)


def _same(folded: Sequence[str], known: Name) -> bool:
    """Another spelling of a person's full name: at least half of its words are shared."""
    other = {fold(w) for w in known.label.replace("-", " ").split()}
    return len(other & set(folded)) * 2 >= min(len(other), len(folded))


def _text(tokens: Sequence[Token]) -> str:
    out = ""
    end = None
    for token in tokens:
        out += token.text if end is None or end == token.start else " " + token.text
        end = token.end
    return out
