"""Sources without a verb of saying: "according to", "reports that", "a letter seen by the paper makes"."""

from __future__ import annotations

from collections.abc import Iterator

from accredit.extract.analysis import Line
from accredit.extract.clauses import group
from accredit.extract.content import Content
from accredit.extract.lexicon import words
from accredit.extract.sources import skip_opening, subject_of

_FALSE = frozenset({"false", "untrue", "baseless", "wrong", "unfounded", "fabricated", "incorrect"})
_CALLS = frozenset({"call", "brand", "label", "dismiss", "describe", "reject"})
_TALES = frozenset({"report", "rumour", "rumor", "claim", "talk", "story", "news", "allegation"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def according(line: Line) -> Iterator[Content]:
    """As in "According to the ministry, …", "…, by its account"."""
    tokens = line.tokens
    yield from rumours(line)
    yield from called_false(line)
    for i in range(len(tokens) - 1):
        pair = f"{tokens[i].norm} {tokens[i + 1].norm}"
        if pair in ("according to", "as per", "per the") or tokens[i].norm == "per":
            start = i + 2 if pair != "per the" else i + 1
        elif (tokens[i].norm == "by" and any(t.norm in ("account", "accounts") for t in tokens[i + 1 : i + 6])) or (
            pair == "in the" and i + 3 < len(tokens) and tokens[i + 2].norm == "words"
        ):
            start = i + 1 if tokens[i].norm == "by" else i + 4
        else:
            continue
        end = start
        while (
            end < len(tokens)
            and tokens[end].norm not in (",", ".", ";")
            and (tokens[end].tag not in _FINITE or tokens[end].lemma in words("nouns", "voices", "unnamed"))
            and not (end > start and tokens[end].tag in ("DT", "PRP$", "PRP") and tokens[end - 1].tag.startswith("NN"))
        ):
            end += 1
        if tokens[i].norm == "by":
            end = next((j for j in range(start, end) if tokens[j].norm in ("account", "accounts")), end)
            while end > start and tokens[end - 1].norm in ("own", "'s"):
                end -= 1
        if end > start:
            first, last = (0, i) if i > 3 and end >= len(tokens) - 2 else (0, len(tokens))
            yield Content(i, (start, end), first, last, False)


def rumours(line: Line) -> Iterator[Content]:
    """As in "Amid reports that …", "rumours that …": nobody in particular says so, up to the comma."""
    tokens = line.tokens
    for i, token in enumerate(tokens[:-2]):
        if (
            token.lemma in ("report", "rumour", "rumor", "speculation", "claim", "allegation")
            and (token.tag.startswith("NN") or i == 0)
            and tokens[i + 1].norm == "that"
        ):
            end = next((j for j in range(i + 2, len(tokens)) if tokens[j].norm in (",", ";")), len(tokens) - 1)
            false = next(
                (j for j in range(i + 3, len(tokens) - 1) if tokens[j].lemma == "be" and tokens[j + 1].norm in _FALSE),
                None,
            )
            if false is not None:
                yield Content(i, None, i + 2, false, True)
            else:
                yield Content(i, (i, i + 1), i + 2, end, False)


_CARRY = frozenset({"carry", "air", "broadcast", "publish", "print"})
_SPOKEN = frozenset({"remark", "comment", "interview", "word"})


def carried(line: Line) -> Iterator[Content]:
    """As in "he said, in remarks carried by the Herald, that …": the paper hands on the whole sentence.

    So it does in "…, he said in a letter that the Herald printed on Sunday".
    """
    tokens, days = line.tokens, words("dates", "calendar_words")
    for i in range(1, len(tokens) - 2):
        if tokens[i - 1].lemma not in words("nouns", "voices", "documents") | _SPOKEN:
            continue
        if tokens[i].lemma in _CARRY and tokens[i].tag in ("VBN", "VBD") and tokens[i + 1].norm == "by":
            end = next((j for j in range(i + 2, len(tokens)) if tokens[j].norm in (",", ".", ";")), len(tokens))
            yield Content(i, (i + 2, end), 0, len(tokens), False)
        paper = line.mention(i + 1) if tokens[i].norm in ("that", "which") else None
        if paper is None or paper.kind != "outlet" or paper.last == len(tokens):
            continue
        # What it printed stands before, so nothing that could be it stands behind.
        behind = tokens[paper.last + 1 : paper.last + 2]
        over = all(t.tag in ("IN", "RB", ",", ".") or t.norm in days for t in behind)
        if tokens[paper.last].lemma in _CARRY | {"quote", "cite"} and over:
            yield Content(paper.last, (paper.first, paper.last), 0, len(tokens), False)


def untruths(line: Line) -> Iterator[Content]:
    """As in "it is not true that …", "it is false that …", "there is no truth in …": the rest is denied."""
    tokens = line.tokens
    for i in range(len(tokens) - 2):
        if tokens[i].norm not in ("true", "correct", *_FALSE) or tokens[i + 1].norm != "that":
            continue
        before = {t.norm for t in tokens[max(0, i - 4) : i]}
        if tokens[i].norm in _FALSE or before & {"not", "n't", "no"}:
            yield Content(i, None, i + 2, len(tokens), True)


def called_false(line: Line) -> Iterator[Content]:
    """As in "called reports of a handover baseless", "dismissed rumours of its closure as untrue"."""
    tokens = line.tokens
    for k, token in enumerate(tokens):
        if token.lemma not in _CALLS or not token.tag.startswith("V"):
            continue
        told = next((i for i in range(k + 1, min(k + 4, len(tokens))) if tokens[i].lemma in _TALES), None)
        source = subject_of(line, group(tokens, k).left)
        if told is None or source is None:
            continue
        for end in range(told + 1, len(tokens)):
            if tokens[end].norm in (".", ",", ";"):
                break
            if tokens[end].norm in _FALSE:
                yield Content(k, source, told, end, True)
                break


def document(line: Line) -> Iterator[Content]:
    """As in "A letter seen by the paper makes X ambassador": the document vouches for the sentence that it begins."""
    tokens = line.tokens
    documents = words("nouns", "voices", "documents")
    for i, token in enumerate(tokens[:14]):
        if token.lemma in documents and token.tag in ("NN", "NNS", "NNP", "NNPS") and i + 1 < len(tokens):
            following = tokens[i + 1 : i + 3]
            if (
                following[0].tag == "VBN"
                and following[-1].norm in ("by", "to", "on")
                and following[0].lemma
                in (
                    "see",
                    "obtain",
                    "view",
                    "review",
                    "sign",
                    "publish",
                    "send",
                    "leak",
                    "issue",
                    "release",
                    "share",
                    "post",
                )
            ):
                start = _noun_start(line, i)
                if skip_opening(line, 0, start) >= start:
                    end = next(
                        (j for j in range(i + 1, len(tokens)) if tokens[j].tag in ("VBZ", "VBP", "VBD", "MD")), None
                    )
                    if end is not None and tokens[end].lemma not in words("cues", "says"):
                        yield Content(end, (start, end), end, len(tokens), False)
            return


def _noun_start(line: Line, i: int) -> int:
    p = i
    while p > 0 and (
        line.tokens[p - 1].tag in ("DT", "JJ", "NN", "NNP", "NNS", "POS", "CD", "PRP$")
        or line.tokens[p - 1].norm == "-"
    ):
        p -= 1
    return p
