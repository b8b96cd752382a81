"""The machine-readable catalogue, in the terms of DCAT-AP-SE 3.0 as JSON-LD."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from samsyn.public.data import Dataset

Json = dict[str, Any]
EU = "http://publications.europa.eu/resource/authority"
SWEDISH = {"@id": f"{EU}/language/SWE"}
THEMES = [{"@id": f"{EU}/data-theme/{code}"} for code in ("JUST", "GOVE")]
MEDIA = {
    "json": ("application/json", "JSON"),
    "csv": ("text/csv", "CSV"),
    "geojson": ("application/geo+json", "GEOJSON"),
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


@dataclass(frozen=True)
class Publisher:
    """Who gives the data out, how they are reached, and under which licence."""

    name: str
    email: str
    licence: str


def catalogue(
    datasets: Iterable[Dataset], publisher: Publisher, address: Callable[..., str]
) -> Json:
    """All datasets. `address(name, *arguments)` gives the whole address of a page here."""
    index = address("public:index")
    agent = _agent(publisher, index)
    described = [_dataset(d, publisher, agent, address) for d in datasets]
    return {
        "@context": CONTEXT,
        "@id": index,
        "@type": "dcat:Catalog",
        "dcterms:title": _swedish("Öppna data från Samsyn"),
        "dcterms:description": _swedish(
            "Samverkan mellan stad och polis: överenskommelser, grupper, lägesbilder, planer, "
            "beslut och uppföljning."
        ),
        "dcterms:publisher": agent,
        "dcterms:license": {"@id": publisher.licence},
        "dcterms:language": SWEDISH,
        "dcat:themeTaxonomy": {"@id": f"{EU}/data-theme"},
        "foaf:homepage": {"@id": index},
        "dcat:dataset": described,
    }


def _agent(publisher: Publisher, index: str) -> Json:
    kind = {"@id": "http://purl.org/adms/publishertype/LocalAuthority"}
    return {
        "@id": f"{index}#utgivare",
        "@type": "foaf:Agent",
        "foaf:name": _swedish(publisher.name),
        "dcterms:type": kind,
    }


def _dataset(
    dataset: Dataset, publisher: Publisher, agent: Json, address: Callable[..., str]
) -> Json:
    page = address("public:dataset", dataset.name)
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dcterms:identifier": page,
        "dcterms:title": _swedish(dataset.title),
        "dcterms:description": _swedish(dataset.description),
        "dcterms:publisher": agent,
        "dcat:contactPoint": _contact(publisher, address),
        "dcat:keyword": [_swedish(word) for word in dataset.keywords],
        "dcat:theme": THEMES,
        "dcterms:language": SWEDISH,
        "dcterms:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dcterms:accrualPeriodicity": {"@id": f"{EU}/frequency/{dataset.frequency}"},
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            _distribution(dataset, form, publisher, address) for form in dataset.formats
        ],
    }


def _contact(publisher: Publisher, address: Callable[..., str]) -> Json:
    page = address("public:contact")
    told: Json = {
        "@id": f"{page}#samordning",
        "@type": "vcard:Organization",
        "vcard:fn": publisher.name,
        "vcard:hasURL": {"@id": page},
    }
    return {**told, "vcard:hasEmail": _mailto(publisher.email)} if publisher.email else told


def _mailto(email: str) -> Json:
    return {"@id": f"mailto:{email}"}


def _distribution(
    dataset: Dataset, form: str, publisher: Publisher, address: Callable[..., str]
) -> Json:
    file = address(f"public:{form}", dataset.name)
    media, code = MEDIA[form]
    return {
        "@id": file,
        "@type": "dcat:Distribution",
        "dcterms:title": _swedish(f"{dataset.title} ({code})"),
        "dcat:accessURL": {"@id": file},
        "dcat:downloadURL": {"@id": file},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dcterms:format": {"@id": f"{EU}/file-type/{code}"},
        "dcterms:license": {"@id": publisher.licence},
        "dcterms:language": SWEDISH,
    }


def _swedish(words: str) -> Json:
    return {"@value": words, "@language": "sv"}
