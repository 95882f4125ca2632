"""What the tests of the pages for staff share: logging in, pressing buttons, reading messages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from portal.running_site import RunningSite
from pypdf import PdfWriter

Accounts = dict[str, dict[str, Any]]
Desk = Callable[..., Page]


def logins(accounts: Accounts, agency: str | None = None) -> dict[str, str]:
    """Return a login for each role: editor and head of one agency, the rest of the portal."""
    agency = agency or next(account["agency"] for account in accounts.values() if "editor" in account["roles"])

    def fits(account: dict[str, Any], role: str) -> bool:
        return role in account["roles"] and (role in ("focal_point", "issuing_clerk") or account["agency"] == agency)

    wanted = ("editor", "agency_head", "focal_point", "issuing_clerk")
    return {role: next(login for login, found in accounts.items() if fits(found, role)) for role in wanted}


def open_desk(browser: Browser, site: RunningSite, accounts: Accounts, login: str, **options: Any) -> Page:
    """Return a window in which an account is logged in."""
    size = {"width": options.pop("width", 1280), "height": 800}
    context = browser.new_context(base_url=site.url, locale="vi-VN", viewport=size, **options)
    page = context.new_page()
    page.goto("/user/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", accounts[login]["password"])
    page.click("main form button")
    assert page.url.endswith("/tasks")
    return page


def press(page: Page, button: str) -> int:
    """Press a button of the form at hand; return the status of the page that comes."""
    with page.expect_navigation() as answer:
        page.click(button)
    return answer.value.status


SAVE = ".camau-actions >> text=Lưu nháp"
SUBMIT = ".camau-actions >> text=Lưu và trình"


def open_step(page: Page, step: str) -> None:
    """Open another step of the form at hand."""
    page.goto(f"{page.url.split('?')[0]}?step={step}")


def told(page: Page) -> str:
    """Return all messages and summaries of a page."""
    return " ".join(page.locator(".cm-alert, .cm-errors, .camau-summary").all_inner_texts())


def unique(prefix: str) -> str:
    """Return a code that no other test uses."""
    return f"{prefix}.{uuid.uuid4().hex[:8].upper()}"


def files(folder: Path) -> tuple[Path, Path]:
    """Return a small table and a signed PDF."""
    table, signed = folder / "bảng số liệu.csv", folder / "quyết định.pdf"
    table.write_text("ma,ten\n1,Đất Mũi\n", encoding="utf-8")
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(signed)
    return table, signed


def fill_dataset(page: Page, code: str, table: Path) -> None:
    """Answer every question that the law asks of an open dataset."""
    for name, text in {
        "title": f"Đường thủy nội địa {code}", "code": code, "notes": "Mô tả <b>thử</b>", "creator": "Phòng Thử",
        "source": "Báo cáo",
        "completeness": "Đủ 64 xã, phường", "contact_name": "Phòng Thử", "contact_email": "phong@example.com",
        "period_start": "1/3/2026",
    }.items():  # fmt: skip
        page.fill(f"#f-{name}", text)
    page.check("#f-theme-health")
    page.select_option("#f-license_id", index=1)
    page.select_option("#f-update_frequency", index=2)
    answer_points(page, "privacy_checklist", "result", "none")
    page.check("#f-deidentification_method-not_needed")
    page.check("#f-privacy_statement")
    page.check("#f-no_state_secret")
    page.set_input_files("#f-resources-0-sha256", table)


def answer_points(page: Page, checklist: str, column: str, value: str) -> None:
    """Give every point of a checklist the same answer."""
    for cell in page.locator(f"#f-{checklist} tbody [name$='.{column}']").all():
        if cell.evaluate("element => element.tagName") == "SELECT":
            cell.select_option(value)
        else:
            cell.fill(value)


def fill_act(page: Page, number: str, signed: Path) -> None:
    """Fill in the fields of a signed document."""
    for name, text in {
        "number": number, "date": "01/11/2026", "issuing_body": "Ủy ban nhân dân tỉnh Cà Mau",
        "signer_name": "Người Ký Thử", "signer_position": "Chủ tịch", "effective_from": "01/11/2026",
    }.items():  # fmt: skip
        page.fill(f"#act-{name}", text)
    page.set_input_files("#act-upload", signed)
