"""How the loader speaks to the portal: the same actions as everybody, as one account after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, cast

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

_sent: Final[dict[tuple[str, Path], str]] = {}


def call(login: str, action: str, /, **data: Any) -> Any:
    """Return what an action answers to an account; its rights are checked as for any request."""
    context = cast("Context", {"user": login, "auth_user_obj": model.User.get(login)})
    return tk.get_action(action)(context, data)


def upload(login: str, path: Path, agency: str | None = None) -> str:
    """Send a file as a form would, for an agency or as one's own, and return its sha-256.

    What an agency (or, without one, an account) has sent is not sent again in the same run.
    """
    key = (agency or login, path)
    if key not in _sent:
        with path.open("rb") as stream:
            sent = {"upload": FileStorage(stream, filename=path.name), **({"owner_org": agency} if agency else {})}
            _sent[key] = call(login, "camau_file_upload", **sent)["sha256"]
    return _sent[key]
