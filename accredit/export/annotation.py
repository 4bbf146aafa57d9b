"""`webannotation`: each claim as a W3C Web Annotation on the words that it rests on (w3.org/TR/annotation-model).

A position counts code points, as the recommendation has it, and it counts them in the text as accredit keeps it: so it
stands with a target that is this text, and the page itself is found by the words, with what stands around them.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from accredit.export import names
from accredit.export.shapes import Leaf
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import json_words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(source: Source, out: BinaryIO) -> None:
    """Write an AnnotationCollection whose one page embeds every annotation, one a line."""
    source.context = True
    collection = f"urn:accredit:annotations:{source.situation.id}"
    head = {"@context": CONTEXT, "id": collection, "type": "AnnotationCollection", "label": source.situation.title}
    page = {"id": f"{collection}:page", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    out.write(f'{json_words(head)[:-1]},\n"first":{json_words(page)[:-1]},"items":['.encode())
    total = 0
    for leaf in source.leaves():
        for told in leaf.claims:
            if not told.set_aside and told.line["evidence"]["exact"]:
                out.write((",\n" if total else "\n").encode())
                out.write(json_words(annotation(leaf, told, source)).encode())
                total += 1
    out.write(f'\n]}},\n"total":{total}}}\n'.encode())


def annotation(leaf: Leaf, told: Told, source: Source) -> dict[str, Any]:
    """One annotation. It identifies what is claimed in the words; the contract's fields are its second body."""
    line = told.line
    quote = {"type": "TextQuoteSelector", "exact": line["evidence"]["exact"]}
    before, after = leaf.around(told)
    quote |= ({"prefix": before} if before else {}) | ({"suffix": after} if after else {})
    place = {"type": "TextPositionSelector", "start": line["evidence"]["start"], "end": line["evidence"]["end"]}
    text = {
        "type": "SpecificResource",
        "source": {"id": names.text_urn(leaf.article.text_id), "type": "Text", "format": "text/plain"},
        "selector": [quote, place],
    }
    address = names.web_address(leaf.article.url)
    page = [{"type": "SpecificResource", "source": address, "selector": quote}] if address else []
    made: dict[str, Any] = {
        "id": names.claim_urn(told.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "value": source.phrases.sentence(line), "format": "text/plain",
             "language": "en", "purpose": "describing"},
            {"type": "TextualBody", "value": json_words({k: v for k, v in line.items() if k != "evidence"}),
             "format": "application/json", "purpose": "classifying"},
        ],
        "target": [*page, text],
    }  # fmt: skip
    if source.options.moments:
        made["created"] = told.recorded_at
    if leaf.article.sample:
        made["audience"] = {"type": "Audience", "name": "a sample: its outlet and wording are invented"}
    return made
