"""The day in Cà Mau. A due date or a term of office counts local days, whatever the server's zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """Return today's date in Viet Nam."""
    return datetime.now(ZONE).date()
