"""One message to one mail server, over TLS, within one deadline."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from accredit.client.stream import safe_context
from accredit.errors import FetchError, NoAnswerError

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server (RFC 5321) and how it is spoken to; no name and password without TLS. `seconds` bound all of it."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0

    def deliver(self, sender: str, to: str, message: bytes) -> str:
        """Hand over a message for one address; what the server said of it, which has taken it.

        Raises FetchError for one that it will never take, NoAnswerError where another try may do better; after that
        nobody knows whether it was taken.
        """
        try:
            with self._connected() as connection:
                connection.mail(sender)
                code, words = connection.rcpt(to)
                if code not in (250, 251):
                    raise _refusal(f"does not take mail for {to}", code, words)
                code, words = connection.data(message)
                if code != 250:
                    raise _refusal("does not take the message", code, words)
                return f"{code} {_plain(words)}".strip()
        except smtplib.SMTPAuthenticationError as error:
            raise NoAnswerError(f"{self.host}: refuses the name or the password ({error.smtp_code})") from None
        except smtplib.SMTPDataError as error:
            raise _refusal(f"{self.host}: does not take the message", error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPNotSupportedError as error:
            raise NoAnswerError(f"{self.host}: {_plain(str(error))}") from None
        except smtplib.SMTPException as error:
            raise NoAnswerError(f"{self.host}: {_plain(str(error)) or type(error).__name__}") from None
        except ssl.SSLError as error:
            raise NoAnswerError(f"{self.host}: no safe connection: {error.reason or error}") from None
        except socket.gaierror:
            raise NoAnswerError(f"{self.host}: no such host") from None
        except OSError as error:
            raise NoAnswerError(f"{self.host}: {(error.strerror or str(error) or 'does not answer').lower()}") from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        context = safe_context()
        safe = self.security == "tls"
        connection = (
            smtplib.SMTP_SSL(timeout=self.seconds, context=context) if safe else smtplib.SMTP(timeout=self.seconds)
        )
        # The library bounds each wait alone; a server that drips would be waited for without end.
        clock = threading.Timer(self.seconds, _end, (connection,))
        clock.daemon = True
        clock.start()
        try:
            connection._host = self.host  # type: ignore[attr-defined] # the name that TLS asks for
            connection.connect(self.host, self.port)
            connection.ehlo_or_helo_if_needed()
            if self.security == "starttls":
                connection.starttls(context=context)
                connection.ehlo()
            if self.user is not None and self.password is not None and self.security != "none":
                connection.login(self.user, self.password)
            yield connection
            _leave(connection)
        finally:
            clock.cancel()
            connection.close()


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; the message is taken, whatever comes of it."""
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        return


def _end(connection: smtplib.SMTP) -> None:
    """End the connection under whoever waits for it."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _refusal(what: str, code: int, words: bytes | str) -> FetchError:
    """4xx is for now, 5xx for ever (RFC 5321, 4.2.1)."""
    kind = FetchError if 500 <= code < 600 else NoAnswerError
    return kind(f"{what}: {code} {_plain(words)}")


def _plain(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join("".join(c if c.isprintable() else " " for c in text[:300]).split())
