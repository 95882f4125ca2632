"""A form posted after the session ended: everything typed stays on a page that can be sent again after log-in."""

from __future__ import annotations

from flask import request

import ckan.plugins.toolkit as tk

from ckanext.camau.views.support import Page

#: The token of the session that ended; the new one is given when the form is shown again.
_TOKEN_FIELD = "_csrf_token"  # noqa: S105 - the name of an input


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
