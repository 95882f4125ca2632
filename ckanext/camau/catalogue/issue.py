"""Issuing: one action, one transaction, all or none. The ledger first, then the packages, then what follows.

The caller has locked packages and working copies and commits once; ``outbox.run_due`` indexes afterwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import in_force, ledger, links, permit
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.catalogue.validation import package_dict
from ckanext.camau.files.names import slugify
from ckanext.camau.model import Version, WorkingCopy
from ckanext.camau.outbox import queue
from ckanext.camau.workflow.permission import Actor

#: Addresses that CKAN refuses: too short, or taken by pages of its own.
_SHORTEST_NAME: Final = 2
_LONGEST_STEM: Final = 90
_RESERVED: Final = frozenset({"new", "edit", "search"})


class Broken(Exception):
    """A working copy's content does not have the hash that was approved; nothing is issued."""


def issue(
    actor: Actor, copies: Sequence[WorkingCopy], act_id: str | None, edition_id: str | None = None
) -> list[Version]:
    """Issue working copies as new versions of their records, in the order of the record ids.

    :param act_id: the act that the versions stand on
    :raises Broken: content and hash differ
    :raises tk.ValidationError: core refuses a content; the caller rolls back
    """
    ordered = sorted(copies, key=lambda c: c.record_id)
    with permit.issuing({c.record_id for c in ordered}) as key:
        versions = [_issue_one(actor, copy, act_id, edition_id, key) for copy in ordered]
    ids = [c.record_id for c in ordered]
    queue.add_index([*ids, *links.naming(ids)])
    return versions


def _issue_one(
    actor: Actor, copy: WorkingCopy, act_id: str | None, edition_id: str | None, key: dict[str, Any]
) -> Version:
    if content_hash(copy.data) != copy.content_hash:
        raise Broken(copy.id)
    package = model.Package.get(copy.record_id)
    record = ledger.register(copy, _name(copy, package))
    if act_id is None:
        act_id, edition_id = _standing(copy.record_id)
    version = ledger.add_version(copy, act_id, edition_id)
    ledger.add_event("issued", version, actor.user_id, edition_id=edition_id)
    _write(actor, copy, record.name, key)
    copy.state = "issued"
    return version


def _standing(record_id: str) -> tuple[str | None, str | None]:
    """A version issued without an act of its own stands on that of the version in force."""
    standing = in_force.find(record_id)
    return (standing.act_id, standing.edition_id) if standing else (None, None)


def _name(copy: WorkingCopy, package: model.Package | None) -> str:
    """Return the address of a record: what it has, what was wished for, or one made from title or code."""
    if package is not None and package.name != package.id:
        return package.name
    wished = copy.data.get("name") or slugify(copy.data.get("title", "")) or slugify(copy.data.get("code", ""))
    if len(wished) < _SHORTEST_NAME or wished in _RESERVED:
        wished = f"{copy.type}-{wished}".strip("-")
    return _free(wished, copy.record_id)


def _free(wished: str, record_id: str) -> str:
    """Return the wished name, or the first one with a number behind it that no other package has."""
    model.Session.flush()
    names = model.Session.query(model.Package.name).filter(
        model.Package.name.startswith(wished[:_LONGEST_STEM], autoescape=True), model.Package.id != record_id
    )
    taken = {name for (name,) in names}
    numbered = (f"{wished[:_LONGEST_STEM]}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([wished], numbered) if name not in taken)


def _write(actor: Actor, copy: WorkingCopy, name: str, key: dict[str, Any]) -> None:
    """Write the package through core without committing.

    ``defer_commit`` alone is rolled back silently by CKAN 2.12.0, and its savepoint stays open: hence
    ``return_id_only`` and the release. The given ``original_package`` forces full validation.
    """
    context: Any = {
        "ignore_auth": True,
        "user": actor.login,
        "defer_commit": True,
        "return_id_only": True,
        "original_package": {"id": copy.record_id, "resources": []},
        **key,
    }
    data = package_dict(copy.data, copy.record_id, copy.type, copy.owner_org, name)
    data["private"] = False
    data.setdefault("resources", [])
    try:
        tk.get_action("package_update")(context, data)
    except tk.ValidationError as error:
        title = copy.data.get("title") or copy.data.get("code") or copy.record_id
        summary = "; ".join(f"{key}: {text}" for key, text in error.error_summary.items())
        raise tk.ValidationError({copy.record_id: [f"{title}: {summary}"]}) from error
    if nested := model.Session().get_nested_transaction():
        nested.commit()
