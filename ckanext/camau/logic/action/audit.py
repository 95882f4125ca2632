"""The audit trail: read and exported, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import audit as trail
from ckanext.camau.inbox import audit, audit_file
from ckanext.camau.inbox.audit import Filters
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import inbox as schema
from ckanext.camau.workflow.permission import Actor

MOST: Final = 500
#: Lines of one export; more are exported by spans of days.
MOST_EXPORTED: Final = 50_000


@tk.side_effect_free
def camau_audit_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the audit trail, newest first, in codes and in words.

    All of it for auditors, focal point and administrators; for an agency's staff that of one of its records.

    :param record_id: only lines of this record (id, address or code); ``actor``: login, id or part of a name;
        ``action``: name of an action; ``subject_id``: of a working copy, edition, role …
    :param since, until: days in Viet Nam as YYYY-MM-DD, both included
    :param limit: at most 500 (100); ``offset``: from there on
    :returns: ``count`` and ``results``; each line with ``seq``, ``at``, ``actor_name``, ``action_label``,
        ``from_label``, ``to_label``, ``reason_labels``, ``detail_text``, ``prev_hash``, ``row_hash``
    :raises NotAuthorized: 403; ObjectNotFound: 404; ValidationError: 409, a day that is none
    """
    tk.check_access("camau_audit_list", context, data_dict)
    data = common.validated(data_dict, schema.audit_list(), context)
    lines = audit.query(_filters(common.actor(context), data))
    limit = data["limit"] if data.get("limit") is not None else 100
    page = lines.offset(data.get("offset") or 0).limit(min(limit, MOST))
    return {"count": lines.order_by(None).count(), "results": audit.described(page)}


def camau_audit_export(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return every line that fits, oldest first, for a file; that it was exported is itself written down.

    :param format: ``csv``, ``xlsx`` or ``jsonl``: what will be made of it; the filters of ``camau_audit_list``
    :returns: ``format``, ``count`` and ``lines`` as ``camau_audit_list`` gives them
    :raises NotAuthorized: 403; ObjectNotFound: 404
    :raises ValidationError: 409, an unknown format, a day that is none, more lines than one file holds
    """
    tk.check_access("camau_audit_export", context, data_dict)
    data = common.validated(data_dict, schema.audit_export(), context)
    format_ = data.get("format") or "jsonl"
    if format_ not in audit_file.FORMATS:
        raise tk.ValidationError({"format": [tk._("The format is one of: csv, xlsx, jsonl.")]})
    who = common.actor(context)
    filters = _filters(who, data)
    lines = audit.query(filters)
    if (count := lines.order_by(None).count()) > MOST_EXPORTED:
        message = tk._("{count} lines fit, one file holds {most}: choose fewer days.")
        raise tk.ValidationError({"since": [message.format(count=count, most=MOST_EXPORTED)]})
    found = audit.described(lines)[::-1]
    with common.transaction():
        trail.add(who, "camau_audit_export", "audit", format_, record_id=filters.record_id or None, detail={
            "format": format_, "count": len(found), "filters": filters.said(), "last": found[-1]["seq"] if found else 0,
        })  # fmt: skip
    return {"format": format_, "count": len(found), "lines": found}


def _filters(who: Actor, data: Mapping[str, Any]) -> Filters:
    """Return what is looked for, as far as the caller may see it.

    :raises tk.ObjectNotFound: no such record, or one that the caller may not know of; NotAuthorized: not all lines
    """
    record_id = ""
    if data.get("record_id"):
        found = audit.record_of(data["record_id"])
        package = model.Package.get(found) if found else None
        if package is None or not common.may_see(who, package.owner_org or ""):
            raise tk.ObjectNotFound(tk._("There is no such record."))
        record_id = package.id
    elif not (who.sysadmin or who.has("auditor") or who.has("focal_point")):
        raise tk.NotAuthorized(tk._("You hold no role for this step."))
    return Filters(
        record_id=record_id,
        actor=data.get("actor") or "",
        action=data.get("action") or "",
        subject_id=data.get("subject_id") or "",
        since=common.day(dict(data), "since"),
        until=common.day(dict(data), "until"),
    )
