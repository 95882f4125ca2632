"""A small province for tests: an agency with its people, who walk the real routes through the real actions."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.dates import today
from ckanext.camau.model import WorkingCopy
from ckanext.camau.schemas.code_lists import code_list

__all__ = ["Province", "WorkingCopy", "act", "build", "content_hash", "document", "give", "pdf", "upload"]

_numbers = itertools.count(1)

CONTACT = {"contact_name": "Văn phòng", "contact_email": "vanphong@example.vn", "no_state_secret": "true"}

CONTENT: dict[str, dict[str, Any]] = {
    "dataset": {
        "title": "Thủy sản Đất Mũi",
        "notes": "Sản lượng theo năm.",
        "theme": ["agriculture"],
        "tags": [{"name": "tôm"}],
        "creator": "Chi cục Thủy sản",
        "source": "Báo cáo năm",
        "license_id": "vn-nd47-2020-d18",
        "update_frequency": "ANNUAL",
        "completeness": "Đủ 64 xã, phường.",
        "privacy_checklist": [{"point": point, "result": "none"} for point in code_list("privacy_point").codes],
        "deidentification_method": ["not_needed"],
        "privacy_statement": "true",
    },
    "database": {
        "title": "Cơ sở dữ liệu tàu cá",
        "camau_class": "b",
        "purpose": "Quản lý tàu cá",
        "scope": "Toàn tỉnh",
        "content_description": "Đăng ký, đăng kiểm",
        "collection_mechanism": "Nhập từ hồ sơ",
        "update_mechanism": "Theo hồ sơ",
        "update_frequency": "DAILY",
        "data_sources": [{"name": "Hồ sơ đăng ký"}],
        "data_items": [{"code": "01", "name": "Số đăng ký", "open_to": ["public"], "default_to": ["department"]}],
        "chapter_iii": "meets",
    },
    "data_service": {
        "title": "Dịch vụ tra cứu tàu cá",
        "notes": "Tra cứu theo số đăng ký.",
        "endpoint_url": "https://api.example.vn/tau-ca",
        "protocol": "rest",
        "parameters": [{"name": "so", "location": "query", "data_type": "string", "required": "true"}],
        "exchange_structure": "JSON",
        "sharing_method": "online",
        "sharing_mode": "default",
        "user_groups": ["department"],
        "via_lgsp": "true",
        "capacity": "10 yêu cầu/giây",
        "auth_method": "lgsp_account",
        "access_guide": "Gửi yêu cầu kết nối đến bộ phận liên hệ.",
    },
    "usage_rule": {
        "title": "Quy chế khai thác dữ liệu thủy sản",
        "scope_kind": "theme",
        "scope_themes": ["agriculture"],
        "permitted_users": "Cơ quan nhà nước",
        "permitted_purposes": "Quản lý nhà nước",
        "data_validity": [
            {"method": method, "validity": "Có giá trị tại thời điểm khai thác"}
            for method in code_list("sharing_method").codes
        ],
        "acceptance": "Chấp nhận trong 02 ngày làm việc",
        "auth_required": "true",
        "authentication": "Tài khoản kết nối",
        "log_retention": "24 tháng",
        "sharing_term": "Không thời hạn",
        "violations": "Nhắc nhở, tạm ngừng",
        "suspension": "Thông báo trong 01 ngày",
        "restoration": "Khắc phục xong vi phạm",
        "principles": "true",
    },
}

CSV = "mã,tên\n1,Tôm sú\n".encode()


def act(login: str | None, action: str, /, **data: Any) -> Any:
    """Call an action as an account, as the API does; None is a guest."""
    user = model.User.get(login) if login else None
    context: Any = {"user": login or "", "auth_user_obj": user}
    return tk.get_action(action)(context, data)


@cache
def pdf() -> bytes:
    """A PDF of one empty page."""
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(210, 297)
    writer.write(stream)
    return stream.getvalue()


def upload(login: str, data: bytes = CSV, name: str = "dữ liệu.csv", **fields: Any) -> str:
    """Upload a file; give its sha-256."""
    file = FileStorage(io.BytesIO(data), filename=name)
    return act(login, "camau_file_upload", upload=file, **fields)["sha256"]


def document(login: str, **changes: Any) -> dict[str, Any]:
    """An act with a signed file that the account has uploaded."""
    return {
        "issuing_body": "Ủy ban nhân dân tỉnh Cà Mau",
        "number": f"{next(_numbers)}/QĐ-UBND",
        "date": today().isoformat(),
        "signer_name": "Người ký (minh họa)",
        "signer_position": "Chủ tịch",
        "effective_from": today().isoformat(),
        "file": upload(login, pdf(), "quyết định.pdf"),
        **changes,
    }


@dataclass
class Province:
    """An agency and the people of the routes; every attribute but ``org`` is a login."""

    admin: str
    admin2: str
    org: str
    editor: str
    head: str
    focal: str
    clerk: str
    codes: Any = field(default_factory=lambda: itertools.count(1))

    def content(self, type_: str, **changes: Any) -> dict[str, Any]:
        """A complete content of a type with a code of its own."""
        code = f"{type_[:2].upper()}-{next(_numbers)}"
        content = {**CONTENT[type_], **CONTACT, "code": code}
        if type_ == "dataset":
            content["resources"] = [{"name": "Sản lượng", "sha256": upload(self.editor)}]
        return {**content, **changes}

    def draft(self, type_: str = "dataset", **changes: Any) -> dict[str, Any]:
        """A new working copy with a complete content."""
        return act(
            self.editor, "camau_working_copy_create", type=type_, owner_org=self.org,
            data=self.content(type_, **changes),
        )  # fmt: skip

    def step(self, login: str, action: str, copy: dict[str, Any], **data: Any) -> dict[str, Any]:
        """A step of a route on the content as it is."""
        return act(login, action, id=copy["id"], content_hash=copy["content_hash"], **data)

    def submitted(self, type_: str = "dataset", **changes: Any) -> dict[str, Any]:
        """A working copy that was submitted."""
        return self.step(self.editor, "camau_submit", self.draft(type_, **changes))

    def appraised(self, type_: str = "dataset", copy: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
        """A working copy that passed appraisal."""
        copy = self.step(self.editor, "camau_submit", copy) if copy else self.submitted(type_, **changes)
        copy = self.step(self.head, "camau_approve", copy)
        return self.step(self.focal, "camau_appraise", copy)

    def edition(self, *copies: dict[str, Any], removals: tuple[str, ...] = (), kind: str = "") -> dict[str, Any]:
        """A draft edition of working copies."""
        kind = kind or ("database_catalogue" if copies and copies[0]["type"] == "database" else "open_data_list")
        return act(
            self.focal, "camau_edition_create", kind=kind, title="Danh mục (minh họa)",
            entries=[c["record_id"] for c in copies], removals=list(removals),
        )  # fmt: skip

    def issue(self, edition: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """Issue an edition by a new decision."""
        return act(
            self.clerk, "camau_edition_issue", id=edition["id"], edition_hash=edition["edition_hash"],
            act=document(self.clerk, **changes),
        )  # fmt: skip

    def issued(self, type_: str = "dataset", **changes: Any) -> dict[str, Any]:
        """A record that went its whole route; gives its working copy."""
        if type_ in {"dataset", "database"}:
            copy = self.appraised(type_, **changes)
            self.issue(self.edition(copy))
            return act(self.editor, "camau_working_copy_show", id=copy["id"])
        if type_ == "data_service":
            changes.setdefault("usage_rules", [self.issued("usage_rule")["record_id"]])
        copy = self.submitted(type_, **changes)
        extra = {"act": document(self.head)} if type_ == "usage_rule" else {}
        return self.step(self.head, "camau_approve", copy, **extra)


def give(province_admins: tuple[str, str], login: str, role: str, agency: str | None = None, **data: Any) -> None:
    """Grant a role by one administrator and confirm it by another."""
    granted = act(province_admins[0], "camau_role_grant", user=login, role=role, agency=agency, **data)
    act(province_admins[1], "camau_role_confirm", id=granted["id"])


def build(name: str = "") -> Province:
    """Make an agency with a focal officer, and one person for each role."""
    admins = (factories.Sysadmin()["name"], factories.Sysadmin()["name"])
    number = next(_numbers)
    org = act(
        admins[0], "organization_create", name=name or f"so-{number}", title=f"Sở số {number}",
        type="organization", code=f"SO{number}", agency_type="department",
    )  # fmt: skip
    people = {role: factories.User()["name"] for role in ("editor", "agency_head", "focal_point", "issuing_clerk")}
    for role, login in people.items():
        give(admins, login, role, org["id"] if role in {"editor", "agency_head"} else None)
    act(
        people["agency_head"], "camau_focal_officer_set", agency=org["id"], name="Cán bộ đầu mối (minh họa)",
        position="Chuyên viên", phone="0290 3000000", email="daumoi@example.vn",
    )  # fmt: skip
    return Province(*admins, org["id"], people["editor"], people["agency_head"], people["focal_point"],
                    people["issuing_clerk"])  # fmt: skip
