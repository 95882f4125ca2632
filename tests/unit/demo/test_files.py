"""The files of the demo data are what their records say: dictionaries, parameters, operations."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from ckanext.camau.demo import source

RECORDS = source.records()
DATA_FILES = [
    pytest.param(file, id=file["file"]) for record in RECORDS if record.type == "dataset" for file in record.files
]
SERVICES = [pytest.param(record, id=record.code) for record in RECORDS if record.type == "data_service"]
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
Row = dict[str, Any]


def read_csv(path: Path) -> list[Row]:
    return list(csv.DictReader(path.open(encoding="utf-8-sig")))


def read_json(path: Path) -> list[Row]:
    return json.loads(path.read_text(encoding="utf-8"))


def read_geojson(path: Path) -> list[Row]:
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert {feature["geometry"]["type"] for feature in found} == {"Point"}
    return [{**feature["properties"], "geometry": feature["geometry"]} for feature in found]


def read_xlsx(path: Path) -> list[Row]:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return [{str(key): value for key, value in zip(header, row, strict=True)} for row in rows]


READERS = {".csv": read_csv, ".json": read_json, ".geojson": read_geojson, ".xlsx": read_xlsx}


def fits(value: Any, kind: str) -> bool:
    """Say whether a value is of a column type."""
    if kind == "geometry":
        return isinstance(value, dict)
    if kind == "integer":
        return re.fullmatch(r"-?\d+", str(value)) is not None
    if kind == "decimal":
        return re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
    if kind == "boolean":
        return value in {"có", "không"}
    if kind == "date":
        return bool(date.fromisoformat(str(value)))
    return True


@pytest.mark.parametrize("file", DATA_FILES)
def test_dictionary_describes_the_file(file: dict[str, Any]):
    path = source.FILES / file["file"]
    rows, dictionary = READERS[path.suffix](path), file["dictionary"]
    assert rows
    columns = [column["column"] for column in dictionary]
    assert all(list(row) == columns for row in rows)
    for column in dictionary:
        values = [row[column["column"]] for row in rows]
        assert all(value in ("", None) or fits(value, column["type"]) for value in values), column["column"]
        if (codes := column.get("code_list", "")) and ";" in codes:
            allowed = {code.strip().lower() for code in codes.split(";")}
            stray = {str(v).lower() for v in values if not any(str(v).lower().startswith(code) for code in allowed)}
            assert not stray, column["column"]
    keys = [column["column"] for column in dictionary if column.get("key") == "true"]
    assert keys
    assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)


@pytest.mark.parametrize("record", SERVICES)
def test_description_of_a_service_equals_its_record(record: source.DemoRecord):
    for file in record.files:
        path = source.FILES / file["file"]
        if file["document_type"] == "openapi":
            operations, parameters = in_openapi(path, record.data["endpoint_url"])
        elif file["document_type"] == "wsdl":
            operations, parameters = in_wsdl(path)
        else:
            continue
        assert operations == [(row["method"], row["path"], row["summary"]) for row in record.data["operations"]]
        assert parameters == {
            (row["name"], row["location"], row["required"], row["description"]) for row in record.data["parameters"]
        }


def in_openapi(path: Path, endpoint: str) -> tuple[list[tuple[str, str, str]], set[tuple[str, str, str, str]]]:
    """Return operations and parameters of an OpenAPI document."""
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["openapi"].startswith("3.")
    assert document["servers"] == [{"url": endpoint}]
    found = [(m.upper(), at, operation) for at, item in document["paths"].items() for m, operation in item.items()]
    return [(method, at, operation["summary"]) for method, at, operation in found], {
        (p["name"], p["in"], str(p["required"]).lower(), p["description"])
        for _method, _at, operation in found
        for p in operation["parameters"]
    }


def in_wsdl(path: Path) -> tuple[list[tuple[str, str, str]], set[tuple[str, str, str, str]]]:
    """Return operations and parameters of a WSDL document."""
    root = ET.fromstring(path.read_bytes())
    operations = [
        ("SOAP", operation.get("name", ""), operation.findtext(f"{WSDL}documentation", ""))
        for operation in root.iterfind(f"{WSDL}portType/{WSDL}operation")
    ]
    return operations, {
        (
            e.get("name", ""),
            "body",
            "false" if e.get("minOccurs") == "0" else "true",
            e.findtext(f".//{XSD}documentation", ""),
        )
        for e in root.iterfind(f".//{XSD}sequence/{XSD}element")
    }


def test_only_the_record_that_shows_the_scan_holds_what_a_scan_would_find():
    """One draft holds invented persons on purpose; it is never issued."""
    shown = {record.code for record in RECORDS for file in record.files if "tap-huan" in file["file"]}
    assert {record.until for record in RECORDS if record.code in shown} == {"draft"}
    suspicious = re.compile(r"(?<![\d.])0\d{9,11}(?![\d.])|[\w.-]+@[\w.-]+|họ và tên|ngày sinh", re.IGNORECASE)
    for path in source.FILES.iterdir():
        if path.suffix in {".csv", ".json", ".geojson"} and "tap-huan" not in path.name:
            assert not suspicious.search(path.read_text(encoding="utf-8")), path.name
