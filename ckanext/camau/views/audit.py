"""`/audit`: the audit trail, read and exported; nothing here changes it but that an export is itself written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import iso_date, today
from ckanext.camau.forms.data import clean
from ckanext.camau.inbox import audit, audit_file
from ckanext.camau.views.support import Page, act, person, reasons_of, staff_page

blueprint = Blueprint("camau_audit", __name__)

PAGE_SIZE: Final = 50
_FILTERS: Final = ("record_id", "actor", "action", "since", "until")


@blueprint.route("/audit")
@staff_page
def index() -> Page:
    """Show the lines that the filters pick, newest first."""
    return _page(_filters(request.args))


@blueprint.route("/audit/export", methods=["POST"])
@staff_page
def export() -> Page:
    """Give the lines that the filters pick as a file."""
    chosen = _filters(request.form)
    try:
        found = act("camau_audit_export", format=request.form.get("format", ""), **chosen)
    except tk.ValidationError as refused:
        return _page(chosen, reasons_of(refused), 409)
    mimetype, written = audit_file.FORMATS[found["format"]]
    name = f"nhat-ky-{today().isoformat()}.{found['format']}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(written(found["lines"], tk._), headers=headers, content_type=mimetype)


def _filters(source: Mapping[str, str]) -> dict[str, str]:
    typed = {key: clean(source.get(key, "")) for key in _FILTERS}
    return {key: iso_date(value) if key in ("since", "until") else value for key, value in typed.items() if value}


def _page(chosen: dict[str, str], errors: list[str] | None = None, status: int = 200) -> Page:
    offset = max(request.args.get("offset", 0, type=int), 0)
    found: dict[str, Any] = {"count": 0, "results": []}
    if not errors:
        try:
            found = act("camau_audit_list", **chosen, limit=PAGE_SIZE, offset=offset)
        except tk.ValidationError as refused:
            errors, status = reasons_of(refused), 409
        except tk.ObjectNotFound as missing:
            errors, status = [missing.message or tk._("There is no such record.")], 404
    who = person()
    html = tk.render(
        "camau/audit/index.html",
        {
            "lines": found["results"],
            "count": found["count"],
            "offset": offset,
            "page_size": PAGE_SIZE,
            "chosen": chosen,
            "errors": errors or [],
            "everything": who.sysadmin or who.has("auditor") or who.has("focal_point"),
            "actions": sorted(((name, audit.action_label(name)) for name in audit.actions()), key=lambda pair: pair[1]),
            "formats": list(audit_file.FORMATS),
        },
    )
    return html, status
