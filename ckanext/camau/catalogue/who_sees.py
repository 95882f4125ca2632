"""The labels by which CKAN decides who sees what of a record: in its index and in its stream of activities."""

from __future__ import annotations

from typing import Final

PUBLIC: Final = "public"
REVIEWER: Final = "camau-reviewer"


def agency_label(org_id: str) -> str:
    """Return the label of what only one agency's people may see."""
    return f"camau-agency-{org_id}"


def hidden_labels(org_id: str) -> list[str]:
    """Return the labels of a record that is not public: its agency and the reviewers."""
    return [agency_label(org_id), REVIEWER]
