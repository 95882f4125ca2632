"""One file on its own, sent by the form's script while people go on typing; the answer becomes a row of the form.

The body of the request is the file: it goes into the store in pieces of a megabyte as it arrives, nothing of it
is kept in memory or written twice.
"""

from __future__ import annotations

from typing import IO, Final, NamedTuple, cast

from flask import Blueprint, Response, jsonify, request

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.files import kind
from ckanext.camau.views.support import act, reasons_of

_TOO_LARGE: Final = 413
_PIECE: Final = 1 << 20


class _Sent(NamedTuple):
    filename: str
    stream: IO[bytes]


def upload() -> Response:
    """Store the file that the body is; ``name`` and ``owner_org`` come with the address.

    Answers 200 with what the store knows of it, 401, 403, 409 or (larger than the limit) 413 with a message.
    """
    if tk.current_user.is_anonymous:
        return _refused(401, tk._("Your session has ended. Log in and send the file again."))
    if (request.content_length or 0) > config.max_file_bytes():
        _drain()
        return _refused(_TOO_LARGE, too_large())
    sent = _Sent(request.args.get("name", ""), cast("IO[bytes]", request.stream))
    try:
        stored = act("camau_file_upload", upload=sent, owner_org=request.args.get("owner_org", ""))
    except tk.ValidationError as refused:
        return _refused(409, " ".join(reasons_of(refused)))
    except tk.NotAuthorized:
        return _refused(403, tk._("You may not store files for this agency."))
    format_ = kind.format_of(stored["mimetype"])
    return jsonify({**stored, "format": format_, "size_text": tk.h.camau_size(stored["size"])})


def _drain() -> None:
    """Take what is on its way and throw it away: a browser that still sends does not hear the answer."""
    left = 2 * config.max_file_bytes()
    while left > 0 and (piece := request.stream.read(_PIECE)):
        left -= len(piece)


def too_large() -> str:
    """Return the sentence that names the limit."""
    return tk._("The file is larger than the limit of {limit} MB.").format(limit=config.max_file_bytes() >> 20)


def _refused(status: int, message: str) -> Response:
    answer = jsonify({"message": message})
    answer.status_code = status
    return answer


def add_path(blueprint: Blueprint) -> None:
    """Give the upload its address."""
    blueprint.add_url_rule("/upload/file", "upload", upload, methods=["POST"])
