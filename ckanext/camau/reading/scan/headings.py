"""Columns whose heading says that persons stand under it; with or without tone marks, blanks or capitals."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ckanext.camau.search.canonical import unaccented

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")

_WHO: Final = (
    "nguoi|ca nhan|benh nhan|hoc sinh|hoc vien|sinh vien|cong dan|can bo|giao vien|bac si|chu ho|chu tau|chu co so|"
    "chu ho kinh doanh|chu dat|chu rung|chu su dung|chu phuong tien|thanh vien|khach hang|nan nhan|lao dong|"
    "doi tuong|nguoi dai dien|me|cha|bo|vo|chong|con"
)
_NAME: Final = re.compile(
    rf"\bho (?:va |chu lot )?ten\b|\bhoten\b|\bho dem\b|^ten (?:{_WHO})(?: .*)?$"
    r"|^(?:chu ho|chu tau|chu phuong tien|chu su dung(?: dat)?"
    r"|nguoi (?:dai dien|nop|dung ten|su dung|nhan|khai|lien he)"
    r"|dai dien (?:phap luat|theo phap luat)|can bo phu trach|nguoi phu trach)(?: .*)?$|^full ?name$|\bperson name\b"
)
_COUNTED: Final = re.compile(r"^(?:so|tong|ty le|ti le|muc|dien tich|san luong|ma|so luong|co cau|loai)\b")
_BIRTH: Final = re.compile(
    r"\b(?:ngay(?: thang)?(?: nam)?|nam|sinh) sinh\b(?! (?:hoat|thai|vien|hoc|san|song|khoi|quyen))"
    r"|^sinh (?:ngay|nam)\b|\bngaysinh\b|\bnamsinh\b|\bdate of birth\b|^dob$|\bbirth ?(?:date|day|year)\b"
)
_HOME: Final = re.compile(
    r"\b(?:dia chi|noi|cho) (?:thuong tru|tam tru|cu tru|o hien(?: tai| nay)?|nha rieng)\b|^(?:noi|cho) o\b"
    r"|\bho khau\b|\bthuong tru\b|^que quan\b|^nguyen quan\b|\bhome address\b|^dia chi (?:nha|chu|nguoi|ca nhan)\b"
)
_ADDRESS: Final = re.compile(r"^(?:dia chi|address|dia chi lien (?:he|lac))$")
_ID: Final = re.compile(
    r"\b(?:cccd|cmnd|cmt|cmtnd|can cuoc|can cuoc cong dan|chung minh (?:nhan dan|thu)|dinh danh ca nhan|so dinh danh)\b"
)
_PHONE: Final = re.compile(r"\b(?:dien thoai|sdt|so dt|dtdd|di dong|phone|tel|hotline|duong day nong|zalo)\b|^dt$")
_TAX: Final = re.compile(r"\b(?:mst|ma so thue|tax (?:code|number|id))\b")
_ACCOUNT: Final = re.compile(r"\b(?:so tai khoan|stk|tai khoan ngan hang|bank account|account (?:no|number))\b")
_LONGEST: Final = 80


def plain(heading: str) -> str:
    """Return a heading in small letters without tone marks, underscores and capitals inside words."""
    split = _CAMEL.sub(" ", unicodedata.normalize("NFC", heading))
    return _NO_LETTER.sub(" ", unaccented(split)).strip()


def kind_of(heading: str) -> str:
    """Return what a heading says stands under it, empty for nothing of this sort.

    “Nam sinh” may be boys or a year of birth: the values decide. ``address`` is a plain address: of a person only
    where persons' names stand beside it.
    """
    if not heading or len(heading) > _LONGEST or heading[0].isdecimal():
        return ""
    text = plain(heading)
    for kind, pattern in _BY_NUMBER:
        if pattern.search(text):
            return kind if not _COUNTED_PHONES.search(text) else ""
    if _COUNTED.match(text):
        return ""
    return next((kind for kind, pattern in _BY_PERSON if pattern.search(text)), "")


_COUNTED_PHONES: Final = re.compile(r"^(?:so (?:thue bao|may|cuoc|luong)|ty le|ti le|tong so)\b")
_BY_NUMBER: Final = (("id_column", _ID), ("phone_column", _PHONE), ("tax_column", _TAX), ("account_column", _ACCOUNT))
_BY_PERSON: Final = (("person_name", _NAME), ("birth_date", _BIRTH), ("home_address", _HOME), ("address", _ADDRESS))
