"""`webannotation`: each claim as a W3C Web Annotation on the words that it rests on (w3.org/TR/annotation-model).

A position counts code points, as the recommendation has it, and it counts them in the text as accredit keeps it: so it
stands with a target that is this text, and the page itself is found by the words, with what stands around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from accredit.export import names
from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import finished, json_words, one_line, quoted

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(source: Source, out: BinaryIO) -> None:
    """Write an AnnotationCollection whose one page embeds every annotation, one a line."""
    source.context = True
    collection = f"urn:accredit:annotations:{source.situation.id}"
    head = {"@context": CONTEXT, "id": collection, "type": "AnnotationCollection", "label": source.situation.title}
    page = {"id": f"{collection}:page", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    out.write(f'{json_words(head)[:-1]},\n"first":{json_words(page)[:-1]},"items":['.encode())
    total = 0
    for count, lines in in_order(source, _lines):
        if count:
            out.write((b",\n" if total else b"\n") + lines)
            total += count
    out.write(f'\n]}},\n"total":{total}}}\n'.encode())


def _lines(source: Source, leaves: Iterable[Leaf]) -> tuple[int, bytes]:
    """How many annotations there are of a stretch, and those."""
    lines = [line for leaf in leaves for line in _annotations(leaf, source)]
    return len(lines), ",\n".join(lines).encode()


def _annotations(leaf: Leaf, source: Source) -> Iterator[str]:
    """An article's annotations, each a line of JSON. What they share is put into words once."""
    address = names.web_address(leaf.article.url)
    page = f'{{"type":"SpecificResource","source":{quoted(address)},"selector":' if address else ""
    text = quoted(names.text_urn(leaf.article.text_id))
    text = f'{{"type":"SpecificResource","source":{{"id":{text},"type":"Text","format":"text/plain"}},"selector":['
    for told in leaf.claims:
        words = told.line.evidence
        if told.set_aside or not words.exact:
            continue
        quote = _quote(words.exact, *leaf.around(told))
        place = f'{{"type":"TextPositionSelector","start":{words.start},"end":{words.end}}}'
        targets = f"{page}{quote}}}," if page else ""
        yield finished(
            f'{{"id":{quoted(names.claim_urn(told.id))},"type":"Annotation","motivation":"identifying",'
            f'"body":[{_bodies(told, source)}],"target":[{targets}{text}{quote},{place}]}}]'
            f"{_more(leaf, told, source)}}}"
        )


def _quote(exact: str, before: str, after: str) -> str:
    prefix = f',"prefix":{quoted(before)}' if before else ""
    suffix = f',"suffix":{quoted(after)}' if after else ""
    return f'{{"type":"TextQuoteSelector","exact":{quoted(exact)}{prefix}{suffix}}}'


def _bodies(told: Told, source: Source) -> str:
    """What is claimed in the words, for people; and the contract's fields."""
    if told.plain:
        fields = one_line(told.claimed)
    else:
        fields = json_words({k: v for k, v in told.contract().items() if k != "evidence"})
    return (
        f'{{"type":"TextualBody","value":{quoted(source.phrases.sentence(told.line))},"format":"text/plain",'
        f'"language":"en","purpose":"describing"}},'
        f'{{"type":"TextualBody","value":{quoted(fields)},"format":"application/json","purpose":"classifying"}}'
    )


def _more(leaf: Leaf, told: Told, source: Source) -> str:
    created = f',"created":{quoted(told.recorded_at)}' if source.options.moments else ""
    if not leaf.article.sample:
        return created
    return f'{created},"audience":{{"type":"Audience","name":"a sample: its outlet and wording are invented"}}'
