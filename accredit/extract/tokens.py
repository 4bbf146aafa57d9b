"""An article's text as sentences of tokens with offsets, lemmas and part-of-speech tags.

Offsets count code points of the stored text and are never shifted: nothing is
normalised but the words that lookups use (`norm`, `lemma`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from sentencex import get_sentence_boundaries

from accredit.extract.tagger import tagger

_TOKEN = re.compile(
    r"""
    (?:[A-Z]\.){2,}                          # U.S., J.P.
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?        # 120,000  05/30/2024  26th
  | (?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Prof|Rev|Sen|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No)\.(?=\s)
  | [dDlL]['’](?=[^\W\d_])[^\W\d_]+          # d'affaires
  | ['’](?:s|re|ve|ll|d|m|S)\b               # clitics
  | n['’]t\b
  | [^\W\d_](?:[^\W_]|[\u0300-\u036f\u200c])*?(?=n['’]t\b)
  | [^\W\d_](?:[^\W_]|[\u0300-\u036f\u200c])*
  | \.\.\.
  | [^\w\s]
  | \w+
    """,
    re.VERBOSE,
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
# Forms that the lemmatiser leaves as they are, read as the verbs that they are in news.
_VERB_FORMS = {"left": "leave", "fell": "fall", "serving": "serve", "lay": "lie", "found": "find", "felt": "feel"} | {
    "broke": "break", "shook": "shake", "won": "win", "rose": "rise", "bore": "bear", "bound": "bind", "shot": "shoot",
}  # fmt: skip
# A full stop inside a quotation ends a sentence too: evidence is a sentence, not a speech.
_INNER = re.compile(r"(?<=[^\W\d_]{2}[.!?])[\"”’»]?\s+(?=[\"“‘«]?[A-Z])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Prof|Rev|Sen|Gov|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|vs|Inc|Ltd|Co)\.$"
)
# The tagger was trained on little diplomacy: these words are nouns wherever they stand.
_NOUNS = {
    **dict.fromkeys(("embassy", "consulate", "ambassador", "passport", "ministry", "government", "spokesman"), "NN"),
    **dict.fromkeys(("spokeswoman", "spokesperson", "diplomat", "envoy", "delegation", "staff", "newspaper"), "NN"),
    **dict.fromkeys(("embassies", "consulates", "ambassadors", "diplomats", "envoys", "officials", "sources"), "NNS"),
    **dict.fromkeys(("passports", "visas", "certificates", "salaries", "credentials"), "NNS"),
    "none": "NN",
    "taliban": "NNP",
    "d'affaires": "NN",
    "spoke": "VBD",
}
_TERMINAL = frozenset(".!?:;\"'”’»…)")
_WRAPPED_LINE = 55
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text[start:end]`, its lookup form, its lemma and its Penn Treebank tag."""

    text: str
    norm: str
    lemma: str
    tag: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Spelt with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its tokens and its offsets in the text."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    number: int

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens from `first` up to `last`, which is not included."""
        return self.tokens[first].start, self.tokens[last - 1].end


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of an English text, in order."""
    out: list[Sentence] = []
    for start, end in _pieces(text):
        found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
        if not found:
            continue
        tags = tagger().tag([w.translate(_QUOTES) for w, _, _ in found])
        tokens = tuple(_token(w, t, a, b) for (w, a, b), t in zip(found, tags, strict=True))
        out.append(Sentence(tokens, found[0][1], found[-1][2], len(out)))
    return tuple(out)


def _token(word: str, tag: str, start: int, end: int) -> Token:
    norm = word.translate(_QUOTES).lower()
    lemma = _lemma(norm)
    tag = _NOUNS.get(norm, tag)
    if norm in ("have", "has", "had") and tag.startswith("NN"):
        tag = "VBP"
    if tag.startswith("V"):
        lemma = _VERB_FORMS.get(norm) or (_verb(norm) if lemma == norm else lemma)
    return Token(word, norm, lemma, tag, start, end)


def without_surrogates(text: str) -> str:
    """The text with a stand-in for each lone surrogate, a code point that no library takes; offsets are kept."""
    return _SURROGATE.sub("\ufffd", text)


def lemma_of(norm: str) -> str:
    """The dictionary form of a verb that stands alone, given in lower case with straight apostrophes."""
    lemma = _lemma(norm)
    return _VERB_FORMS.get(norm) or (_verb(norm) if lemma == norm else lemma)


@lru_cache(maxsize=65536)
def _lemma(norm: str) -> str:
    """The dictionary form; American spellings in -ize are read as -ise."""
    lemma = norm if norm in ("'s", "media", "data") else simplemma.lemmatize(norm, lang="en").lower()
    if lemma.endswith("ize") and len(lemma) > 5:
        return lemma[:-3] + "ise"
    return lemma


@lru_cache(maxsize=4096)
def _verb(norm: str) -> str:
    """The verb of a form that the lemmatiser takes for a noun: "remains", "opening", "housed"."""
    stems = []
    if norm.endswith("s") and not norm.endswith("ss"):
        stems = [norm[:-1], norm[:-2]]
    elif norm.endswith("ing") and len(norm) > 5:
        stems = [norm[:-3], norm[:-3] + "e", norm[:-4]]
    elif norm.endswith("ed") and len(norm) > 4:
        stems = [norm[:-2], norm[:-1], norm[:-3]]
    return next((_lemma(s) for s in stems if s and simplemma.is_known(s, lang="en")), norm)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of sentences: lines that are no paragraph are joined first, then the paragraph is split."""
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        at = start
        for boundary in get_sentence_boundaries("en", paragraph):
            piece = boundary["text"]
            first = 0
            for stop in _INNER.finditer(piece):
                if not _ABBREVIATION.search(piece, first, stop.start()):
                    yield at + first, at + stop.end()
                    first = stop.end()
            yield at + first, at + len(piece)
            at += len(piece)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of paragraphs. A long line that ends without a full stop goes on in the next (wrapped text)."""
    start = end = None
    last = ""
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        line = match.group().strip()
        gap = text[end : match.start()].count("\n") if end is not None else 0
        goes_on = bool(last) and last[-1] not in _TERMINAL and (len(last) >= _WRAPPED_LINE or line[:1].islower())
        if start is not None and end is not None and not (line and gap == 1 and goes_on):
            yield start, end
            start = None
        if line:
            start = match.start() if start is None else start
            last = line
        end = match.end()
    if start is not None and end is not None:
        yield start, end
