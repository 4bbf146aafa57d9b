"""An alert in words: a subject line, plain text, and HTML in which nothing but the program's own tags is markup."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from accredit.export.alerts import Alert, Brought, Concerned, Saying
from accredit.views.words import printable

SUBJECT = 200
"""Characters of a subject line."""

_KINDS = {"article": "New article", "version": "Changed article", "reading": "Read again", "ruling": "Ruling on"}
_LEADS = {
    "verdict.changed": "",
    "verdict.aged": "No new word brought this about: days have passed, or how answers are found has changed.",
    "export.outdated": "What was exported says otherwise than what is known by now of the same day.",
    "export.agrees": "What was exported, and had become wrong, agrees again with what is known of the same day.",
}
SAMPLE = "SAMPLE: made from sample dispatches whose outlets and wording are invented."


def subject_words(alert: Alert) -> str:
    """What changed, on one line that fits a mail's subject and a feed's title."""
    mark = "SAMPLE " if alert.sample else ""
    wrong = any(each.wrong for each in alert.exports)
    lead = {
        "export.outdated": "Exported and now wrong: " if wrong else "Exported and standing otherwise now: ",
        "export.agrees": "Exported and right again: ",
    }
    words = f"{mark}{lead.get(alert.type, '')}{alert.subject.name}, {alert.question}: {alert.after.words}"
    return words if len(words) <= SUBJECT else f"{words[: SUBJECT - 1]}…"


def text_words(alert: Alert) -> str:
    """All of it as plain text. What articles say is indented."""
    return "\n".join(_lines(alert)) + "\n"


def _lines(alert: Alert) -> Iterator[str]:
    yield subject_words(alert)
    yield alert.title
    if alert.sample:
        yield SAMPLE
    yield ""
    yield f"Now:    {alert.after.words}"
    yield f"Before: {alert.before.words}"
    yield f"As of:  {alert.as_of.isoformat()}"
    yield ""
    if lead := _LEADS[alert.type]:
        yield lead
    yield alert.after.because
    for cause in alert.causes:
        yield ""
        yield f"{_KINDS[cause.kind]}: {_article(cause)}"
        if cause.url:
            yield f"  {cause.url}"
        for saying in cause.claims:
            yield f"  {'+' if saying.change == 'new' else '-'} {saying.says}: {saying.words}"
            yield f"    {_quote(saying)}"
    for concerned in alert.exports:
        yield ""
        yield f"Exported: {_exported(concerned)}"
        yield f"  it says: {concerned.before.words}"
        yield f"  by now:  {concerned.after.words}"


def html_words(alert: Alert) -> str:
    """The same as HTML, without scripts, pictures or anything that is fetched."""
    parts = [
        f'<div lang="en"><h1 style="font-size:1.2em">{escape(subject_words(alert))}</h1>',
        f"<p>{escape(alert.title)}</p>",
        f"<p><b>{escape(SAMPLE)}</b></p>" if alert.sample else "",
        f"<p><b>Now:</b> {escape(alert.after.words)}<br><b>Before:</b> {escape(alert.before.words)}<br>"
        f"<b>As of:</b> {alert.as_of.isoformat()}</p>",
        f"<p>{escape(' '.join(filter(None, (_LEADS[alert.type], alert.after.because))))}</p>",
    ]
    parts += [_cause_html(cause) for cause in alert.causes]
    if alert.exports:
        rows = "".join(
            f"<li>{escape(_exported(each))}<br>it says: {escape(each.before.words)}<br>"
            f"by now: {escape(each.after.words)}</li>"
            for each in alert.exports
        )
        parts.append(f"<p><b>Exported</b></p><ul>{rows}</ul>")
    return "".join(parts) + "</div>"


def _cause_html(cause: Brought) -> str:
    name = escape(_article(cause))
    link = cause.url if cause.url and cause.url.startswith(("https://", "http://")) else None
    named = f'<a href="{escape(link, quote=True)}">{name}</a>' if link else name
    rows = "".join(
        f"<li>{'new' if s.change == 'new' else 'no longer'}: {escape(s.says)}: {escape(s.words)}"
        f"<blockquote>{escape(_quote(s))}</blockquote></li>"
        for s in cause.claims
    )
    return f"<p><b>{_KINDS[cause.kind]}:</b> {named}</p><ul>{rows}</ul>"


def _article(cause: Brought) -> str:
    name = " – ".join(filter(None, (cause.outlet, cause.title))) or "an article without a title"
    return f"{name} ({cause.published or 'undated'}{', sample' if cause.sample else ''})"


def _quote(saying: Saying) -> str:
    if saying.quote is None:
        return "(its words may not be passed on)"
    return f"“{printable(saying.quote)}{' …' if saying.cut else ''}”"


def _exported(concerned: Concerned) -> str:
    known = f", known at {concerned.known_at}" if concerned.known_at else ""
    what = " ".join(filter(None, (concerned.kind, concerned.format, concerned.place)))
    return f"{what}, made {concerned.made}, as of {concerned.as_of}{known}"
