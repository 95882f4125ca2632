"""The kind of a file comes from its bytes."""

from __future__ import annotations

import zipfile

import pytest

from ckanext.camau.files import kind


@pytest.mark.parametrize(
    ("name", "content", "mimetype"),
    [
        ("dân số.csv", "tên,số\nCà Mau,1\n".encode(), "text/csv"),
        ("a.txt", b"hello", "text/plain"),
        ("a.json", b'{"a": 1}', "application/json"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "application/geo+json"),
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "application/pdf"),
        ("a.csv", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "text/html"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'></svg>", "image/svg+xml"),
        ("a.pdf", b"MZ\x90\x00" + b"\0" * 100, "application/x-dosexec"),
    ],
)
def test_kind_is_told_from_the_bytes(tmp_path, name, content, mimetype):
    path = tmp_path / "bytes"
    path.write_bytes(content)
    found = kind.detect(path, name)
    assert found == mimetype or (mimetype == "application/x-dosexec" and found != "application/pdf")


def test_a_zip_is_no_workbook_for_its_name(tmp_path):
    path = tmp_path / "bytes"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    assert kind.detect(path, "a.xlsx") == "application/zip"
    assert kind.detect(path, "a.zip") == "application/zip"


def test_formats_have_the_names_people_know():
    assert kind.format_of("text/csv") == "CSV"
    assert kind.format_of("application/x-none") == ""
    assert kind.extensions_of("application/yaml") == [".yaml", ".yml"]
