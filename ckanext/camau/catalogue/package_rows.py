"""The rows of a package as core's ``package_dict_save`` leaves them, without its look-ups.

The package was read along with its files and keywords; what is written becomes few statements at the next flush.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ckan import model

#: Columns of a package that content may fill; one that it does not is empty.
_COLUMNS: Final = (
    "title", "notes", "url", "version", "author", "author_email", "maintainer", "maintainer_email", "license_id",
)  # fmt: skip

Tags = Mapping[str, model.Tag]


def tags(contents: Iterable[Mapping[str, Any]]) -> Tags:
    """Return the keywords of contents by name; those that CKAN does not know yet are added."""
    names = {row["name"] for content in contents for row in content.get("tags", ())}
    query = model.Session.query(model.Tag).filter(model.Tag.name.in_(names), model.Tag.vocabulary_id.is_(None))
    known: dict[str, model.Tag] = {tag.name: tag for tag in query}
    new = {name: model.Tag(name=name) for name in sorted(names - known.keys())}
    model.Session.add_all(new.values())
    return {**known, **new}


def save(package: model.Package, valid: Mapping[str, Any], known: Tags) -> None:
    """Write validated data into a package that ``package_write.load`` has read, and make it public."""
    row: Any = package
    for column in _COLUMNS:
        setattr(row, column, valid.get(column))
    row.name, row.owner_org = valid["name"], valid["owner_org"]
    row.extras = {extra["key"]: extra["value"] for extra in valid.get("extras", ())}
    row.private, row.state = False, "active"
    row.metadata_modified = _now()
    _save_resources(row, valid.get("resources") or [])
    _save_tags(package, [known[tag["name"]] for tag in valid.get("tags") or () if tag["name"] in known])


def _now() -> datetime:
    """Return the moment as CKAN stores it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _save_resources(package: Any, given: list[dict[str, Any]]) -> None:
    """Keep the order that was given; what is no longer named stays in the table as deleted, as core leaves it."""
    standing = {resource.id: resource for resource in package.resources_all}
    found = [_resource(standing.get(row.get("id", "")), row) for row in given]
    kept = {resource.id for resource in found}
    gone = [resource for resource in standing.values() if resource.id not in kept]
    for resource in gone:
        resource.state = "deleted"
    if found or gone:
        package.resources_all[:] = [*found, *gone]


def _resource(standing: Any, row: dict[str, Any]) -> Any:
    resource: Any = standing or model.Resource()
    values = {key: value for key, value in row.items() if key not in {"extras", "package_id", "tracking_summary"}}
    if values.get("url") and values.get("url_type") == "upload":
        values["url"] = values["url"].rsplit("/")[-1]
    changed, rest = resource.from_dict(values)
    if changed or resource.extras != rest:
        resource.metadata_modified = _now()
    resource.state, resource.extras = "active", rest
    return resource


def _save_tags(package: model.Package, wanted: Collection[model.Tag]) -> None:
    row: Any = package
    standing = {link.tag.name: link for link in row.package_tags}
    names = {tag.name for tag in wanted}
    for name, link in standing.items():
        link.state = "active" if name in names else "deleted"
    for tag in wanted:
        if tag.name not in standing:
            model.Session.add(model.PackageTag(package, tag, "active"))
