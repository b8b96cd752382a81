"""The catalogue holds what DCAT-AP-SE 3.0 asks for, and leads to files that exist."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from samsyn.public.data import DATASETS
from tests.lillstad import Lillstad

CATALOGUE = {
    "dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license",
    "dcterms:language", "dcat:dataset", "dcat:themeTaxonomy", "foaf:homepage",
}  # fmt: skip
DATASET = {
    "dcterms:title", "dcterms:description", "dcterms:publisher", "dcat:contactPoint",
    "dcat:keyword", "dcat:theme", "dcterms:language", "dcterms:accrualPeriodicity",
    "dcterms:accessRights", "dcterms:identifier", "dcat:landingPage", "dcat:distribution",
}  # fmt: skip
DISTRIBUTION = {
    "dcterms:title", "dcat:accessURL", "dcat:downloadURL", "dcterms:license", "dcterms:format",
    "dcat:mediaType", "dcterms:language",
}  # fmt: skip
EU = "http://publications.europa.eu/resource/authority"


@pytest.fixture
def told(town: Lillstad, client: Client) -> dict[str, Any]:
    answer = client.get("/oppet/katalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    catalogue: dict[str, Any] = answer.json()
    return catalogue


def prefixes(node: Any) -> set[str]:
    """Every prefix that a key or a type uses."""
    if isinstance(node, list):
        return set().union(*map(prefixes, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    used = {key.split(":")[0] for key in node if not key.startswith("@")}
    used |= {str(node["@type"]).split(":")[0]} if "@type" in node else set()
    return used.union(*map(prefixes, node.values()))


def test_nothing_mandatory_is_missing(told: dict[str, Any]) -> None:
    assert told["@type"] == "dcat:Catalog" and told.keys() >= CATALOGUE
    assert len(told["dcat:dataset"]) == len(DATASETS)
    for dataset in told["dcat:dataset"]:
        assert dataset["@type"] == "dcat:Dataset" and dataset.keys() >= DATASET
        assert dataset["dcat:keyword"] and dataset["dcat:distribution"]
        for file in dataset["dcat:distribution"]:
            assert file["@type"] == "dcat:Distribution" and file.keys() >= DISTRIBUTION


def test_every_prefix_is_explained(told: dict[str, Any]) -> None:
    body = {key: value for key, value in told.items() if key != "@context"}
    assert prefixes(body) <= set(told["@context"])


def test_texts_are_swedish_and_codes_are_the_eus(told: dict[str, Any]) -> None:
    for dataset in told["dcat:dataset"]:
        assert dataset["dcterms:title"]["@language"] == "sv"
        assert {"@id": f"{EU}/data-theme/JUST"} in dataset["dcat:theme"]
        assert dataset["dcterms:accrualPeriodicity"]["@id"].startswith(f"{EU}/frequency/")
        assert dataset["dcterms:accessRights"]["@id"] == f"{EU}/access-right/PUBLIC"


def test_somebody_publishes_it_and_can_be_reached(told: dict[str, Any]) -> None:
    assert told["dcterms:publisher"]["foaf:name"]["@value"]
    contact = told["dcat:dataset"][0]["dcat:contactPoint"]
    assert contact["@type"] == "vcard:Organization"
    assert contact["vcard:hasEmail"]["@id"].startswith("mailto:")


def test_every_address_in_it_leads_somewhere(told: dict[str, Any], client: Client) -> None:
    for dataset in told["dcat:dataset"]:
        pages = [dataset["dcat:landingPage"], dataset["dcat:contactPoint"]["vcard:hasURL"]]
        files = [file["dcat:downloadURL"] for file in dataset["dcat:distribution"]]
        for node in (*pages, *files):
            assert node["@id"].startswith("http://testserver/")
            assert client.get(urlsplit(node["@id"]).path).status_code == 200


def test_no_two_things_share_a_name(told: dict[str, Any]) -> None:
    names = [d["@id"] for d in told["dcat:dataset"]]
    names += [f["@id"] for d in told["dcat:dataset"] for f in d["dcat:distribution"]]
    assert len(names) == len(set(names))
