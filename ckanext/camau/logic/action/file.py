"""Uploading files; what they are used for is said by a content or an act."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import scanning
from ckanext.camau.files.receive import receive
from ckanext.camau.logic.action import common
from ckanext.camau.model import Upload


def camau_file_upload(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Store a file under the sha-256 of its bytes. Nothing of it is public until a record or act is issued.

    :param upload: the file (multipart)
    :param owner_org: id or name of the agency whose records may use it; editors and heads name their own (it may
        be left out by who serves in one agency only, and by portal roles)
    :returns: ``sha256``, ``size`` (bytes), ``name``, ``mimetype`` as the server sees it
    :raises NotAuthorized: 403, no role, or not in this agency
    :raises ValidationError: 409, no file, empty, or larger than the limit
    """
    tk.check_access("camau_file_upload", context, data_dict)
    who = common.actor(context)
    org_id = _agency(who.agencies(), common.plain(data_dict, "owner_org"))
    received = receive(data_dict.get("upload"))
    with common.transaction():
        model.Session.add(Upload(**received._asdict(), owner_org=org_id, uploaded_by=who.user_id))
    if org_id:
        # files of records are looked through once, now, while the person waits for the upload anyway
        scanning.of_file(received.sha256, received.mimetype)
    return received._asdict()


def _agency(own: set[str], wanted: str) -> str | None:
    if not wanted:
        return next(iter(own)) if len(own) == 1 else None
    org = common.organization(wanted)
    if org.id not in own:
        raise tk.NotAuthorized(tk._("You hold no role in this agency."))
    return org.id
