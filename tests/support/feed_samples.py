"""Records, agencies and a world for the tests of the feed; nothing here is a fact."""

from __future__ import annotations

from datetime import UTC, datetime

from ckanext.camau.feed.iris import Iris
from ckanext.camau.feed.record import FeedRecord
from ckanext.camau.feed.world import Agency, Linked, World
from ckanext.camau.schemas.code_lists import code_list

BASE = "https://dulieu.example.vn"
SHA = "ab" * 32

AGENCY = Agency(
    id="0e3b6d2e-agency",
    title="Sở Nông nghiệp và Môi trường",
    title_en="Department of Agriculture and Environment",
    website="https://snnmt.example.vn",
    contact_name="Văn phòng Sở",
    contact_email="vanphong@snnmt.example.vn",
    contact_phone="0290 3831123",
    contact_address="Số 1 đường Lý Bôn, phường An Xuyên",
)


def world(**changes):
    given = {
        "iris": Iris(BASE),
        "site_url": "https://portal.example.vn",
        "codes": code_list,
        "agencies": {AGENCY.id: AGENCY},
        "linked": {
            "d1": Linked("d1", "dataset", "tram-quan-trac", "Trạm quan trắc"),
            "r1": Linked("r1", "usage_rule", "quy-che", "Quy chế khai thác dữ liệu"),
            "b1": Linked("b1", "database", "csdl-bi-mat", "Cơ sở dữ liệu"),
        },
    }
    return World(**{**given, **changes})


def dataset(record_id="d1", **content):
    return record(
        record_id,
        "dataset",
        {
            "title": "Danh sách trạm quan trắc nước mặt",
            "title_en": "Surface water stations",
            "code": f"CMU.{record_id}",
            "notes": "Vị trí, thông số và tần suất đo.\n\nNguồn: \"quan trắc\" <2025> \\ 'hằng năm'.",
            "theme": ["environment", "agriculture"],
            "tags": [{"name": "nước mặt"}, {"name": "quan trắc"}],
            "creator": "Trung tâm Quan trắc",
            "source": "Kết quả quan trắc định kỳ",
            "license_id": "vn-nd47-2020-d18",
            "update_frequency": "QUARTERLY",
            "period_start": "2024",
            "period_end": "2025-06",
            "places": ["96", "31825"],
            "contact_name": "Phòng Quản lý môi trường",
            "contact_email": "moitruong@example.vn",
            "contact_phone": "(0290) 3.000.000 – máy lẻ 12",
            "no_state_secret": "true",
            "privacy_statement": "true",
            "resources": [
                {
                    "id": "f1",
                    "name": "Trạm quan trắc.csv",
                    "description": "Bảng trạm",
                    "format": "CSV",
                    "mimetype": "text/csv",
                    "size": 1234,
                    "sha256": SHA,
                    "url_type": "upload",
                },
                {
                    "id": "f2",
                    "name": "Bản đồ",
                    "url": "https://bando.example.vn/xem?lop=nước mặt",
                    "format": "HTML",
                },
            ],
            **content,
        },
    )


def service(record_id="s1", state="issued", **content):
    return record(
        record_id,
        "data_service",
        {
            "title": "Dịch vụ tra cứu trạm quan trắc",
            "notes": "Tra cứu theo mã trạm.",
            "code": f"CMU.{record_id}",
            "theme": ["environment"],
            "endpoint_url": "https://api.example.vn/trạm",
            "protocol": "rest",
            "conforms_to": ["https://spec.openapis.org/oas/v3.1.0", "QCVN 102:2016/BTTTT"],
            "sharing_mode": "default",
            "serves_datasets": ["d1", "unissued-dataset", "b1"],
            "usage_rules": ["r1", "unissued-rule"],
            "resources": [{"id": "f9", "name": "openapi.json", "mimetype": "application/json", "sha256": SHA}],
            **content,
        },
        state=state,
    )


def record(record_id, record_type, content, state="issued"):
    return FeedRecord(
        record_id=record_id,
        type=record_type,
        name=f"ten-{record_id}",
        owner_org=AGENCY.id,
        content=content,
        first_issued_at=datetime(2026, 1, 5, 1, 30, tzinfo=UTC),
        issued_at=datetime(2026, 3, 7, 20, 15, 30, 123456, tzinfo=UTC),
        number=2,
        state=state,
    )
