"""The contents that a working copy had: kept so that it can be told what differs since somebody read or opened it."""

from __future__ import annotations

from typing import Final

from ckan import model

from ckanext.camau.catalogue.content import Content
from ckanext.camau.model import CopyContent, WorkingCopy

#: Saved contents of a draft that are kept behind its newest one; submitted ones are kept with the case.
_DRAFTS_KEPT: Final = 20


def keep(copy: WorkingCopy) -> None:
    """Keep the content that a working copy has now, and let go those drafts that nobody can still have open."""
    row = CopyContent(
        working_copy_id=copy.id, lock_version=copy.lock_version, content_hash=copy.content_hash, data=copy.data
    )
    model.Session.add(row)
    old = CopyContent.lock_version <= copy.lock_version - _DRAFTS_KEPT
    _drafts(copy.id).filter(old).delete(synchronize_session=False)


def _drafts(copy_id: str):  # noqa: ANN202 - a query
    return model.Session.query(CopyContent).filter(
        CopyContent.working_copy_id == copy_id, CopyContent.submitted.is_(False)
    )


def mark_submitted(copy: WorkingCopy) -> None:
    """Keep the content that is submitted with the case; one from before this table existed is added."""
    row = model.Session.get(CopyContent, (copy.id, copy.lock_version))
    if row is None:
        keep(copy)
        row = model.Session.get_one(CopyContent, (copy.id, copy.lock_version))
    row.submitted = True


def forget_drafts(copy_id: str) -> None:
    """Let go the drafts of a working copy that is closed."""
    _drafts(copy_id).delete(synchronize_session=False)


def by_hash(copy_id: str, content_hash: str) -> Content | None:
    """Return the content of a working copy that had a hash; None where it is not known any more."""
    found = (
        model.Session.query(CopyContent)
        .filter_by(working_copy_id=copy_id, content_hash=content_hash)
        .order_by(CopyContent.lock_version.desc())
        .first()
    )
    return found.data if found else None


def by_lock_version(copy_id: str, lock_version: int) -> Content | None:
    """Return the content that a working copy had at a lock version; None where it is not known any more."""
    found = model.Session.get(CopyContent, (copy_id, lock_version))
    return found.data if found else None


def erase(record_id: str) -> None:
    """Let go every content kept of a record, when what was issued of it is erased."""
    copies = model.Session.query(WorkingCopy.id).filter(WorkingCopy.record_id == record_id).scalar_subquery()
    model.Session.query(CopyContent).filter(CopyContent.working_copy_id.in_(copies)).delete(synchronize_session=False)
