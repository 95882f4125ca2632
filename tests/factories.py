"""Agencies, accounts with roles, files and records for tests.

Records are issued by the extension's own functions, in one transaction with the ledger, as the actions do it.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.catalogue import issue, packages
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.files import store
from ckanext.camau.model import Act, Role, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.outbox import indexing, run
from ckanext.camau.people import roles

CSV = "mã,tên\n1,Phường An Xuyên\n".encode()

CONTACT = {"contact_name": "Văn phòng", "contact_email": "vanphong@example.vn"}

CONTENT: dict[str, dict[str, Any]] = {
    "dataset": {
        "notes": "Mô tả tập dữ liệu.",
        "theme": ["health"],
        "creator": "Sở Y tế",
        "source": "Báo cáo năm",
        "license_id": "vn-nd47-2020-d18",
        "update_frequency": "ANNUAL",
        "privacy_statement": "true",
    },
    "database": {
        "camau_class": "a",
        "purpose": "Quản lý",
        "scope": "Toàn tỉnh",
        "content_description": "Nội dung",
        "collection_mechanism": "Thu thập",
        "update_mechanism": "Cập nhật",
        "data_sources": [{"name": "Nguồn"}],
        "data_items": [{"name": "Mục"}],
    },
    "data_service": {
        "notes": "Mô tả dịch vụ.",
        "endpoint_url": "https://api.example.vn/v1",
        "protocol": "rest",
        "parameters": [{"name": "ma", "data_type": "string", "required": "true"}],
        "exchange_structure": "JSON",
        "sharing_method": "online",
        "sharing_mode": "default",
        "user_groups": ["public"],
        "via_lgsp": "true",
        "capacity": "10 yêu cầu/giây",
    },
    "usage_rule": {
        "scope_kind": "theme",
        "scope_themes": ["health"],
        "permitted_users": "Cơ quan nhà nước",
        "permitted_purposes": "Quản lý",
        "data_validity": "Tham khảo",
        "authentication": "Tài khoản",
        "log_retention": "24 tháng",
        "sharing_term": "Không thời hạn",
        "violations": "Tạm ngừng",
    },
}


class Account(NamedTuple):
    """An account with its API token as a header."""

    id: str
    name: str
    headers: dict[str, str]


class Office(NamedTuple):
    """An agency with its editor and its head."""

    id: str
    name: str
    editor: Account
    head: Account


class Issued(NamedTuple):
    """A record after its first issue."""

    id: str
    name: str
    resource_id: str
    sha256: str


def account(role: str | None = None, org_id: str | None = None, **fields: Any) -> Account:
    """Make an account, with a confirmed role if one is named."""
    user = factories.User(**fields)
    if role:
        model.Session.add(
            Role(
                user_id=user["id"], role=role, owner_org=org_id, valid_from=date(2021, 1, 1), document="QĐ",
                granted_by="a", confirmed_by="b", confirmed_at=now(),
            )
        )  # fmt: skip
        model.Session.commit()
    return Account(user["id"], user["name"], token(user["name"]))


def sysadmin() -> Account:
    """Make a system administrator."""
    user = factories.Sysadmin()
    return Account(user["id"], user["name"], token(user["name"]))


def token(login: str) -> dict[str, str]:
    """Make an API token, as the command line does; give it as a header."""
    asked = {"user": login, "name": "test", "expires_in": 1, "unit": 86_400}
    made = tk.get_action("api_token_create")({"ignore_auth": True, "user": login}, asked)
    return {"Authorization": made["token"]}


def office(name: str) -> Office:
    """Make an agency; editor and head have the role in our tables and in core's, as in production."""
    org = tk.get_action("organization_create")(
        {"ignore_auth": True, "user": factories.Sysadmin()["name"]}, {"name": name, "title": f"Cơ quan {name}"}
    )
    editor, head = account("editor", org["id"]), account("agency_head", org["id"])
    for member, capacity in ((editor, "editor"), (head, "admin")):
        tk.get_action("organization_member_create")(
            {"ignore_auth": True, "user": ""}, {"id": org["id"], "username": member.name, "role": capacity}
        )
    return Office(org["id"], name, editor, head)


def upload(content: bytes = CSV) -> str:
    """Store bytes; give their address."""
    return store.put(io.BytesIO(content)).sha256


def resource(content: bytes = CSV, **fields: Any) -> dict[str, Any]:
    """Describe a stored file as a resource of a content."""
    sha256 = upload(content)
    return {
        "id": model.types.make_uuid(), "name": "Danh mục đơn vị", "sha256": sha256, "size": len(content),
        "mimetype": "text/csv", "format": "CSV", "url_type": "upload", "url": "danh-muc-don-vi.csv", **fields,
    }  # fmt: skip


def content(type_: str, title: str, **fields: Any) -> dict[str, Any]:
    """Return a whole content of a type."""
    code = f"{type_[:3].upper()}-{abs(hash(title)) % 10**8}"
    return {**CONTENT[type_], **CONTACT, "no_state_secret": "true", "title": title, "code": code, **fields}


def working_copy(office: Office, type_: str, data: dict[str, Any], record_id: str | None = None) -> str:
    """Make a draft, with the private, indexed row of an unissued record if there is none yet; give the record's id."""
    copy = _working_copy(office, type_, data, record_id)
    found = copy.record_id
    indexing.index({"record_ids": [found]})
    return found


def _working_copy(office: Office, type_: str, data: dict[str, Any], record_id: str | None) -> WorkingCopy:
    if record_id is None:
        record_id = packages.create_unissued(type_, office.id, office.editor.id).id
    copy = WorkingCopy(
        record_id=record_id, type=type_, owner_org=office.id, data=data, content_hash=content_hash(data),
        created_by=office.editor.id,
    )  # fmt: skip
    model.Session.add(copy)
    model.Session.commit()
    return copy


def issued(
    office: Office, type_: str = "dataset", title: str = "Dân số", record_id: str | None = None, **fields: Any
) -> Issued:
    """Issue a record under an act, index it, and say where it is."""
    if type_ == "dataset":
        fields.setdefault("resources", [resource()])
    copy = _working_copy(office, type_, content(type_, title, **fields), record_id)
    act = Act(
        kind="decision", issuing_body="UBND", number=f"{copy.id[:8]}/QĐ", number_key=copy.id, date=date(2026, 1, 2),
        signer_name="A", signer_position="CT", effective_from=date(2026, 1, 2), file_sha256="0" * 64, recorded_by="x",
    )  # fmt: skip
    model.Session.add(act)
    model.Session.flush()
    actor = roles.actor_of(model.User.get(office.head.id))
    assert actor
    issue.issue(actor, [copy], act.id)
    model.Session.commit()
    run.run_due(kinds=("index",))
    package = model.Package.get(copy.record_id)
    first = (fields.get("resources") or [{}])[0]
    return Issued(package.id, package.name, first.get("id", ""), first.get("sha256", ""))
