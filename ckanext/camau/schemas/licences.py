"""The licence register: the terms of Decree 47/2020, article 18, which no stock licence states."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

PATH: Final = Path(__file__).parent / "licences.json"
#: What ``licenses_group_url`` has to be for core to read our register.
URL: Final = f"file://{PATH}"


@cache
def licence(licence_id: str) -> dict[str, Any] | None:
    """Return an entry (``title_vi``, ``terms_vi``, the same in English, ``legal_basis``), else None."""
    entries = json.loads(PATH.read_text(encoding="utf-8"))
    return next((entry for entry in entries if entry["id"] == licence_id), None)
