"""Filling in the form: step by step, forty items, saved by itself, files on their way, a copy; and no barrier."""

from __future__ import annotations

import re
import time
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from portal.testbed import LIMIT_MB

from .staff import SAVE, files, logins, open_desk, press, told, unique

ITEMS = "fieldset#f-data_items [data-row]"
STATUS = "[data-autosave-status]"
NEXT = ".camau-actions >> text=Lưu và sang bước sau"
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def editor(browser, site, demo):
    page = open_desk(browser, site, demo, logins(demo)["editor"])
    yield page
    page.context.close()


def begin(page, record_type):
    page.goto(f"/{record_type}/new")
    page.fill("#f-title", unique("Mục"))
    assert press(page, NEXT) == 200
    return page.url.split("?")[0]


def content(page, url):
    """Return what is stored, as the person at the browser reads it."""
    record = re.search(r"/edit/([0-9a-f-]+)", url)[1]
    return page.request.get(f"/api/3/action/camau_working_copy_show?record_id={record}").json()["result"]


def store(page, copy):
    """Save a working copy by the API, as the person at the browser."""
    token = page.locator("input[name=_csrf_token]").first.input_value()
    answer = page.request.post(
        "/api/3/action/camau_working_copy_update", headers={"X-CSRFToken": token},
        data={key: copy[key] for key in ("id", "lock_version", "data")},
    )  # fmt: skip
    assert answer.ok


def beyond(folder, limit):
    """Return a file of one byte more than the limit."""
    large = folder / "lớn quá.csv"
    with large.open("wb") as out:
        out.truncate(limit + 1)
    return large


def hide_tab(page):
    page.evaluate(HIDE)


def go_to(page, step):
    press(page, f".camau-index button[value='go:{step}']")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_database_with_forty_items(browser, site, demo, width):
    page = open_desk(browser, site, demo, logins(demo)["editor"], width=width)
    url = begin(page, "database")
    go_to(page, "items")
    names = [f"Hạng mục {number}" for number in range(1, 41)]
    for index, name in enumerate(names):
        if index:
            page.click("fieldset#f-data_items [data-row-add]")  # the new row has the focus: go on typing
        else:
            page.focus("#f-data_items-0-code")
        page.keyboard.insert_text(f"{index + 1:02d}")
        page.keyboard.press("Tab")
        page.keyboard.insert_text(name)
    page.select_option("th[data-group=department] .camau-fill", "default_to")
    page.locator(ITEMS).nth(6).locator("[name$='.m.public']").select_option("open_to")
    page.locator(ITEMS).nth(6).locator("[data-row-up]").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    began = time.monotonic()
    assert press(page, SAVE) == 200
    assert time.monotonic() - began < 5
    stored = content(page, url)["data"]["data_items"]
    assert [item["name"] for item in stored] == [*names[:5], names[6], names[5], *names[7:]]
    assert "public" in stored[5]["open_to"]
    assert all(item["default_to"] == ["department"] for item in stored)
    assert page.get_by_role("combobox", name="Mọi tổ chức, cá nhân 6 Hạng mục 7").input_value() == "open_to"


def test_steps_without_script(browser, site, demo):
    page = open_desk(browser, site, demo, logins(demo)["editor"], width=360, java_script_enabled=False)
    url = begin(page, "database")
    assert page.url.endswith("step=content")
    page.fill("#f-purpose", "Quản lý tàu cá")
    go_to(page, "items")
    page.fill("#f-data_items-0-code", "01")
    page.select_option("[name='data_items.0.m.public']", "open_to")
    service = page.request.get("/api/3/action/package_search?fq=dataset_type:data_service&rows=1").json()
    service = service["result"]["results"][0]
    page.click("#f-data_items-0 summary")
    page.fill("#f-data_items-0-delivered_by", service["code"])  # a record is named by its code, or chosen in the list
    press(page, ".camau-actions >> text=Lưu và quay lại bước trước")
    assert page.url.endswith("step=sources")
    stored = content(page, url)["data"]
    assert stored["purpose"] == "Quản lý tàu cá"
    assert stored["data_items"] == [{"code": "01", "open_to": ["public"], "delivered_by": [service["id"]]}]
    go_to(page, "check")
    assert "còn thiếu" in page.inner_text(".camau-index li:has-text('Hạng mục')")
    assert "Quản lý tàu cá" in page.inner_text("main")
    assert press(page, ".camau-actions >> text=Lưu và trình") == 200
    assert "chưa trình được" in told(page)
    press(page, "#problems a[href='?step=items#f-data_items-0-name']")
    assert page.locator("#f-data_items-0-name[aria-invalid=true]").count() == 1
    assert "Dòng 1" in page.inner_text("#f-data_items-0-name-help")  # FC-15: which row, which label


def test_saved_by_itself(editor, browser, site, demo):
    editor.goto("/data_service/new")
    editor.fill("#f-notes", "chưa có tên")
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=bắt đầu tự động lưu")
    editor.fill("#f-title", unique("Dịch vụ"))
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=Đã tự động lưu lúc")
    url = editor.url  # the form is now that of the record that was made
    assert "/edit/" in url
    assert content(editor, url)["data"]["notes"] == "chưa có tên"
    editor.fill("#f-notes", "câu của tôi")
    hide_tab(editor)
    editor.wait_for_function("() => document.querySelector('[name=lock_version]').value === '2'")

    other = open_desk(browser, site, demo, logins(demo)["editor"])
    other.goto(url)
    other.fill("#f-notes", "câu của người kia")
    press(other, SAVE)
    editor.fill("#f-notes", "câu sửa lại của tôi")
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=Chưa có gì bị ghi đè")
    assert content(editor, url)["data"]["notes"] == "câu của người kia"
    assert press(editor, SAVE) == 409
    assert editor.input_value("#f-notes") == "câu sửa lại của tôi"
    assert "câu của người kia" in editor.inner_text(".camau-clash")


def test_a_token_or_session_that_ends_between_saves(editor, demo):  # FC-82
    url = begin(editor, "usage_rule")
    editor.goto(f"{url}?step=rules")
    editor.evaluate("document.querySelectorAll('[name=_csrf_token]').forEach(i => i.value = 'x')")
    editor.fill("#f-acceptance", "giờ ăn trưa")
    hide_tab(editor)
    editor.wait_for_function("() => document.querySelector('#record-form [name=_csrf_token]').value.length > 9")
    editor.fill("#f-acceptance", "sau giờ ăn trưa")
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=Đã tự động lưu lúc")
    assert content(editor, url)["data"]["acceptance"] == "sau giờ ăn trưa"
    editor.context.clear_cookies()
    editor.fill("#f-log_retention", "gõ khi phiên đã hết")
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=phiên đăng nhập đã hết")
    assert press(editor, SAVE) == 401
    login = logins(demo)["editor"]
    with editor.context.expect_page() as tab:
        editor.click("text=Đăng nhập (mở ở thẻ mới)")
    tab.value.fill("input[name=login]", login)
    tab.value.fill("input[name=password]", demo[login]["password"])
    press(tab.value, "main form button")
    press(editor, "text=Tiếp tục với nội dung đã nhập")
    assert editor.url.endswith("step=rules")
    assert press(editor, SAVE) == 200
    assert content(editor, url)["data"]["log_retention"] == "gõ khi phiên đã hết"


def test_files_on_their_way(editor, tmp_path):  # FC-11, FC-86
    table, signed = files(tmp_path)
    url = begin(editor, "dataset")
    editor.goto(f"{url}?step=files")
    limit = int(editor.get_attribute("[data-uploads]", "data-limit"))
    large = beyond(tmp_path, limit)
    editor.evaluate("document.querySelector('[data-uploads]').dataset.limit = ''")  # let the server say it
    editor.set_input_files("#f-resources-many", [table, signed, large])
    editor.wait_for_selector("#f-resources-0 .camau-stored")
    editor.fill("#f-resources-0-description", "đang gõ trong lúc tải lên")
    editor.wait_for_selector(f"[data-upload-list] >> text=dung lượng tối đa {limit >> 20} MB")
    assert editor.locator("[data-upload-list] [role=progressbar][aria-valuenow='100']").count() >= 2
    editor.click("[data-upload-list] li:has-text('lớn quá') >> text=Hủy")  # its row goes as well
    assert press(editor, SAVE) == 200
    found = content(editor, url)
    assert [file["name"] for file in found["data"]["resources"]] == ["bảng số liệu.csv", "quyết định.pdf"]
    assert "đang gõ trong lúc tải lên" in {file.get("description") for file in found["data"]["resources"]}

    # what the form does not ask of a file stays with it
    found["data"]["resources"][0]["dictionary"] = [{"column": "ma", "label": "Mã", "type": "text"}]
    store(editor, found)
    editor.goto(f"{url}?step=files")
    assert "1 cột" in editor.inner_text(".camau-carried >> nth=0")
    editor.locator("[data-row-down]").first.click()
    press(editor, SAVE)
    stored = content(editor, url)["data"]["resources"]
    assert [("dictionary" in file, file["name"]) for file in stored] == [
        (False, "quyết định.pdf"), (True, "bảng số liệu.csv"),
    ]  # fmt: skip


def test_files_of_any_name(editor):  # FC-11
    url = begin(editor, "dataset")
    editor.goto(f"{url}?step=files")
    names = {
        "Báo cáo (bản ký).csv": "Báo cáo (bản ký).csv", "..\\..\\máy chủ.csv": "máy chủ.csv", "CON.csv": "_CON.csv",
        "số 32/2021/QĐ-UBND.csv": "số 32-2021-QĐ-UBND.csv", "văn bản\u202excod.csv": "văn bảnxcod.csv",
        "ố" * 300 + ".csv": "ố" * 65 + ".csv",
    }  # fmt: skip
    org = editor.get_attribute("[data-uploads]", "data-org")
    token = editor.locator("#record-form input[name=_csrf_token]").input_value()
    headers = {"Content-Type": "application/octet-stream", "X-CSRFToken": token}
    for sent, kept in names.items():
        address = f"/upload/file?{urlencode({'name': sent, 'owner_org': org})}"
        answer = editor.request.post(address, headers=headers, data=b"ma,ten\n1,A\n")
        assert answer.status == 200, sent
        assert answer.json()["name"] == kept
    guest = editor.context.browser.new_context(base_url=url.split("/dataset")[0])
    assert guest.request.post("/upload/file?name=x.csv", data=b"x").status in {400, 401}


def test_a_file_without_script(browser, site, demo, tmp_path):
    page = open_desk(browser, site, demo, logins(demo)["editor"], java_script_enabled=False)
    url = begin(page, "dataset")
    page.goto(f"{url}?step=files")
    page.set_input_files("#f-resources-0-sha256", files(tmp_path)[0])
    page.fill("#f-resources-0-description", "mô tả")
    press(page, "[data-row-add]")
    page.fill("#f-resources-1-name", "tệp lớn")
    page.set_input_files("#f-resources-1-sha256", beyond(tmp_path, LIMIT_MB << 20))
    assert press(page, SAVE) == 200
    assert f"dung lượng tối đa {LIMIT_MB} MB" in told(page)  # FC-86: the rest of the form is kept
    assert [file["name"] for file in content(page, url)["data"]["resources"]] == ["bảng số liệu.csv", "tệp lớn"]


def copies_of(page):
    """Return record id → states of its working copies, of the agency of the person at the browser."""
    found = {}
    for copy in page.request.get("/api/3/action/camau_working_copy_list?limit=100").json()["result"]["results"]:
        found.setdefault(copy["record_id"], []).append(copy["state"])
    return found


def test_leafing_through_what_is_in_force_opens_no_working_copy(editor):
    before = copies_of(editor)
    issued = editor.request.get("/api/3/action/package_search?fq=dataset_type:dataset&rows=100").json()["result"]
    record = next(item["id"] for item in issued["results"] if set(before.get(item["id"], [""])) == {"issued"})
    editor.goto(f"/dataset/edit/{record}")
    press(editor, NEXT)
    go_to(editor, "check")
    assert "Chưa có thay đổi nào" in editor.inner_text("main")
    assert editor.locator(".camau-actions >> text=Lưu và trình").count() == 0
    assert copies_of(editor) == before


def test_a_copy_as_a_start(editor):
    editor.goto("/dataset/?dataset_type=dataset")
    press(editor, "main h2 a, main h3 a")
    title = editor.inner_text("h1")
    press(editor, "text=Sao chép thành bản nháp mới")
    assert editor.input_value("#f-title") == title
    assert editor.input_value("#f-code") == ""
    assert "Hãy đổi tên" in told(editor)
    stored = content(editor, editor.url)["data"]
    assert stored["theme"]
    assert not {"code", "name", "no_state_secret", "privacy_statement"} & set(stored)


def test_every_mistake_at_its_place(editor):  # FC-15
    url = begin(editor, "database")
    copy = content(editor, url)
    items = [{"code": f"{number:02d}", "name": f"Mục {number}", "open_to": ["public"]} for number in range(1, 21)]
    del items[2]["open_to"], items[16]["name"]
    files = [{"name": "Tệp đúng", "url": "https://example.vn/a"}, {"name": "Tệp sai", "url": "http://"}]
    copy["data"] |= {"data_items": items, "resources": files, "contact_email": "không phải thư"}
    store(editor, copy)
    editor.goto(f"{url}?step=check")
    told_at = {link.get_attribute("href"): link.inner_text() for link in editor.locator("#problems a[href*='#']").all()}
    assert "Mục 3" in told_at["?step=items#f-data_items-2"]
    assert "Dòng 17" in told_at["?step=items#f-data_items-16-name"]
    assert "Tệp sai" in told_at["?step=files#f-resources-1-url"]
    assert "?step=contact#f-contact_email" in told_at


@pytest.mark.parametrize("record_type", ["database", "dataset", "data_service", "usage_rule"])
def test_every_problem_leads_to_its_input(editor, record_type):
    url = begin(editor, record_type)
    editor.goto(f"{url}?step=check")
    links = [link.get_attribute("href") for link in editor.locator("#problems a[href*='#']").all()]
    assert len(links) > 5
    for step in {link.partition("#")[0] for link in links}:
        editor.goto(url + step)
        for anchor in (link.partition("#")[2] for link in links if link.startswith(f"{step}#")):
            assert editor.locator(f"#{anchor}").count() == 1, (step, anchor)


def test_text_for_a_working_copy_that_is_gone_is_not_thrown_away(editor):
    url = begin(editor, "usage_rule")
    editor.fill("#f-permitted_users", "gõ dở")
    token = editor.locator("input[name=_csrf_token]").first.input_value()
    discarded = editor.request.post(
        "/api/3/action/camau_working_copy_discard", headers={"X-CSRFToken": token},
        data={"id": content(editor, url)["id"]},
    )  # fmt: skip
    assert discarded.ok
    hide_tab(editor)
    editor.wait_for_selector(f"{STATUS} >> text=Đã dừng tự động lưu")
    assert press(editor, SAVE) == 404
    assert editor.get_by_label("permitted_users").input_value() == "gõ dở"


PAGES = [
    *(("database", step) for step in ("general", "content", "sources", "items", "compliance", "legal", "check")),
    *(("dataset", step) for step in ("coverage", "files", "privacy", "all")),
    *(("data_service", step) for step in ("technical", "sharing")),
    ("usage_rule", "validity"),
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 360])
def test_no_barrier_on_any_step(browser, site, demo, width):
    page = open_desk(browser, site, demo, logins(demo)["editor"], width=width)
    urls = {record_type: begin(page, record_type) for record_type in {name for name, _step in PAGES}}
    found = []
    for record_type, step in PAGES:
        page.goto(f"{urls[record_type]}?step={step}")
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                found += [(record_type, step, violation["id"], node["html"][:200]) for node in violation["nodes"][:3]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (record_type, step)
    assert not found


PASTED = "STT\tMã hạng mục\tTên hạng mục\tMọi tổ chức, cá nhân\tSở, ban, ngành tỉnh\n" + "\n".join(
    f"{n}\tHM.{n:02}\tHạng mục số {n}\t{'mở' if n % 2 else '-'}\t{'mặc định' if n != 7 else 'tùy lúc'}"
    for n in range(1, 41)
)


def test_forty_items_pasted_from_a_spreadsheet(editor):
    url = begin(editor, "database")
    editor.goto(f"{url}?step=items")
    assert press(editor, "text=Dán từ bảng tính") == 200
    editor.fill("#f-text", f"DANH MỤC HẠNG MỤC\n{PASTED}\n\t\tTổng cộng\t40")
    assert press(editor, "text=Xem trước") == 200
    page = editor.inner_text("main")
    assert "Đọc được 40 dòng" in page
    assert "Sở, ban, ngành tỉnh: “tùy lúc”" in page
    assert "Bỏ qua 2 dòng" in page
    assert content(editor, url)["data"].get("data_items") is None

    copy = content(editor, url)
    store(editor, {**copy, "data": {**copy["data"], "notes": "của người khác"}})
    assert press(editor, "text=Đưa vào bản làm việc") == 409
    assert editor.input_value("#f-text").count("\n") == 42
    assert press(editor, "text=Đưa vào bản làm việc") == 200
    assert editor.locator(ITEMS).count() == 40
    data = content(editor, url)["data"]
    assert data["notes"] == "của người khác"
    assert data["data_items"][0] == {
        "code": "HM.01", "name": "Hạng mục số 1", "open_to": ["public"], "default_to": ["department"],
    }  # fmt: skip
    assert "default_to" not in data["data_items"][6]


def test_only_who_may_edit_may_paste(editor, browser, site, demo):
    url = begin(editor, "database")
    address = f"{url}/paste/data_items"
    assert editor.goto(address).status == 200
    assert editor.goto(f"{url}/paste/title").status == 404
    other = next(a["agency"] for n, a in demo.items() if "editor" in a["roles"] and n != logins(demo)["editor"])
    stranger = open_desk(browser, site, demo, logins(demo, other)["editor"])
    assert stranger.goto(address).status == 404
    stranger.context.close()


def test_leafing_back_to_the_same_step_offers_nothing_to_put_back(editor):
    begin(editor, "dataset")
    go_to(editor, "files")
    go_to(editor, "files")
    assert editor.locator(".camau-restore").count() == 0
