"""An article of the invented world, what an honest model makes of it, and a scripted model on loopback."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accredit.llm import Llm, Settings
from accredit.model import Article
from tests.client.servers import Server, answer
from tests.world import article

TEXT = (
    "The crown has run the Arvenian consulate in Tarn since 3 March 2021, Pavo Rell told the Evening Lantern.\n\n"
    "“Nothing was handed over in Belm,” said Sorna Veld, the assembly’s ambassador to Belmora. The embassy in Belm"
    " closed on Friday. She spoke in the garden.\n\n"
    "The Corrovian Foreign Ministry declined to comment on the consulate in Tarn."
)
ARTICLE = article(TEXT, id="lantern-7")

TARN_SENTENCE = "The crown has run the Arvenian consulate in Tarn since 3 March 2021"


def voice(name: str | None, kind: str = "official", **fields: Any) -> dict[str, Any]:
    return {"name": name, "role": None, "party": None, "kind": kind, "said": None} | fields


def told(**fields: Any) -> dict[str, Any]:
    """What an honest model says of the first sentence, with `fields` changed."""
    plain: dict[str, Any] = {
        "quote": TARN_SENTENCE,
        "predicate": "controls",
        "mission": "xa-tarn-consulate",
        "states": [],
        "party": "crown",
        "person": None,
        "polarity": "affirmed",
        "modality": "actual",
        "stance": "asserts",
        "aspect": "state",
        "basis": None,
        "voices": [voice("Pavo Rell", party="crown")],
        "when": {"words": "since 3 March 2021", "earliest": None, "latest": None},
        "sure": True,
    }
    return plain | fields


DENIAL = told(
    quote="Nothing was handed over in Belm",
    predicate="handed_over",
    mission="xa-belm-embassy",
    party="crown",
    polarity="denied",
    aspect=None,
    voices=[voice("Sorna Veld", role="ambassador", party="assembly")],
    when=None,
)


def completion(content: str | None, *, finish: str = "stop", usage: bool = True, **message: Any) -> dict[str, Any]:
    """A whole answer of the chat completions protocol."""
    said = {"role": "assistant", "content": content} | message
    value: dict[str, Any] = {"id": "x", "choices": [{"index": 0, "message": said, "finish_reason": finish}]}
    return value | ({"usage": {"prompt_tokens": 1000, "completion_tokens": 200}} if usage else {})


def says(*claims: Any, **more: Any) -> bytes:
    """The HTTP answer of a model that says these claims."""
    return as_json(completion(json.dumps({"claims": list(claims)}), **more))


def as_json(value: Any, status: str = "200 OK", **headers: str) -> bytes:
    return answer(json.dumps(value), status, **{"Content_Type": "application/json"} | headers)


Step = bytes | Callable[[socket.socket], None]


class Model(Server):
    """A model that gives the scripted answers one after the other, the last for ever; `bodies` are the requests."""

    def __init__(self, script: Sequence[Step]) -> None:
        self.bodies: list[dict[str, Any]] = []
        self._script = list(script)
        super().__init__(self._behave_so)

    def _behave_so(self, connection: socket.socket, _path: str, request: str) -> None:
        head, _, body = request.partition("\r\n\r\n")
        length = next((int(h.split(":")[1]) for h in head.split("\r\n") if h.lower().startswith("content-length")), 0)
        data = body.encode("latin-1")
        while len(data) < length:
            data += connection.recv(65536)
        self.bodies.append(json.loads(data or b"null"))
        step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if callable(step):
            step(connection)
        else:
            connection.sendall(step)


@contextmanager
def model(*script: Step) -> Iterator[Model]:
    server = Model(script)
    try:
        yield server
    finally:
        server.close()


def llm(server: Server, cache: Path | None = None, **fields: Any) -> Llm:
    """The extractor against a scripted model; it waits for nothing, and `slept` says how long it would have."""
    given = {"url": f"{server.root}/v1", "model": "scripted", "cache": str(cache) if cache else "", "seconds": 5}
    made = Llm(Settings.of(given | fields, {}))
    made.slept = []  # type: ignore[attr-defined]
    made.endpoint.sleep = made.slept.append  # type: ignore[attr-defined]
    return made


def odd(text: str) -> Article:
    return article(text, id="odd")
