"""Validators of single values and lists, without a site."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

import ckan.plugins.toolkit as tk

from ckanext.camau.logic.validators import choices, lists, text

A = "2f0a1d8e-6c2d-4f0e-9a63-0a8d0c1c5d11"
B = "b8d7c1a2-1111-4f0e-9a63-0a8d0c1c5d22"


def accepts(validator, value):
    return validator(value) == value


@pytest.mark.parametrize("value", ["CMU.SNNMT.DL.0001", "A", "X32041-2026"])
def test_codes(value):
    assert accepts(text.camau_code, value)


@pytest.mark.parametrize("value", ["", "cmu", "MÃ.1", "A..B", "A.", "A B", "A/B", "A" * 65])
def test_no_codes(value):
    with pytest.raises(tk.Invalid):
        text.camau_code(value)


def test_text_becomes_nfc():
    assert text.camau_text(" Ca\u0300 Mau ") == "Cà Mau"
    with pytest.raises(tk.Invalid):
        text.camau_text("a\x00b")


@pytest.mark.parametrize("value", ["https://camau.gov.vn/x?y=1", "http://localhost:5000/"])
def test_addresses(value):
    assert accepts(text.camau_http_url, value)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "ftp://a.vn",
        "https://",
        "//a.vn",
        "https://u:p@a.vn",
        "http://a b",
        "http://[x",
    ],
)
def test_no_addresses(value):
    with pytest.raises(tk.Invalid):
        text.camau_http_url(value)


@pytest.mark.parametrize("value", ["a@camau.gov.vn", "sonnmt.so-lieu@camau.gov.vn"])
def test_emails(value):
    assert accepts(text.camau_email, value)


@pytest.mark.parametrize("value", ["a", "a@b", "a@b.v", "a b@c.vn", "a@c.vn\nbcc:x@y.vn"])
def test_no_emails(value):
    with pytest.raises(tk.Invalid):
        text.camau_email(value)


@pytest.mark.parametrize("value", ["2026", "2026-02", "2024-02-29"])
def test_partial_dates(value):
    assert accepts(text.camau_partial_date, value)


@pytest.mark.parametrize("value", ["2026-02-30", "2026-13", "26", "02/09/2026", "2026-1-1", "0000", "2026-02-01T00:00"])
def test_no_dates(value):
    with pytest.raises(tk.Invalid):
        text.camau_partial_date(value)
    with pytest.raises(tk.Invalid):
        text.camau_date(value)


def test_a_date_is_a_day():
    assert accepts(text.camau_date, "2026-02-28")
    with pytest.raises(tk.Invalid):
        text.camau_date("2026-02")


@pytest.mark.parametrize(("value", "stored"), [(True, "true"), ("on", "true"), ("false", "false"), (False, "false")])
def test_yes_no(value, stored):
    assert choices.camau_yes_no(value) == stored


def test_neither_yes_nor_no():
    with pytest.raises(tk.Invalid):
        choices.camau_yes_no("maybe")


def test_choice_comes_from_the_list():
    validator = choices.camau_choice({"code_list": "camau_class"}, {})
    assert accepts(validator, "a")
    with pytest.raises(tk.Invalid):
        validator("d")


def run(validator, value):
    data, errors = {("f",): value}, {("f",): []}
    with suppress(tk.StopOnError):
        validator(("f",), data, errors, {})
    return data.get(("f",)), errors[("f",)]


def test_a_list_keeps_its_order():
    value = ["education", "agriculture", "health"]
    stored, errors = run(lists.camau_multi({"code_list": "theme"}, {}), value)
    assert (json.loads(stored), errors) == (value, [])


@pytest.mark.parametrize("value", [[], "", None, tk.missing, [" "]])
def test_an_empty_list_is_left_out(value):
    validator = lists.camau_multi({"code_list": "theme"}, {})
    assert run(validator, value) == (None, [])
    required = lists.camau_multi({"code_list": "theme", "required": True}, {})
    stored, errors = run(required, value)
    assert stored is None
    assert len(errors) == 1


def test_a_form_sends_one_choice_as_a_text():
    stored, _ = run(lists.camau_multi({"code_list": "theme"}, {}), "health")
    assert json.loads(stored) == ["health"]


@pytest.mark.parametrize("value", [["health", "health"], ["nothing"], [1], {"a": 1}, "[1]", "[broken"])
def test_wrong_lists(value):
    assert run(lists.camau_multi({"code_list": "theme"}, {}), value)[1]


def test_references_are_ids():
    validator = lists.camau_references({}, {})
    assert run(validator, [B, A]) == (json.dumps([B, A]), [])
    assert run(validator, [A.upper()])[1]
    assert run(validator, ["slug"])[1]


def test_file_address():
    def check(**row):
        data = {("resources", 0, name): value for name, value in row.items()}
        errors = {("resources", 0, "url"): []}
        text.camau_file_url(("resources", 0, "url"), data, errors, {})
        return errors[("resources", 0, "url")]

    assert check(url="javascript:alert(1)")
    assert not check(url="https://a.vn/a.csv")
    assert not check(url="a.csv", url_type="upload")
    assert not check(url="a.csv", sha256="0" * 64)


def test_checksum():
    assert accepts(text.camau_sha256, "0" * 64)
    with pytest.raises(tk.Invalid):
        text.camau_sha256("0" * 63)
