"""Names: Vietnamese slugs (FC-09) and file names (FC-11)."""

from __future__ import annotations

import unicodedata

import pytest

from ckanext.camau.files import names


@pytest.mark.parametrize(
    "title",
    [
        "Đường thủy nội địa",
        unicodedata.normalize("NFD", "Đường thủy nội địa"),
        "Ðường thủy nội địa",
        "  đường / thủy – nội  địa! ",
    ],
)
def test_slug_is_one_however_the_title_is_encoded(title):
    assert names.slugify(title) == "duong-thuy-noi-dia"


def test_slug_is_cut_at_a_word():
    slug = names.slugify("thủy lợi nội đồng " * 20)
    assert len(slug) <= names.SLUG_LENGTH
    assert slug.split("-")[-1] in {"thuy", "loi", "noi", "dong"}
    assert names.slugify("x" * 300) == "x" * names.SLUG_LENGTH
    assert names.slugify("!!!") == ""


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Báo cáo số 05 – Sở Y tế (bản ký).xlsx", "Báo cáo số 05 – Sở Y tế (bản ký).xlsx"),
        (unicodedata.normalize("NFD", "Danh sách hộ nghèo.csv"), "Danh sách hộ nghèo.csv"),
        ("số liệu.csv.exe.", "số liệu.csv.exe"),
        ("..\\..\\máy chủ.xlsx", "máy chủ.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\a.csv", "a.csv"),
        ("CON.xlsx", "_CON.xlsx"),
        ("nul", "_nul"),
        ("aux .tar.gz", "_aux .tar.gz"),
        ('dữ liệu;phần=2,"trích".csv', "dữ liệu;phần=2,'trích'.csv"),
        ("văn bản\u202excod.pdf", "văn bảnxcod.pdf"),
        ("số 32/2021/QĐ-UBND.pdf", "số 32-2021-QĐ-UBND.pdf"),
        (" .csv", "file.csv"),
        ("..", "file"),
        ("", "file"),
        ("a\r\nSet-Cookie: b.csv", "a Set-Cookie- b.csv"),
    ],
)
def test_file_names_stay_readable_and_become_harmless(sent, kept):
    assert names.safe_file_name(sent) == kept


def test_long_names_are_cut_in_bytes_before_the_extension():
    long = "Kế hoạch " + "thực hiện chuyển đổi số " * 30 + "2026.docx"
    kept = names.safe_file_name(long)
    assert len(kept.encode()) <= names.NAME_BYTES
    assert kept.endswith(".docx")
    assert long.startswith(kept.removesuffix(".docx"))
    assert len(names.safe_file_name("a" * 255).encode()) <= names.NAME_BYTES


def test_header_carries_both_names_and_no_line_break():
    header = names.content_disposition('Đất "đai"\r\n.csv')
    assert header.startswith("attachment; filename=\"dat-dai.csv\"; filename*=UTF-8''%C4%90%E1%BA%A5t")
    assert "\r" not in header
    assert "\n" not in header
