"""The audit trail as a file: CSV, XLSX or JSON lines; each with the hash that chains it. Pure.

In the tables texts that a spreadsheet would take for a formula are written as texts.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from ckanext.camau.dates import vietnamese_moment
from ckanext.camau.workflow.messages import N_

Line = Mapping[str, Any]

#: Columns of the tables: heading and what stands in it.
COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    (N_("No."), "seq"),
    (N_("Time"), "at"),
    (N_("Who"), "actor_name"),
    (N_("Account"), "actor"),
    (N_("Person"), "person"),
    (N_("Action"), "action_label"),
    (N_("Action (code)"), "action"),
    (N_("Concerns"), "subject_kind_label"),
    (N_("Id"), "subject_id"),
    (N_("Record"), "record_title"),
    (N_("Record (id)"), "record_id"),
    (N_("From state"), "from_label"),
    (N_("To state"), "to_label"),
    (N_("Reasons"), "reason_labels"),
    (N_("Note"), "note"),
    (N_("Details"), "detail_text"),
    (N_("Hash of the content"), "content_hash"),
    (N_("Hash of the line before"), "prev_hash"),
    (N_("Hash of the line"), "row_hash"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_json_lines(lines: Iterable[Line], said: Callable[[str], str]) -> bytes:  # noqa: ARG001 - as the others
    """Return one JSON object a line, with codes and names."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def as_csv(lines: Iterable[Line], said: Callable[[str], str]) -> bytes:
    """Return a CSV that Excel opens rightly (BOM)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([said(heading) for heading, _key in COLUMNS])
    writer.writerows([_inert(cell) for cell in _cells(line)] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[Line], said: Callable[[str], str]) -> bytes:
    """Return a workbook of one sheet; every cell but the number is text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(said(N_("Audit trail")))
        sheet.write_row(0, 0, [said(heading) for heading, _key in COLUMNS], book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 18)
        for number, line in enumerate(lines, 1):
            sheet.write_number(number, 0, line["seq"])
            for column, cell in enumerate(_cells(line)[1:], 1):
                sheet.write_string(number, column, cell)
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 0), len(COLUMNS) - 1)
    return stream.getvalue()


def _cells(line: Line) -> list[str]:
    return [_text(key, line.get(key)) for _heading, key in COLUMNS]


def _text(key: str, value: Any) -> str:
    if key == "at":
        return vietnamese_moment(value)
    return "; ".join(value) if isinstance(value, list) else str(value) if value is not None else ""


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


#: Format → mimetype and how it is written.
FORMATS: Final[Mapping[str, tuple[str, Callable[[Sequence[Line], Callable[[str], str]], bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "jsonl": ("application/x-ndjson; charset=utf-8", as_json_lines),
}
