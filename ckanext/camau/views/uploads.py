"""Files that come with a form: stored at once, so that no other mistake on the page can lose them."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

import ckan.plugins.toolkit as tk

from ckanext.camau.forms.data import Form
from ckanext.camau.views.support import act, reasons_of

Files = MultiDict[str, FileStorage]

UPLOAD = ".upload"
DROP = "._drop"


def store(form: Form, files: Files, owner_org: str) -> tuple[Form, list[str]]:
    """Store every chosen file; return the form with their hashes in place, and what went wrong.

    :param form: the posted form; ``resources.<key>.upload`` is a file, ``resources.<key>._drop`` a ticked box
    :param owner_org: the agency for which the files are stored
    """
    changed: Any = form.copy()
    failures: list[str] = []
    for name in [key for key in form if key.endswith(DROP)]:
        _put(changed, name.removesuffix(DROP), {"sha256": "", "size": "", "mimetype": ""})
    for name, upload in files.items():
        if not (name.endswith(UPLOAD) and upload.filename):
            continue
        stored = one(upload, owner_org, failures)
        if stored:
            _put(changed, name.removesuffix(UPLOAD), {**stored, "url": ""})
    return changed, failures


def one(upload: FileStorage, owner_org: str, failures: list[str]) -> dict[str, Any] | None:
    """Store one file; return its hash, size, name and media type, or None with the reason in ``failures``."""
    try:
        return act("camau_file_upload", upload=upload, owner_org=owner_org)
    except tk.ValidationError as refused:
        failures += [f"{upload.filename}: {reason}" for reason in reasons_of(refused)]
    except tk.NotAuthorized:
        failures.append(tk._("{name}: you may not store files for this agency.").format(name=upload.filename))
    return None


def _put(form: Any, row: str, stored: dict[str, Any]) -> None:
    """Write the facts on a stored file into its row; a name that the person gave is kept."""
    for key in ("sha256", "size", "mimetype", "url"):
        if key in stored:
            form.setlist(f"{row}.{key}", [str(stored[key])])
    if "name" in stored and not form.get(f"{row}.name", "").strip():
        form.setlist(f"{row}.name", [str(stored["name"])])
    if stored.get("sha256"):
        form.setlist(f"{row}.format", [str(stored.get("format") or "")])
