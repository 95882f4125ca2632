"""What of a record may start another one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from ckanext.camau.forms.fields import FILES, Field

#: What belongs to one record alone.
_OWN: Final = ("code", "name")


class Start(NamedTuple):
    """The content for a new record, and the names of files that had to be left out."""

    data: dict[str, Any]
    left_out: list[str]


def start_from(content: Mapping[str, Any], fields: Iterable[Field], *, same_agency: bool) -> Start:
    """Return the content of a record as a start for another one.

    Code and address are the record's own; statements are made anew for each record, never copied; stored files
    are those of their agency, addresses are free.
    """
    stated = {field.name for field in fields if field.kind == "declaration"}
    data = {key: value for key, value in content.items() if key not in stated and key not in _OWN}
    files: list[dict[str, Any]] = data.pop(FILES, [])
    kept = [file for file in files if same_agency or not file.get("sha256")]
    if kept:
        data[FILES] = [{key: value for key, value in file.items() if key != "id"} for file in kept]
    left_out = [str(file.get("name") or file.get("url") or "") for file in files if file not in kept]
    return Start(data, left_out)
