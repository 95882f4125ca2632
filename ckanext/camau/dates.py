"""Days and moments as they are counted, read and written in Viet Nam. Pure.

A due date, a term of office or a date on a page is a local day, whatever the server's zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

#: The province's clock (the zone database also knows what it was in 1975); the portal shows no other.
ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_DAY_FIRST: Final = re.compile(r"(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-](\d{4})")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def today() -> date:
    """Return today's date in Viet Nam."""
    return datetime.now(ZONE).date()


def iso_date(text: str) -> str:
    """Return ``31/12/2026``, ``12/2026`` or ``2026`` in ISO form; what is no such date stays as typed.

    Days come first, always: nothing is guessed (a wrong one is refused at its field by the gate).
    """
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    return text


def vietnamese_date(value: str | date | datetime | None) -> str:
    """Return ``dd/mm/yyyy``; a year or a month alone stays one; what is no date comes back as it was.

    Times without a zone are UTC, as CKAN stores them.
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        return _local(value).strftime("%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    text = value.strip()
    if found := _ISO.fullmatch(text):
        return "/".join(part for part in reversed(found.groups()) if part)
    moment = _moment(text)
    return vietnamese_date(moment) if moment else text


def vietnamese_moment(value: str | datetime) -> str:
    """Return ``14:05 31/12/2026``; what is no moment comes back as it was. One without a zone is UTC."""
    moment = value if isinstance(value, datetime) else _moment(value)
    return _local(moment).strftime("%H:%M %d/%m/%Y") if moment else str(value)


def _moment(text: str) -> datetime | None:
    if len(text) <= len("2026-12-31"):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _local(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE)
