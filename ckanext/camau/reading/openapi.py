"""OpenAPI 3.x and Swagger 2 files read as a proposal for a data service; nothing is called or followed outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.workflow.messages import N_, Message

_LARGEST: Final = 5 << 20
_DEEPEST: Final = 20
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_PLACES: Final = {"path": "path", "query": "query", "header": "header", "body": "body", "formData": "body"}
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object", "file"})
_FORMATS: Final = {"date": "date", "date-time": "datetime", "binary": "file"}

_LARGE: Final = N_("The description of the service is larger than 5 MB.")
_BROKEN: Final = N_("The description of the service is not valid JSON or YAML.")
_OTHER: Final = N_("The file is no OpenAPI 3 or Swagger 2 description.")


class _NoAliases(yaml.SafeLoader):
    """A safe loader that refuses aliases: a few of them can unfold to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class ServiceDescription:
    """What a file says of a service; rows carry the names and codes of the data_service schema."""

    title: str
    version: str
    endpoint_url: str
    parameters: tuple[dict[str, str], ...]
    operations: tuple[dict[str, str], ...]


def read(content: bytes) -> ServiceDescription:
    """Return what the file describes; raise Unreadable with one message when it is no such description."""
    root = _loaded(content)
    if not str(root.get("openapi", "")).startswith("3.") and str(root.get("swagger", "")) != "2.0":
        raise Unreadable(Message(_OTHER))
    parameters: dict[tuple[str, str], dict[str, str]] = {}
    operations: list[dict[str, str]] = []
    for path, raw in _map(root.get("paths")).items():
        item = _resolved(root, raw)
        for method in _METHODS:
            if method not in item:
                continue
            operation = _map(item[method])
            summary = _text(operation.get("summary") or operation.get("description"))
            operations.append({"method": method.upper(), "path": str(path), "summary": summary})
            for entry in [*_list(item.get("parameters")), *_list(operation.get("parameters"))]:
                row = _parameter(root, _resolved(root, entry))
                if row:
                    parameters[row["name"], row["location"]] = row
    info = _map(root.get("info"))
    return ServiceDescription(
        _text(info.get("title")), _text(info.get("version")), _endpoint(root), (*parameters.values(),), (*operations,)
    )


def _loaded(content: bytes) -> dict[str, Any]:
    if len(content) > _LARGEST:
        raise Unreadable(Message(_LARGE))
    try:
        loaded = yaml.load(content, Loader=_NoAliases)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(Message(_BROKEN)) from error
    return _map(loaded)


def _parameter(root: dict[str, Any], raw: dict[str, Any]) -> dict[str, str] | None:
    name, place = _text(raw.get("name")), _PLACES.get(str(raw.get("in")))
    if not name or place is None:
        return None
    schema = _resolved(root, raw.get("schema") or raw)
    kind = _FORMATS.get(str(schema.get("format"))) or str(schema.get("type"))
    known = kind in _TYPES or kind in _FORMATS.values()
    row = {"name": name, "location": place, "data_type": kind if known else ""}
    return {
        **row,
        "required": "true" if raw.get("required") is True else "false",
        "description": _text(raw.get("description")),
    }


def _endpoint(root: dict[str, Any]) -> str:
    servers = _list(root.get("servers"))
    if servers:
        return _text(_map(servers[0]).get("url"))
    if not root.get("host"):
        return ""
    schemes = _list(root.get("schemes")) or ["https"]
    scheme = "https" if "https" in schemes else schemes[0]
    return f"{scheme}://{_text(root['host'])}{_text(root.get('basePath'))}"


def _resolved(root: dict[str, Any], raw: Any) -> dict[str, Any]:
    """Follow references inside the file, a bounded number of times; one that leads elsewhere is left empty."""
    for _ in range(_DEEPEST):
        found = _map(raw)
        if "$ref" not in found:
            return found
        target = str(found["$ref"])
        if not target.startswith("#/"):
            return {}
        raw = root
        for step in target[2:].split("/"):
            raw = _map(raw).get(step.replace("~1", "/").replace("~0", "~"))
    return {}


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""
