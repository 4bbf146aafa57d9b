"""`schemaorg`: claims as schema.org Claim, each with its `appearance`; ClaimReview for a person's ruling alone.

accredit checks no facts: only where a person confirmed, rejected or corrected a claim is there a review of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from accredit.export import names
from accredit.export.line import LineMission, LineVoice
from accredit.export.phrases import voice_name
from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import finished, json_words, listed, quoted
from accredit.ruling import RecordedRuling

CONTEXT = "https://schema.org"
_AUTHORS = {"official": "Person", "outlet": "NewsMediaOrganization", "government": "GovernmentOrganization"}
_RATINGS = {"confirmed": "Confirmed", "rejected": "Rejected", "corrected": "Corrected"}


def write(source: Source, out: BinaryIO) -> None:
    """Write one JSON-LD graph, a thing a line."""
    out.write(f'{{"@context":"{CONTEXT}","@graph":['.encode())
    out.writelines(listed(in_order(source, _things)))
    out.write(b"\n]}\n")


def _things(source: Source, leaves: Iterable[Leaf]) -> bytes:
    about = dict[LineMission, str]()
    return ",\n".join([line for leaf in leaves for line in _lines(leaf, about, source)]).encode()


def _lines(leaf: Leaf, about: dict[LineMission, str], source: Source) -> Iterator[str]:
    """An article with its claims and their reviews, each a line of JSON; `about` keeps missions that were told of."""
    yield json_words(_article(leaf))
    appearance = quoted(names.article_urn(leaf))
    for told in leaf.claims:
        yield finished(_claim(leaf, told, appearance, about, source))
        for ruling in told.rulings:
            if ruling.ruling.kind in _RATINGS:
                yield json_words(_review(told, ruling, source))


def _article(leaf: Leaf) -> dict[str, Any]:
    one = leaf.article
    return _without_nulls(
        {
            "@id": names.article_urn(leaf),
            # A sample is no report.
            "@type": "CreativeWork" if one.sample else "NewsArticle",
            "url": names.web_address(one.url),
            "headline": one.title,
            "datePublished": one.published,
            "inLanguage": one.language,
            "publisher": {"@type": "Organization", "name": one.outlet} if one.outlet else None,
            "articleBody" if not one.sample else "text": leaf.text,
            "creativeWorkStatus": "Sample: outlet and wording are invented" if one.sample else None,
        }
    )


def _claim(leaf: Leaf, told: Told, appearance: str, about: dict[LineMission, str], source: Source) -> str:
    line, origin, mission = told.line, told.line.origin, told.line.mission
    quote = line.evidence.exact
    mission_json = ""
    if mission:
        if mission not in about:
            about[mission] = f'"about":{json_words(_about(mission, source))},'
        mission_json = about[mission]
    quotation = f'"hasPart":{{"@type":"Quotation","text":{quoted(quote)}}},' if quote else ""
    created = f',"dateCreated":{quoted(told.recorded_at)}' if source.options.moments else ""
    keywords = f"{line.predicate}, {line.polarity}, {line.modality}, {line.stance}"
    return (
        f'{{"@id":{quoted(names.claim_urn(told.id))},"@type":"Claim","text":{quoted(source.phrases.sentence(line))},'
        f'"author":{{"@type":"{_AUTHORS.get(origin.kind, "Organization")}",'
        f'"name":{quoted(_author(origin, leaf, source))}}},"appearance":{{"@id":{appearance}}},'
        f'{mission_json}{quotation}"keywords":{quoted(keywords)}{created}}}'
    )


def _author(origin: LineVoice, leaf: Leaf, source: Source) -> str:
    if origin.kind == "outlet":
        return str(origin.name or leaf.article.outlet or "an outlet not named")
    return voice_name(origin, source.situation)


def _about(mission: LineMission, source: Source) -> dict[str, Any]:
    return {
        "@id": names.mission_urn(mission),
        "@type": "GovernmentOrganization",
        "name": source.phrases.mission(mission),
        "location": _without_nulls(
            {"@type": "PostalAddress", "addressLocality": mission.city, "addressCountry": mission.host}
        ),
    }


def _review(told: Told, recorded: RecordedRuling, source: Source) -> dict[str, Any]:
    ruling = recorded.ruling
    return _without_nulls(
        {
            "@id": f"urn:accredit:ruling:{ruling.id}",
            "@type": "ClaimReview",
            "claimReviewed": source.phrases.sentence(told.line),
            "itemReviewed": {"@id": names.claim_urn(told.id)},
            "author": {"@type": "Person", "name": ruling.who},
            "reviewBody": ruling.why,
            "reviewRating": {"@type": "Rating", "alternateName": _RATINGS[ruling.kind]},
            "datePublished": recorded.recorded_at[:10] if source.options.moments else None,
        }
    )


def _without_nulls(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if value is not None}
