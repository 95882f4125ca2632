"""A file that may describe a service: which reader it is for."""

from __future__ import annotations

import codecs

from ckanext.camau.reading import openapi, wsdl
from ckanext.camau.reading.service import ServiceDescription

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(content: bytes) -> ServiceDescription:
    """Return what the file says of a service; what begins like XML is read as WSDL, all else as OpenAPI.

    :raises Unreadable: it is no such description, or larger than 5 MB
    """
    return wsdl.read(content) if _is_xml(content[:200]) else openapi.read(content)


def _is_xml(head: bytes) -> bool:
    if head.startswith(_MARKS):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
