"""The demo data fits the schemas, is marked where it is no fact, and names nobody."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from ckanext.camau import legal
from ckanext.camau.demo import paths, source
from ckanext.camau.demo.accounts import AccountFile, login_of, wanted
from ckanext.camau.schemas.fields import record_schema

RECORDS = source.records()
FACTS = {f"CMU.SNV.TL.000{number}" for number in (1, 2, 3, 5, 9)} | {"CMU.SKHCN.TL.0001"}
CODES = {record.code for record in RECORDS}


def check(fields, row, where):
    for name, value in row.items():
        field = fields[name]
        for item in value if isinstance(value, list) else [value]:
            if field.row_fields:
                check(field.row_fields, item, f"{where} {name}")
            elif field.codes:
                assert item in field.codes, f"{where} {name}: {item}"
            else:
                assert isinstance(item, str), f"{where} {name}: {item}"


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.code)
def test_record_fits_its_schema(record):
    schema = record_schema(record.type)
    fields = dict(schema.fields)
    if tags := fields.get("tags"):
        fields["tag_string"] = tags
    check(fields, record.data, record.code)
    for file in record.files:
        assert (source.FILES / file["file"]).is_file()
        assert set(file) - {"file"} <= set(schema.resource_fields)
    assert set(schema.named_in(record.data)) <= CODES


@pytest.mark.parametrize("record", [r for r in RECORDS if r.until != "draft"], ids=lambda r: r.code)
def test_what_is_submitted_is_complete(record):
    schema = record_schema(record.type)
    given = {*record.data, *(["tags"] if "tag_string" in record.data else [])}
    assert set(schema.required) <= given


def test_enough_of_each_type_and_three_in_four_issued():
    for record_type, least in {"dataset": 80, "data_service": 19, "database": 20, "usage_rule": 12}.items():
        of_type = [record.until for record in RECORDS if record.type == record_type]
        assert of_type.count("issued") >= least
        assert of_type.count("issued") * 4 >= len(of_type) * 3
    assert len(source.owners()) >= 15


def test_every_field_is_filled_somewhere():
    for record_type in source.SOURCES:
        schema = record_schema(record_type)
        filled = {key for record in RECORDS if record.type == record_type for key in record.data}
        assert set(schema.fields) - {"tags", "resources"} <= filled, record_type


def test_source_files_stay_readable():
    for path in source.DATA.rglob("*.yaml"):
        assert path.read_text(encoding="utf-8").count("\n") < 600, path.name


def test_items_that_records_name_are_items_of_their_databases():
    items = {r.code: {i["code"] for i in r.data.get("data_items", ())} for r in RECORDS if r.type == "database"}
    for record in RECORDS:
        databases = record.data.get("source_databases", record.data.get("serves_databases", ()))
        known = set().union(*(items[code] for code in databases))
        assert set(record.data.get("source_items", record.data.get("serves_items", ()))) <= known, record.code


def test_what_delivers_an_item_says_so_itself():
    says = {r.code: {*r.data.get("source_items", ()), *r.data.get("serves_items", ())} for r in RECORDS}
    for record in RECORDS:
        for item in record.data.get("data_items", ()):
            assert all(item["code"] in says[code] for code in item.get("delivered_by", ())), (record.code, item["code"])


def test_removed_records_were_in_force():
    edition_of = {record.code: record.edition for record in RECORDS}
    order = [edition.key for edition in source.editions()]
    removed = [(edition.key, code) for edition in source.editions() for code in edition.removals]
    assert {edition.kind for edition in source.editions() if edition.removals} == {
        "database_catalogue",
        "open_data_list",
    }
    assert all(order.index(edition_of[code] or "") < order.index(key) for key, code in removed)


def test_every_state_of_the_routes_occurs():
    states = {record.until for record in RECORDS} | {change.until for change in source.changes()}
    assert states >= {
        "draft", "submitted", "approved", "appraised", "scheduled", "returned", "issued", "suspended", "withdrawn",
    }  # fmt: skip


def test_what_is_no_fact_says_so():
    for record in RECORDS:
        marked = "minh họa" in record.data["notes"]
        assert marked != (record.code in FACTS), record.code


def test_codes_and_names_are_unique():
    assert len(CODES) == len(RECORDS)
    names = [record.data["name"] for record in RECORDS if "name" in record.data]
    assert len(set(names)) == len(names)


def test_documents_open_and_say_that_they_are_illustrative():
    acts = [item.act for item in (*RECORDS, *source.editions()) if item.act]
    assert len({act["number"] for act in acts}) == len(acts)
    for path in [source.DOCUMENTS / act["document"] for act in acts] + [source.WITHDRAWAL]:
        text = PdfReader(path).pages[0].extract_text()
        assert "VĂN BẢN MINH HỌA" in text


def test_csv_files_are_whole_tables_that_a_spreadsheet_opens():
    for path in source.FILES.glob("*.csv"):
        assert path.read_bytes().startswith(codecs.BOM_UTF8)
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1, path.name
        assert len(set(rows[0])) == len(rows[0])


def test_geojson_points_lie_in_the_province():
    for path in source.FILES.glob("*.geojson"):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            x, y = feature["geometry"]["coordinates"]
            assert 104.4 < x < 106.0
            assert 8.3 < y < 9.8


def test_facts():
    def rows(name):
        return list(csv.DictReader((source.FILES / name).open(encoding="utf-8-sig")))

    assert len(rows("don-vi-hanh-chinh-cap-xa.csv")) == 64
    succession = rows("chuyen-doi-don-vi-hanh-chinh.csv")
    assert (len(succession), sum(row["Mức độ"] == "một phần" for row in succession)) == (186, 41)
    holidays = [row["Ngày"] for row in rows("ngay-nghi-le-tet-2026.csv") if row["Loại"] == "nghỉ lễ, tết"]
    assert len(holidays) == 12
    assert {"2026-01-01", "2026-02-17", "2026-04-26", "2026-04-30", "2026-05-01", "2026-09-02"} <= set(holidays)
    assert len(rows("nhom-chu-de-du-lieu.csv")) == 12


def test_legal_bases_are_in_the_register():
    path = Path(legal.__file__).parent / "data" / "documents.csv"
    titles = {row["number"]: row["title"] for row in csv.DictReader(path.open(encoding="utf-8"))}
    for record in RECORDS:
        for basis in record.data.get("legal_bases", ()):
            assert titles[basis["document"]] == basis["title"], record.code


def test_addresses_lead_nowhere():
    for record in RECORDS:
        assert record.data["contact_email"].endswith(".example")
        assert ".example" in record.data.get("endpoint_url", ".example")


def test_each_owner_has_an_editor_and_a_head_and_two_run_the_site():
    for agency in source.owners():
        assert login_of("editor", agency.name) != login_of("agency_head", agency.name)
    logins = [account.login for account in wanted()]
    assert len(set(logins)) == len(logins)
    assert all(re.fullmatch(r"[a-z0-9-]{2,100}", login) for login in logins)
    assert [account.login for account in wanted() if account.is_sysadmin] == ["quan-tri", "quan-tri-2"]
    assert all("minh họa" in account.fullname for account in wanted())


def test_account_file_is_private_and_keeps_what_it_has(tmp_path):
    path = tmp_path / "accounts.json"
    first = wanted()[0]
    password = AccountFile(path).password(first)
    known = AccountFile(path)
    assert known.password(first) == password
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert known.token(first) == ""
    known.set_token(first, "t")
    assert json.loads(path.read_text())[first.login] == {
        "password": password, "token": "t", "roles": ["sysadmin"], "agency": first.agency,
    }  # fmt: skip


def test_goals_have_paths():
    for record in RECORDS:
        assert paths.goal(record) in paths.PATHS
