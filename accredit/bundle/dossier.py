"""The dossier of a bundle as one page that needs nothing else: no script, no style from elsewhere, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from accredit.export.names import web_address
from accredit.export.phrases import mission_name, sentence
from accredit.export.shapes import Leaf
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import for_xml
from accredit.model import Mission
from accredit.verdict import Verdict

_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1,h2{line-height:1.2}dt{font-weight:bold;margin-top:.8rem}dd{margin:0}blockquote{margin:.3rem 0 .3rem 1rem;"
    "padding-left:.8rem;border-left:3px solid #bbb}.sample{border:2px solid #a00;padding:.4rem;color:#a00}"
    "li{margin-bottom:.8rem}small{color:#555;overflow-wrap:anywhere}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(mission: Mission, verdicts: Mapping[str, Verdict], leaves: Iterable[Leaf], source: Source) -> str:
    """The page: the answers, and every claim with its words as far as they may leave."""
    name = mission_name(mission, source.situation)
    title = f"{name[4:5].upper()}{name[5:]}"
    kept = list(leaves)
    sample = any(leaf.article.sample for leaf in kept)
    known = source.options.known_at
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_words(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{_words(title)}</h1>",
            '<p class="sample">SAMPLE: outlets and wording are invented.</p>' if sample else "",
            f"<p>As of {source.as_of.isoformat()}; known at {known.isoformat() if known else 'any day'}; "
            f"recorded at {_words(source.recorded_at or 'no moment')}. {_words(source.situation.title)}.</p>",
            "<h2>Answers</h2>\n<dl>",
            *(_answer(question, verdict) for question, verdict in verdicts.items()),
            "</dl>\n<h2>Claims</h2>\n<ol>",
            *(_claim(leaf, told, source) for leaf in kept for told in leaf.claims if not told.set_aside),
            "</ol>\n</main>\n</body>\n</html>\n",
        )
    )


def _answer(question: str, verdict: Verdict) -> str:
    value = verdict.value or (f"no value; leaning {verdict.leaning}" if verdict.leaning else "no value")
    formal = f", formally {_words(verdict.formal)}" if verdict.formal else ""
    head = f"<dt>{_words(question)}: {_words(value)}{formal} ({_words(verdict.standing)})</dt>"
    return f"{head}\n<dd>{_words(verdict.because)}</dd>"


def _claim(leaf: Leaf, told: Told, source: Source) -> str:
    one, line = leaf.article, told.line
    words = line.evidence.exact
    quote = f"<blockquote>{_words(words)}{' […]' if told.cut else ''}</blockquote>" if words else ""
    where = ", ".join(filter(None, (one.outlet, one.title, one.published))) or "an article without a title"
    address = web_address(one.url)
    link = f'<a href="{_words(address)}" rel="noreferrer">{_words(where)}</a>' if address else _words(where)
    return (
        f'<li id="claim-{_words(told.id)}">{_words(sentence(line, source.situation))}\n{quote}'
        f"<small>{link} · claim {_words(told.id)}</small></li>"
    )


def _words(words: str) -> str:
    return escape(for_xml(words), quote=True)
