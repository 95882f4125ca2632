"""The form in a browser: rows, two people, a token or session that ended, core's addresses."""

from __future__ import annotations

import re

import pytest

from .staff import SAVE, logins, open_desk, press, told, unique

ROWS = "fieldset#f-parameters [data-row]"
ADD = "fieldset#f-parameters [data-row-add]"


@pytest.fixture
def editor(browser, site, demo):
    page = open_desk(browser, site, demo, logins(demo)["editor"])
    yield page
    page.context.close()


def new_service(page):
    page.goto("/data_service/new?step=all")
    page.fill("#f-title", unique("Dịch vụ"))
    assert press(page, SAVE) == 200
    return page.url


def name_of(page, index):
    return page.locator(ROWS).nth(index).locator("input:not([type=hidden])").first


def names(page):
    return [name_of(page, index).input_value() for index in range(page.locator(ROWS).count())]


def test_rows_keep_the_order_on_screen(editor):  # FC-03
    new_service(editor)
    name_of(editor, 0).fill("A")
    for letter in "BC":
        editor.click(ADD)
        name_of(editor, editor.locator(ROWS).count() - 1).fill(letter)
    editor.locator(ROWS).nth(0).locator("[data-row-remove]").click()
    editor.click(ADD)
    name_of(editor, 2).fill("D")
    press(editor, SAVE)
    assert names(editor) == ["B", "C", "D"]
    editor.locator(ROWS).nth(1).locator("[data-row-up]").click()
    editor.click(ADD)
    name_of(editor, 3).fill("E")
    editor.click(ADD)  # left empty: gone on saving (FC-07)
    press(editor, SAVE)
    assert names(editor) == ["C", "B", "D", "E"]


def test_rows_without_script(browser, site, demo):  # FC-03
    page = open_desk(browser, site, demo, logins(demo)["editor"], java_script_enabled=False)
    new_service(page)
    name_of(page, 0).fill("A")
    for index, letter in enumerate("BC", 1):
        press(page, ADD)
        name_of(page, index).fill(letter)
    press(page, f"{ROWS} >> nth=0 >> [data-row-remove]")
    press(page, ADD)
    name_of(page, 2).fill("D")
    press(page, f"{ROWS} >> nth=1 >> [data-row-up]")
    press(page, SAVE)
    assert names(page) == ["C", "B", "D"]


def test_unticking_all_empties_the_field(editor):  # FC-01
    new_service(editor)
    editor.check("#f-theme-health")
    editor.check("#f-theme-labour")
    press(editor, SAVE)
    assert editor.is_checked("#f-theme-labour")
    editor.uncheck("#f-theme-health")
    editor.uncheck("#f-theme-labour")
    press(editor, SAVE)
    assert not editor.is_checked("#f-theme-health")
    assert not editor.is_checked("#f-theme-labour")


def test_two_people_at_one_working_copy(editor, browser, site, demo):  # FC-20
    url = new_service(editor)
    other = open_desk(browser, site, demo, logins(demo)["editor"])
    other.goto(url)
    other.fill("#f-title", "Tên của người kia")
    other.fill("#f-notes", "Mô tả của người kia")
    press(other, SAVE)
    editor.fill("#f-title", "Tên của tôi")
    editor.fill("#f-capacity", "100 yêu cầu/giây")
    assert press(editor, SAVE) == 409
    assert editor.input_value("#f-title") == "Tên của tôi"
    assert editor.input_value("#f-notes") == "Mô tả của người kia"
    assert "Tên của người kia" in editor.inner_text(".camau-clash")
    press(editor, "text=Dùng nội dung này thay của tôi")
    assert editor.input_value("#f-title") == "Tên của người kia"
    assert press(editor, SAVE) == 200
    assert editor.input_value("#f-capacity") == "100 yêu cầu/giây"


def test_a_token_that_ended_loses_nothing(editor):  # FC-82
    new_service(editor)
    editor.fill("#f-capacity", "gõ trước giờ ăn trưa")
    editor.evaluate("document.querySelectorAll('[name=_csrf_token]').forEach(i => i.value = 'x')")
    assert press(editor, SAVE) == 400
    assert "chưa lưu được" in told(editor)
    assert editor.input_value("#f-capacity") == "gõ trước giờ ăn trưa"
    assert press(editor, SAVE) == 200
    assert editor.input_value("#f-capacity") == "gõ trước giờ ăn trưa"


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ended_loses_nothing(browser, site, demo, script):  # FC-82
    login = logins(demo)["editor"]
    page = open_desk(browser, site, demo, login, java_script_enabled=script)
    new_service(page)
    page.fill("#f-capacity", "gõ dở")
    name_of(page, 0).fill("tu_ngay")
    page.context.clear_cookies()
    assert press(page, SAVE) == 401
    with page.context.expect_page() as tab:
        page.click("text=Đăng nhập (mở ở thẻ mới)")
    tab.value.fill("input[name=login]", login)
    tab.value.fill("input[name=password]", demo[login]["password"])
    press(tab.value, "main form button")
    press(page, "text=Tiếp tục với nội dung đã nhập")
    assert page.input_value("#f-capacity") == "gõ dở"
    assert press(page, SAVE) == 200
    assert page.input_value("#f-capacity") == "gõ dở"
    assert names(page) == ["tu_ngay"]


def test_text_that_was_never_sent_is_offered_again(editor):
    url = new_service(editor)
    editor.route("**/edit/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    editor.fill("#f-notes", "chưa kịp lưu")
    editor.wait_for_timeout(700)
    editor.goto("/tasks")
    editor.goto(url)
    editor.click("text=Khôi phục")
    assert editor.input_value("#f-notes") == "chưa kịp lưu"


def test_places_are_found_without_accents(editor):  # FC-48
    editor.goto("/dataset/new?step=coverage")
    editor.fill("#f-places input[type=search]", "dat mui")
    shown = editor.locator("#f-places .form-check:visible").all_inner_texts()
    assert any("Đất Mũi" in text for text in shown)
    assert len(shown) < 10


CLOSED = (
    "resources/{id}", "delete/{id}", "{id}/resource/new", "{id}/resource/x/edit", "{id}/resource/x/delete",
    "{id}/resource/x/new_view", "{id}/resource/x/edit_view/y", "collaborators/{id}",
)  # fmt: skip


def test_core_forms_are_out_of_reach(editor, browser, site):
    url = new_service(editor)
    record_id = re.search(r"/edit/([0-9a-f-]+)", url)[1]
    token = editor.locator("input[name=_csrf_token]").first.input_value()
    guest = browser.new_context(base_url=site.url)
    for path in CLOSED:
        address = f"/data_service/{path.format(id=record_id)}"
        answer = editor.request.get(address, max_redirects=0)
        assert answer.status == 302, address
        assert answer.headers["location"].endswith(url.split("?")[0].removeprefix(site.url)), address
        posted = editor.request.post(address, form={"_csrf_token": token}, max_redirects=0)
        assert posted.status == 403, address
        assert guest.request.get(address, max_redirects=0).status == 404, address
        assert guest.request.post(address, max_redirects=0).status in (400, 403, 404), address
    assert guest.request.get(f"/data_service/edit/{record_id}").status == 404
    assert guest.request.get("/data_service/edit/khong-co").status == 404
    assert editor.request.get(f"/dataset/edit/{record_id}").status == 404
