"""Holds one stored row to its own content: ids to what they name, quotes to their texts."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from accredit.contract import claim_from
from accredit.errors import AccreditError
from accredit.ledger.append import article_row, claim_rows
from accredit.ledger.migrations import FIRST_CHAINED, MIGRATIONS
from accredit.ledger.ruling import ruling_row
from accredit.ledger.tables import articles, claims, migrations, texts
from accredit.ledger.words import from_bytes, from_json_line, json_line, unescaped
from accredit.model import Article, digest, text_digest
from accredit.ruling import ruling_from

_BROKEN = re.compile("[\ud800-\udfff]")
"""Stands for a byte that is no UTF-8; what is written as it should be has none (words.py)."""

_KEPT = 64  # texts at hand: the claims of an article follow each other


class Content:
    """Asked about rows in the order of the tables; remembers what later rows lean on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles: OrderedDict[str, tuple[Article, str] | None] = OrderedDict()
        self._asked: dict[str, Callable[[dict[str, Any]], str | None]] = {
            "texts": self._text,
            "articles": self._article,
            "readings": self._reading,
            "claims": self._claim,
            "rulings": self._ruling,
            "migrations": self._migration,
        }

    def problem(self, table: str, row: dict[str, Any]) -> str | None:
        """What is wrong with a row by itself; None when nothing is."""
        if table not in self._asked:
            return None
        if any(isinstance(value, str) and _BROKEN.search(value) for value in row.values()):
            return "holds words that are no UTF-8"
        try:
            return self._asked[table](row)
        except (AccreditError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            return f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}"

    def _text(self, row: dict[str, Any]) -> str | None:
        text = text_digest(from_bytes(row["body"]))
        return None if text == row["text_id"] else f"its text_id is not that of its text, {text[:12]}"

    def _article(self, row: dict[str, Any]) -> str | None:
        article = _article_of(row)
        made = article_row(article, article.key)
        wrong = [n for n, v in made.items() if _words(row[n]) != v and not (n == "sample" and bool(row[n]) is v)]
        return f"{' and '.join(wrong)} do not fit what it holds" if wrong else None

    def _reading(self, row: dict[str, Any]) -> str | None:
        held = select(claims.c.id, claims.c.line).where(claims.c.reading_id == row["id"]).order_by(claims.c.number)
        found = self._connection.execute(held).all()
        if any(not line for _, line in found):
            return None  # a claim was redacted: nobody can tell the id any more, the chain vouches for it
        made = [_words(row[n]) for n in ("article_key", "extractor", "lexicon", "situation", "pack")]
        if digest(*made, [claim_id for claim_id, _ in found]) == row["id"] or row["recorded_at"] < self._begun():
            return None  # before there was a chain, an id counted a claim that stood twice as two
        return "its id is not that of what it holds"

    def _begun(self) -> str:
        """Since when there is a chain."""
        first = select(migrations.c.recorded_at).where(migrations.c.number == FIRST_CHAINED)
        return self._connection.scalar(first) or ""

    def _claim(self, row: dict[str, Any]) -> str | None:
        line = from_json_line(row["line"])
        claim = claim_from(line)
        if replace(claim, id="").id != row["id"]:
            return f"its id is not that of what it says, {replace(claim, id='').id}"
        carried = self._carrier(row["article_key"])
        if carried is None:
            return "its article is not in this ledger"
        article, text = carried
        (made,) = claim_rows([claim], article, row["reading_id"], row["article_key"])
        wrong = [n for n, v in made.items() if n != "line" and _words(row[n]) != v]
        if json_line(line) != row["line"] or line["article"]["text_id"] != article.text_id:
            wrong.append("line")
        if wrong:
            return f"{' and '.join(wrong)} do not fit what it holds"
        words = claim.evidence
        if not words.exact or text[words.start : words.end] != words.exact:
            return "its quote is not in the text"
        return None

    def _carrier(self, key: str) -> tuple[Article, str] | None:
        """An article, without its text, and the text."""
        if key not in self._articles:
            joined = articles.join(texts, texts.c.text_id == articles.c.text_id)
            row = self._connection.execute(
                select(articles, texts.c.body).select_from(joined).where(articles.c.key == key)
            ).first()
            named = None if row is None else dict(row._mapping)
            self._articles[key] = None if named is None else (_plain_article(named), from_bytes(named["body"]))
            if len(self._articles) > _KEPT:
                self._articles.popitem(last=False)
        return self._articles[key]

    def _ruling(self, row: dict[str, Any]) -> str | None:
        line = from_json_line(row["line"])
        ruling = ruling_from(line)
        made = ruling_row(replace(ruling, id=""))
        wrong = [n for n, v in made.items() if n != "line" and _words(row[n]) != v]
        if json_line(line) != row["line"] or ruling.id != row["id"]:
            wrong.append("line")
        return f"{' and '.join(wrong)} do not fit what it holds" if wrong else None

    def _migration(self, row: dict[str, Any]) -> str | None:
        known = next((m.title for m in MIGRATIONS if m.number == row["number"]), None)
        return None if row["title"] == known else "is no step that this program knows"


_FIELDS = ("id", "text_id", "url", "outlet", "title", "published", "language", "author", "modified")


def _article_of(row: dict[str, Any]) -> Article:
    """The article of a row as it is stored."""
    fields = {name: _words(row[name]) for name in _FIELDS}
    return Article(**fields, text="", sample=bool(row["sample"]))


def _plain_article(row: dict[str, Any]) -> Article:
    return Article(**{name: row[name] for name in _FIELDS}, text="", sample=bool(row["sample"]))


def _words(value: Any) -> Any:
    """A stored value as it was given. Hashes and moments hold no backslash, so they stay as they are."""
    return unescaped(value) if isinstance(value, str) else value
