"""Downloads of files: what is issued for everybody, what stands in a working copy for those who may see it.

Core's view would show a page that somebody uploaded inside the portal's own origin; these never do.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, abort, redirect, send_file
from werkzeug.wrappers import Response as WerkzeugResponse

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import in_force, public
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.files import kind, names, store
from ckanext.camau.files.uploader import download_name

blueprint = Blueprint("camau_download", __name__)

#: Nothing that is downloaded may run, load or be framed, even when a browser opens it after all.
FILE_CSP: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"

_LINK_SCHEMES: Final = ("https://", "http://")


def download(
    package_type: str,
    id: str,  # noqa: A002 - the name is core's, templates and url_for use it
    resource_id: str,
    filename: str | None = None,  # noqa: ARG001 - only there to be read by people
) -> Response | WerkzeugResponse:
    """Send the file of an issued resource, or lead to its address; 404 for all that is not issued."""
    resource = _issued_resource(package_type, id, resource_id)
    if resource is None:
        abort(404, tk._("This file does not exist or is not published."))
    url = str(resource.get("url") or "")
    if not resource.get("sha256") and url.lower().startswith(_LINK_SCHEMES):
        return redirect(url, 302)
    return send(str(resource.get("sha256") or ""), download_name(resource), resource.get("mimetype"))


def preview(wc_id: str, sha256: str) -> Response:
    """Send a file that a working copy names to one who may see that working copy; else 404."""
    try:
        working_copy = tk.get_action("camau_working_copy_show")({}, {"id": wc_id})
    except (tk.NotAuthorized, tk.ObjectNotFound, tk.ValidationError):
        abort(404, tk._("This file does not exist or is not published."))
    named = [res for res in working_copy["data"].get("resources", []) if res.get("sha256") == sha256]
    if not named:
        abort(404, tk._("This file does not exist or is not published."))
    response = send(sha256, download_name(named[0]), named[0].get("mimetype"))
    tk.request.environ["__no_cache__"] = True
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _issued_resource(package_type: str, id_or_name: str, resource_id: str) -> dict[str, Any] | None:
    """Return the resource from the issued version, as the ledger holds it; nobody's rank is asked."""
    package = model.Package.get(id_or_name)
    if package is None or package.type != package_type or not public.is_issued(package.id):
        return None
    record = in_force.find(package.id)
    resources = record.content.get("resources", []) if record else []
    return next((res for res in resources if res.get("id") == resource_id), None)


def send(sha256: str, name: str, mimetype: str | None) -> Response:
    """Answer with stored bytes; range, HEAD and If-None-Match are werkzeug's."""
    if not store.exists(sha256):
        abort(404, tk._("This file does not exist or is not published."))
    response = send_file(store.path_of(sha256), mimetype=mimetype or kind.UNKNOWN, conditional=True, etag=sha256)
    response.headers["Content-Disposition"] = names.content_disposition(name)
    response.headers["Content-Security-Policy"] = FILE_CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


# Static paths of each type: a converter for the type would lose against core's own rules.
for _type in RECORD_TYPES:
    _rule = f"/{_type}/<id>/resource/<resource_id>/download"
    # Core's rule ends in <filename>, which weighs more than <path:filename>: only the same rule comes before it.
    for _path in (_rule, f"{_rule}/<filename>", f"{_rule}/<path:filename>"):
        blueprint.add_url_rule(_path, view_func=download, defaults={"package_type": _type})
blueprint.add_url_rule("/working-copy/<wc_id>/file/<sha256>", view_func=preview)
