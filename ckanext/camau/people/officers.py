"""Focal officers of agencies (D32 13(3), ND47 7(1))."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.camau.dates import today
from ckanext.camau.model import FocalOfficer


def in_office(org_id: str) -> FocalOfficer | None:
    """Return the focal officer of an agency today, or None."""
    day = today()
    return (
        model.Session.query(FocalOfficer)
        .filter(
            FocalOfficer.owner_org == org_id,
            FocalOfficer.valid_from <= day,
            sa.or_(FocalOfficer.valid_to.is_(None), FocalOfficer.valid_to >= day),
        )
        .order_by(FocalOfficer.valid_from.desc(), FocalOfficer.at.desc())
        .first()
    )


def end_before(org_id: str, first_day: date) -> None:
    """End every term of office that would run beside one that begins on a day."""
    terms = model.Session.query(FocalOfficer).filter(
        FocalOfficer.owner_org == org_id,
        sa.or_(FocalOfficer.valid_to.is_(None), FocalOfficer.valid_to >= first_day),
    )
    for term in terms:
        term.valid_to = max(first_day - timedelta(days=1), term.valid_from - timedelta(days=1))


def as_dict(officer: FocalOfficer) -> dict[str, Any]:
    """Return what is public of a focal officer."""
    return {
        "name": officer.name,
        "position": officer.position,
        "phone": officer.phone,
        "email": officer.email,
        "valid_from": officer.valid_from.isoformat(),
        "valid_to": officer.valid_to.isoformat() if officer.valid_to else None,
    }
