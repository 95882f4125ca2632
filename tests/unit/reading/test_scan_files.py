"""Looking through files: places, counts, keys; and never the thing found. All numbers are made up."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter

from ckanext.camau.reading import words
from ckanext.camau.reading.limits import Limits
from ckanext.camau.reading.scan.files import scan_file
from ckanext.camau.reading.scan.grid import scan_table
from ckanext.camau.reading.scan.hit import Hit, blotted, keyed
from ckanext.camau.reading.scan.lines import scan_text

FIELD = Path(__file__).parents[2] / "data" / "field"
KEY = keyed(b"secret")
CCCD = "096190012345"


def _scan(path: Path, media_type: str = "text/csv", **limits: float):
    return scan_file(path, media_type, KEY, replace(Limits(), **limits))


def _file(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _said(hits: object) -> str:
    return json.dumps([hit.as_json() for hit in hits], ensure_ascii=False)  # type: ignore[attr-defined]


def test_ten_thousand_finds_in_a_column_are_one_hit(tmp_path: Path):
    rows = "".join(f"{n},0961900{n:05}\n" for n in range(10_000))
    scan = _scan(_file(tmp_path, "stt,mã\n" + rows))
    (hit,) = scan.hits
    assert (hit.kind, hit.count, hit.place.column, hit.place.heading) == ("cccd", 10_000, "B", "mã")
    assert hit.rows == (2, 3, 4, 5, 6)


def test_what_was_found_is_in_no_hit(tmp_path: Path):
    text = f"{CCCD},mau@example.vn,0913 123 456\n{CCCD},mau@example.vn,0913 123 456\n"
    scan = _scan(_file(tmp_path, text, f"{CCCD}.csv"))
    assert {hit.kind for hit in scan.hits} == {"cccd", "email", "phone"}
    said = _said(scan.hits)
    assert not any(found in said for found in (CCCD, "mau@example", "0913", "123 456"))


def test_names_of_places_are_blotted():
    assert blotted("Sheet 096190012345") == "Sheet •••"
    assert blotted("gửi mau@example.vn") == "gửi •••"
    assert blotted("Năm 2026") == "Năm 2026"


def test_key_holds_as_long_as_the_thing_is_the_same():
    first = scan_text("notes", "Hỏi 0913 123 456.", KEY)[0]
    assert scan_text("notes", "Thêm một dòng\n\nHỏi 0913 123 456.", KEY)[0].key == first.key
    assert scan_text("notes", "Hỏi 0913 123 456.", KEY)[0].key == first.key
    assert scan_text("notes", "Hỏi 0913 123 457.", KEY)[0].key != first.key
    assert scan_text("source", "Hỏi 0913 123 456.", KEY)[0].key != first.key
    assert scan_text("notes", "Hỏi 0913 123 456.", keyed(b"other"))[0].key != first.key


def test_text_in_separate_accents_is_read(tmp_path: Path):
    text = unicodedata.normalize("NFD", "số,họ và tên\n1,Nguyễn Văn Mẫu\n")
    assert [hit.kind for hit in _scan(_file(tmp_path, text)).hits] == ["person_name"]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["Nam sinh", "Nữ sinh"], ["120", "130"]], set()),
        ([["nam_sinh"], ["1987"]], {"birth_date"}),
        ([["Trường", "Địa chỉ"], ["Tiểu học 1", "Khóm 5"]], set()),
        ([["Họ tên", "Địa chỉ"], ["Nguyễn Văn Mẫu", "Khóm 5"]], {"person_name", "home_address"}),
        ([["Họ tên"], [""], [" "]], set()),
        ([["SĐT"], ["913123456"]], {"phone"}),
        ([["Số CCCD"], ["96190012345"]], {"cccd"}),
        ([["CMND"], ["381234567"]], {"cccd"}),
        ([["Số biên lai"], ["381234567"]], set()),
        ([["mã"], ["0100109106"], ["0301442379"], ["0100112437"]], {"tax_number"}),
        ([["mã"], ["1000000001"], ["1000000002"], ["1000000003"]], set()),
        ([["DANH SÁCH"], ["Kèm theo Quyết định số 5"], ["STT", "Họ và tên"], ["1", "Nguyễn Văn Mẫu"]], {"person_name"}),
        ([["xã", "ghi chú"], ["Đất Mũi", "MẬT"]], {"stamp"}),
        ([["vi_do", "kinh_do"], ["9.1769012345", "105.0912345678"]], set()),
    ],
)
def test_columns(rows: list[list[str]], kinds: set[str]):
    hits, complete = scan_table("", rows, KEY, Limits())
    assert complete
    assert {hit.kind for hit in hits} == kinds


def test_a_workbook_tells_what_it_hides():
    scan = _scan(FIELD / "fc97_an_trong_trang_tinh.xlsx", "")
    found = {(hit.kind, hit.place.part): hit for hit in scan.hits}
    assert found["hidden_sheet", "Danh sách gốc"].count == 2
    assert found["hidden_rows", "Số liệu"].rows == (3,)
    assert found["hidden_columns", "Số liệu"].place.column == "C, D"
    assert found["comments", "Số liệu"].place.column == "B2"
    assert found["far_cells", "Số liệu"].place.column == "ZZ4"
    assert ("cccd", "Danh sách gốc") in found
    assert "person_name" in {hit.kind for hit in scan.hits}
    assert "Mẫu" not in _said(scan.hits)
    assert "0900" not in _said(scan.hits)


def test_a_column_of_names_is_known_by_its_values(tmp_path: Path):
    names = ["Nguyễn Văn Thử", "TRẦN THỊ MẪU", "Lê Minh Họa", "Phạm Thử", "Huỳnh Ví Dụ", "Danh Thử Mẫu"]
    text = "ma,x1\n" + "".join(f"{number},{name}\n" for number, name in enumerate(names))
    assert [(hit.kind, hit.place.column, hit.count) for hit in _scan(_file(tmp_path, text)).hits] == [
        ("person_name", "B", 6)
    ]


def test_columns_of_places_and_schools_are_none_of_persons(tmp_path: Path):
    values = ["Xã Phan Ngọc Hiển", "Trường THCS Lê Lợi", "Cái Nước", "Phường An Xuyên", "Năm Căn", "Đất Mũi", "U Minh"]
    text = "ma,ten\n" + "".join(f"{number},{value}\n" for number, value in enumerate(values))
    assert _scan(_file(tmp_path, text)).hits == ()


def test_what_a_workbook_says_outside_its_cells_is_looked_through(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["mã", "số lượng"])
    book.active.oddHeader.right.text = "TUYỆT MẬT"
    book.active.oddFooter.left.text = "ĐT 0913 123 456"
    book.properties.keywords = f"căn cước {CCCD}"
    path = tmp_path / "a.xlsx"
    book.save(path)
    hits = _scan(path).hits
    assert {hit.kind for hit in hits} == {"stamp", "phone", "cccd"}
    assert CCCD not in _said(hits)


def test_an_annex_is_read_once():
    with (FIELD / "fc76_bang_gop_o.docx").open("rb"):
        lines = [line for _part, line in words.of_office(FIELD / "fc76_bang_gop_o.docx", "docx", Limits())]
    assert lines.count("Đất đai") == 1
    assert lines.count("Khai thác") == 1


def test_json_and_geojson_are_looked_through(tmp_path: Path):
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [105.0912345678, 9.17]},
                 "properties": {"ho_ten": "Nguyễn Văn Mẫu", "so": CCCD}}]  # fmt: skip
    path = _file(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}), "a.geojson")
    assert {(hit.kind, hit.place.heading) for hit in _scan(path, "application/geo+json").hits} == {
        ("person_name", "ho_ten"),
        ("cccd", "so"),
    }


def test_xml_is_looked_through_and_entities_are_refused(tmp_path: Path):
    path = _file(tmp_path, f"<ds><nguoi><ho_ten>Mẫu</ho_ten><so>{CCCD}</so></nguoi></ds>", "a.xml")
    assert {hit.kind for hit in _scan(path, "application/xml").hits} == {"person_name", "cccd"}
    bomb = '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert _scan(_file(tmp_path, bomb, "b.xml"), "application/xml").status == "unread"


def test_a_document_without_text_is_not_called_clean(tmp_path: Path):
    assert _scan(_file(tmp_path, "%PDF-1.7 rác", "a.pdf"), "application/pdf").status == "unread"
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(stream)
    (tmp_path / "b.pdf").write_bytes(stream.getvalue())
    assert _scan(tmp_path / "b.pdf", "application/pdf").status == "whole"


def test_time_is_bounded_and_said(tmp_path: Path):
    path = _file(tmp_path, "a,b\n" + "1,2\n" * 20_000)
    assert _scan(path, seconds=-1).status == "partly"
    assert _scan(path).status == "whole"


def test_a_line_without_end_is_looked_through(tmp_path: Path):
    path = _file(tmp_path, "x" * 3_000_000 + f" {CCCD} " + "y" * 3_000_000, "a.txt")
    assert [hit.kind for hit in _scan(path, "text/plain").hits] == ["cccd"]


def test_a_hit_survives_storing():
    hit = scan_text("notes", CCCD, KEY)[0]
    assert Hit.of_json(json.loads(json.dumps(hit.as_json()))) == hit
