"""Chained reads of tags: a tag is public when a public record carries it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.camau.security import visible

Context = Any
Data = dict[str, Any]
Next = Callable[[Context, Data], Any]


def actions() -> dict[str, Callable[..., Any]]:
    """Return the chained reads of this module by the names of the actions they chain."""
    return {
        "tag_list": tag_list,
        "tag_autocomplete": tag_list,
        "tag_search": tag_search,
        "tag_show": tag_show,
        "vocabulary_show": vocabulary_show,
        "vocabulary_list": vocabulary_list,
    }


@tk.chained_action
@tk.side_effect_free
def tag_list(next_action: Next, context: Context, data_dict: Data) -> Any:
    """List public tags; serves ``tag_autocomplete`` too."""
    return _shown(next_action(context, data_dict))


@tk.chained_action
@tk.side_effect_free
def tag_search(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Search public tags; count and page are taken after hiding, so that neither tells of the rest."""
    asked = {key: value for key, value in data_dict.items() if key not in ("limit", "offset")}
    found = _shown(next_action(context, asked)["results"])
    start = tk.asint(data_dict.get("offset") or 0)
    limit = data_dict.get("limit")
    end = None if limit is None else start + tk.asint(limit)
    return {"count": len(found), "results": found[start:end]}


@tk.chained_action
@tk.side_effect_free
def tag_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Show a public tag; any other does not exist."""
    try:
        tag = next_action(context, data_dict)
    except (tk.NotAuthorized, tk.ObjectNotFound) as error:
        raise visible.not_found() from error
    if not visible.public_tags([tag["name"]]):
        raise visible.not_found()
    return tag


@tk.chained_action
@tk.side_effect_free
def vocabulary_show(next_action: Next, context: Context, data_dict: Data) -> Any:
    """Show a vocabulary with its public tags."""
    vocabulary = next_action(context, data_dict)
    return {**vocabulary, "tags": _shown(vocabulary["tags"])}


@tk.chained_action
@tk.side_effect_free
def vocabulary_list(next_action: Next, context: Context, data_dict: Data) -> Any:
    """List vocabularies with their public tags."""
    return [{**item, "tags": _shown(item["tags"])} for item in next_action(context, data_dict)]


def _shown(tags: list[Any]) -> list[Any]:
    names = [tag["name"] if isinstance(tag, dict) else tag for tag in tags]
    shown = visible.public_tags(names)
    return [tag for tag, name in zip(tags, names, strict=True) if name in shown]
