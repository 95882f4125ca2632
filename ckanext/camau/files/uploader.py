"""The uploader that core's own write of a resource meets when a record is issued.

The bytes are in the store long before; a resource only names them by ``sha256``. So nothing is copied, and
what was issued under another hash stays as it is.
"""

from __future__ import annotations

from typing import Any

from ckanext.camau.files import kind, names, store


class StoredUpload:
    """A resource whose bytes are in the store; fills the fields that core keeps for an upload."""

    #: core's own download view asks for it; ours never does
    storage = None

    def __init__(self, resource: dict[str, Any]) -> None:
        self.sha256: str = resource["sha256"]
        path = store.path_of(self.sha256)
        self.filesize: int = path.stat().st_size
        self.filename = download_name(resource)
        self.mimetype: str = resource.get("mimetype") or kind.detect(path, self.filename)
        resource.pop("upload", None)
        resource.update(
            url=resource.get("url") or names.ascii_file_name(self.filename),
            url_type="upload",
            size=self.filesize,
            mimetype=self.mimetype,
        )

    def get_path(self, id: str) -> str:  # noqa: A002, ARG002 - the name and the id are core's
        """Return where the bytes are: by hash, never by the id of the resource."""
        return str(store.path_of(self.sha256))

    def upload(self, id: str, max_size: int = 10) -> None:  # noqa: A002 - the name is core's
        """Do nothing: the bytes are stored already."""


def resource_uploader(resource: dict[str, Any]) -> StoredUpload | None:
    """Return our uploader for a resource that names stored bytes; None leaves it to core."""
    sha256 = resource.get("sha256")
    return StoredUpload(resource) if isinstance(sha256, str) and store.exists(sha256) else None


def download_name(resource: dict[str, Any]) -> str:
    """Return the Vietnamese name under which a resource is saved, with the extension of what it is."""
    name = names.safe_file_name(str(resource.get("name") or resource.get("id") or ""))
    known = kind.extensions_of(str(resource.get("mimetype") or ""))
    if not known or names.split_extension(name)[1].lower() in known:
        return name
    return names.safe_file_name(name + known[0])
