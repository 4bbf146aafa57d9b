"""Alerts as mail: plain text and HTML, the same message with the same Message-ID at every try."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

from accredit.alert.outbox import Letter
from accredit.alert.sending import Outcome
from accredit.client.mailing import Server
from accredit.errors import FetchError
from accredit.export.alert_words import SUBJECT, html_words, subject_words, text_words
from accredit.export.words import carried
from accredit.model import digest
from accredit.views.words import printable

MOST = 50
"""Changes that one letter tells in full; of more it tells the subject lines."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One address, told by mail."""

    name: str
    server: Server
    sender: str
    to: str

    def send(self, letter: Letter) -> Outcome:
        """One try. A message whose taking was lost on the way is sent again and has the same Message-ID."""
        made = message(letter, self.name, self.sender, self.to)
        try:
            words = self.server.deliver(parseaddr(self.sender)[1], self.to, made.as_bytes())
        except FetchError as error:
            return Outcome("later" if error.passing else "never", str(error))
        return Outcome("sent", words)


def message(letter: Letter, receiver: str, sender: str, to: str) -> EmailMessage:
    """The message of a letter. All that is in it follows from the letter, so that a repeat is the same."""
    subject = _subject(letter)
    # A short line need not be folded; encoded words have 75 characters at most (RFC 2047, 2).
    made = EmailMessage(policy.SMTP.clone(max_line_length=998 if subject.isascii() else 78))
    name = digest("mail", letter.id, receiver)[:32]
    made["From"], made["To"] = sender, to
    made["Subject"] = subject
    made["Date"] = format_datetime(letter.found.replace(microsecond=0))
    made["Message-ID"] = f"<{name}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    told, rest = letter.alerts[:MOST], [subject_words(a) for a in letter.alerts[MOST:]]
    made.set_content(carried("\n\n".join([*map(text_words, told), *rest])), cte="base64")
    pages = "<hr>".join(map(html_words, told))
    lines = "".join(f"<p>{escape(words)}</p>" for words in rest)
    made.add_alternative(carried(f"<!doctype html><html><body>{pages}{lines}</body></html>"), "html", cte="base64")
    made.set_boundary(f"part-{name}")
    return made


def _subject(letter: Letter) -> str:
    words = printable(subject_words(letter.alerts[0]))
    many = f"{len(letter.alerts)} answers changed: " if len(letter.alerts) > 1 else ""
    return f"{many}{words}"[:SUBJECT]
