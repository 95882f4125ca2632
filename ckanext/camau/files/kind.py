"""What a file is, told from its bytes. A client's media type is never asked.

The extension only chooses among the types that its bytes may be (a CSV file looks like plain text), and a
page that could run in a browser stays a page whatever it is called.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

import magic

from ckanext.camau.files.names import split_extension

UNKNOWN: Final = "application/octet-stream"

_TEXT: Final = frozenset({"text/plain", "text/csv", "application/csv", "text/x-script.python", "text/tsv"})
_JSON: Final = frozenset({"application/json", "text/plain", "application/x-ndjson", "application/geo+json"})
_XML: Final = frozenset({"text/xml", "application/xml", "text/plain"})
_ZIP: Final = frozenset({"application/zip", UNKNOWN})

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."

#: extension → (its media type, what libmagic may call its bytes, name of the format)
_KINDS: Final[dict[str, tuple[str, frozenset[str], str]]] = {
    ".csv": ("text/csv", _TEXT, "CSV"),
    ".tsv": ("text/tab-separated-values", _TEXT | {"text/tab-separated-values"}, "TSV"),
    ".txt": ("text/plain", _TEXT, "TXT"),
    ".md": ("text/markdown", _TEXT, "TXT"),
    ".json": ("application/json", _JSON, "JSON"),
    ".geojson": ("application/geo+json", _JSON, "GeoJSON"),
    ".jsonld": ("application/ld+json", _JSON, "JSON-LD"),
    ".xml": ("application/xml", _XML, "XML"),
    ".kml": ("application/vnd.google-earth.kml+xml", _XML | {"application/vnd.google-earth.kml+xml"}, "KML"),
    ".gml": ("application/gml+xml", _XML, "GML"),
    ".rdf": ("application/rdf+xml", _XML, "RDF"),
    ".ttl": ("text/turtle", _TEXT, "TTL"),
    ".yaml": ("application/yaml", _TEXT, "YAML"),
    ".yml": ("application/yaml", _TEXT, "YAML"),
    ".xlsx": (_OFFICE + "spreadsheetml.sheet", _ZIP, "XLSX"),
    ".docx": (_OFFICE + "wordprocessingml.document", _ZIP, "DOCX"),
    ".pptx": (_OFFICE + "presentationml.presentation", _ZIP, "PPTX"),
    ".ods": (_OPEN + "spreadsheet", _ZIP, "ODS"),
    ".odt": (_OPEN + "text", _ZIP, "ODT"),
    ".pdf": ("application/pdf", frozenset(), "PDF"),
    ".zip": ("application/zip", _ZIP, "ZIP"),
    ".gpkg": ("application/geopackage+sqlite3", frozenset({"application/vnd.sqlite3"}), "GPKG"),
    ".html": ("text/html", frozenset(), "HTML"),
    ".svg": ("image/svg+xml", frozenset(), "SVG"),
    ".png": ("image/png", frozenset(), "PNG"),
    ".jpg": ("image/jpeg", frozenset(), "JPEG"),
    ".jpeg": ("image/jpeg", frozenset(), "JPEG"),
}

_FORMATS: Final = {kind[0]: kind[2] for kind in reversed(_KINDS.values())}

#: A member that tells what a package of zipped parts is, by extension.
_MEMBERS: Final = {
    ".xlsx": "xl/workbook.xml",
    ".docx": "word/document.xml",
    ".pptx": "ppt/presentation.xml",
    ".ods": "META-INF/manifest.xml",
    ".odt": "META-INF/manifest.xml",
}


def detect(path: Path, name: str) -> str:
    """Return the media type of stored bytes, told from them and from the extension of their name."""
    found = magic.from_file(str(path), mime=True) or UNKNOWN
    extension = split_extension(name)[1].lower()
    kind = _KINDS.get(extension)
    if kind is None or found == kind[0] or found not in kind[1]:
        return found
    member = _MEMBERS.get(extension)
    return kind[0] if member is None or _has_member(path, member) else found


def format_of(mimetype: str) -> str:
    """Return the name of the format that people know (``CSV``), or ``""`` for a type without one."""
    return _FORMATS.get(mimetype, "")


def extensions_of(mimetype: str) -> list[str]:
    """Return the extensions of a media type with their dots, the usual one first."""
    return [extension for extension, kind in _KINDS.items() if kind[0] == mimetype]


def _has_member(path: Path, member: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return member in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
