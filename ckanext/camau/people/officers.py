"""Focal officers of agencies (D32 13(3), ND47 7(1))."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from ckan import model

from ckanext.camau.dates import today
from ckanext.camau.model import FocalOfficer

#: Days before the end of a term of office at which its agency is told (R2).
WARNED_BEFORE: Final = 30


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


def latest(org_id: str) -> FocalOfficer | None:
    """Return the officer of an agency whose term begins last, or None."""
    return next(iter(terms(org_id)), None)


def end_before(org_id: str, first_day: date) -> None:
    """End every earlier term of office that would run beside one that begins on a day."""
    earlier = model.Session.query(FocalOfficer).filter(
        FocalOfficer.owner_org == org_id,
        FocalOfficer.valid_from < first_day,
        sa.or_(FocalOfficer.valid_to.is_(None), FocalOfficer.valid_to >= first_day),
    )
    for term in earlier:
        term.valid_to = first_day - timedelta(days=1)


def terms(org_id: str) -> list[FocalOfficer]:
    """Return the terms of office of an agency, newest first."""
    return (
        model.Session.query(FocalOfficer)
        .filter(FocalOfficer.owner_org == org_id)
        .order_by(FocalOfficer.valid_from.desc(), FocalOfficer.at.desc())
        .all()
    )


def ending(org_ids: Collection[str] | None, days: int = WARNED_BEFORE) -> list[FocalOfficer]:
    """Return the officers in office whose last day is near and whom nobody follows; ``None`` asks for all agencies."""
    day = today()
    later = orm.aliased(FocalOfficer)
    followed = sa.exists().where(
        later.owner_org == FocalOfficer.owner_org,
        later.id != FocalOfficer.id,
        sa.or_(later.valid_to.is_(None), later.valid_to > FocalOfficer.valid_to),
    )
    query = model.Session.query(FocalOfficer).filter(
        FocalOfficer.valid_from <= day,
        FocalOfficer.valid_to >= day,
        FocalOfficer.valid_to <= day + timedelta(days=days),
        ~followed,
    )
    return [officer for officer in query if org_ids is None or officer.owner_org in org_ids]


def as_dict(officer: FocalOfficer) -> dict[str, Any]:
    """Return what is public of a focal officer."""
    return {
        "name": officer.name,
        "position": officer.position,
        "phone": officer.phone,
        "email": officer.email,
        "valid_from": officer.valid_from.isoformat(),
        "valid_to": officer.valid_to.isoformat() if officer.valid_to else None,
        "document": officer.document,
    }
