"""Who says what in a sentence: cues, their sources, and the stretch of words that they vouch for.

A shallow grammar over tagged tokens: a cue verb has its source before it (or after, in
"…, said X"), and its content to the right, or to the left where nothing follows.
Contents may lie in one another; their order is the chain's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accredit.extract.analysis import Line
from accredit.extract.clauses import group, is_verb, shared_verb
from accredit.extract.content import Content
from accredit.extract.extents import (
    QUOTES,
    clause_before,
    content_start,
    end_before,
    noun_next,
    of_the_document,
    parenthetical,
    postposed,
    trails,
)
from accredit.extract.hearsay import according, carried, document, untruths
from accredit.extract.lexicon import words
from accredit.extract.sources import has_clause, inverted, subject_of
from accredit.extract.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def contents(line: Line) -> list[Content]:
    """The contents of a line, outermost first."""
    found = [*according(line), *carried(line), *untruths(line), *_verbal(line), *document(line)]
    kept: list[Content] = []
    # Whoever is cited vouches inside what the citing one says, wherever the words stand.
    for content in sorted(found, key=lambda c: (c.relayed, c.first, -(c.last), c.cue)):
        if content.first < content.last and not _only_rejected(content, found, line):
            kept.append(content)
    return _cut(kept, line)


def _only_rejected(content: Content, found: list[Content], line: Line) -> bool:
    """The reports in "rejected reports that …" are no voice beside the one that rejects them."""
    named = content.source is not None and content.cue == content.source[0]
    return (
        named
        and any(c.denies and 0 < content.cue - c.cue <= 3 for c in found)
        and line.tokens[content.cue].tag.startswith("NN")
    )


def _cut(found: list[Content], line: Line) -> list[Content]:
    """Ends a content where the next clause has a source of its own beside it, not inside it."""
    out: list[Content] = []
    for content in found:
        last = content.last
        for other in found:
            if other.source is None or other.cue <= content.cue or not content.first < other.source[0] < last:
                continue
            before = other.source[0] - 1
            while before > content.cue and line.tokens[before].norm in ("both", "also", "then", "later"):
                before -= 1
            token = line.tokens[before].norm
            if (
                token in ("and", "but", ";", ",", "while", "although", "whereas")
                and has_clause(line.tokens, content.cue, before)
                and other.first > other.cue
            ):
                last = min(last, before)
        out.append(replace(content, last=last))
    return out


def _verbal(line: Line) -> Iterator[Content]:
    tokens = line.tokens
    says, denies = words("cues", "says"), words("cues", "denies")
    previous: Content | None = None
    for k, token in enumerate(tokens):
        if token.lemma not in says | denies or not _verbal_use(line, k):
            continue
        if (line.mention(k) is not None) or (token.tag == "VBG" and not _gerund_cue(line, k)):
            continue
        if (
            token.lemma in words("cues", "relays")
            and token.tag != "VBG"
            and (outer := subject_of(line, group(tokens, k).left))
        ):
            yield Content(k, outer, k + 1, _sentence_end(tokens), False)
        content = _one(line, k, previous, token.lemma in denies)
        if content:
            previous = content
            if token.lemma == "tell" and (heard := _hearer(line, k)):
                yield replace(content, cue=k - 1, source=heard)
            yield content


def _hearer(line: Line, k: int) -> tuple[int, int] | None:
    """The paper that was told: it hands on what it heard."""
    mention = line.mention(k + 1) if k + 1 < len(line.tokens) else None
    if mention is None or mention.kind not in ("outlet", "person"):
        return None
    body = mention.kind == "outlet" or any(
        t.norm in words("nouns", "voices", "outlets") for t in line.tokens[mention.first : mention.last]
    )
    return (mention.first, mention.last) if body else None


def _verbal_use(line: Line, k: int) -> bool:
    """A verb here, also where the tagger took it for a noun: "Independent Farsi reports that"."""
    tokens = line.tokens
    if is_verb(tokens[k]):
        if k > 0 and tokens[k - 1].tag in ("DT", "PRP$", "POS") and tokens[k].tag in ("VB", "VBP", "VBN", "VBD"):
            return False
        return not (k > 0 and tokens[k].tag == "VBG" and tokens[k - 1].norm == "as")
    if k == 0 or k + 1 == len(tokens) or not tokens[k].tag.startswith(("NN", "JJ")):
        return False
    following = tokens[k + 1]
    if tokens[k].norm != tokens[k].lemma:
        if following.norm == "that" or (line.mention(k - 1) is not None and following.norm in {",", ".", ":"}):
            return True
        spoken = tokens[k - 1].tag.startswith("NN") and any(t.tag in _FINITE for t in tokens[:k])
        if spoken and following.norm in {".", ","}:  # "…, the consul asserts."
            return True
        if tokens[k - 1].norm == "," and following.capital:  # "…, reports the Daily"
            return True
    # "officials insist the embassy never closed": a noun before, a clause after, no other verb till then.
    nominal = tokens[k - 1].tag in ("NNS", "NNP", "NNPS") or line.mention(k - 1) is not None
    clause = following.tag in ("DT", "PRP", "NNP", "PRP$") and any(t.tag in _FINITE for t in tokens[k + 2 : k + 14])
    return nominal and clause and not any(t.tag in _FINITE for t in tokens[:k])


def _gerund_cue(line: Line, k: int) -> bool:
    """As in "adding that", "X as saying", "citing the ministry" go on; other gerunds are no cues."""
    tokens = line.tokens
    if k + 1 < len(tokens) and tokens[k + 1].norm in {"that", ",", ":", *QUOTES}:
        return True
    if tokens[k].lemma in words("cues", "relays"):
        return True
    return k > 0 and tokens[k - 1].lemma == "be"


def _one(line: Line, k: int, previous: Content | None, denies: bool) -> Content | None:
    tokens = line.tokens
    verb = group(tokens, k)
    lemma = tokens[k].lemma
    if any(
        tokens[g].lemma in ("will", "would", "should", "must", "ask", "to") and tokens[g].tag == "MD"
        for g in verb.governors
    ) and lemma not in ("say",):
        return None
    if any(tokens[g].norm in ("not", "n't", "never", "neither") for g in verb.governors) or (
        k and tokens[k - 1].norm in ("nor", "neither")
    ):
        return None
    if lemma in words("cues", "relays"):
        return _relay(line, k)
    if lemma == "put" and (k + 1 == len(tokens) or tokens[k + 1].norm != "it"):
        return None
    if verb.passive and not verb.bare and lemma not in ("inform", "tell", "notify"):
        return None  # "it was announced": nobody is named
    if verb.bare and _reduced(tokens, k):
        return None
    after = inverted(line, k) if verb.left == k else None
    if after is not None:
        goes_on = any(t.text in QUOTES for t in tokens[after[1] : after[1] + 2])
        last = _sentence_end(tokens) if goes_on else end_before(tokens, verb.left)
        return Content(k, after, clause_before(tokens, k), last, denies)
    source = subject_of(line, verb.left)
    if source is not None and parenthetical(line, k, source):
        return Content(k, source, 0, _sentence_end(tokens), denies)
    if source is not None and postposed(line, k, source):
        return Content(k, source, clause_before(tokens, source[0]), end_before(tokens, source[0]), denies)
    if denies and k + 2 < len(tokens) and tokens[k + 1].norm in ("this", "that", "it") and tokens[k + 2].norm == ":":
        denies = False  # "disputes this: …" goes on with what the voice itself says
    behind = source is not None and of_the_document(tokens, k, source)
    start = None if behind else content_start(line, k, denies)
    if source is None and previous is not None and _continues(tokens, verb.left):
        source = previous.source
    if source is None and (shared := shared_verb(tokens, verb.left)) is not None:
        source = subject_of(line, group(tokens, shared).left)
    if start is not None and (source is not None or tokens[k].tag in ("VBD", "VBZ", "VBP", "VBN")):
        if source is None:
            return None
        return Content(k, source, start, _sentence_end(tokens), denies)
    weak = lemma in words("cues", "needs_that") and noun_next(line, k)
    if source is not None and source[0] > 0 and not weak and (behind or trails(tokens, k)):
        relative = tokens[source[0] - 1].norm == "which"
        first = source[0] - 1 if relative else source[0]
        return Content(k, source, 0, end_before(tokens, first), denies, aside=relative)
    return None


def _reduced(tokens: tuple[Token, ...], k: int) -> bool:
    """A participle that describes a noun: "reports published by …", not "the ministry announced …"."""
    return k + 1 < len(tokens) and tokens[k + 1].norm in ("by", "as", "in") and tokens[k].tag == "VBN"


def _continues(tokens: tuple[Token, ...], left: int) -> bool:
    """A second cue of the same source: "denied it and said …", "…, adding that"."""
    p = left - 1
    while p >= 0 and tokens[p].tag == "RB":
        p -= 1
    return p >= 0 and (tokens[p].norm in ("and", "but", ",", "or") or tokens[left].tag == "VBG")


def _relay(line: Line, k: int) -> Content | None:
    """As in "Eurasianet cited a diplomat as saying …": the content of the cited, inside what the paper says."""
    tokens = line.tokens
    verb = group(tokens, k)
    if verb.passive and not verb.bare:
        subject = subject_of(line, verb.left)
        if subject is None:
            return None
        trails = subject[0] > 0 and len(tokens) - k < 6
        return Content(
            k,
            subject,
            0 if trails else k + 1,
            end_before(tokens, subject[0]) if trails else _sentence_end(tokens),
            False,
        )
    end = k + 1
    while (
        end < len(tokens) and tokens[end].norm not in ("as", ",", ".", ";", "that") and tokens[end].text not in QUOTES
    ):
        end += 1
    if end == k + 1 or tokens[k + 1].tag in ("IN", "TO") or tokens[k + 1].norm in words("dates", "calendar_words"):
        return None
    # "Fars, quoting Kanaani on Thursday, placed …" or "…, citing ministry sources": all of the sentence.
    if end < len(tokens) and tokens[end].norm == "as":
        return Content(k, (k + 1, end), end + 1, _sentence_end(tokens), False, relayed=True)
    return Content(k, (k + 1, end), 0, _sentence_end(tokens), False, relayed=True)


def _sentence_end(tokens: tuple[Token, ...]) -> int:
    return len(tokens)
