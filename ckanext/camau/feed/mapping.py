"""The mapping table: field of the content → property → how. Nothing else decides what is said.

A field that begins with ``@`` is a fact of the ledger (see ``render.facts``). A row with several fields takes
them together, and holds when any of them is filled. ``docs/feed-mapping.md`` is checked against this table.
"""

from __future__ import annotations

from typing import Final

from ckanext.camau.feed import how, nested
from ckanext.camau.feed.nodes import Iri
from ckanext.camau.feed.rule import How, Rule
from ckanext.camau.feed.vocabulary import DCAT, DCT, FOAF, SPDX, VCARD


def _rule(fields: str, predicate: Iri, way: How) -> Rule:
    return Rule(tuple(fields.split()), predicate, way)


_CONTACT: Final = "contact_name contact_email contact_phone contact_address"

AGENCY: Final = (
    _rule("title", FOAF.name, how.vietnamese),
    _rule("title_en", FOAF.name, how.english),
    _rule("website", FOAF.homepage, how.document_at),
    _rule("id", DCT("type"), how.local_authority),
)

CONTACT: Final = (
    _rule("contact_name", VCARD.fn, how.vietnamese),
    _rule("contact_email", VCARD.hasEmail, how.mailbox),
    _rule("contact_phone", VCARD.hasTelephone, how.telephone),
    _rule("contact_address", VCARD.hasAddress, how.postal_address),
)

DISTRIBUTION: Final = (
    _rule("name", DCT("title"), how.vietnamese),
    _rule("description", DCT.description, how.vietnamese),
    _rule("@download url @page", DCAT.accessURL, how.access_address),
    _rule("@download", DCAT.downloadURL, how.given_iri),
    _rule("@size", DCAT.byteSize, how.count),
    _rule("sha256", SPDX.checksum, how.checksum),
    _rule("mimetype", DCAT.mediaType, how.media_type),
    _rule("format", DCT("format"), how.file_type),
    _rule("@license_id", DCT.license, how.licence),
    _rule("@issued_at", DCT.issued, how.moment),
    _rule("period_start period_end", DCT.temporal, how.period),
)

_RESOURCE: Final = (
    _rule("title", DCT("title"), how.vietnamese),
    _rule("title_en", DCT("title"), how.english),
    _rule("notes", DCT.description, how.vietnamese),
    _rule("@identifier", DCT.identifier, how.plain),
    _rule("@first_issued_at", DCT.issued, how.moment),
    _rule("@issued_at", DCT.modified, how.moment),
    _rule("@number", DCAT.version, how.plain),
    _rule("theme", DCAT.theme, how.themes),
    _rule("tags", DCAT.keyword, how.keywords),
    _rule("@owner_org", DCT.publisher, nested.agency(AGENCY)),
    _rule(f"@owner_org {_CONTACT}", DCAT.contactPoint, nested.contact(CONTACT)),
    _rule("@page", DCAT.landingPage, how.document),
)

DATASET: Final = (
    *_RESOURCE,
    _rule("@language", DCT.language, how.language),
    _rule("creator", DCT.creator, how.agent_by_name),
    _rule("source", DCT.source, how.address),
    _rule("source", DCT.provenance, how.provenance),
    _rule("license_id", DCT.license, how.licence),
    _rule("@access_right", DCT.accessRights, how.access_right),
    _rule("update_frequency", DCT.accrualPeriodicity, how.frequency),
    _rule("period_start period_end", DCT.temporal, how.period),
    _rule("places", DCT.spatial, how.places),
    _rule("resources", DCAT.distribution, nested.distributions(DISTRIBUTION)),
)

DATA_SERVICE: Final = (
    *_RESOURCE,
    _rule("endpoint_url", DCAT.endpointURL, how.address),
    _rule("resources", DCAT.endpointDescription, nested.documents),
    _rule("resources", FOAF.page, nested.documents),
    _rule("conforms_to", DCT.conformsTo, how.standards),
    _rule("protocol", DCT.conformsTo, how.protocol),
    _rule("sharing_mode", DCT.accessRights, how.sharing_mode),
    _rule("usage_rules", DCT.rights, how.usage_rules),
    _rule("serves_datasets", DCAT.servesDataset, how.served_datasets),
)

#: The tables by the name of their node, for the documentation and the tests.
TABLES: Final[dict[str, tuple[Rule, ...]]] = {
    "dcat:Dataset": DATASET,
    "dcat:Distribution": DISTRIBUTION,
    "dcat:DataService": DATA_SERVICE,
    "foaf:Agent": AGENCY,
    "vcard:Kind": CONTACT,
}

#: The table of each record type that a catalogue lists as a resource of its own, and its class.
RECORDS: Final[dict[str, tuple[Iri, tuple[Rule, ...]]]] = {
    "dataset": (DCAT.Dataset, DATASET),
    "data_service": (DCAT.DataService, DATA_SERVICE),
}
