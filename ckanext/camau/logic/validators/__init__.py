"""Validators for scheming fields and action input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ckanext.camau.logic.validators import agency, choices, lists, text


def get_validators() -> dict[str, Callable[..., Any]]:
    """Return the validators that scheming fields name."""
    return {
        "camau_agency_code": agency.camau_agency_code,
        "camau_agency_days": agency.camau_agency_days,
        "camau_agency_parent": agency.camau_agency_parent,
        "camau_text": text.camau_text,
        "camau_code": text.camau_code,
        "camau_count": text.camau_count,
        "camau_email": text.camau_email,
        "camau_http_url": text.camau_http_url,
        "camau_file_url": text.camau_file_url,
        "camau_phone": text.camau_phone,
        "camau_sha256": text.camau_sha256,
        "camau_date": text.camau_date,
        "camau_partial_date": text.camau_partial_date,
        "camau_choice": choices.camau_choice,
        "camau_yes_no": choices.camau_yes_no,
        "camau_list": lists.camau_list,
        "camau_multi": lists.camau_multi,
        "camau_references": lists.camau_references,
    }
