"""OpenAPI 3.x and Swagger 2 files read as a proposal for a data service; nothing is called or followed outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import yaml

from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.reading.service import DEEPEST, Effort, ServiceDescription, check_size, text
from ckanext.camau.workflow.messages import N_, Message

#: So deep may a file be nested.
_LEVELS: Final = 200
#: So many names, values and brackets may a YAML file have: some seconds of work.
_EVENTS: Final = 400_000
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_PLACES: Final = {"path": "path", "query": "query", "header": "header", "body": "body", "formData": "body"}
_TYPES: Final = frozenset({"string", "integer", "number", "boolean", "array", "object", "file"})
_FORMATS: Final = {"date": "date", "date-time": "datetime", "binary": "file"}

_BROKEN: Final = N_("The description of the service is not valid JSON or YAML.")
_OTHER: Final = N_("The file is no OpenAPI 3 or Swagger 2 description.")


#: libyaml where it is there: the loader in Python needs a minute for 5 MB.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(content: bytes) -> ServiceDescription:
    """Return what the file describes; raise Unreadable with one message when it is no such description."""
    root = _loaded(content)
    if not str(root.get("openapi", "")).startswith("3.") and str(root.get("swagger", "")) != "2.0":
        raise Unreadable(Message(_OTHER))
    parameters: dict[tuple[str, str], dict[str, str]] = {}
    operations: list[dict[str, str]] = []
    effort = Effort()
    for path, raw in _map(root.get("paths")).items():
        item = _resolved(root, raw)
        for method in _METHODS:
            if method not in item:
                continue
            effort.spend()
            operation = _map(item[method])
            summary = text(operation.get("summary") or operation.get("description"))
            operations.append({"method": method.upper(), "path": str(path), "summary": summary})
            for row in _parameters(root, item, operation, effort):
                parameters[row["name"], row["location"]] = row
    info = _map(root.get("info"))
    return ServiceDescription(
        text(info.get("title")), text(info.get("version")), _endpoint(root), (*parameters.values(),), (*operations,)
    )


def _loaded(content: bytes) -> dict[str, Any]:
    check_size(content)
    with suppress(ValueError, RecursionError):
        return _map(json.loads(content))
    try:
        _refuse_traps(content)
        return _map(yaml.load(content, Loader=_LOADER))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise Unreadable(Message(_BROKEN)) from error


def _refuse_traps(content: bytes) -> None:
    """Refuse aliases, a few of which can unfold to gigabytes, and nesting without an end."""
    level, effort = 0, Effort(_EVENTS)
    for event in yaml.parse(content, Loader=_LOADER):
        effort.spend()
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or level > _LEVELS:
            raise yaml.YAMLError


def _parameters(
    root: dict[str, Any], item: dict[str, Any], operation: dict[str, Any], effort: Effort
) -> Iterator[dict[str, str]]:
    """Give a row for each parameter of an operation and for each property of what is sent in its body."""
    for entry in [*_list(item.get("parameters")), *_list(operation.get("parameters"))]:
        effort.spend()
        raw = _resolved(root, entry)
        rows = [*_properties(root, raw.get("schema"), effort)] if raw.get("in") == "body" else []
        if rows:
            yield from rows
        elif (name := text(raw.get("name"))) and (place := _PLACES.get(str(raw.get("in")))):
            yield _row(name, place, _resolved(root, raw.get("schema") or raw), raw, needed=raw.get("required") is True)
    for media in _map(_resolved(root, operation.get("requestBody")).get("content")).values():
        rows = [*_properties(root, _map(media).get("schema"), effort)]
        if rows:  # the others are the same body in another notation
            yield from rows
            return


def _properties(root: dict[str, Any], raw: Any, effort: Effort, left: int = DEEPEST) -> Iterator[dict[str, str]]:
    effort.spend()
    schema = _resolved(root, raw)
    needed = {str(name) for name in _list(schema.get("required"))}
    for part in _list(schema.get("allOf")) if left else ():
        yield from _properties(root, part, effort, left - 1)
    for name, entry in _map(schema.get("properties")).items():
        effort.spend()
        found = _resolved(root, entry)
        if text(name):
            yield _row(text(name), "body", found, found, needed=str(name) in needed)


def _row(name: str, place: str, schema: dict[str, Any], raw: dict[str, Any], *, needed: bool) -> dict[str, str]:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((item for item in kind if item != "null"), "")
    code = _FORMATS.get(str(schema.get("format"))) or str(kind)
    return {
        "name": name,
        "location": place,
        "data_type": code if code in _TYPES or code in _FORMATS.values() else "",
        "required": "true" if needed else "false",
        "description": text(raw.get("description")),
    }


def _endpoint(root: dict[str, Any]) -> str:
    servers = _list(root.get("servers"))
    if servers:
        return text(_map(servers[0]).get("url"))
    if not root.get("host"):
        return ""
    schemes = _list(root.get("schemes")) or ["https"]
    scheme = "https" if "https" in schemes else schemes[0]
    return f"{scheme}://{text(root['host'])}{text(root.get('basePath'))}"


def _resolved(root: dict[str, Any], raw: Any) -> dict[str, Any]:
    """Follow references inside the file, a bounded number of times; one that leads elsewhere is left empty."""
    for _ in range(DEEPEST):
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
