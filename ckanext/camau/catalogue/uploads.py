"""Uploads as the catalogue knows them: whose they are, and what a content may name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ckan import model

from ckanext.camau.catalogue.content import Content
from ckanext.camau.files import kind, names
from ckanext.camau.model import Upload

_ISSUED = sa.text(
    "SELECT EXISTS (SELECT 1 FROM camau_version_payload p JOIN camau_version v ON v.id = p.version_id "
    "WHERE camau_is_issued(v.record_id) AND p.content -> 'resources' @> "
    "jsonb_build_array(jsonb_build_object('sha256', CAST(:sha256 AS text))))"
)


def find(sha256: str, owner_org: str | None = None, user_id: str | None = None) -> Upload | None:
    """Return the newest upload of these bytes: of an agency or a person if given, else of anybody."""
    query = model.Session.query(Upload).filter(Upload.sha256 == sha256)
    # a condition on nobody would find every upload that belongs to no agency
    owners = {Upload.owner_org: owner_org, Upload.uploaded_by: user_id}
    if conditions := [column == owner for column, owner in owners.items() if owner]:
        query = query.filter(sa.or_(*conditions))
    return query.order_by(Upload.at.desc()).first()


def usable(hashes: Iterable[Any], owner_org: str) -> frozenset[str]:
    """Return those sha-256 that an agency's record may name: its own uploads, and files that are issued."""
    return frozenset(h for h in hashes if isinstance(h, str) and (find(h, owner_org) or _issued(h)))


def _issued(sha256: str) -> bool:
    return bool(model.Session.execute(_ISSUED, {"sha256": sha256}).scalar())


def fill(content: Content, owner_org: str) -> None:
    """Fill in, in place, what the store knows of each uploaded file; a client's own word on it is dropped."""
    for resource in content.get("resources", ()):
        upload = None
        if sha256 := resource.get("sha256"):
            upload = find(sha256, owner_org) or (find(sha256) if _issued(sha256) else None)
        if upload is None:
            _drop_claims(resource)
            continue
        resource.update(
            size=str(upload.size), mimetype=upload.mimetype, url=names.ascii_file_name(upload.name), url_type="upload"
        )
        resource.setdefault("name", upload.name)
        if known := kind.format_of(upload.mimetype) or names.split_extension(upload.name)[1].lstrip(".").upper():
            resource["format"] = known


def _drop_claims(resource: Content) -> None:
    for key in ("size", "url_type", *(() if resource.get("url") else ("mimetype",))):
        resource.pop(key, None)
