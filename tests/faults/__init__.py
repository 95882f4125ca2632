"""Faults on real services. In CI with few entries; with CAMAU_FAULTS=full at full size (docs/reliability.md)."""

from __future__ import annotations

import os


def full() -> bool:
    """Say whether the tests run at full size."""
    return os.environ.get("CAMAU_FAULTS") == "full"
