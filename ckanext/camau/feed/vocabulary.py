"""The vocabularies that the feed speaks: prefixes, and the terms by name. Pure."""

from __future__ import annotations

from typing import Final

from ckanext.camau.feed.nodes import Iri


class Namespace(str):
    """A vocabulary; ``NS("title")`` and ``NS.title`` both give a term of it."""

    __slots__ = ()

    def __call__(self, name: str) -> Iri:
        """Return a term whose name is a Python keyword or a string method."""
        return Iri(self + name)

    def __getattr__(self, name: str) -> Iri:
        if name.startswith("__"):
            raise AttributeError(name)
        return Iri(self + name)


ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
HYDRA: Final = Namespace("http://www.w3.org/ns/hydra/core#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")

#: Every namespace that a predicate or a class of the feed may come from.
PREFIXES: Final[dict[str, Namespace]] = {
    "adms": ADMS,
    "dcat": DCAT,
    "dct": DCT,
    "foaf": FOAF,
    "hydra": HYDRA,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}

TYPE: Final = RDF.type

EU: Final = "http://publications.europa.eu/resource/authority/"
#: The EU data themes under their own English names: two national themes may share one of them.
EU_THEMES: Final = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
VIETNAMESE: Final = Iri(f"{EU}language/VIE")
ENGLISH: Final = Iri(f"{EU}language/ENG")
IANA: Final = "https://www.iana.org/assignments/media-types/"
LOCAL_AUTHORITY: Final = Iri("http://purl.org/adms/publishertype/LocalAuthority")
LOCAL_AUTHORITY_NAME: Final = "Local Authority"
SHA256: Final = SPDX.checksumAlgorithm_sha256


def split(term: str) -> tuple[str, str]:
    """Return prefix and local name of a term of a known vocabulary.

    :raises KeyError: the term is of none of them, which a test of the mapping would have found
    """
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    for prefix, namespace in PREFIXES.items():
        if namespace == term[:cut]:
            return prefix, term[cut:]
    raise KeyError(term)


def compact(term: str) -> str:
    """Return a term with its prefix (``dct:title``)."""
    return ":".join(split(term))
