"""The focal point edits the register in the browser, without a script; nobody else is offered the forms."""

from __future__ import annotations

from .staff import logins, open_desk, press, told

STORE = "text=Lưu phiên bản mới"


def test_the_focal_point_edits_a_provision_and_keeps_what_was_typed(browser, site, demo):
    login = logins(demo)["focal_point"]
    focal = open_desk(browser, site, demo, login, java_script_enabled=False)
    press(focal, ".cm-nav a:has-text('Căn cứ pháp lý')")
    press(focal, "main th a[href='/legal/nd47']")
    press(focal, "main h3 a[href='/legal/nd47-26']")
    press(focal, "main a:has-text('Sửa')")
    other = focal.context.new_page()
    other.goto(focal.url)
    focal.fill("#valid_from", "31/2/2021")
    focal.fill("#replaced_by", "Nghị định mới")
    focal.fill("#note", "Đang đối chiếu")
    assert press(focal, STORE) == 409
    assert focal.locator(".camau-summary li").count() == 3  # two wrong answers, no reason
    assert focal.locator("#valid_from[aria-invalid]").input_value() == "31/02/2021"
    assert "ngày/tháng/năm" in focal.inner_text("#valid_from-error")
    assert focal.input_value("#note") == "Đang đối chiếu"
    focal.fill("#valid_from", "25/5/2020")
    focal.fill("#replaced_by", "ND278/2025 4(2)")
    focal.fill("#reason", "Đối chiếu văn bản mới")
    assert press(focal, STORE) == 200
    assert focal.url.endswith("/legal/nd47-26")
    assert "Đã lưu phiên bản mới" in told(focal)
    assert "Lý do: Đối chiếu văn bản mới" in focal.inner_text("main")

    other.fill("#note", "Ý kiến khác")
    other.fill("#reason", "Sửa cùng lúc")
    assert press(other, STORE) == 409
    assert "Người khác vừa lưu: Đang đối chiếu" in other.inner_text("main")
    assert other.input_value("#note") == "Ý kiến khác"
    assert other.input_value("#replaced_by") == "ND278/2025 4(2)"  # only the first one had changed it
    assert press(other, STORE) == 200
    focal.goto("/legal/nd47-26/edit")
    assert "Phiên bản 3" in focal.inner_text("main")
    focal.context.close()


def test_the_focal_point_adds_a_document_and_a_later_value(browser, site, demo):
    focal = open_desk(browser, site, demo, logins(demo)["focal_point"])
    for address in ("/legal/term/new", "/legal/term/new?term=%00", "/legal/term/x/edit", "/legal/x/edit"):
        answer = focal.goto(address)
        assert answer
        assert answer.status == 404, address
    focal.goto("/legal/new")
    assert press(focal, STORE) == 409
    assert focal.evaluate("document.activeElement.id") == "errors"
    for name, text in {
        "key": "ND77/2027", "number": "77/2027/NĐ-CP", "title": "Về chia sẻ dữ liệu", "issuing_body": "Chính phủ",
        "valid_from": "1/3/2027", "citation_vi": "Nghị định số 77/2027/NĐ-CP", "citation_en": "Decree 77/2027/NĐ-CP",
        "reason": "Văn bản mới",
    }.items():  # fmt: skip
        focal.fill(f"#{name}", text)
    focal.select_option("#kind", "decree")
    focal.select_option("#check", "read")
    assert press(focal, STORE) == 200
    assert "Chưa có hiệu lực" in focal.inner_text("main")
    press(focal, "text=Thêm điều khoản")
    assert press(focal, STORE) == 409  # the document alone is no place in it
    assert "vị trí" in focal.inner_text("#key-error")
    focal.fill("#key", "ND77/2027 5(1)(đ)")
    focal.fill("#summary", "Thời hạn trả lời.")
    focal.fill("#reason", "Văn bản mới")
    assert press(focal, STORE) == 200
    assert focal.inner_text("h1") == "Điểm đ khoản 1 Điều 5 Nghị định số 77/2027/NĐ-CP"

    for address, answers in (
        ("/legal/term/violation_notice-1/edit", {"valid_to": "1/3/2027"}),
        ("/legal/term/new?term=violation_notice", {"value": "2", "valid_from": "1/3/2027"}),
    ):
        focal.goto(address)
        for name, text in {**answers, "reason": "Nghị định mới"}.items():
            focal.fill(f"#{name}", text)
        assert press(focal, STORE) == 200
    assert "2 ngày" in focal.inner_text("#violation_notice-2")
    focal.context.close()


def test_nobody_else_is_offered_the_forms(browser, site, demo):
    editor = open_desk(browser, site, demo, logins(demo)["editor"])
    editor.goto("/legal/nd47")
    assert editor.locator("main a:has-text('Sửa')").count() == 0
    for address in ("/legal/nd47/edit", "/legal/new", "/legal/term/violation_notice-1/edit"):
        answer = editor.goto(address)
        assert answer
        assert answer.status == 403, address
    editor.context.close()
