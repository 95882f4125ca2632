"""The ways in which a value becomes objects of statements. Pure; one small function a way.

The docstring of each is what ``docs/feed-mapping.md`` says of it. Every way takes the scope and the values of
the row's fields, and gives nothing for what cannot be said rightly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ckanext.camau.feed import iris, nodes, values
from ckanext.camau.feed import vocabulary as voc
from ckanext.camau.feed.nodes import Iri, Triple
from ckanext.camau.feed.record import listed
from ckanext.camau.feed.rule import Said, Scope
from ckanext.camau.feed.vocabulary import DCAT, DCT, FOAF, RDFS, SKOS, SPDX, TYPE, VCARD

Way = Iterator[Said]

_SUSPENDED: Final = "suspended"


# texts and numbers


def vietnamese(_scope: Scope, value: Any) -> Way:
    """Give text tagged ``@vi``."""
    yield Said(nodes.text(str(value), "vi"))


def english(_scope: Scope, value: Any) -> Way:
    """Give text tagged ``@en``."""
    yield Said(nodes.text(str(value), "en"))


def plain(_scope: Scope, value: Any) -> Way:
    """Give plain string."""
    yield Said(nodes.text(str(value)))


def keywords(_scope: Scope, tags: Any) -> Way:
    """Give each tag, tagged ``@vi``."""
    for tag in listed(tags):
        yield Said(nodes.text(str(tag["name"] if isinstance(tag, Mapping) else tag), "vi"))


def count(_scope: Scope, value: Any) -> Way:
    """Give ``xsd:nonNegativeInteger``."""
    digits = str(value).strip()
    if digits.isascii() and digits.isdigit():
        yield Said(nodes.typed(str(int(digits)), "nonNegativeInteger"))


def moment(_scope: Scope, when: datetime) -> Way:
    """Give ``xsd:dateTime`` with its zone."""
    yield Said(values.moment(when))


def period(scope: Scope, start: Any, end: Any) -> Way:
    """Give ``dct:PeriodOfTime``: gYear, gYearMonth, date or dateTime as known; a reversed one is left out."""
    node = iris.part(scope.subject, "period")
    first, last = values.period(str(start or ""), str(end or ""))
    about: list[Triple] = [(node, TYPE, DCT.PeriodOfTime)]
    about += [(node, DCAT.startDate, first)] if first else []
    about += [(node, DCAT.endDate, last)] if last else []
    if first or last:
        yield Said(node, tuple(about))


# addresses


def given_iri(_scope: Scope, iri: Iri) -> Way:
    """Give the address."""
    yield Said(iri)


def address(_scope: Scope, value: Any) -> Way:
    """Give the address, percent-encoded where it was not; what is no single address is left out."""
    found = values.address(str(value))
    if found:
        yield Said(found)


def access_address(_scope: Scope, download: Iri | None, url: Any, page: Iri) -> Way:
    """Give an upload: the record's page; else the row's own address; else the record's page."""
    yield Said((None if download else values.address(str(url or ""))) or page)


def document(_scope: Scope, iri: Iri) -> Way:
    """Give ``foaf:Document``."""
    yield Said(iri, ((iri, TYPE, FOAF.Document),))


def document_at(scope: Scope, value: Any) -> Way:
    """Give ``foaf:Document`` at the address."""
    for said in address(scope, value):
        yield from document(scope, Iri(str(said.node)))


def mailbox(_scope: Scope, value: Any) -> Way:
    """Give ``mailto:`` IRI."""
    found = values.mailbox(str(value))
    if found:
        yield Said(found)


def telephone(_scope: Scope, value: Any) -> Way:
    """Give ``tel:`` IRI (RFC 3966) with country code and extension."""
    found = values.telephone(str(value))
    if found:
        yield Said(found)


def postal_address(scope: Scope, value: Any) -> Way:
    """Give ``vcard:Address`` with ``vcard:street-address``."""
    node = iris.part(scope.subject, "address")
    street = (node, VCARD("street-address"), nodes.text(str(value), "vi"))
    yield Said(node, ((node, TYPE, VCARD.Address), street))


# codes of authority tables and of our own lists


def themes(scope: Scope, codes: Any) -> Way:
    """Give concept of the national themes with its ``skos:closeMatch``, and that EU data theme itself."""
    known = scope.world.codes("theme")
    for code in filter(known.__contains__, listed(codes)):
        own = scope.world.iris.code("theme", code)
        labels = _labels(own, "theme", code, scope)
        eu = known.iri(code)
        match: tuple[Triple, ...] = ((own, SKOS.closeMatch, Iri(eu)),) if eu else ()
        in_scheme = (own, SKOS.inScheme, scope.world.iris.code("theme"))
        yield Said(own, ((own, TYPE, SKOS.Concept), *labels, in_scheme, *match))
        if eu:
            yield _eu_theme(Iri(eu))


def _eu_theme(node: Iri) -> Said:
    name = node.rsplit("/", 1)[-1]
    label = nodes.text(voc.EU_THEMES.get(name, name), "en")
    return Said(node, ((node, TYPE, SKOS.Concept), (node, SKOS.prefLabel, label)))


def frequency(scope: Scope, code: Any) -> Way:
    """Give IRI of the EU table ``frequency``."""
    yield from _authority(scope, "update_frequency", str(code), DCT.Frequency)


def file_type(scope: Scope, code: Any) -> Way:
    """Give IRI of the EU table ``file-type``; a format that it does not know is left out."""
    yield from _authority(scope, "format", str(code), DCT.MediaTypeOrExtent)


def access_right(scope: Scope, code: Any) -> Way:
    """Give IRI of the EU table ``access-right``."""
    yield from _authority(scope, "access_right", str(code), DCT.RightsStatement)


def sharing_mode(scope: Scope, code: Any) -> Way:
    """Give IRI of the EU table ``access-right``: PUBLIC, RESTRICTED; NON_PUBLIC while suspended."""
    if scope.record.state == _SUSPENDED:
        yield from access_right(scope, "non_public")
    else:
        yield from _authority(scope, "sharing_mode", str(code), DCT.RightsStatement)


def language(_scope: Scope, value: Any) -> Way:
    """Give IRI of the EU table ``language``."""
    found = values.language(str(value))
    if found:
        yield Said(found, ((found, TYPE, DCT.LinguisticSystem),))


def media_type(_scope: Scope, value: Any) -> Way:
    """Give IRI of the IANA registry; its ``rdfs:label`` is what stock harvesters read."""
    name = values.media_type(str(value))
    if name:
        node = Iri(voc.IANA + name)
        yield Said(node, ((node, TYPE, DCT.MediaType), (node, RDFS.label, nodes.text(name))))


def places(scope: Scope, codes: Any) -> Way:
    """Give ``dct:Location`` of our own list of administrative units, with name and code."""
    known = scope.world.codes("place")
    for code in filter(known.__contains__, listed(codes)):
        node = scope.world.iris.code("place", code)
        labels = _labels(node, "place", code, scope)
        yield Said(node, ((node, TYPE, DCT.Location), *labels, (node, DCT.identifier, nodes.text(code))))


def licence(scope: Scope, code: Any) -> Way:
    """Give ``dct:LicenseDocument`` of our own list of licences."""
    known = scope.world.codes("license")
    if code not in known:
        return
    node = Iri(known.iri(code) or scope.world.iris.code("license", code))
    titles = (nodes.text(known.label(code, lang), lang) for lang in ("vi", "en"))
    yield Said(node, ((node, TYPE, DCT.LicenseDocument), *((node, DCT("title"), title) for title in titles)))


def protocol(scope: Scope, code: Any) -> Way:
    """Give ``dct:Standard``: the IRI of the list of protocols, else one of our own."""
    known = scope.world.codes("protocol")
    if code in known:
        node = Iri(known.iri(code) or scope.world.iris.code("protocol", code))
        yield Said(node, ((node, TYPE, DCT.Standard), (node, DCT("title"), nodes.text(known.label(code), "vi"))))


def local_authority(_scope: Scope, _value: Any) -> Way:
    """Give ``adms`` publisher type Local Authority."""
    node = voc.LOCAL_AUTHORITY
    label = nodes.text(voc.LOCAL_AUTHORITY_NAME, "en")
    yield Said(node, ((node, TYPE, SKOS.Concept), (node, SKOS.prefLabel, label)))


# people and documents


def agent_by_name(scope: Scope, name: Any) -> Way:
    """Give ``foaf:Agent`` named as written."""
    node = iris.part(scope.subject, "creator")
    yield Said(node, ((node, TYPE, FOAF.Agent), (node, FOAF.name, nodes.text(str(name), "vi"))))


def provenance(scope: Scope, value: Any) -> Way:
    """Give ``dct:ProvenanceStatement`` with the text; an address goes to ``dct:source`` instead."""
    if values.address(str(value)) is None:
        node = iris.part(scope.subject, "provenance")
        yield Said(node, ((node, TYPE, DCT.ProvenanceStatement), (node, RDFS.label, nodes.text(str(value), "vi"))))


def checksum(scope: Scope, sha256: Any) -> Way:
    """Give ``spdx:Checksum``, algorithm sha-256, ``xsd:hexBinary``."""
    node = iris.part(scope.subject, "checksum")
    digest = (node, SPDX.checksumValue, nodes.typed(str(sha256).lower(), "hexBinary"))
    yield Said(node, ((node, TYPE, SPDX.Checksum), (node, SPDX.algorithm, voc.SHA256), digest))


def standards(scope: Scope, entries: Any) -> Way:
    """Give ``dct:Standard``: the address, or a node of the record with the text as title."""
    for entry in (str(entry) for entry in listed(entries)):
        found = values.address(entry)
        mark = hashlib.sha256(nodes.clean(entry).encode()).hexdigest()[:12]
        node = found or iris.part(scope.subject, f"standard-{mark}")
        title: tuple[Triple, ...] = () if found else ((node, DCT("title"), nodes.text(entry, "vi")),)
        if "://" not in entry or found:
            yield Said(node, ((node, TYPE, DCT.Standard), *title))


def usage_rules(scope: Scope, ids: Any) -> Way:
    """Give ``dct:RightsStatement``: the IRI of each rule that is issued; others are not told."""
    for key in listed(ids):
        rule = scope.world.linked.get(str(key))
        if rule and rule.type == "usage_rule":
            node = scope.world.iris.record(rule.type, rule.record_id)
            title = (node, DCT("title"), nodes.text(rule.title, "vi"))
            yield Said(node, ((node, TYPE, DCT.RightsStatement), title))


def served_datasets(scope: Scope, ids: Any) -> Way:
    """Give the IRI of each dataset that is issued; others are not told."""
    # no class is claimed here: a harvester would take the stub for a dataset
    for key in listed(ids):
        served = scope.world.linked.get(str(key))
        if served and served.type == "dataset":
            yield Said(scope.world.iris.record(served.type, served.record_id))


def _labels(node: Iri, code_list: str, code: str, scope: Scope) -> tuple[Triple, ...]:
    known = scope.world.codes(code_list)
    return tuple((node, SKOS.prefLabel, nodes.text(known.label(code, lang), lang)) for lang in ("vi", "en"))


def _authority(scope: Scope, code_list: str, code: str, klass: Iri) -> Way:
    """Say a code whose list maps it to an authority table; the class is repeated for validators."""
    found = scope.world.codes(code_list).iri(code)
    if found:
        yield Said(Iri(found), ((Iri(found), TYPE, klass),))
