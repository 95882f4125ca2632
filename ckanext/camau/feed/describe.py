"""The mapping table as the rows of ``docs/feed-mapping.md``. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ckanext.camau.feed import catalog_node, mapping, vocabulary
from ckanext.camau.feed.rule import Rule

HEAD = "| Field | Property | How |\n| --- | --- | --- |"


def tables() -> Iterator[tuple[str, str]]:
    """Give every table with the class of its node, as Markdown."""
    for name, rules in {**mapping.TABLES, "dcat:Catalog": catalog_node.CATALOG}.items():
        yield name, "\n".join((HEAD, *_rows(rules)))


def _rows(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        fields = ", ".join(f"`{field}`" for field in rule.fields)
        how = " ".join((rule.how.__doc__ or "").split()).removeprefix("Give ").rstrip(".")
        yield f"| {fields} | `{vocabulary.compact(rule.predicate)}` | {how} |"
