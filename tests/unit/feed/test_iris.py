from __future__ import annotations

from ckanext.camau.feed.iris import Iris, identifier, part

IRIS = Iris("https://dulieu.example.vn")


def test_every_iri_is_under_the_base_and_made_of_identifiers():
    assert IRIS.record("data_service", "5f2c") == "https://dulieu.example.vn/id/data_service/5f2c"
    assert IRIS.file("dataset", "5f2c", "9a") == "https://dulieu.example.vn/id/dataset/5f2c/file/9a"
    assert IRIS.agency("a1") == "https://dulieu.example.vn/id/agency/a1"
    assert IRIS.contact("a1") == "https://dulieu.example.vn/id/contact/a1"
    assert IRIS.edition("e1") == "https://dulieu.example.vn/id/edition/e1"
    assert IRIS.catalog() == "https://dulieu.example.vn/id/catalog"


def test_own_contact_of_a_record_is_a_part_of_the_office():
    assert IRIS.contact("a1", "5f2c") == "https://dulieu.example.vn/id/contact/a1#5f2c"
    assert part(IRIS.contact("a1", "5f2c"), "address") == "https://dulieu.example.vn/id/contact/a1#5f2c-address"


def test_an_identifier_cannot_leave_its_place():
    assert IRIS.record("dataset", "../x> <y") == "https://dulieu.example.vn/id/dataset/..%2Fx%3E%20%3Cy"


def test_identifier_is_the_code_if_there_is_one():
    assert identifier("5f2c", {"code": " CMU.001 "}) == "CMU.001"
    assert identifier("5f2c", {"code": " "}) == "5f2c"
    assert identifier("5f2c", {}) == "5f2c"
