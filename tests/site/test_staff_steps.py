"""Steps by the head of an agency: an act, a return, content that changed, two clicks, suspension, a new version."""

from __future__ import annotations

from .staff import SAVE, SUBMIT, answer_points, files, fill_act, logins, open_desk, open_step, press, told, unique

RULE_TEXTS = (
    "permitted_users", "permitted_purposes", "authentication", "log_retention", "acceptance", "sharing_term",
    "violations", "suspension", "restoration",
)  # fmt: skip


def contact(page):
    page.fill("#f-contact_name", "Phòng Thử")
    page.fill("#f-contact_email", "phong@example.com")
    page.check("#f-no_state_secret")


def submit_rule(editor, code):
    editor.goto("/usage_rule/new?step=all")
    editor.fill("#f-title", f"Quy chế {code}")
    editor.fill("#f-code", code)
    editor.select_option("#f-scope_kind", "theme")
    editor.check("#f-scope_themes-health")
    for name in RULE_TEXTS:
        editor.fill(f"#f-{name}", "nội dung")
    answer_points(editor, "data_validity", "validity", "có giá trị")
    editor.check("#f-auth_required-true")
    editor.check("#f-principles")
    contact(editor)
    press(editor, SUBMIT)
    assert "Đã trình" in told(editor)


def submit_service(editor, code, rule):
    editor.goto("/data_service/new?step=all")
    for name, text in {
        "title": f"Dịch vụ {code}", "code": code, "notes": "mô tả", "exchange_structure": "cấu trúc",
        "endpoint_url": "https://api.example.com/v1", "capacity": "10 yêu cầu/giây", "parameters-0-name": "tu_ngay",
        "access_guide": "gửi yêu cầu",
    }.items():  # fmt: skip
        editor.fill(f"#f-{name}", text)
    for name in ("protocol", "sharing_method", "sharing_mode", "auth_method"):
        editor.select_option(f"#f-{name}", index=1)
    editor.check("#f-user_groups-public")
    editor.check("#f-via_lgsp-true")
    assert editor.is_hidden("#f-no_lgsp_reason")  # asked only of a service that does not go through the platform
    editor.check("#f-via_lgsp-false")
    editor.fill("#f-no_lgsp_reason", "chưa có")
    editor.fill("#f-usage_rules input[type=search]", rule.lower())
    editor.check(f"#f-usage_rules label:has-text('{rule}')")
    contact(editor)
    press(editor, SUBMIT)
    assert "Đã trình" in told(editor)


def take(page, step):
    if page.locator(f"details#{step}:not([open])").count():
        page.click(f"#{step} summary")
    return press(page, f"#{step} button")


def issue_rule(editor, head, rule, tmp_path):
    table, signed = files(tmp_path)
    submit_rule(editor, rule)
    head.goto("/tasks")
    press(head, f"a:has-text('{rule}') >> nth=0")
    assert take(head, "camau_approve") == 409  # no act: every missing field is named
    assert head.locator("#camau_approve .camau-problem").count() == 7
    fill_act(head, rule, signed)
    head.set_input_files("#act-upload", table)
    assert take(head, "camau_approve") == 409  # no PDF; what was typed stays
    assert head.input_value("#act-number") == rule
    head.set_input_files("#act-upload", signed)
    assert take(head, "camau_approve") == 200
    assert "/usage_rule/" in head.url


def return_and_submit_again(editor, head, code):
    assert take(head, "camau_return") == 409  # a return needs a reason
    head.check("#reason-unclear")
    take(head, "camau_return")
    editor.goto("/tasks")
    press(editor, f"a:has-text('{code}') >> nth=0")
    open_step(editor, "check")
    press(editor, SUBMIT)


def suspend_and_resume(head):
    press(head, "text=Xử lý và văn bản")
    assert take(head, "camau_record_suspend") == 409
    head.fill("#camau_record_suspend-reason", "bảo trì")
    assert take(head, "camau_record_suspend") == 409  # and the document that orders it
    head.fill("#camau_record_suspend-document", "12/CV-UBND, 03/02/2026")
    take(head, "camau_record_suspend")
    head.click("#camau_record_resume summary")
    head.fill("#camau_record_resume-reason", "đã xong")
    head.fill("#camau_record_resume-document", "13/CV-UBND, 05/02/2026")
    take(head, "camau_record_resume")
    assert "hoạt động trở lại" in told(head)


def change(editor, public):
    editor.goto(public)
    press(editor, ".camau-staff-panel >> text=Sửa")
    open_step(editor, "access")
    editor.fill("#f-capacity", "123 yêu cầu/giây")
    press(editor, SAVE)
    press(editor, "text=Xem như công chúng sẽ thấy")
    assert "99 yêu cầu/giây" in editor.inner_text(".camau-diff")
    assert "123 yêu cầu/giây" in editor.inner_text(".camau-diff")


def test_rules_and_a_service_by_the_head(browser, site, demo, tmp_path):
    who, rule, code = logins(demo), unique("CMU.QC"), unique("CMU.DV")
    editor = open_desk(browser, site, demo, who["editor"])
    head = open_desk(browser, site, demo, who["agency_head"])
    issue_rule(editor, head, rule, tmp_path)
    submit_service(editor, code, rule)
    head.goto("/tasks")
    press(head, f"a:has-text('{code}') >> nth=0")
    review = head.url
    return_and_submit_again(editor, head, code)

    head.goto(review)
    editor.goto(review)
    assert "Nội dung chưa rõ" in editor.inner_text(".camau-history")
    take(editor, "camau_recall")
    press(editor, f"a:has-text('{code}') >> nth=0")
    open_step(editor, "all")
    editor.fill("#f-capacity", "99 yêu cầu/giây")
    press(editor, SUBMIT)
    assert take(head, "camau_approve") == 409  # not what the head has read
    assert "99 yêu cầu/giây" in told(head)
    second = head.context.new_page()
    second.goto(review)
    assert take(head, "camau_approve") == 200
    public = head.url
    assert take(second, "camau_approve") == 409
    assert "thực hiện trước đó" in told(second)
    suspend_and_resume(head)
    change(editor, public)
    guest = browser.new_context(base_url=site.url).new_page()
    guest.goto(public)
    assert "123 yêu cầu/giây" not in guest.inner_text("main")
