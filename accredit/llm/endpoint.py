"""Asks a model over the chat completions protocol, which many servers speak: a hosted one, or one on this machine.

Only the configured address is ever connected to, and only it may be a private one: no redirect is followed, and
nothing that an answer names is fetched. Time, bytes, attempts and waiting are bounded.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from accredit.client import Bounds, Client, Policy, Reply
from accredit.client.addresses import public
from accredit.errors import ArticleError, ExtractorError, FetchError
from accredit.llm.answer import compact, schema
from accredit.llm.settings import Settings

_LATER = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_NEVER = frozenset({401, 402, 403, 404, 405, 410})
_UNUSUAL_FORMAT = frozenset({400, 415, 422, 501})
_GONE = 5
_CONTENT = ("application/json", "text/json", "")


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and the tokens that it took; None where the server does not say."""

    content: str
    tokens: tuple[int, int] | None


class Endpoint:
    """The one address that is asked."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._url = f"{settings.url.rstrip('/')}/chat/completions"
        self.client = Client(Policy(private=True), Bounds(settings.seconds, settings.bytes, 0))
        self.sleep = sleep
        given = settings.format
        self._formats = ["schema", "object", "text"] if given == "auto" else [given]
        self._failed = 0
        self._trusted = False

    def ask(self, messages: list[dict[str, str]]) -> Answer:
        """The answer. Raises ArticleError where there is none this time, ExtractorError where there will be none."""
        self._trust()
        try:
            answer = self._answered(messages)
        except FetchError as error:
            self._failed += 1
            if self._failed >= _GONE:
                raise ExtractorError(f"llm: no answer for five articles in a row: {error}") from None
            raise ArticleError(f"the model gave no answer: {error}") from None
        self._failed = 0
        return answer

    def _answered(self, messages: list[dict[str, str]]) -> Answer:
        waited, tries = 0.0, 0
        while True:
            tries += 1
            last = tries >= self._settings.attempts
            try:
                reply = self._sent(messages)
            except FetchError as error:
                if last or not error.passing:
                    raise
                wait = float(2 ** (tries - 1))
            else:
                if reply.status not in _LATER:
                    return _taken(reply)
                wait = self._asked_to_wait(reply) or float(2 ** (tries - 1))
                if last:
                    raise ArticleError(f"the model's server answers {reply.status} {_short(reply.reason)}")
            if waited + wait > self._settings.patience:
                raise ArticleError(f"the model's server is to be left alone for {wait:,.0f} seconds: given up")
            self.sleep(wait)
            waited += wait

    def _sent(self, messages: list[dict[str, str]]) -> Reply:
        """One answer, in the first format that the server takes; which one it was is remembered."""
        while True:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            if self._settings.key:
                headers["Authorization"] = f"Bearer {self._settings.key}"
            reply = self.client.post(self._url, self._body(messages), headers)
            if reply.status in _NEVER:
                raise ExtractorError(f"llm: {self._url} answers {reply.status} {_short(reply.reason)}")
            if reply.status in _UNUSUAL_FORMAT and len(self._formats) > 1:
                self._formats.pop(0)
                continue
            return reply

    def _body(self, messages: list[dict[str, str]]) -> bytes:
        settings = self._settings
        body: dict[str, Any] = {
            **settings.parameters,
            "model": settings.model,
            "messages": messages,
            "temperature": settings.temperature,
            "max_tokens": settings.max_tokens,
            "stream": False,
        }
        if self._formats[0] == "schema":
            shape = {"name": "claims", "strict": True, "schema": schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self._formats[0] == "object":
            body["response_format"] = {"type": "json_object"}
        return compact(body).encode()

    def _trust(self) -> None:
        """Refuse to send a key over an open connection to another machine. Raises ExtractorError."""
        if self._trusted:
            return
        try:
            target = self.client.policy.target(self._url)
            if self._settings.key and not target.secure and any(map(public, self.client.policy.addresses(target))):
                raise ExtractorError(f"llm: {target.root}: a key is not sent over http: give an https address")
        except FetchError as error:
            raise ExtractorError(f"llm: {error}") from None
        except OSError:
            raise ExtractorError(f"llm: {target.root}: no such host") from None
        self._trusted = True

    @staticmethod
    def _asked_to_wait(reply: Reply) -> float | None:
        """Seconds that the server asks to be left alone for, as a number or as a moment (RFC 9110, 10.2.3)."""
        words = reply.headers.get("retry-after", "").strip()
        if words.isascii() and words.isdigit():
            return float(words[:9])
        try:
            moment = parsedate_to_datetime(words)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _taken(reply: Reply) -> Answer:
    """The answer in a reply. Raises ArticleError where it cannot be used."""
    if 300 <= reply.status < 400:
        raise ArticleError("the model's server answers with a redirect, which is not followed")
    if reply.status != 200:
        raise ArticleError(f"the model's server answers {reply.status} {_short(reply.reason)}")
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _CONTENT:
        raise ArticleError(f"the model's server answers with {_short(kind)}, not with JSON")
    try:
        found = msgspec.json.decode(reply.body, type=_Completion)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise ArticleError("the answer of the model's server is not of the protocol") from None
    if not found.choices:
        raise ArticleError("the answer of the model's server is not of the protocol: it holds no choice")
    choice = found.choices[0]
    if choice.message.refusal:
        raise ArticleError("the model refuses to read it")
    if choice.finish_reason in ("length", "max_tokens"):
        raise ArticleError("the model's answer was cut off at its bound (max_tokens)")
    if choice.finish_reason == "content_filter":
        raise ArticleError("the model's answer was filtered away by its server")
    if not choice.message.content or not choice.message.content.strip():
        raise ArticleError("the model ended without an answer")
    usage = found.usage
    known = usage is not None and usage.prompt_tokens >= 0 and usage.completion_tokens >= 0
    return Answer(choice.message.content, (usage.prompt_tokens, usage.completion_tokens) if usage and known else None)


def _short(words: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in words[:60])
