"""WSDL files as proposals, and the descriptions that come with the demo data."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.camau.reading import description, wsdl
from ckanext.camau.reading.limits import Unreadable

_DEMO = Path(__file__).parents[3] / "ckanext/camau/demo/data/files"
_FILES = sorted([*_DEMO.glob("openapi-*"), *_DEMO.glob("*.wsdl")])

_WSDL = """<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap12/"
 xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">
<w:types><x:schema>
 <x:complexType name="Base"><x:sequence><x:element name="ma" type="t:Ma"/></x:sequence></x:complexType>
 <x:complexType name="Loop"><x:complexContent><x:extension base="t:Loop"/></x:complexContent></x:complexType>
 <x:simpleType name="Ma"><x:restriction base="x:int"/></x:simpleType>
 <x:element name="Tra"><x:complexType><x:complexContent><x:extension base="t:Base"><x:sequence>
  <x:element name="ngay" type="x:dateTime" minOccurs="0"/>
  <x:element name="ds" type="x:string" maxOccurs="unbounded"/>
  <x:choice><x:element name="co" type="x:boolean"/><x:element name="vung" type="t:Base"/></x:choice>
 </x:sequence></x:extension></x:complexContent></x:complexType></x:element>
 <x:element name="Vong" type="t:Loop"/>
</x:schema></w:types>
<w:message name="TraVao"><w:part name="p" element="t:Tra"/></w:message>
<w:message name="VongVao"><w:part name="p" element="t:Vong"/></w:message>
<w:message name="CuVao"><w:part name="so" type="x:decimal"/></w:message>
<w:portType name="P"><w:operation name="Tra"><w:documentation>Tra
 cứu</w:documentation><w:input message="t:TraVao"/></w:operation>
 <w:operation name="Vong"><w:input message="t:VongVao"/></w:operation>
 <w:operation name="Cu"><w:input message="t:CuVao"/></w:operation></w:portType>
<w:portType name="Get"><w:operation name="Khac"/></w:portType>
<w:binding name="B" type="t:P"><s:binding/></w:binding>
<w:service name="DV"><w:port binding="t:B" name="c"><s:address location="https://dv.camau.example/s"/></w:port></w:service>
</w:definitions>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_operations_and_parameters(encoding: str) -> None:
    found = description.read(_WSDL.encode(encoding))
    assert (found.title, found.endpoint_url, found.version) == ("DV", "https://dv.camau.example/s", "")
    assert [(row["method"], row["path"]) for row in found.operations] == [("SOAP", n) for n in ("Tra", "Vong", "Cu")]
    assert found.operations[0]["summary"] == "Tra cứu"
    assert [(row["name"], row["data_type"], row["required"]) for row in found.parameters] == [
        ("ma", "integer", "true"),
        ("ngay", "datetime", "false"),
        ("ds", "array", "true"),
        ("co", "boolean", "false"),
        ("vung", "object", "false"),
        ("so", "number", "true"),
    ]
    assert {row["location"] for row in found.parameters} == {"body"}


@pytest.mark.parametrize(
    "content",
    [
        b"<a/>",
        b"<a",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!DOCTYPE html><html></html>",
        b"<a>" * 100_000,
        b"<a/>" + b" " * (5 << 20),
    ],
)
def test_other_files_are_refused_with_one_message(content: bytes) -> None:
    with pytest.raises(Unreadable):
        wsdl.read(content)


def test_types_that_hold_themselves_end() -> None:
    loop = '<x:extension base="t:Loop"/>'
    with pytest.raises(Unreadable):
        wsdl.read(_WSDL.replace(loop, loop * 3).encode())


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_the_descriptions_of_the_demo_data_are_read(path: Path) -> None:
    found = description.read(path.read_bytes())
    assert found.endpoint_url.startswith("https://")
    assert found.operations
    assert all(row["summary"] for row in found.operations)
    assert found.parameters
    assert all(row["data_type"] and row["location"] for row in found.parameters)
