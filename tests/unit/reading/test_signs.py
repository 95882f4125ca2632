"""True and false signs of persons, in the words of an ordinary province. All numbers are made up."""

from __future__ import annotations

import pytest

from ckanext.camau.reading.scan import headings, policy
from ckanext.camau.reading.scan.lines import kinds_of
from ckanext.camau.reading.scan.values import is_tax_number

FOUND = [
    ("Số CCCD 096190012345 cấp ngày 01/01/2022", "cccd"),
    ("096190012345", "cccd"),
    ("096 190 012 345", "cccd"),
    ("0961.9001.2345", "cccd"),
    ("CCCD: 000000000000", "cccd"),
    ("căn cước công dân số 096190012345", "cccd"),
    ("CMND 381234567", "cccd"),
    ("Liên hệ 0913 123 456 để biết thêm", "phone"),
    ("ĐT: 0913.123.456", "phone"),
    ("0913-123-456", "phone"),
    ("+84 913 123 456", "phone"),
    ("(+84)913123456", "phone"),
    ("(0290) 3831 234", "phone"),
    ("0290.3831234", "phone"),
    ("02903831234", "phone"),
    ("Tổng đài 1900 1234", "phone"),
    ("1800.1234", "phone"),
    ("0913123456/0913123457", "phone"),
    ("Gửi về nguyen.van.mau@example.vn", "email"),
    ("<mau@so.camau.example>", "email"),
    ("MST: 0100109106", "tax_number"),
    ("mã số thuế 0100109106", "tax_number"),
    ("0100109106-001", "tax_number"),
    ("Số tài khoản 123456789012 tại ngân hàng", "bank_account"),
    ("STK: 0123 4567 89012", "bank_account"),
    ("MẬT", "stamp"),
    ("  [ MẬT ]  ", "stamp"),
    ("TỐI MẬT", "stamp"),
    ("TUYỆT MẬT", "stamp"),
    ("ĐỘ MẬT: MẬT", "stamp"),
    ("Độ mật: Tối mật", "stamp"),
    ("(TUYỆT MẬT)", "stamp"),
    ("MẬT: Phương án phòng thủ", "stamp"),
    ("TỐI MẬT - Danh sách kho", "stamp"),
    ("T U Y Ệ T M Ậ T", "stamp"),
    ("Tài liệu TUYỆT MẬT.", "stamp"),
    ("Dữ liệu đóng dấu TỐI MẬT của cơ quan", "stamp"),
    ("Văn bản đóng dấu MẬT", "stamp"),
    ("Số 12/BC-UBND (Mật)", "stamp"),
    ("Tuyệt mật", "stamp"),
    ("thuộc danh mục bí mật nhà nước độ Tuyệt mật", "stamp"),
]

QUIET = [
    "Mật độ dân số 230 người/km2",
    "MẬT ĐỘ DÂN SỐ",
    "MẬT ĐỘ DÂN SỐ: 230",
    "Rừng ngập mặn Đất Mũi",
    "RỪNG NGẬP MẶN",
    "Danh mục bí mật nhà nước do Thủ tướng ban hành",
    "Dữ liệu không chứa bí mật nhà nước.",
    "Độ mật: không",
    "MẬT ONG RỪNG TRÀM",
    "Bảo đảm bí mật kinh doanh, bí mật đời tư",
    "Xác định độ mật của văn bản theo quy định",
    "Đóng dấu mật độ điểm đo trên bản đồ",
    "Mật ong: 12.000 đồng",
    "Quyết định số 32/2021/QĐ-UBND ngày 15/10/2021",
    "Nghị định số 47/2020/NĐ-CP",
    "Mã hồ sơ 000.00.16.H12-240115-0001",
    "Mã hồ sơ H12.16-0912345678-0001",
    "105.0912345678; 9.1769012345",
    "105,0912345678",
    "104.7234567 8.5901234",
    "Giai đoạn 2021-2025, 2026-2030",
    "1.234.567.890 đồng",
    "1234567890",
    "123456789012",
    "999190012345",
    "096990012345",
    "2026-01-05 10:20:30",
    "05/01/2026 - 31/12/2026",
    "ISBN 978-604-0-12345-6",
    "0,0912345678",
    "12,5; 0,3; 1.200",
    "3f0b09131234567890abcdef0913123456aa",
    "https://example.vn/tep/201912345678",
    "Điều 5, khoản 2, điểm a",
    "Toàn tỉnh có 64 xã, phường",
    "@camau",
    "Tài khoản 5 triệu người dùng",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_is_seen(text: str, kind: str):
    assert set(kinds_of(text)) == {kind}


@pytest.mark.parametrize("text", QUIET)
def test_is_no_sign(text: str):
    assert kinds_of(text) == []


HEADINGS = [
    ("Họ và tên", "person_name"), ("họ tên", "person_name"), ("HO_TEN", "person_name"), ("hoTen", "person_name"),
    ("Họ và tên", "person_name"), ("Tên chủ hộ", "person_name"), ("ten_chu_ho", "person_name"),
    ("Chủ hộ", "person_name"), ("Tên người nộp hồ sơ", "person_name"), ("Họ tên chủ tàu", "person_name"),
    ("Ngày sinh", "birth_date"), ("Năm sinh", "birth_date"), ("ngay_sinh", "birth_date"),
    ("Ngày, tháng, năm sinh", "birth_date"), ("Địa chỉ thường trú", "home_address"), ("Nơi ở hiện nay", "home_address"),
    ("noi_o", "home_address"), ("Hộ khẩu thường trú", "home_address"), ("Địa chỉ", "address"),
    ("Số CCCD/CMND", "id_column"), ("Số định danh cá nhân", "id_column"), ("Điện thoại", "phone_column"),
    ("SĐT", "phone_column"), ("MST", "tax_column"), ("Mã số thuế", "tax_column"), ("Số tài khoản", "account_column"),
]  # fmt: skip

PLAIN_HEADINGS = [
    "Tên trường", "Tên xã", "Số hộ", "Số hộ nghèo", "Số học sinh", "Tên đơn vị", "Ngày sinh hoạt chuyên đề",
    "Học sinh nam", "Mã hộ", "Tỷ lệ chủ hộ là nữ", "Số trẻ sinh năm", "Tên loài", "Tên cơ sở",
    "Diện tích", "Số thuê bao điện thoại di động", "Tỷ lệ hộ có điện thoại", "Nơi ban hành", "Ngày ban hành",
    "Tên chợ", "Tổng số tài khoản", "Số lượng người",
]  # fmt: skip


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_heading_tells(heading: str, kind: str):
    assert headings.kind_of(heading) == kind


@pytest.mark.parametrize("heading", PLAIN_HEADINGS)
def test_heading_is_ordinary(heading: str):
    assert headings.kind_of(heading) in {"", "address"}


def test_check_digit_of_tax_numbers():
    assert is_tax_number("0100109106")
    assert not is_tax_number("0100109107")
    assert not is_tax_number("0000000000")


def test_every_kind_takes_an_answer_and_a_mark_only_one():
    assert all(policy.answers(kind) for kind in policy.KINDS)
    assert policy.answers("stamp") == {"not_a_mark"}
