"""The way of a dataset through the pages, from the empty form to the public: two widths, with and without script."""

from __future__ import annotations

import pytest

from .staff import SAVE, SUBMIT, files, fill_act, fill_dataset, logins, open_desk, open_step, press, told, unique


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (True, 360), (False, 360)])
def test_dataset_from_form_to_public(browser, site, demo, tmp_path, script, width):  # noqa: PLR0917
    table, signed = files(tmp_path)
    who, code = logins(demo), unique("CMU.WAY")

    def desk(role):
        return open_desk(browser, site, demo, who[role], width=width, java_script_enabled=script)

    editor = desk("editor")
    editor.goto("/dataset/new?step=all")
    editor.fill("#f-title", f"Đường thủy nội địa {code}")
    press(editor, SUBMIT)  # an incomplete one is saved, not submitted, and says what is missing
    assert "chưa trình được" in told(editor)
    assert editor.locator("#problems a[href='?step=general#f-code']").count() == 1
    assert not any(word in told(editor) for word in ("Fill in", "Missing value"))
    open_step(editor, "all")
    fill_dataset(editor, code, table)
    assert press(editor, SAVE) == 200
    assert editor.input_value("#f-period_start") == "01/03/2026"
    assert "bảng số liệu.csv" in editor.inner_text(".camau-stored")
    assert "còn thiếu" not in editor.inner_text(".camau-index")
    if script:
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(editor, SUBMIT)
    assert "Đã trình" in told(editor)

    head = desk("agency_head")
    press(head, f"a:has-text('{code}') >> nth=0")
    assert "Mô tả thử" in head.inner_text("section:has(> #content-heading)")  # formatted, as in public
    press(head, "#camau_approve button")
    assert "Đã duyệt" in told(head)

    focal = desk("focal_point")
    press(focal, f"a:has-text('{code}') >> nth=0")
    press(focal, "#camau_appraise button")
    focal.goto("/edition/new?kind=open_data_list")
    focal.fill("#title", f"Danh mục {code}")
    focal.check(f"label:has-text('{code}')")
    press(focal, SAVE)
    assert code in focal.inner_text("#entries")

    clerk = desk("issuing_clerk")
    press(clerk, f"a:has-text('Danh mục {code}') >> nth=0")
    fill_act(clerk, f"{code}/QĐ-UBND", signed)
    assert press(clerk, "form button.btn-success") == 409  # not confirmed: typed text and file stay
    assert clerk.input_value("#act-number") == f"{code}/QĐ-UBND"
    assert "quyết định.pdf" in clerk.inner_text(".camau-stored")
    clerk.check("#confirm")
    press(clerk, "form button.btn-success")
    assert "công khai" in told(clerk)

    guest = browser.new_context(base_url=site.url).new_page()
    guest.goto(f"/dataset/?q={code}")
    assert "Đường thủy nội địa" in guest.inner_text("main")


def test_whoever_may_not_edit_reads(browser, site, demo):
    who, code = logins(demo), unique("CMU.READ")
    editor = open_desk(browser, site, demo, who["editor"])
    editor.goto("/usage_rule/new?step=all")
    editor.fill("#f-title", f"Quy chế {code}")
    assert press(editor, SAVE) == 200
    record = editor.url
    head = open_desk(browser, site, demo, who["agency_head"])
    head.goto(record)
    assert "/review/" in head.url  # whoever may not edit reads
    assert head.locator("#camau_approve").count() == 0
    answer = head.request.post(f"{head.url}/camau_approve", form={"content_hash": "x"})
    assert answer.status == 400  # no token
