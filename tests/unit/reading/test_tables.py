"""Tables of files as officers really send them (field cases)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ckanext.camau.reading.delimited import encoding_of, separator_of
from ckanext.camau.reading.limits import Limits, Unreadable
from ckanext.camau.reading.tables import read_tables

FIELD = Path(__file__).parents[2] / "data" / "field"


def _table(path: Path, **limits: int):
    return read_tables(path, limits=Limits(**limits))[0]


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_decimal_commas_are_no_separators():
    rows = _table(FIELD / "fc59_dau_phay_thap_phan.csv").rows
    assert rows[0][0] == "ngày"
    assert rows[1][2] == "12,5"
    assert rows[1][5] == "đo lúc 6 giờ; triều cường"
    assert {len(row) for row in rows} == {6}


def test_mark_and_sep_line_are_no_data():
    plain = _table(FIELD / "fc61_bom_utf8_sep.csv").rows
    assert plain[0][0] == "Mã"
    assert plain[1][0] == "01"
    assert _table(FIELD / "fc61_unicode_text_utf16le.txt").rows == plain


def test_leading_zeros_stay(tmp_path: Path):
    assert _table(_written(tmp_path, "a.csv", "mã,tên\n00123,0164A\n".encode())).rows[1] == ["00123", "0164A"]


def test_old_windows_encoding_is_understood(tmp_path: Path):
    assert _table(_written(tmp_path, "a.csv", "Tên,Số\nĐào,1\n".encode("cp1258", "replace"))).rows[1] == ["Đào", "1"]


@pytest.mark.parametrize(
    ("sample", "separator"),
    [
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a,b\n1,2\n", ","),
        ('a,b\n"1;2;3",4\n', ","),
        ("một\nhai", ","),
    ],
)
def test_separator_is_what_splits_lines_alike(sample: str, separator: str):
    assert separator_of(sample) == separator


def test_sample_that_ends_amid_a_letter_is_still_utf8():
    assert encoding_of("ế".encode() * 1000 + "ế".encode()[:1]) == "utf-8"


def test_codes_are_read_as_they_are_shown():
    rows = {row[0]: row[1] for row in _table(FIELD / "fc69_ma_so_dai.xlsx").rows}
    assert rows["số có định dạng 00000"] == "00123"
    assert rows["chữ có số 0 đầu"] == "00123"
    assert rows["12 chữ số, ô số"] == "96123456789"
    assert rows["18 chữ số, ô số"].startswith("89385000001234567")
    assert rows["mũ"] == "1E5"
    assert rows["giờ thành số"] == "0.5"
    assert rows["ngày giả"] == "3-5"


def test_dates_keep_day_and_month():
    rows = [row[1] for row in _table(FIELD / "fc64_ngay_thang_lan_lon.xlsx").rows]
    assert rows[1:3] == ["05/01/2026", "2026-01-05"]
    assert rows[10] == "2026-01-05 23:58:59"


def test_a_web_page_named_xls_is_its_table():
    rows = _table(FIELD / "fc68_html_doi_ten.xls").rows
    assert rows[0] == ["STT", "Hồ sơ", ""]
    assert rows[1] == ["", "Tiếp nhận", "Trả kết quả"]
    assert rows[2] == ["1", "1.234", "00987"]
    assert rows[3] == ["2", "56", "12"]


def test_hidden_content_is_marked_and_far_cells_are_left_out():
    first, second = read_tables(FIELD / "fc97_an_trong_trang_tinh.xlsx")
    assert (first.hidden, second.hidden) == (False, True)
    assert first.hidden_rows == {2}
    assert first.hidden_columns == {2, 3}
    assert {len(row) for row in first.rows} == {6}


def test_a_workbook_in_csv_clothes_is_read(tmp_path: Path):
    data = (FIELD / "fc69_ma_so_dai.xlsx").read_bytes()
    assert _table(_written(tmp_path, "a.csv", data)).rows[0][0] == "loại"


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n0000", bytes(range(32)) * 20])
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes):
    with pytest.raises(Unreadable):
        read_tables(_written(tmp_path, "a.xlsx", data))


def test_a_locked_workbook_says_so(tmp_path: Path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Unreadable, match="password"):
        read_tables(_written(tmp_path, "a.xlsx", ole))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (50 << 20))
    with pytest.raises(Unreadable, match="unpacks"):
        read_tables(_written(tmp_path, "a.xlsx", stream.getvalue()))


def test_one_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "mã"
    sheet["A2"] = "1"
    sheet["XFD1048576"] = "xa"
    book.save(tmp_path / "a.xlsx")
    assert _table(tmp_path / "a.xlsx").rows == [["mã"], ["1"]]


def test_limits_cut_and_say_so(tmp_path: Path):
    path = _written(tmp_path, "a.csv", b"a,b\n" * 100)
    table = _table(path, rows=10)
    assert (len(table.rows), table.complete) == (10, False)
