"""Pages of editions and of the catalogue in force, exports, and the forms of focal point and clerk by plain POST."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from ckanext.camau.dates import today
from ckanext.camau.logic.action import edition_issue
from tests import factories, province
from tests.province import act


@pytest.fixture
def place(clean_portal: Any) -> Any:
    return province.build()


def sha256(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def listed(entries: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{key: entry[key] for key in ("record_id", "content_hash")} for entry in entries]


def test_an_edition_and_the_catalogue_for_everybody(app: Any, place: Any):
    leaving = place.issued(title="Sẽ đưa ra")["record_id"]
    changed = place.issued(title="Tên cũ")
    copy = act(place.editor, "camau_working_copy_create", record_id=changed["record_id"])
    copy = act(place.editor, "camau_working_copy_update", id=copy["id"], lock_version=1,
               data={**copy["data"], "title": "Tên mới", "source": "@SUM(A1)"})  # fmt: skip
    new = place.appraised(title="=1+1 thủy sản", notes="+cmd|' /C calc'!A0")
    edition = place.edition(new, place.appraised(copy=copy), removals=(leaving,))
    base = f"/edition/{edition['id']}"
    for address in (base, f"{base}/export.json", f"{base}/export.csv", f"{base}/export.xlsx"):
        assert app.get(address).status_code == 404, address
    place.issue(edition)

    page = app.get(base).body
    told = (edition["edition_hash"], new["content_hash"], "Tên cũ", "1 mục mới", "1 mục thay đổi", "1 mục đưa ra")
    assert [text for text in told if text not in page] == []
    for address in (f"{base}/file", f"{base}/export.csv", f"{base}/export.xlsx", f"{base}/annex.pdf"):
        assert app.get(address).status_code == 200, address

    export = app.get(f"{base}/export.json").json
    assert [sha256(e["content"]) for e in export["entries"]] == [e["content_hash"] for e in export["entries"]]
    assert export["edition_hash"] == sha256({
        "kind": export["kind"], "title": export["title"], "entries": listed(export["entries"]),
        "removals": [r["record_id"] for r in export["removals"]],
    })  # fmt: skip

    rows = list(csv.reader(io.StringIO(app.get(f"{base}/export.csv").data.decode("utf-8-sig"))))
    assert rows[1][3] == "'=1+1 thủy sản"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    sheet = openpyxl.load_workbook(io.BytesIO(app.get(f"{base}/export.xlsx").data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=1+1 thủy sản" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}

    catalogue = app.get("/catalogue/open_data_list/export.json").json
    assert {e["record_id"] for e in catalogue["entries"]} == {new["record_id"], changed["record_id"]}
    assert catalogue["catalogue_hash"] == sha256({"kind": "open_data_list", "entries": listed(catalogue["entries"])})
    shown = app.get("/catalogue/open_data_list?q=thuy+san").body
    assert catalogue["catalogue_hash"] in shown
    assert "=1+1 thủy sản" in shown
    assert "Tên mới" not in shown
    assert app.get("/catalogue/open_data_list/export.csv").status_code == 200
    assert "/catalogue/open_data_list" in app.get("/edition/").body

    act(place.focal, "camau_record_take_down", id=new["record_id"], reason="Lộ dữ liệu")
    after = app.get(f"{base}/export.json").json
    assert after["entries"][0]["content"] == {}
    assert after["entries"][0]["content_hash"] == new["content_hash"]
    for address in (base, f"{base}/export.json", f"{base}/export.csv", "/catalogue/open_data_list/export.json"):
        assert "=1+1" not in app.get(address).get_data(as_text=True), address
    assert app.get("/catalogue/open_data_list/export.json").json["count"] == 1


def test_the_catalogue_on_a_day(app: Any, place: Any):
    place.issued()
    yesterday = today() - timedelta(days=1)
    then = app.get(f"/catalogue/open_data_list/export.json?on={yesterday}").json
    assert (then["count"], then["catalogue_hash"]) == (0, sha256({"kind": "open_data_list", "entries": []}))
    late = place.edition(place.appraised())
    place.issue(late, date=yesterday.isoformat(), effective_from=yesterday.isoformat())
    then = app.get(f"/catalogue/open_data_list/export.json?on={yesterday}").json
    assert ([e["id"] for e in then["editions"]], then["count"]) == ([late["id"]], 1)
    assert app.get("/catalogue/open_data_list/export.json").json["count"] == 2
    assert app.get(f"/catalogue/open_data_list?on={yesterday:%d/%m/%Y}").status_code == 200
    for wrong in ("2999-01-01", "hôm qua", "31/02/2026", "%00"):
        answer = app.get(f"/catalogue/open_data_list?on={wrong}")
        assert (answer.status_code, "cm-alert" in answer.body) == (400, True), wrong
    assert app.get("/catalogue/other").status_code == 404


def test_links_to_what_is_not_public_are_in_no_export(app: Any, place: Any):
    hidden = place.draft("usage_rule", title="Quy chế chưa ban hành")["record_id"]
    edition = place.edition(place.appraised("database", usage_rules=[hidden]))
    place.issue(edition)
    export = app.get(f"/edition/{edition['id']}/export.json")
    assert export.json["entries"][0]["content_complete"] is False
    for address in (f"/edition/{edition['id']}", f"/edition/{edition['id']}/export.csv",
                    "/catalogue/database_catalogue/export.json"):  # fmt: skip
        text = app.get(address).get_data(as_text=True)
        assert hidden not in text
        assert "chưa ban hành" not in text
    assert hidden not in export.get_data(as_text=True)


def test_composing_without_javascript(app: Any, place: Any):
    copies = [place.appraised(title=f"Mục {letter}") for letter in "ABC"]
    a, b, c = (copy["record_id"] for copy in copies)
    headers = factories.token(place.focal)

    def post(address: str, **form: Any) -> Any:
        return app.post(address, data=form, headers=headers, follow_redirects=False)

    new = "/edition/new?kind=open_data_list"
    found = post(new, _do="find:all", _q="muc b", title="Danh mục thử").body
    assert f'value="{b}"' in found
    assert f'value="{a}"' not in found
    planned = post(new, _do="all:add_entry", title="Danh mục thử").body
    assert planned.index(a) < planned.index(b) < planned.index(c)
    assert "3 mục mới" in planned
    assert act(place.focal, "camau_edition_list", state="draft") == []  # no button but one stores
    saved = post(new, _do="save", title="Danh mục thử", **{"entries.row": [a, b, c], f"place.{c}": "1"})
    address = saved.headers["Location"]
    draft = act(place.focal, "camau_edition_list", state="draft")[0]
    assert [e["record_id"] for e in act(place.focal, "camau_edition_show", id=draft["id"])["entries"]] == [c, a, b]
    moved = post(address, _do=f"down:entries:{c}", lock_version="1", title="Danh mục thử",
                 **{"entries.row": [c, a, b]}).body  # fmt: skip
    assert moved.index(f'value="{a}"') < moved.index(f'value="{c}"')

    # A second draft cannot take what stands in the first; the message names it.
    refused = post(new, _do="save", title="Khác", **{"entries.row": [a]})
    assert refused.status_code == 409
    assert "Danh mục thử" in refused.body
    gone = post(f"/edition/{draft['id']}/discard", lock_version="1", reason="Gộp")
    assert gone.status_code == 302
    assert act(place.focal, "camau_edition_list", state="draft") == []


def test_the_clerks_pages(app: Any, place: Any):
    edition = place.edition(place.appraised())
    headers = factories.token(place.clerk)
    address = f"/edition/{edition['id']}/issue"
    paper = province.document(place.clerk)
    form = {f"act.{key}": value for key, value in paper.items()}
    form |= {"edition_hash": edition["edition_hash"], "confirm": "1"}

    def post(where: str, **more: Any) -> Any:
        return app.post(where, data={**form, **more}, headers=headers, follow_redirects=False)

    later = (today() + timedelta(days=2)).strftime("%d/%m/%Y")
    assert post(address, **{"act.effective_from": later}).headers["Location"].endswith(address)
    waiting = app.get(address, headers=headers).body
    assert later in waiting
    assert f"/edition/{edition['id']}/unsign" in waiting
    assert edition_issue.issue_due() == 0
    assert app.post(f"/edition/{edition['id']}/unsign", data={"reason": "Nhầm ngày"}, headers=headers,
                    follow_redirects=False).status_code == 302  # fmt: skip

    # The same form twice is one decision, and both answers lead to it.
    public = f"/edition/{edition['id']}"
    assert [post(address).headers["Location"].endswith(public) for _ in range(2)] == [True, True]
    assert len(act(None, "camau_edition_list")) == 1
    told = app.get(f"{public}/progress.json", headers=headers).json
    assert (told["step"], told["running"], told["total"]) == ("done", False, 1)
    assert app.get(f"{public}/progress", headers=headers).status_code == 200
    assert app.get(f"{public}/progress.json", follow_redirects=False).status_code == 302  # a guest logs in first

    record_id = act(None, "camau_edition_show", id=edition["id"])["entries"][0]["record_id"]
    second = {f"act.{key}": value for key, value in province.document(place.clerk).items()}
    refused = app.post(f"{public}/correct", data={**second, "text": ""}, headers=headers)
    assert refused.status_code == 409
    assert app.post(f"{public}/correct", data={**second, "text": "Lỗi chính tả", f"record.{record_id}": "Đọc là …"},
                    headers=headers, follow_redirects=False).status_code == 302  # fmt: skip
    shown = app.get(public).body
    assert "Lỗi chính tả" in shown
    assert "Đọc là …" in shown
