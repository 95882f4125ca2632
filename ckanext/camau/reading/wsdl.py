"""WSDL 1.1 files read as a proposal for a data service; nothing is called, imported or followed outside the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.reading.service import DEEPEST, Effort, ServiceDescription, check_size, text
from ckanext.camau.workflow.messages import N_, Message

_WSDL: Final = "{http://schemas.xmlsoap.org/wsdl/}"
_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
#: SOAP 1.1 and 1.2.
_SOAP: Final = ("{http://schemas.xmlsoap.org/wsdl/soap/}", "{http://schemas.xmlsoap.org/wsdl/soap12/}")

#: Types of XML Schema by the code of the list data_type; names that are not here are text.
_TYPES: Final = {
    **dict.fromkeys(("boolean",), "boolean"),
    **dict.fromkeys(("date",), "date"),
    **dict.fromkeys(("dateTime",), "datetime"),
    **dict.fromkeys(("decimal", "float", "double"), "number"),
    **dict.fromkeys(("integer", "int", "long", "short", "byte", "positiveInteger", "nonNegativeInteger"), "integer"),
    **dict.fromkeys(("negativeInteger", "nonPositiveInteger"), "integer"),
    **dict.fromkeys(("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"), "integer"),
    **dict.fromkeys(("base64Binary", "hexBinary"), "file"),
    **dict.fromkeys(("anyType",), "object"),
}

_BROKEN: Final = N_("The description of the service is not valid XML, or it has parts that are not read (DTD).")
_OTHER: Final = N_("The file is no WSDL 1.1 description.")


def read(content: bytes) -> ServiceDescription:
    """Return what the file describes; raise Unreadable with one message when it is no WSDL 1.1 description."""
    check_size(content)
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(Message(_BROKEN)) from error
    if root.tag != f"{_WSDL}definitions":
        raise Unreadable(Message(_OTHER))
    return _Reading(root).description()


class _Reading:
    """One file: its root, and what it names, by local name."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._effort = Effort()
        self._messages = _named(root.findall(f"{_WSDL}message"))
        schemas = root.findall(f"{_WSDL}types/{_XSD}schema")
        self._elements = _named(item for schema in schemas for item in schema.findall(f"{_XSD}element"))
        kinds = ("complexType", "simpleType")
        self._types = _named(item for schema in schemas for kind in kinds for item in schema.findall(f"{_XSD}{kind}"))

    def description(self) -> ServiceDescription:
        operations: dict[str, dict[str, str]] = {}
        parameters: dict[str, dict[str, str]] = {}
        for operation in self._operations():
            self._effort.spend()
            name = text(operation.get("name"))
            if not name or name in operations:
                continue
            operations[name] = {"method": "SOAP", "path": name, "summary": _documentation(operation, _WSDL)}
            for row in self._inputs(operation):
                if row["name"]:
                    parameters.setdefault(row["name"], row)
        service = self._root.find(f"{_WSDL}service")
        title = text(service.get("name") if service is not None else self._root.get("name"))
        return ServiceDescription(title, "", self._endpoint(), (*parameters.values(),), (*operations.values(),))

    def _operations(self) -> Iterator[Element]:
        """Give the operations that are called by SOAP; all of them if nothing is bound to SOAP."""
        bindings = self._root.findall(f"{_WSDL}binding")
        soap = {_local(item.get("type")) for item in bindings if _is_soap(item)}
        for port_type in self._root.findall(f"{_WSDL}portType"):
            if not soap or port_type.get("name") in soap:
                yield from port_type.findall(f"{_WSDL}operation")

    def _endpoint(self) -> str:
        for namespace in _SOAP:
            address = self._root.find(f"{_WSDL}service/{_WSDL}port/{namespace}address")
            if address is not None:
                return text(address.get("location"))
        return ""

    def _inputs(self, operation: Element) -> Iterator[dict[str, str]]:
        """Give the parts of the input message, or what the elements of a document-style part hold."""
        asked = operation.find(f"{_WSDL}input")
        message = self._messages.get(_local(asked.get("message"))) if asked is not None else None
        for part in message.findall(f"{_WSDL}part") if message is not None else ():
            element = self._elements.get(_local(part.get("element")))
            holder = self._complex(element) if element is not None else None
            if holder is not None:
                yield from (self._row(item, needed=needed) for item, needed in self._held(holder, DEEPEST))
            elif part.get("type") or element is not None:
                yield self._row(part if element is None else element, needed=True)

    def _complex(self, element: Element) -> Element | None:
        own = element.find(f"{_XSD}complexType")
        if own is not None:
            return own
        named = self._types.get(_local(element.get("type")))
        return named if named is not None and named.tag == f"{_XSD}complexType" else None

    def _held(self, holder: Element, left: int, *, needed: bool = True) -> Iterator[tuple[Element, bool]]:
        """Give the elements inside a type, with those of the type it extends; of a choice none is needed."""
        if not left:
            return
        for item in holder:
            self._effort.spend()
            kind = item.tag.removeprefix(_XSD) if isinstance(item.tag, str) else ""
            inside = needed and item.get("minOccurs") != "0"
            if kind == "element":
                target = self._elements.get(_local(item.get("ref")))
                yield (item if target is None else target), inside
            elif kind in ("sequence", "all", "choice", "complexContent"):
                yield from self._held(item, left - 1, needed=inside and kind != "choice")
            elif kind == "extension":
                base = self._types.get(_local(item.get("base")))
                if base is not None:
                    yield from self._held(base, left - 1, needed=needed)
                yield from self._held(item, left - 1, needed=needed)

    def _row(self, item: Element, *, needed: bool) -> dict[str, str]:
        return {
            "name": text(item.get("name")) or _local(item.get("ref")),
            "location": "body",
            "data_type": "array" if item.get("maxOccurs", "1") not in ("0", "1") else self._data_type(item),
            "required": "true" if needed else "false",
            "description": _documentation(item, f"{_XSD}annotation/{_XSD}"),
        }

    def _data_type(self, item: Element) -> str:
        simple = item.find(f"{_XSD}simpleType")
        name = item.get("type")
        for _ in range(DEEPEST):
            if simple is not None:
                restriction = simple.find(f"{_XSD}restriction")
                name = restriction.get("base") if restriction is not None else None
            elif item.find(f"{_XSD}complexType") is not None:
                return "object"
            simple = self._types.get(_local(name))
            if simple is None:
                return _TYPES.get(_local(name), "string")
            if simple.tag == f"{_XSD}complexType":
                return "object"
        return ""


def _named(items: Iterator[Element] | list[Element]) -> dict[str, Element]:
    return {item.get("name", ""): item for item in items if item.get("name")}


def _local(name: str | None) -> str:
    """Return a name without its prefix."""
    return (name or "").rpartition(":")[2]


def _documentation(item: Element, prefix: str) -> str:
    found = item.find(f"{prefix}documentation")
    return text("".join(found.itertext())) if found is not None else ""


def _is_soap(binding: Element) -> bool:
    return any(binding.find(f"{namespace}binding") is not None for namespace in _SOAP)
