"""Erasing what a taken-down record said, everywhere but in people's memory: hash, dates and the fact stay.

The ledger's payload goes by its database function; everything else that repeats the content is emptied in the same
transaction. Files that no other record names are removed from the store after the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from ckan import model

from ckanext.camau.catalogue import comments, contents
from ckanext.camau.files import store
from ckanext.camau.model import Act, Upload, Version, VersionPayload, WorkingCopy
from ckanext.camau.outbox import queue

_ERASE = sa.text("SELECT camau_erase_payload(:id)")
_NAMED = sa.text(
    """SELECT s FROM unnest(CAST(:all AS text[])) AS s WHERE EXISTS (SELECT 1 FROM camau_version_payload
         WHERE content -> 'resources' @> jsonb_build_array(jsonb_build_object('sha256', s)))
       OR EXISTS (SELECT 1 FROM camau_working_copy
         WHERE data -> 'resources' @> jsonb_build_array(jsonb_build_object('sha256', s)))"""
)


def erase(record_id: str) -> None:
    """Erase the content of every version and working copy of a record that is taken down."""
    files = set(_files(record_id))
    contents.erase(record_id)
    comments.erase(record_id)
    for (version_id,) in model.Session.query(Version.id).filter(Version.record_id == record_id).all():
        model.Session.execute(_ERASE, {"id": version_id})
    for copy in model.Session.query(WorkingCopy).filter(WorkingCopy.record_id == record_id):
        copy.data = {}
        copy.state = copy.state if copy.state == "issued" else "discarded"
    _empty_row(record_id)
    model.Session.flush()
    if files:
        queue.add("erase_files", {"sha256s": sorted(files)})


def _files(record_id: str) -> Iterator[str]:
    contents: list[dict[str, Any]] = [
        *(row.data for row in model.Session.query(WorkingCopy).filter(WorkingCopy.record_id == record_id)),
        *(
            row.content
            for row in model.Session.query(VersionPayload).join(Version).filter(Version.record_id == record_id)
        ),
    ]
    for content in contents:
        yield from (res["sha256"] for res in content.get("resources", ()) if res.get("sha256"))


def _empty_row(record_id: str) -> None:
    """Leave core's row without a word of the content; its name is in the ledger and stays."""
    package = model.Session.get(model.Package, record_id)
    if package is None:
        return
    for key in ("title", "notes", "url", "author", "author_email", "maintainer", "maintainer_email", "version"):
        setattr(package, key, "")
    package.extras, package.license_id = {}, ""
    flag_modified(package, "extras")
    resources = model.Session.query(model.Resource).filter(model.Resource.package_id == record_id)
    for resource in resources:
        resource.url, resource.name, resource.description, resource.state = "", "", "", "deleted"
        resource.extras = {}
        flag_modified(resource, "extras")
    model.Session.query(model.PackageTag).filter(model.PackageTag.package_id == record_id).delete()


def erase_files(payload: dict[str, Any]) -> None:
    """Remove stored files that nothing names any more; the outbox calls it after the commit.

    :param payload: ``sha256s``
    """
    gone = unnamed(payload["sha256s"])
    for sha256 in gone:
        store.remove(sha256)
    if gone:
        model.Session.query(Upload).filter(Upload.sha256.in_(gone)).delete(synchronize_session=False)


def unnamed(sha256s: Collection[str]) -> set[str]:
    """Return those of the hashes that no content and no act names."""
    asked = set(sha256s)
    named = set(model.Session.execute(_NAMED, {"all": list(asked)}).scalars())
    acts = model.Session.query(Act.file_sha256).filter(Act.file_sha256.in_(asked))
    return asked - named - {sha256 for (sha256,) in acts}
