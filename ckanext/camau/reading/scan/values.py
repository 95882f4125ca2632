"""What personal numbers and addresses look like in a text. Looks; tells the kind; never keeps the find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

#: Codes of provinces and cities in citizens' numbers (Circular 59/2021/TT-BCA, annex); others are no such number.
_PROVINCES: Final = frozenset(
    f"{code:03}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42),
        *(44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86),
        *(87, 89, 91, 92, 93, 94, 95, 96),
    )
)
#: Sex and century of birth: 0 and 1 for the 20th, 2 and 3 for the 21st.
_CENTURIES: Final = "0123"

_BEFORE: Final = r"(?<![\w+])(?<!\d[.,/\-])"
_AFTER: Final = r"(?![\w])(?![.,/\-]\d)"

_CCCD: Final = re.compile(_BEFORE + r"(0\d{11}|0\d{2}([ .\-])\d{3}\2\d{3}\2\d{3}|0\d{3}([ .\-])\d{4}\3\d{4})" + _AFTER)
_PHONE: Final = re.compile(
    r"(?<![\w])(?<!\d[.,/\-])(?:"
    # mobile and landline, with the country's code or with 0 in front, in groups or not
    r"\(?(?:\+84|0084)\)?[ .\-]?(?:\(0\))?(?:[35789]\d|2\d)[ .\-]?\d(?:[ .\-]?\d){6,7}"
    r"|\(?0[35789]\d{1,2}\)?(?:[ .\-]?\d{3}[ .\-]?\d{3,4}|[ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?\d{2,3}"
    r"|[ .\-]?\d{4}[ .\-]?\d{2,3})"
    r"|\(?02\d{1,2}\)?[ .\-]*\d{1,4}(?:[ .\-]?\d{2,4}){1,3}"
    r"|1[89]00[ .\-]?\d{4}|1[89]00[ .\-]?\d{2}[ .\-]?\d{2}(?:[ .\-]?\d{2})?"
    r")(?![\w])(?![.,\-]\d)"
)
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,20}(?![\w])")
_TAX_BRANCH: Final = re.compile(_BEFORE + r"(\d{10})-\d{3}" + _AFTER)

#: Words that say which number follows; the number stands within a few signs after them.
_ID_CUE: Final = re.compile(
    r"(?:\bCCCD|\bCMND|\bCMT(?:ND)?\b|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|(?:số )?định danh cá nhân)"
    r"[^\d\n]{0,25}?((?:\d[ .]?){8,11}\d)(?!\d)",
    re.IGNORECASE,
)
_TAX_CUE: Final = re.compile(r"(?:\bMST\b|mã số thuế)[^\d\n]{0,25}?((?:\d[ .]?){9}\d)(?!\d)", re.IGNORECASE)
_ACCOUNT_CUE: Final = re.compile(
    r"(?:\bSTK\b|số tài khoản|tài khoản(?: ngân hàng)?(?: số)?|\baccount (?:no|number))"
    r"[^\d\n]{0,25}?((?:\d[ .\-]?){7,18}\d)(?!\d)",
    re.IGNORECASE,
)
#: One look over a row: whether a closer one is worth while.
_WORTH: Final = re.compile(
    r"(?<!\d)0(?:\d[ .\-)]*){8}|\+84|0084|1[89]00[ .\-]?\d\d|@|\d{10}-\d{3}"
    r"|CCCD|CMND|CMT|MST|STK|[Cc]ăn cước|minh nhân|định danh|ã số thuế|tài khoản|[Aa]ccount"
)
#: Numbering plan since 2018.
_MOBILE: Final = re.compile(r"03[2-9]|05[25689]|07[06-9]|08[1-9]|09[0-46-9]")


def worth_a_look(text: str) -> bool:
    """Tell quickly whether a text may hold anything that ``kinds_in`` would name."""
    return _WORTH.search(text) is not None


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(sign for sign in text if sign.isdecimal())


def is_cccd(number: str) -> bool:
    """Tell whether 12 digits can be a citizen's number: province, century, and a year of birth that was."""
    if len(number) != 12 or number[:3] not in _PROVINCES or number[3] not in _CENTURIES:  # noqa: PLR2004
        return False
    return number[3] in "01" or int(number[4:6]) < 50  # noqa: PLR2004 - nobody was born in 2050 yet


def is_tax_number(number: str) -> bool:
    """Tell whether the first ten digits carry the check digit of a tax number."""
    if len(number) < 10 or len(set(number[:10])) == 1:  # noqa: PLR2004
        return False
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    return 10 - sum(w * int(d) for w, d in zip(weights, number, strict=False)) % 11 == int(number[9])


def _is_phone(text: str) -> bool:
    found = digits(text)
    if text.lstrip("(").startswith(("+84", "0084")):
        return len(found.removeprefix("00")) in {11, 12, 13}
    if found.startswith("02"):
        return len(found) == 11  # noqa: PLR2004 - 02 and nine digits since 2017
    return found.startswith(("1800", "1900")) or (len(found) == 10 and _MOBILE.match(found) is not None)  # noqa: PLR2004


_CHECKS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...]] = (
    ("cccd", _CCCD, lambda text: is_cccd(digits(text))),
    ("cccd", _ID_CUE, lambda text: len(digits(text)) in {9, 12}),
    ("phone", _PHONE, _is_phone),
    ("email", _EMAIL, lambda _text: True),
    ("tax_number", _TAX_BRANCH, lambda text: is_tax_number(digits(text))),
    ("tax_number", _TAX_CUE, lambda text: is_tax_number(digits(text))),
    ("bank_account", _ACCOUNT_CUE, lambda _text: True),
)


def kinds_in(text: str) -> Iterator[str]:
    """Yield the kind of each thing found in a text, each stretch of it once."""
    taken: list[tuple[int, int]] = []
    for kind, pattern, check in _CHECKS:
        for found in pattern.finditer(text):
            group = 1 if found.re.groups and found[1] is not None else 0
            start, end = found.span(group)
            if check(found[group]) and not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield kind
