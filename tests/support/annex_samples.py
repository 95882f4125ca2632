"""Editions for tests of documents: rich, nasty, and large."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ckanext.camau.schemas.code_lists import code_list

HASH = "3f" * 32
#: Names of records that contents refer to.
NAMES = {
    "s1": "Dịch vụ tra cứu tàu cá (CMU.DV.0001)",
    "r1": "Quy chế khai thác dữ liệu thủy sản (CMU.QC.0001)",
    "b1": "Cơ sở dữ liệu tàu cá (CMU.CS.0001)",
}
#: Nothing of this may be evaluated, lost or turn a page around.
NASTY = (
    "Dữ liệu R&D <thử nghiệm> \"A\" 'B' {{ 7*7 }} {% raw %} {_{ x }_} <script>alert(1)</script> &amp; ]]>\n"
    "dòng hai\tsau tab, _x0041_ https://ngoai.example/a.png url(https://ngoai.example/b.png)"
)
DECOMPOSED = "Kha\u0301m chu\u031b\u0303a be\u0323\u0302nh, a\u0306\u0301 o\u031b\u0323"  # in NFC: Khám chữa bệnh, ắ ợ
BIDI = "đầu\u202eđảo\u202c\u2066cuối\u2069\u061c"


@dataclass(frozen=True)
class Act:
    number: str = "01/QĐ-UBND"
    date: date = date(2026, 9, 7)


@dataclass(frozen=True)
class Entry:
    position: int
    record_id: str
    code: str
    title: str
    content: dict[str, Any] = field(default_factory=dict)
    change: str = "added"
    agency: str = "Sở Nông nghiệp và Môi trường"
    type: str = "database"
    content_hash: str = "0" * 64
    version: int | None = None
    taken_down: bool = False


@dataclass(frozen=True)
class Edition:
    kind: str = "database_catalogue"
    title: str = "Danh mục cơ sở dữ liệu của các cơ quan nhà nước tỉnh Cà Mau"
    state: str = "draft"
    edition_hash: str = HASH
    act: Act | None = None
    entries: list[Entry] = field(default_factory=list)
    removals: list[Entry] = field(default_factory=list)
    id: str = "e1"


def database(number: int, **changes: Any) -> dict[str, Any]:
    """The content of a database, every listed field filled."""
    groups = list(code_list("user_group").codes)
    return {
        "camau_class": "abc"[number % 3],
        "purpose": f"Phục vụ quản lý nhà nước về khai thác thủy sản trên địa bàn tỉnh, mục đích {number}.",
        "scope": f"Toàn tỉnh, từ năm 2015 đến nay, phạm vi {number}.",
        "content_description": f"Đăng ký, đăng kiểm tàu cá; giấy phép khai thác; thuyền viên, nội dung {number}.",
        "collection_mechanism": f"Nhập từ hồ sơ giải quyết thủ tục hành chính, thu thập {number}.",
        "update_mechanism": f"Chi cục Thủy sản cập nhật ngay khi giải quyết xong hồ sơ, cập nhật {number}.",
        "update_frequency": "DAILY",
        "data_sources": [{"name": f"Hồ sơ đăng ký {number}", "supplier": "Chủ tàu"}, {"name": "Thiết bị giám sát"}],
        "data_items": [
            {"code": f"HM{n}", "name": f"Hạng mục {number}-{n}", "description": "Số đăng ký, tên tàu",
             "open_to": groups[:1] if n % 2 else [], "default_to": groups[2:5], "special_to": groups[5:],
             "delivered_by": ["s1"] if n == 1 else []}
            for n in range(1, 7)
        ],
        "usage_rules": ["r1", "không ai biết"],
        "database_state": "operating",
        **changes,
    }  # fmt: skip


def dataset(number: int, **changes: Any) -> dict[str, Any]:
    """The content of an open dataset, every listed field filled."""
    return {
        "notes": f"Sản lượng **tôm** theo tháng, mô tả {number}.",
        "theme": ["agriculture"],
        "source": f"Báo cáo tháng, nguồn {number}",
        "source_databases": ["b1"],
        "source_items": ["HM1"],
        "update_frequency": "MONTHLY",
        "period_start": "2025-07",
        "period_end": "2026",
        "license_id": "vn-nd47-2020-d18",
        "resources": [{"format": "CSV", "sha256": "0" * 64}, {"format": "JSON", "url": "https://example.vn/a.json"}],
        **changes,
    }


def edition(count: int, kind: str = "database_catalogue", **changes: Any) -> Edition:
    """A draft of so many plain entries, every second one a change, and one removal."""
    make = database if kind == "database_catalogue" else dataset
    entries = [
        Entry(n, f"id-{n}", f"CMU.CS.{n:04d}", f"Cơ sở dữ liệu thứ {n}", make(n), ("added", "changed")[n % 2])
        for n in range(1, count + 1)
    ]
    removals = [Entry(1, "gone", "CMU.CS.9999", "Cơ sở dữ liệu đã nhập vào nơi khác")]
    return Edition(**{"kind": kind, "entries": entries, "removals": removals, **changes})


def nasty(kind: str = "database_catalogue") -> Edition:
    """An issued edition with texts that break what is made carelessly, among plain ones."""
    make = database if kind == "database_catalogue" else dataset
    long = "dài" * 60 + " " + " ".join(f"từ{n}" for n in range(1, 520))
    texts = {"purpose": NASTY, "scope": BIDI, "content_description": long, "collection_mechanism": "=cmd|' /C calc'!A0"}
    if kind != "database_catalogue":
        texts = {"notes": long, "source": NASTY + BIDI}
    wrong = Entry(2, "id-n", "=1+1", "=cmd|' /C calc'!A0 " + NASTY.splitlines()[0], make(2, **texts), "changed",
                  agency=DECOMPOSED)  # fmt: skip
    plain = edition(4, kind)
    gone = Entry(5, "id-g", "", "", {}, taken_down=True)
    return Edition(kind=kind, state="issued", act=Act(), entries=[plain.entries[0], wrong, *plain.entries[2:], gone],
                   removals=plain.removals, title=plain.title)  # fmt: skip
