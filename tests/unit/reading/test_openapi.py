"""OpenAPI and Swagger files as proposals: what is taken, what is refused."""

from __future__ import annotations

import json

import pytest

from ckanext.camau.reading import openapi
from ckanext.camau.reading.limits import Unreadable

_PARAMETER = {"name": "tu_ngay", "in": "query", "required": True, "schema": {"type": "string", "format": "date"}}
_GET = {"summary": "Tra cứu hồ sơ", "parameters": [{"$ref": "#/components/parameters/P"}, {"$ref": "https://x.vn/p"}]}
_FILE = {
    "openapi": "3.0.3",
    "info": {"title": "Hồ sơ", "version": "1.2"},
    "servers": [{"url": "https://dv.camau.example/v1"}],
    "paths": {"/ho-so": {"get": _GET}},
    "components": {"parameters": {"P": _PARAMETER}},
}


def test_rows_are_read_and_references_outside_the_file_left_out() -> None:
    found = openapi.read(json.dumps(_FILE).encode())
    assert (found.title, found.version, found.endpoint_url) == ("Hồ sơ", "1.2", "https://dv.camau.example/v1")
    row = {"name": "tu_ngay", "location": "query", "data_type": "date", "required": "true", "description": ""}
    assert found.parameters == (row,)
    assert found.operations == ({"method": "GET", "path": "/ho-so", "summary": "Tra cứu hồ sơ"},)


def test_swagger_2_in_yaml() -> None:
    found = openapi.read(b"swagger: '2.0'\nhost: dv.example\nbasePath: /v2\npaths: {/a: {post: {summary: A}}}\n")
    assert found.endpoint_url == "https://dv.example/v2"
    assert [row["method"] for row in found.operations] == ["POST"]


def test_references_in_a_circle_end() -> None:
    circle = {**_FILE, "components": {"parameters": {"P": {"$ref": "#/components/parameters/P"}}}}
    assert openapi.read(json.dumps(circle).encode()).parameters == ()


@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [1]\nb: *a",
        b"x: [",
        b"[" * 100_000,
        b"- 1\n" * 500_000,
        b"- " * 3_000 + b"a",
        b'{"a": 1}',
        b"x" * (5 * 1024 * 1024 + 1),
    ],
)
def test_other_files_are_refused_with_one_message(content: bytes) -> None:
    with pytest.raises(Unreadable):
        openapi.read(content)


def test_what_is_sent_in_a_body_and_types_that_may_be_null() -> None:
    properties = {"ma": {"type": ["null", "string"]}, "tu_ngay": {"type": "string", "format": "date"}}
    body = {"allOf": [{"type": "object", "required": ["ma"], "properties": properties}]}
    posted = {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}}
    file = {**_FILE, "paths": {"/x": {"post": posted}}, "components": {"schemas": {"B": body}}}
    rows = openapi.read(json.dumps(file).encode()).parameters
    assert [(row["name"], row["location"], row["data_type"], row["required"]) for row in rows] == [
        ("ma", "body", "string", "true"),
        ("tu_ngay", "body", "date", "false"),
    ]


def test_types_that_hold_themselves_end() -> None:
    twice = {"allOf": [{"$ref": "#/components/schemas/B"}] * 2, "properties": {"ma": {}}}
    posted = {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}}
    file = {**_FILE, "paths": {"/x": {"post": posted}}, "components": {"schemas": {"B": twice}}}
    with pytest.raises(Unreadable):
        openapi.read(json.dumps(file).encode())


@pytest.mark.parametrize("odd", [None, 5, "x", [], {}, ["x"], {"a": 5}, [[]], "\ud800"])
def test_odd_values_anywhere_are_left_out(odd: object) -> None:
    schema = {"type": odd, "format": odd, "required": odd, "allOf": odd, "properties": {"ma": odd}}
    operation = {
        "summary": odd,
        "parameters": [odd, {"name": odd, "in": odd, "schema": odd}, {"name": "n", "in": "body", "schema": schema}],
        "requestBody": {"content": {"x": odd, "y": {"schema": schema}}},
    }
    for paths in (odd, {"/x": odd}, {"/x": {"get": odd}}, {"/x": {"post": operation, "parameters": odd}}):
        file = {"openapi": "3.1.0", "info": odd, "servers": odd, "paths": paths}
        found = openapi.read(json.dumps(file).encode())
        assert all(row["name"] for row in found.parameters)
