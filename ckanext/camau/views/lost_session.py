"""A form posted after the session ended: everything typed stays on a page that can be sent again after log-in."""

from __future__ import annotations

import re

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.views.support import Page

#: The token of the session that ended; the new one is given when the form is shown again.
_TOKEN_FIELD = "_csrf_token"  # noqa: S105 - the name of an input


#: What a form carries for itself, of no use to whoever wants the own words back.
_TECHNICAL = re.compile(r"^(_.*|lock_version|request_key|.*\.(row|id|sha256|size|mimetype))$")


def gone() -> Page:
    """Answer 404 for a working copy that is not there any more (discarded meanwhile), with the text that came for it.

    Nothing but what the request itself holds is shown, so it says nothing of what is or was there.
    """
    typed = [
        (name, value) for name, value in request.form.items(multi=True) if value.strip() and not _TECHNICAL.match(name)
    ]
    return tk.render("camau/editor/gone.html", {"typed": typed}), 404


def page() -> Page:
    """Answer 401 with the typed text in hidden inputs, a link to log in, and a button to go on.

    Works without JavaScript: log in through the link (another tab), press the button; the form comes back as
    it was typed, with a token of the new session. Nothing is stored on the server for somebody not logged in.
    """
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != _TOKEN_FIELD]
    files = [upload.filename for upload in request.files.values() if upload.filename]
    html = tk.render(
        "camau/editor/lost_session.html", {"typed": typed, "files": files, "target": request.full_path.rstrip("?")}
    )
    return html, 401
