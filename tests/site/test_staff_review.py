"""Reading and deciding in a browser: comments on fields, claims, a stale save, several records in one submission."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .staff import SAVE, SUBMIT, files, fill_dataset, logins, open_desk, open_step, press, told, unique


def sound(page):
    """No fault that axe can find, and nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def submitted(editor, code, table):
    editor.goto("/dataset/new?step=all")
    fill_dataset(editor, code, table)
    press(editor, SUBMIT)
    assert "Đã trình" in told(editor)


def open_case(page, code):
    page.goto("/tasks")
    press(page, f"a:has-text('{code}') >> nth=0")


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (False, 360)])
def test_comments_lead_the_editor_to_the_field(browser, site, demo, tmp_path, script, width):  # noqa: PLR0917
    who, code = logins(demo), unique("CMU.GY")

    def desk(role):
        return open_desk(browser, site, demo, who[role], width=width, java_script_enabled=script)

    editor, head = desk("editor"), desk("agency_head")
    submitted(editor, code, files(tmp_path)[0])
    open_case(head, code)
    assert "đang chờ bước này" in head.inner_text(".camau-way .is-now")
    press(head, "#camau_claim button")
    assert "đang xử lý" in head.inner_text(".camau-claim")
    assert press(head, "#camau_return button") == 409  # neither reason nor note
    if script:
        sound(head)
        head.click("[data-comment-at=source] button")
        assert head.input_value("#comment-path-1") == "source"
        head.click("[data-comment-more]")
    else:
        head.select_option("#comment-path-1", "source")
    head.fill("#comment-text-1", "Ghi rõ báo cáo năm nào")
    if not script:
        press(head, "[data-comment-more]")  # a new page with more boxes; nothing typed is lost
    head.fill("#comment-text-2", "Không rõ về trường nào")
    assert press(head, "#camau_return button") == 409
    assert "Chọn trường" in told(head)
    head.select_option("#comment-path-2", "title")
    head.check("#reason-unclear")
    head.fill("#decision-note", "Bổ sung rồi trình lại")
    press(head, "#camau_return button")
    assert "Đã trả lại" in told(head)

    open_case(editor, code)
    asked = editor.inner_text("#returned")
    assert all(text in asked for text in ("chưa rõ", "Bổ sung rồi trình lại", "Ghi rõ báo cáo năm nào"))
    press(editor, "#returned button:has-text('Nguồn')")
    field = ".camau-field:has(> #f-source)"
    assert "Ghi rõ báo cáo năm nào" in editor.inner_text(f"{field} .camau-comment")
    if script:
        sound(editor)
    editor.fill("#f-source", "Báo cáo năm 2026")
    press(editor, SAVE)
    assert "Ghi rõ báo cáo năm nào" not in editor.inner_text("#returned")
    assert editor.locator(f"{field} .camau-comment.is-settled").count() == 1
    open_step(editor, "check")
    press(editor, SUBMIT)
    open_case(head, code)
    assert "nội dung đã được sửa" in head.text_content("section:has(> #comments-heading)")
    press(head, "#camau_approve button")
    assert "Đã duyệt" in told(head)


def test_a_stale_save_is_merged_field_by_field(browser, site, demo, tmp_path):
    who, code = logins(demo), unique("CMU.GOP")
    first = open_desk(browser, site, demo, who["editor"], java_script_enabled=False)
    first.goto("/dataset/new?step=all")
    fill_dataset(first, code, files(tmp_path)[0])
    press(first, SAVE)
    second = first.context.new_page()
    second.goto(f"{first.url.split('?')[0]}?step=all")
    open_step(first, "all")
    for page, words in ((first, "một"), (second, "hai")):
        page.fill("#f-source", f"Nguồn {words}")
        page.fill("#f-creator", f"Phòng {words}")
    first.fill("#f-completeness", "Chỉ người thứ nhất sửa")
    press(first, SAVE)
    assert press(second, SAVE) == 409
    table = second.inner_text(".camau-merge")
    assert all(text in table for text in ("Nguồn một", "Nguồn hai", "Phòng một", "Phòng hai"))
    assert second.input_value("#f-completeness") == "Chỉ người thứ nhất sửa"
    second.check("#pick-theirs-source")
    assert press(second, ".camau-summary >> text=Lưu theo lựa chọn này") == 200
    open_step(first, "all")
    assert first.input_value("#f-source") == "Nguồn một"
    assert first.input_value("#f-creator") == "Phòng hai"
    assert first.input_value("#f-completeness") == "Chỉ người thứ nhất sửa"


def test_several_records_are_submitted_and_decided_together(browser, site, demo, tmp_path):
    who, code = logins(demo), unique("CMU.NHIEU")
    editor = open_desk(browser, site, demo, who["editor"], width=360)
    table = files(tmp_path)[0]
    for number in (1, 2, 3):
        editor.goto("/dataset/new?step=all")
        if number < 3:
            fill_dataset(editor, f"{code}.{number}", table)
        editor.fill("#f-title", f"Tập {code}.{number}")
        press(editor, SAVE)
    editor.goto("/submission/new")
    for number in (1, 2, 3):
        editor.check(f"label:has-text('{code}.{number}')")
    editor.fill("#note", "Đợt một")
    sound(editor)
    assert press(editor, "form.camau-form button") == 409
    assert editor.locator("tr.has-problem").count() == 1  # the third stays, with what it lacks
    press(editor, "#errors a")
    assert "Đợt một" in editor.inner_text("main")

    head = open_desk(browser, site, demo, who["agency_head"])
    open_case(head, f"{code}.1")
    assert "/submission/" in head.url  # one task, which leads to the page of all of them
    sound(head)
    assert press(head, ".camau-actions .btn-success") == 409  # nothing chosen
    one, two = (head.locator(f"section.camau-part:has(h2:has-text('{code}.{number}'))") for number in (1, 2))
    one.locator("label:has-text('Duyệt')").click()
    two.locator("label:has-text('Trả lại')").click()
    assert press(head, ".camau-actions .btn-success") == 200
    outcome = head.inner_text("#outcome")
    assert "Đơn vị đã duyệt" in outcome
    assert "ít nhất một lý do" in outcome  # a return says why; the first was decided all the same
    two.locator("summary:has-text('Lý do trả lại')").click() if not two.locator(
        "details[open] fieldset"
    ).count() else None
    two.locator("label:has-text('chưa rõ')").click()
    two.locator("textarea[name^='note.']").fill("Ghi rõ nguồn")
    cookies = head.context.cookies()
    head.context.clear_cookies()
    assert press(head, ".camau-actions .btn-success") == 401  # the session ended: what was written stays
    head.context.add_cookies(cookies)
    assert press(head, ".camau-steps .btn-success") == 400  # to be read again, and sent with a new token
    press(head, ".camau-actions .btn-success")
    assert "Trả lại" in head.inner_text("#outcome")
