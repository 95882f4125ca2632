"""Texts of a workbook that stand in no cell: headers and footers, names of sheets and ranges, properties. Pure."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ckanext.camau.reading import archive
from ckanext.camau.reading.limits import Limits

_SHEET: Final = re.compile(r"xl/(?:worksheets|chartsheets)/[^/]+\.xml")
_PROPERTIES: Final = re.compile(r"docProps/(?:core|app|custom)\.xml")
_PRINTED: Final = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
#: How a header says which part and font come next: &L, &C, &R, &"Arial,Bold", &12.
_CODES: Final = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')
#: Written by the program, not by a person.
_MECHANICAL: Final = frozenset(
    {"Application", "AppVersion", "created", "modified", "lastPrinted", "revision", "TotalTime"}
)


def in_workbook(path: Path, limits: Limits) -> Iterator[str]:
    """Yield the texts one by one.

    :raises Unreadable: the workbook is damaged or unpacks to too much
    """
    with archive.opened(path, limits) as opened:
        for name in opened.namelist():
            if _SHEET.fullmatch(name):
                yield from _printed(opened, name, limits)
            elif _PROPERTIES.fullmatch(name):
                yield from _properties(opened, name, limits)
        yield from _names(opened, limits)


def _printed(opened: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[str]:
    with opened.open(name) as stream:
        for tag, element in archive.elements(stream, limits):
            if tag in _PRINTED and element.text:
                yield from filter(None, (part.strip() for part in _CODES.sub("\n", element.text).splitlines()))
            elif tag == "row":
                element.clear()


def _properties(opened: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[str]:
    with opened.open(name) as stream:
        for tag, element in archive.elements(stream, limits):
            if tag not in _MECHANICAL and (text := (element.text or "").strip()):
                yield text


def _names(opened: zipfile.ZipFile, limits: Limits) -> Iterator[str]:
    stream = archive.member(opened, "xl/workbook.xml")
    if stream is None:
        return
    with stream:
        for tag, element in archive.elements(stream, limits):
            if tag == "sheet":
                yield str(element.get("name", ""))
            elif tag == "definedName":
                yield f"{element.get('name', '')} {element.text or ''}".replace("_", " ")
