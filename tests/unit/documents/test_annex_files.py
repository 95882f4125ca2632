"""The annex as DOCX, PDF and XLSX: all contents in all three, on paper that officers can read (FC-73)."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import annex_samples as samples
import openpyxl
import printed
import pytest
from docx import Document
from docx.shared import Mm

from ckanext.camau.documents import annex, annex_pdf, pdf
from ckanext.camau.documents.layout import layout_of
from ckanext.camau.documents.library import Library
from ckanext.camau.schemas.code_lists import code_list

KINDS = ("database_catalogue", "open_data_list")
ADDRESS = "https://dulieu.example.vn/edition/e1"


@cache
def built(kind: str) -> annex.Annex:
    return annex.build(samples.nasty(kind), samples.NAMES, ADDRESS)


@cache
def file(kind: str, format_: annex.Format) -> bytes:
    return annex.printed(built(kind), format_)


def texts_of(made: annex.Annex) -> list[str]:
    """Everything that paper must say: title block, cells, blocks, items."""
    cells = [row[column.key] for row in made.rows for column in made.layout.main if column.key != "name"]
    names = [row[key] for row in (*made.rows, *made.removals) for key in ("title", "code")]
    lines = [text for detail in made.details for heading, value in detail.lines for text in (heading, value)]
    items = [
        text for d in made.details for item in d.items for text in (item.name, item.description, item.delivered_by)
    ]
    return [made.issued_by, made.hash_line, made.check, *cells, *names, *lines, *items, *made.groups]


def headings_of(made: annex.Annex) -> list[str]:
    return [column.heading for column in made.layout.main]


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_says_all_in_embedded_fonts_on_landscape_a4(kind: str):
    made, body = built(kind), file(kind, "pdf")
    pages = printed.pages_of(body)
    assert printed.missing(texts_of(made), pages) == []
    assert printed.squeezed(made.title).upper() in printed.squeezed(pages[0]).upper()
    assert all(printed.is_nfc(page) for page in pages)
    assert printed.sizes_of(body) == {printed.A4_LANDSCAPE}
    fonts = printed.fonts_of(body)
    assert fonts
    assert all(font[1:] == ["yes", "yes"] for font in fonts), fonts
    for number, page in enumerate(pages, 1):
        assert samples.HASH in page, number
        assert "STT" in page, number
        assert number == 1 or str(number) in page.split(), number
    assert all("DỰ THẢO" not in page for page in pages)


@pytest.mark.parametrize("kind", KINDS)
def test_workbook_holds_every_column_as_text(kind: str):
    made = built(kind)
    book = openpyxl.load_workbook(io.BytesIO(file(kind, "xlsx")))
    page = book.worksheets[0]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[0] == "STT")
    assert rows[head] == [column.heading for column in made.layout.flat]
    assert rows[head + 1 :] == [[row[column.key] for column in made.layout.flat] for row in made.rows]
    assert samples.HASH in str(rows[:head])
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.data_type == "n" and cell.value is not None for row in page.iter_rows() for cell in row)
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == f"${head + 1}:${head + 1}"
        assert sheet.freeze_panes is not None
        assert samples.HASH in str(sheet.oddFooter.left.text)
        assert not sheet._hyperlinks


def test_workbook_of_databases_has_the_18_columns_and_the_matrix():
    made = built("database_catalogue")
    assert len(made.layout.flat) == 18
    matrix = openpyxl.load_workbook(io.BytesIO(file("database_catalogue", "xlsx"))).worksheets[1]
    cells = [[str(cell or "") for cell in row] for row in matrix.iter_rows(values_only=True)]
    head = next(row for row in cells if row[0] == "STT")
    groups = [head.index(name) for name in made.groups]
    first = next(row for row in cells if row[3] == "1.1")
    assert [first[place] for place in groups] == ["Mở", *["Mặc định"] * 3, *["Đặc thù"] * 3]


def test_a_cell_longer_than_a_workbook_can_hold_goes_on_beneath():
    long = "".join(f"{n:05d} " for n in range(7000)).strip()
    edition = samples.Edition(entries=[samples.Entry(1, "a", "M", "T", samples.database(1, purpose=long))])
    page = openpyxl.load_workbook(io.BytesIO(annex.render(edition, "xlsx"))).worksheets[0]
    rows = list(page.iter_rows(values_only=True))[-2:]
    assert rows[0][5] + rows[1][5] == long
    assert rows[1][0] == "1 (tiếp)"


@pytest.mark.parametrize("kind", KINDS)
def test_word_template_has_the_headings_of_the_layout_and_rows_that_stay_whole(kind: str):
    document = Document(io.BytesIO(file(kind, "docx")))
    heads = [cell.text for cell in document.tables[0].rows[0].cells]
    assert heads == headings_of(built(kind))
    section = document.sections[0]
    assert section.page_width > section.page_height
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    plain, long = (document.tables[0].rows[n]._tr.xml for n in (1, 2))
    assert "w:cantSplit" in plain
    assert "w:cantSplit" not in long


@pytest.mark.parametrize("count", [1, 7, 8])
def test_columns_of_the_matrix_are_as_wide_as_their_cells_whatever_their_number(count: int):
    groups = list(code_list("user_group").codes)[:count]
    edition = samples.Edition(entries=[samples.Entry(1, "a", "M", "T", samples.database(1, data_items=[
        {"name": "Hạng mục", "open_to": groups}]))])  # fmt: skip
    table = Document(io.BytesIO(annex.render(edition, "docx"))).tables[1]
    grid = [column.width for column in table.columns]
    assert len(grid) == count + 3
    assert [cell.width for cell in table.rows[-1].cells] == grid
    assert grid[1] > 2 * grid[0]
    assert max(grid[2:-1]) - min(grid[2:-1]) <= 635
    assert sum(grid) == pytest.approx(Mm(252), rel=0.01)


def test_word_file_opens_in_libreoffice_and_says_all(tmp_path: Path):
    """The one run of a real LibreOffice: the richest annex there is."""
    made = built("database_catalogue")
    body = printed.as_pdf(file("database_catalogue", "docx"), tmp_path)
    pages = printed.pages_of(body)
    assert printed.missing(texts_of(made), pages) == []
    assert printed.sizes_of(body) == {printed.A4_LANDSCAPE}
    assert all(samples.HASH in page and "STT" in page for page in pages)


def test_word_file_of_open_data_says_all():
    """Read without LibreOffice: what a Word file holds is what stands in its paragraphs, each once (FC-76)."""
    document = Document(io.BytesIO(file("open_data_list", "docx")))
    made = built("open_data_list")
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    wanted = [[row[column.key] for column in made.layout.main] for row in made.rows]
    assert [[cell.strip() for cell in row] for row in rows] == wanted


def test_texts_are_inert_and_turn_nothing_around():
    row = built("database_catalogue").rows[1]
    assert "{{ 7*7 }} {% raw %} {_{ x }_} <script>" in row["purpose"]
    assert row["scope"] == "đầuđảocuối"
    assert row["agency"] == "Khám chữa bệnh, ắ ợ"


def test_a_draft_is_marked_as_one_and_has_blanks():
    draft = annex.build(samples.edition(1), {}, ADDRESS)
    assert "Quyết định số …/QĐ-UBND ngày … tháng … năm …" in draft.issued_by
    assert "ngày 07 tháng 9 năm 2026" in built("database_catalogue").issued_by
    pages = printed.pages_of(annex.printed(draft, "pdf"))
    assert all("DỰ THẢO" in page for page in pages)
    body = annex.printed(draft, "docx")
    document = Document(io.BytesIO(body))
    assert "DỰ THẢO" in document.sections[0].header.paragraphs[0].text
    assert "DỰ THẢO" in document.sections[0].first_page_header.paragraphs[0].text


def test_names_that_may_not_be_known_are_not_printed_and_changes_are_marked():
    made = built("database_catalogue")
    assert made.rows[0]["rules"] == samples.NAMES["r1"]
    assert [row["note"] for row in made.rows] == ["Sửa đổi", "Sửa đổi", "Sửa đổi", "Bổ sung", "Bổ sung"]
    assert made.removals[0]["note"] == "Đưa ra khỏi danh mục"
    assert made.rows[4]["title"] == "(nội dung đã được gỡ)"


def test_a_large_annex_is_set_in_parts_with_pages_numbered_through():
    body = annex_pdf.render(annex.build(samples.edition(7), {}, ADDRESS), at_once=3)
    pages = printed.pages_of(body)
    assert all(str(number) in page.split() for number, page in enumerate(pages[1:], 2))
    assert "".join(pages).count("I. DANH MỤC CƠ SỞ DỮ LIỆU") == 1
    assert all(f"CMU.CS.000{n}" in "".join(pages) for n in range(1, 8))


@pytest.mark.parametrize("url", ["https://ngoai.example/a.png", "file:///etc/passwd", "data:,x", "font:../pdf.py"])
def test_printing_asks_nobody(url: str):
    with pytest.raises(pdf.Refused):
        pdf.fetch(url)
    assert pdf.of_page(f'<p>Chữ</p><img src="{url}"><style>@import "{url}";</style>').startswith(b"%PDF")


def test_the_province_may_put_its_own_template_in_place(tmp_path: Path):
    words = Library().text("annex.yaml").replace("heading: Phụ lục", "heading: Phụ lục I")
    (tmp_path / "annex.yaml").write_text(words, encoding="utf-8")
    assert layout_of("open_data_list", Library(tmp_path)).words["heading"] == "Phụ lục I"
    assert Library(tmp_path).mark != Library().mark
