"""Issued records for tests of the public pages, one of each type, put straight into the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.catalogue import editions, ledger, packages
from ckanext.camau.catalogue.content import content_hash, normalise
from ckanext.camau.catalogue.edition_issue import issue_edition
from ckanext.camau.catalogue.issue import issue
from ckanext.camau.files import store
from ckanext.camau.model import Act, EditionDraft, FocalOfficer, WorkingCopy
from ckanext.camau.outbox.run import run_due
from ckanext.camau.schemas.fields import record_schema
from ckanext.camau.workflow.permission import Actor
from tests import province

AGENCY = "so-nong-nghiep-va-moi-truong"
PDF = b"%PDF-1.4\n%signed\n"
CSV = "xã,sản lượng\nThới Bình,12,5\n".encode()

_CONTACT = {
    "contact_name": "Văn phòng", "contact_phone": "0290 3831 000", "contact_email": "vanphong@example.vn",
    "no_state_secret": "true",
}  # fmt: skip
RULE = {
    **province.CONTENT["usage_rule"], **_CONTACT,
    "title": "Quy chế khai thác dữ liệu thủy sản", "code": "CMU.SNNMT.QC.0001", "notes": "Quy chế của Sở.",
    "scope_kind": "theme", "scope_themes": ["agriculture"], "permitted_users": "Các sở",
    "permitted_purposes": "Quản lý nhà nước", "authentication": "Cần tài khoản", "log_retention": "2 năm",
    "sharing_term": "5 ngày", "violations": "Thu hồi tài khoản",
}  # fmt: skip
DATASET = {
    **province.CONTENT["dataset"], **_CONTACT,
    "title": "Sản lượng thủy sản theo xã, phường", "code": "CMU.SNNMT.DL.0001", "theme": ["agriculture"],
    "notes": "Sản lượng **tôm** theo tháng.", "creator": "Chi cục Thủy sản", "source": "Báo cáo tháng",
    "license_id": "vn-nd47-2020-d18", "update_frequency": "MONTHLY", "period_start": "2025-07",
    "tags": [{"name": "tôm"}], "privacy_statement": "true",
}  # fmt: skip
DATABASE = {
    **province.CONTENT["database"], **_CONTACT,
    "title": "Cơ sở dữ liệu tàu cá", "code": "CMU.SNNMT.CSDL.0001", "purpose": "Quản lý tàu cá",
    "scope": "Toàn tỉnh", "content_description": "Tàu, chủ tàu", "camau_class": "a", "nd47_class": "national",
    "collection_mechanism": "Nhập từ hồ sơ", "update_mechanism": "Theo hồ sơ", "update_frequency": "DAILY",
    "data_sources": [{"name": "Hồ sơ đăng ký", "supplier": "Chủ tàu"}], "notes": "Thông tin tàu cá.",
    "data_items": [
        {"code": "HM01", "name": "Số đăng ký", "open_to": ["public"], "default_to": ["department"]},
        {"code": "HM02", "name": "Chủ tàu", "special_to": ["ministry"]},
    ],
}  # fmt: skip
SERVICE = {
    **province.CONTENT["data_service"], **_CONTACT,
    "title": "Dịch vụ tra cứu tàu cá", "code": "CMU.SNNMT.DV.0001", "notes": "Tra cứu theo số đăng ký.",
    "endpoint_url": "https://lgsp.example.vn/tau-ca", "sharing_mode": "default", "user_groups": ["department"],
    "protocol": "rest", "exchange_structure": "JSON", "sharing_method": "online", "via_lgsp": "true",
    "capacity": "10/giây", "theme": ["agriculture"], "conforms_to": ["QCVN 109:2017/BTTTT"],
    "parameters": [{"name": "so_dang_ky", "location": "query", "required": "true", "description": "Số đăng ký"}],
}  # fmt: skip


def publish() -> dict[str, Any]:
    """Issue one record of each type, the dataset by an edition; return their ids and those of agency and edition."""
    agency = factories.Organization(
        name=AGENCY, title="Sở Nông nghiệp và Môi trường", agency_type="department", description="Cơ quan chuyên môn."
    )
    user = factories.User(name="can_bo", fullname="Cán bộ thử nghiệm")
    actor = Actor(user_id=user["id"], person=user["id"], login=user["name"])
    made: dict[str, Any] = {"agency": agency["id"]}
    made["usage_rule"] = one("usage_rule", RULE, agency["id"], actor)
    file = {"name": "san-luong.csv", "format": "CSV", "mimetype": "text/csv", "url_type": "upload", **stored(CSV)}
    file["url"] = "san-luong.csv"
    dataset = {**DATASET, "resources": [file]}
    made["dataset"], made["edition"] = by_edition(dataset, agency["id"], actor)
    made["database"] = one("database", {**DATABASE, "usage_rules": [made["usage_rule"]]}, agency["id"], actor)
    links = {"serves_datasets": [made["dataset"]], "usage_rules": [made["usage_rule"]]}
    made["data_service"] = one("data_service", {**SERVICE, **links}, agency["id"], actor)
    model.Session.add(FocalOfficer(
        owner_org=agency["id"], name="Trần Thị Ví Dụ", position="Phó Chánh Văn phòng", phone="0290 3831 001",
        email="daumoi@example.vn", valid_from=date(2026, 1, 1), created_by=user["id"],
    ))  # fmt: skip
    model.Session.commit()
    run_due()
    return made


def stored(content: bytes) -> dict[str, Any]:
    """Store bytes; return what a resource says of them."""
    import io

    kept = store.put(io.BytesIO(content))
    return {"sha256": kept.sha256, "size": kept.size}


def copy_of(record_type: str, data: dict[str, Any], agency: str, actor: Actor, state: str) -> WorkingCopy:
    """Add an unissued record with a working copy in a state."""
    package = packages.create_unissued(record_type, agency, actor.user_id)
    content = normalise(data, record_schema(record_type))
    copy = WorkingCopy(
        record_id=package.id, type=record_type, owner_org=agency, state=state, data=content,
        content_hash=content_hash(content), created_by=actor.user_id,
    )  # fmt: skip
    model.Session.add(copy)
    model.Session.flush()
    return copy


def one(record_type: str, data: dict[str, Any], agency: str, actor: Actor) -> str:
    """Issue one record under an act of its agency; return its id."""
    copy = copy_of(record_type, data, agency, actor, "approved")
    issue(actor, [copy], act(f"12/{copy.data['code'][-4:]}-{record_type}", "Sở Nông nghiệp và Môi trường", actor).id)
    model.Session.commit()
    return copy.record_id


def by_edition(data: dict[str, Any], agency: str, actor: Actor) -> tuple[str, str]:
    """Issue a dataset by an edition; return the ids of both."""
    draft = EditionDraft(
        kind="open_data_list", title="Danh mục dữ liệu mở đợt 1", entries=[], removals=[], created_by=actor.user_id,
        state="draft",
    )  # fmt: skip
    model.Session.add(draft)
    model.Session.flush()
    copy = copy_of("dataset", data, agency, actor, "scheduled")
    copy.edition_id, draft.entries = draft.id, [copy.record_id]
    model.Session.flush()
    decision = act("57/QĐ-UBND", "Chủ tịch Ủy ban nhân dân tỉnh", actor)
    issue_edition(actor, draft, decision, editions.hash_of(draft))
    model.Session.commit()
    return copy.record_id, draft.id


def act(number: str, body: str, actor: Actor) -> Act:
    """Add an act with its signed file."""
    day = date(2026, 10, 12)
    return ledger.add_act("edition", {
        "issuing_body": body, "number": number, "date": day, "signer_name": "Nguyễn Văn Mẫu",
        "signer_position": "Chủ tịch", "effective_from": day, "file_sha256": stored(PDF)["sha256"],
    }, actor.user_id)  # fmt: skip


def unissued(agency: str) -> str:
    """Add a dataset that was never issued; return its id."""
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    actor = Actor(user_id=model.User.get(user).id, person="x", login=user)
    copy = copy_of("dataset", {**DATASET, "title": "Bản nháp kín", "code": "CMU.SNNMT.DL.0099"}, agency, actor, "draft")
    model.Session.commit()
    return copy.record_id
