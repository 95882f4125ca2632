"""Actions on what was taken down: its list for those who answer for it, and erasing its content."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit, erasing, ledger, packages
from ckanext.camau.logic import dictize
from ckanext.camau.logic.action import common
from ckanext.camau.logic.errors import Conflict
from ckanext.camau.logic.schema import review
from ckanext.camau.model import Event, Version, VersionPayload
from ckanext.camau.people.roles import person_of

ACTION = "camau_record_take_down"


@tk.side_effect_free
def camau_take_down_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """Return every emergency take-down, the newest first: fact, reason and who, without the content.

    Focal point, auditor and system administrators see all, the people of an agency its own.

    :returns: ``record_id``, ``type``, ``agency``, ``at``, ``reason``, ``document``, ``actor``, ``state`` (of the record
        now), ``erased`` (the content is gone), ``content_hash``
    :raises NotAuthorized: 403, a guest

    Legal source: D32 1(2), 13.
    """
    tk.check_access("camau_take_down_list", context, data_dict)
    who = common.actor(context)
    found = (
        model.Session.query(Event, Version)
        .join(Version, Version.id == Event.version_id)
        .filter(Event.kind == "taken_down")
        .order_by(Event.seq.desc())
    )
    everything = who.sees_all() or who.sysadmin
    return [_told(e, v) for e, v in found if everything or v.owner_org in who.agencies()]


def _told(event: Event, version: Version) -> dict[str, Any]:
    package = model.Package.get(event.record_id)
    user = model.User.get(event.actor)
    return {
        "record_id": event.record_id,
        "type": package.type if package else None,
        "agency": dictize.agency_title(version.owner_org),
        "at": dictize.iso(event.at),
        "reason": event.reason,
        "document": event.document_sha256,
        "actor": user.display_name if user else person_of(event.actor),
        "state": ledger.state_of(event.record_id),
        "erased": model.Session.get(VersionPayload, version.id) is None,
        "content_hash": version.content_hash,
    }


def camau_record_erase(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Erase the content of a record that is taken down; its hashes, dates and history stay. Cannot be undone.

    :param id: id of the record; ``reason``: why; ``document``: sha-256 of an upload (optional)
    :returns: ``id``, ``state``, ``erased``
    :raises NotAuthorized: 403, not the focal point; ObjectNotFound: 404
    :raises ValidationError: 409, no reason, or ``conflict: state`` unless it is taken down

    Legal source: D32 1(2); Law 91/2025/QH15.
    """
    tk.check_access("camau_record_erase", context, data_dict)
    data = common.validated(data_dict, review.record_step(), context)
    who = common.actor(context)
    known = model.Package.get(data["id"])
    if known is None or ledger.newest_event(known.id) is None:
        raise tk.ObjectNotFound(tk._("There is no such record."))
    with common.transaction(after=common.hide_now):
        (package,) = packages.lock([known.id])
        if ledger.state_of(package.id) != "taken_down":
            raise Conflict("state", tk._("The state does not allow this step. Load the page again."))
        erasing.erase(package.id)
        audit.add(
            who, "camau_record_erase", "record", package.id, record_id=package.id, note=data["reason"],
            states=("taken_down", "taken_down"),
        )  # fmt: skip
    return {"id": known.id, "state": "taken_down", "erased": True}
