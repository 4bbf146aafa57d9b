"""`schemaorg`: claims as schema.org Claim, each with its `appearance`; ClaimReview for a person's ruling alone.

accredit checks no facts: only where a person confirmed, rejected or corrected a claim is there a review of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from accredit.export import names
from accredit.export.phrases import voice_name
from accredit.export.shapes import Leaf
from accredit.export.source import Source
from accredit.export.told import Line, Told
from accredit.export.words import json_words
from accredit.ruling import RecordedRuling

CONTEXT = "https://schema.org"
_AUTHORS = {"official": "Person", "outlet": "NewsMediaOrganization", "government": "GovernmentOrganization"}
_RATINGS = {"confirmed": "Confirmed", "rejected": "Rejected", "corrected": "Corrected"}


def write(source: Source, out: BinaryIO) -> None:
    """Write one JSON-LD graph, a thing a line."""
    out.write(f'{{"@context":"{CONTEXT}","@graph":['.encode())
    for number, thing in enumerate(_things(source)):
        out.write(("\n" if not number else ",\n").encode() + json_words(thing).encode())
    out.write(b"\n]}\n")


def _things(source: Source) -> Iterator[dict[str, Any]]:
    for leaf in source.leaves():
        yield _article(leaf)
        for told in leaf.claims:
            yield _claim(leaf, told, source)
            for ruling in told.rulings:
                if ruling.ruling.kind in _RATINGS:
                    yield _review(told, ruling, source)


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


def _claim(leaf: Leaf, told: Told, source: Source) -> dict[str, Any]:
    line, origin = told.line, told.line["chain"][-1]
    quote = line["evidence"]["exact"]
    return _without_nulls(
        {
            "@id": names.claim_urn(told.id),
            "@type": "Claim",
            "text": source.phrases.sentence(line),
            "author": {"@type": _AUTHORS.get(origin["kind"], "Organization"), "name": _author(origin, leaf, source)},
            "appearance": {"@id": names.article_urn(leaf)},
            "about": _about(line, source),
            "hasPart": {"@type": "Quotation", "text": quote} if quote else None,
            "keywords": ", ".join((line["predicate"], line["polarity"], line["modality"], line["stance"])),
            "dateCreated": told.recorded_at if source.options.moments else None,
        }
    )


def _author(origin: Line, leaf: Leaf, source: Source) -> str:
    if origin["kind"] == "outlet":
        return str(origin["name"] or leaf.article.outlet or "an outlet not named")
    return voice_name(origin, source.situation)


def _about(line: Line, source: Source) -> dict[str, Any] | None:
    mission = line["mission"]
    if not mission:
        return None
    return {
        "@id": names.mission_urn(mission),
        "@type": "GovernmentOrganization",
        "name": source.phrases.mission(mission),
        "location": _without_nulls(
            {"@type": "PostalAddress", "addressLocality": mission["city"], "addressCountry": mission["host"]}
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
