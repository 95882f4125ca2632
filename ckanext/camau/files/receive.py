"""An upload on its way into the store: what the action ``camau_file_upload`` does with the sent file."""

from __future__ import annotations

from typing import IO, NamedTuple, Protocol

import ckan.plugins.toolkit as tk

from ckanext.camau import config
from ckanext.camau.files import kind, names, store


class Sent(Protocol):
    """What werkzeug hands over for a multipart file; its media type is deliberately absent."""

    filename: str | None
    stream: IO[bytes]


class Received(NamedTuple):
    """A stored upload as the server sees it."""

    sha256: str
    size: int
    name: str
    mimetype: str


def receive(sent: Sent | None) -> Received:
    """Store an uploaded file and tell what it is.

    :raises tk.ValidationError: no file, empty, larger than ``ckan.max_resource_size``, or no room on disk;
        nothing is left of it
    """
    if sent is None or not hasattr(sent, "stream"):
        raise _refusal(tk._("Choose a file to upload."))
    name = names.safe_file_name(sent.filename or "")
    try:
        stored = store.put(sent.stream, config.max_file_bytes())
    except store.TooLargeError as error:
        raise _refusal(
            tk._("The file is larger than the limit of {limit} MB.").format(limit=error.limit >> 20)
        ) from error
    except store.EmptyError as error:
        raise _refusal(tk._("The file is empty.")) from error
    except store.FullError as error:
        raise _refusal(tk._("There is no room left for files. Tell the administrator.")) from error
    return Received(stored.sha256, stored.size, name, kind.detect(store.path_of(stored.sha256), name))


def _refusal(message: str) -> tk.ValidationError:
    return tk.ValidationError({"upload": [message]})
