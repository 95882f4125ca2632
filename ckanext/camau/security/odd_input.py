"""Input that core's actions take for granted: a name is text, a limit is a number, text can be stored.

Core hands what a caller sent on to the database, which fails on a list for an id or on NUL: 500 for a guest's
typing error. One look at the request before core's API, and it is a validation error of the field. Our own actions
and the guarded search look for themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Flask, Response, make_response, request

import ckan.plugins.toolkit as tk
from ckan.views import api

from ckanext.camau.security import error_pages
from ckanext.camau.workflow.messages import N_

#: Keys whose value is text or absent, whatever the action.
_TEXT: Final = frozenset({
    "id", "name", "name_or_id", "title", "state", "type", "sort", "q", "query", "email", "user", "user_id", "username",
    "group_id", "org_id", "organization_id", "owner_org", "package_id", "dataset_id", "resource_id", "vocabulary_id",
    "tag_id", "view_id", "object", "object_type", "capacity", "permission", "role", "group_type", "task_type",
    "entity_id", "key", "subject", "format",
})  # fmt: skip
#: Keys whose value is a whole number from 0, or absent.
_NUMBER: Final = frozenset({"limit", "offset"})
#: Where core takes a list of texts too.
_TEXTS: Final = frozenset(
    {
        ("resource_search", "query"),
        ("tag_search", "query"),
        ("organization_list", "organizations"),
        ("group_list", "groups"),
    }
)
#: Our own actions and the guarded search look for themselves; so does the datastore, which takes a ``q`` of any kind.
_LOOK_THEMSELVES: Final = ("camau_", "package_search", "datastore_")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MAX: Final = 2**31

_NOT_TEXT: Final = N_("Must be text.")
_NOT_NUMBER: Final = N_("Must be a whole number.")
_NOT_STORABLE: Final = N_("Holds a character that cannot be used.")
_UNREADABLE: Final = N_("The data sent cannot be read.")


def install(app: Flask) -> None:
    """Look at every request before its view does."""
    app.before_request(_look)


def _look() -> Response | None:
    if "\x00" in request.path:
        return error_pages.response(HTTPStatus.NOT_FOUND, N_("Not found or not published."))
    if request.endpoint == "user.login" and any("\\" in request.args.get(key, "") for key in ("next", "came_from")):
        return error_pages.response(HTTPStatus.BAD_REQUEST, _UNREADABLE)
    if request.endpoint == "user.login" and request.method == "POST" and not {"login", "password"} <= set(request.form):
        return error_pages.response(HTTPStatus.BAD_REQUEST, _UNREADABLE)
    name = str((request.view_args or {}).get("logic_function") or "")
    if request.endpoint != "api.action" or name.startswith(_LOOK_THEMSELVES):
        return None
    try:
        found = problems(name, _sent(name))
    except (KeyError, ValueError):
        return None  # core's view answers what it cannot read itself
    except RecursionError:
        found = {"message": [_UNREADABLE]}
    return _refused(name, found) if found else None


def _sent(name: str) -> Mapping[str, Any]:
    """Return what core's view will read."""
    action = tk.get_action(name)
    return api._get_request_data(try_url_params=getattr(action, "side_effect_free", False))  # noqa: SLF001


def problems(action: str, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is wrong with the fields, as msgids."""
    found: dict[str, list[str]] = {}
    for key, value in data.items():
        if any(_UNSTORABLE.search(text) for text in _texts({key: value})):
            found[_UNSTORABLE.sub("?", key)] = [_NOT_STORABLE]
        elif value is None:
            continue
        elif not _is_text(action, key, value):
            found[key] = [_NOT_TEXT]
        elif key in _NUMBER and not _is_number(value):
            found[key] = [_NOT_NUMBER]
    return found


def _texts(value: Any) -> Iterator[str]:
    """Give every text in a value, however deep; without recursion, since a caller decides how deep."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            left += item


def _is_text(action: str, key: str, value: Any) -> bool:
    """Tell whether a value is text, or texts, where it has to be."""
    if (action, key) in _TEXTS and isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str) or (key not in _TEXT and (action, key) not in _TEXTS)


def _is_number(value: Any) -> bool:
    text = str(value).strip()
    return not text or (text.isascii() and text.isdigit() and int(text[:11]) < _MAX)


def _refused(name: str, found: Mapping[str, list[str]]) -> Response:
    error: dict[str, Any] = {key: [tk._(msgid) for msgid in msgids] for key, msgids in found.items()}
    url = tk.h.url_for("api.action", logic_function="help_show", ver=3, name=name, _external=True)
    body = {"help": url, "success": False, "error": {**error, "__type": "Validation Error"}}
    answer = make_response(json.dumps(body, ensure_ascii=False), HTTPStatus.CONFLICT)
    answer.content_type = "application/json;charset=utf-8"
    return answer
