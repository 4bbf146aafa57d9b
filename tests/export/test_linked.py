"""prov, webannotation and schemaorg, handed to rdflib, pyshacl and pyld; geojson to geojson-pydantic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from pyld import jsonld
from pyshacl import validate
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic

from accredit.export.linked import ACC
from accredit.ledger import Ledger, open_ledger
from accredit.model import Situation
from accredit.ruling import Ruling
from accredit.situation import load
from tests.export.kit import BY, INJECTIONS, fill_with_rights, written
from tests.world import WORLD

PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SDO = "https://schema.org/"


def _turtle(ledger: Ledger, situation: Situation = WORLD) -> Graph:
    return Graph().parse(data=written("prov", ledger, situation, samples="include"), format="turtle")


class TestProv:
    def test_rdflib_reads_it_and_the_shapes_hold(self, ledger: Ledger, situation: Situation, root: Path) -> None:
        graph = _turtle(ledger, situation)
        shapes = Graph().parse(root / "docs" / "shapes" / "prov.ttl", format="turtle")
        conforms, _, words = validate(graph, shacl_graph=shapes)
        assert conforms, words[:2000]
        claims = len(written("jsonl", ledger, situation, samples="include").splitlines())
        assert len(set(graph.subjects(RDF.type, URIRef(ACC + "Claim")))) >= claims > 0

    def test_the_shapes_would_notice(self, rights: Ledger, root: Path) -> None:
        graph = _turtle(rights)
        graph.remove((None, URIRef(PROV + "wasAttributedTo"), None))
        shapes = Graph().parse(root / "docs" / "shapes" / "prov.ttl", format="turtle")
        assert not validate(graph, shacl_graph=shapes)[0]

    # rdflib's own reader of JSON-LD uses what rdflib calls old.
    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
    def test_both_syntaxes_are_one_graph(self, ledger: Ledger, situation: Situation) -> None:
        other = Graph().parse(data=written("prov-jsonld", ledger, situation, samples="include"), format="json-ld")
        assert to_isomorphic(_turtle(ledger, situation)) == to_isomorphic(other)

    def test_pyld_expands_it(self, injections: Ledger) -> None:
        found = jsonld.expand(json.loads(written("prov-jsonld", injections)))
        claims = [n for n in found if ACC + "Claim" in n.get("@type", [])]
        assert len(claims) == len(INJECTIONS)

    def test_no_word_becomes_a_triple(self, injections: Ledger) -> None:
        """Every property is one of the few that are written; nothing of the content is one."""
        known = ("http://purl.org/dc/terms/", PROV, ACC, "http://www.w3.org/2000/01/rdf-schema#", str(RDF))
        assert {str(p) for p in _turtle(injections).predicates() if not str(p).startswith(known)} == set()

    def test_a_party_speaks_through_its_voices(self, rights: Ledger) -> None:
        graph = _turtle(rights)
        (voice,) = graph.subjects(URIRef("http://www.w3.org/2000/01/rdf-schema#label"), Literal("Quote Speaker"))
        (party,) = graph.objects(voice, URIRef(PROV + "actedOnBehalfOf"))
        assert str(party) == "urn:accredit:party:arvenia:crown"

    def test_a_rejected_claim_is_there_as_ended_by_its_ruling(self) -> None:
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            one = next(r for r in ledger.claims(WORLD) if r.article.id == "open-1")
            ledger.append_ruling(Ruling.on_claim("rejected", one, **BY))
            graph = _turtle(ledger)
        (ruling,) = graph.objects(URIRef(f"urn:accredit:claim:{one.claim.id}"), URIRef(PROV + "wasInvalidatedBy"))
        (person,) = graph.objects(ruling, URIRef(PROV + "wasAssociatedWith"))
        assert graph.value(person, URIRef("http://www.w3.org/2000/01/rdf-schema#label")) == Literal("Ona Brandt")

    def test_a_corrected_claim_is_a_revision(self) -> None:
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            one = next(r for r in ledger.claims(WORLD) if r.article.id == "open-1")
            ledger.append_ruling(Ruling.on_claim("corrected", one, value={"party": "assembly"}, **BY))
            graph = _turtle(ledger)
        (revised,) = graph.subjects(URIRef(PROV + "wasRevisionOf"), URIRef(f"urn:accredit:claim:{one.claim.id}"))
        assert graph.value(revised, URIRef(ACC + "party")) == Literal("assembly")


ANNO = {
    "oa": OA, "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "as": "http://www.w3.org/ns/activitystreams#", "rdf": str(RDF), "schema": "http://schema.org/",
    "id": {"@id": "@id", "@type": "@id"}, "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
    "Text": "http://purl.org/dc/dcmitype/Text", "Audience": "schema:Audience", "name": "schema:name",
    "audience": {"@id": "schema:audience", "@type": "@id"},
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "identifying": "oa:identifying", "describing": "oa:describing", "classifying": "oa:classifying",
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end",
    "value": "rdf:value", "format": "dc:format", "language": "dc:language", "label": "schema:label",
    "created": "dcterms:created", "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "first": {"@type": "@id", "@id": "as:first"}, "partOf": {"@type": "@id", "@id": "as:partOf"},
    "startIndex": "as:startIndex", "total": "as:totalItems",
}  # fmt: skip
"""The terms of the published context that annotations here use, by the recommendation's tables."""


def _loader(url: str, _options: Any) -> dict[str, Any]:
    """No context comes from the network: those of the two vocabularies, as far as they are used."""
    known = {"http://www.w3.org/ns/anno.jsonld": ANNO, "https://schema.org": {"@vocab": SDO}}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": known[url]}}


def _expanded(found: bytes) -> list[dict[str, Any]]:
    done: list[dict[str, Any]] = jsonld.expand(json.loads(found), {"documentLoader": _loader})
    return done


class TestWebAnnotation:
    def test_every_key_is_of_the_vocabulary(self, ledger: Ledger, situation: Situation) -> None:
        """pyld drops what it does not know; so what comes back is compared with what was written."""
        found = json.loads(written("webannotation", ledger, situation, samples="include"))
        assert found["total"] == len(found["first"]["items"]) > 0
        assert _keys(found) - {"@context"} <= set(ANNO)
        (collection,) = _expanded(json.dumps(found).encode())
        items = collection["http://www.w3.org/ns/activitystreams#first"][0]
        assert len(items["http://www.w3.org/ns/activitystreams#items"][0]["@list"]) == found["total"]

    def test_positions_are_code_points_of_the_text(self, rights: Ledger) -> None:
        texts = {f"urn:accredit:text:{r.article.text_id}": rights.text(r.article.text_id) for r in rights.claims(WORLD)}
        found = json.loads(written("webannotation", rights))["first"]["items"]
        for item in found:
            target = item["target"][-1]
            quote, place = target["selector"]
            text = texts[target["source"]["id"]]
            assert text[place["start"] : place["end"]] == quote["exact"]
            before, after = quote.get("prefix", ""), quote.get("suffix", "")
            assert text[: place["start"]].endswith(before) and text[place["end"] :].startswith(after)
            assert len(before) <= 32 and len(after) <= 32

    def test_the_words_around_count_as_quoted(self, rights: Ledger) -> None:
        found = json.loads(written("webannotation", rights))["first"]["items"]
        text = next(rights.text(r.article.text_id) for r in rights.claims(WORLD) if r.article.id == "quote-1")
        shown: set[int] = set()
        for item in (i for i in found if "quote" in str(i["target"][0].get("source"))):
            quote, place = item["target"][-1]["selector"]
            first, last = place["start"] - len(quote.get("prefix", "")), place["end"] + len(quote.get("suffix", ""))
            assert last - first <= 300
            shown |= set(range(first, last))
        assert 0 < len(shown) <= len(text) // 10

    def test_an_open_article_gives_words_on_both_sides(self, rights: Ledger) -> None:
        found = json.loads(written("webannotation", rights))["first"]["items"]
        quotes = [i["target"][0]["selector"] for i in found if "open" in str(i["target"][0]["source"])]
        assert any(q.get("prefix") and q.get("suffix") for q in quotes)


def _keys(found: Any) -> set[str]:
    if isinstance(found, list):
        return set().union(*map(_keys, found)) if found else set()
    if isinstance(found, dict):
        return set(found).union(*map(_keys, found.values()))
    return set()


class TestSchemaOrg:
    def test_pyld_expands_it_and_every_claim_has_an_appearance(self, ledger: Ledger, situation: Situation) -> None:
        found = _expanded(written("schemaorg", ledger, situation, samples="include"))
        by_id = {thing["@id"]: thing for thing in found}
        claims = [t for t in found if SDO + "Claim" in t["@type"]]
        assert claims
        for claim in claims:
            (appearance,) = claim[SDO + "appearance"]
            assert by_id[appearance["@id"]]["@type"][0] in (SDO + "NewsArticle", SDO + "CreativeWork")

    def test_a_review_is_a_persons_alone(self, rights: Ledger, samples: Ledger) -> None:
        assert b"ClaimReview" not in written("schemaorg", rights)
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            one = next(r for r in ledger.claims(WORLD) if r.article.id == "open-1")
            ledger.append_ruling(Ruling.on_claim("rejected", one, **BY))
            found = json.loads(written("schemaorg", ledger))["@graph"]
        (review,) = [t for t in found if t["@type"] == "ClaimReview"]
        assert review["author"] == {"@type": "Person", "name": "Ona Brandt"}
        assert review["reviewRating"]["alternateName"] == "Rejected"
        assert review["itemReviewed"] == {"@id": f"urn:accredit:claim:{one.claim.id}"}

    def test_a_denial_reads_as_one(self, rights: Ledger) -> None:
        found = json.loads(written("schemaorg", rights))["@graph"]
        texts = [t["text"] for t in found if t["@type"] == "Claim"]
        assert "Open Speaker denies that the Crown runs the Arvenian embassy in Belm." in texts


class TestGeoJson:
    def test_geojson_pydantic_reads_it(self, ledger: Ledger, situation: Situation) -> None:
        found = FeatureCollection.model_validate_json(written("geojson", ledger, situation, samples="include"))
        assert len(found.features) >= len(situation.missions)
        for feature in found.features:
            assert feature.properties is not None
            assert (feature.geometry is None) == (feature.properties["precision"] == "state")

    def test_a_dispute_has_no_operator_and_splits(self, seeds: Ledger) -> None:
        from datetime import date

        found = json.loads(written("geojson", seeds, load("afghanistan-2021"), as_of=date(2023, 4, 1)))
        by_id = {f["id"]: f for f in found["features"]}
        khorog = by_id["af-tj-khorog-consulate-general"]["properties"]
        assert (khorog["operator"], khorog["standing"], khorog["leaning"]) == (None, "contested", "taliban")
        assert sorted(khorog["split"]) == ["republic", "taliban"] and khorog["formal"] == "republic"
        dushanbe = by_id["af-tj-dushanbe-embassy"]
        assert dushanbe["properties"]["operator"] == "republic" and dushanbe["properties"]["split"] == []
        assert dushanbe["geometry"]["coordinates"][0] == pytest.approx(68.8, abs=0.3)  # longitude first

    def test_an_answer_does_not_rest_on_a_private_article(self) -> None:
        """The crown runs Belm by a private article alone: nobody may tell that from the map."""
        with open_ledger(":memory:") as ledger:
            made = fill_with_rights(ledger)
            for name in ("open", "quote"):
                ledger.append_ruling(Ruling.on_article("rights", made[name], "private", who="Ona", why="all of it"))
            found = json.loads(written("geojson", ledger))
        assert {f["properties"]["standing"] for f in found["features"]} == {"unknown"}
