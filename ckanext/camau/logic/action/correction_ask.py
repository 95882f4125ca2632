"""The action by which the focal point asks for the correction of a service that is issued."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from ckanext.camau.agencies import succession
from ckanext.camau.catalogue import audit, comments, correction_asks, ledger, notices, packages, route
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.logic import dictize
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import review
from ckanext.camau.workflow.permission import Case


def camau_correction_ask(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask an agency to correct a service that it has issued; the service stays as it is until it is issued anew.

    The agency's editors are told and find it among their tasks. The comments stand beside the fields of the working
    copy that they then make.

    :param id: id of the record; ``note``: what is to be corrected and why
    :param comments: on single fields of the version in force, each with ``path`` and ``text`` (optional)
    :returns: ``id``, ``record_id``, ``version``, ``note``, ``comments``, ``asked_by_name``, ``at``
    :raises NotAuthorized: 403, no focal point; ObjectNotFound: 404
    :raises ValidationError: 409, no note, no such field, or ``conflict: state``

    Legal source: ND47 51(2)(d); D32 11.
    """
    tk.check_access("camau_correction_ask", context, data_dict)
    data = common.validated(data_dict, review.correction_ask(), context)
    who = common.actor(context)
    known = model.Package.get(data["id"])
    if known is None or known.type not in RECORD_TYPES:
        raise tk.ObjectNotFound(tk._("There is no such record."))
    with common.transaction():
        (package,) = packages.lock([known.id])
        state, org = ledger.state_of(package.id), succession.heir(package.owner_org or "")
        if state == "unissued" and not common.may_see(who, org):
            raise tk.ObjectNotFound(tk._("There is no such record."))
        route.permit(who, "camau_correction_ask", Case("record", state, known.type, org))
        version = ledger.newest_version(package.id)
        content = ledger.payload(version.id) if version else None
        if version is None or content is None:
            raise tk.ObjectNotFound(tk._("There is no such version."))
        remarks = comments.remarks(data.get("comments") or [], content, package.type)
        row = correction_asks.ask(who, version, data["note"], remarks)
        audit.add(
            who, "camau_correction_ask", "record", package.id, record_id=package.id, states=(state, state),
            content_hash=version.content_hash, note=data["note"], detail={"ask": row.id},
        )  # fmt: skip
        notices.asked(package.id, row.id, org)
    return correction_asks.as_dict(row, dictize.account_name(row.asked_by))
