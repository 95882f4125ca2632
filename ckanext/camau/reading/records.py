"""JSON and XML as tables: each object or element a row, its names the headings. So the same eyes look at them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from ckanext.camau.reading import archive, delimited
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.workflow.messages import N_, Message

_LARGEST_JSON: Final = 30 << 20
_DEEPEST: Final = 60
_BROKEN: Final = Message(N_("The file is no valid JSON or XML: put it right and upload it again."))


def of_json(path: Path, limits: Limits) -> list[list[str]]:
    """Return the objects of a JSON file as rows under one row of names.

    :raises Unreadable: no JSON; TooMuch: too large to be taken apart
    """
    if path.stat().st_size > _LARGEST_JSON:
        raise TooMuch
    with delimited.opened(path) as stream:
        text = stream.read()
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        whole = _lines_of_json(text)
        if whole is None:
            raise Unreadable(_BROKEN) from error
    return _table(_objects(whole, "", 0), limits)


def _lines_of_json(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, name: str, depth: int) -> Iterator[dict[str, str]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        own = {str(k): _text(v) for k, v in value.items() if not isinstance(v, dict | list)}
        if own:
            yield own
    for key, inner in _inner(value, name):
        if isinstance(inner, str):
            yield {key: _text(inner)}
        else:
            yield from _objects(inner, key, depth + 1)


def _inner(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands in an object or list, except the plain values of an object; coordinates are numbers only."""
    if isinstance(value, dict):
        yield from ((str(key), inner) for key, inner in value.items() if isinstance(inner, dict | list))
    elif isinstance(value, list) and name != "coordinates":
        yield from ((name, inner) for inner in value if isinstance(inner, dict | list | str))


def _text(value: Any) -> str:
    return "" if value is None else unicodedata.normalize("NFC", str(value))


def of_xml(path: Path, limits: Limits) -> list[list[str]]:
    """Return the elements of an XML file as rows: texts and attributes of their children under one row of names.

    :raises Unreadable: no XML, or one with entities
    """
    try:
        with path.open("rb") as stream:
            return _table(_elements(stream, limits), limits)
    except (ElementTree.ParseError, DefusedXmlException, LookupError) as error:
        raise Unreadable(_BROKEN) from error


def _elements(stream: Any, limits: Limits) -> Iterator[dict[str, str]]:
    for tag, element in archive.elements(stream, limits):
        own = {archive.local(name): _text(value) for name, value in element.attrib.items()}
        for child in element:
            if child.text and child.text.strip():
                own.setdefault(archive.local(child.tag), _text(child.text.strip()))
            element_tail = (child.tail or "").strip()
            if element_tail:
                own.setdefault(tag, _text(element_tail))
        if own:
            yield own
        # its own text is asked for by its parent; what is below it was told already
        text, tail, name = element.text, element.tail, element.tag
        element.clear()
        element.text, element.tail, element.tag = text, tail, name


def _table(objects: Iterator[dict[str, str]], limits: Limits) -> list[list[str]]:
    names: dict[str, int] = {}
    rows: list[list[str]] = []
    cells = 0
    for count, own in enumerate(objects):
        if not count % 2_000:
            limits.check_time()
        row = [""] * len(names)
        for name, value in own.items():
            if name not in names:
                names[name] = len(names)
                row.append("")
            row[names[name]] = value
        cells += len(row)
        if cells > limits.cells:
            raise TooMuch
        rows.append(row)
    return [list(names), *rows]
