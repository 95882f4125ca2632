"""Issuing: one action, one transaction, all or none. The ledger first, then the packages, then what follows.

The caller has locked packages and working copies and commits once; ``outbox.run_due`` indexes afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ckan import model

from ckanext.camau.catalogue import in_force, ledger, links, names, package_rows, package_write, permit, stream
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.deadlines import due
from ckanext.camau.model import Version, WorkingCopy
from ckanext.camau.outbox import queue
from ckanext.camau.workflow.permission import Actor


class Broken(Exception):
    """A working copy's content does not have the hash that was approved; nothing is issued."""


def issue(
    actor: Actor,
    copies: Sequence[WorkingCopy],
    act_id: str | None,
    edition_id: str | None = None,
    tell: Callable[[int], None] = lambda _done: None,
) -> list[Version]:
    """Issue working copies as new versions of their records, in the order of the record ids.

    :param act_id: the act that the versions stand on
    :param tell: is told how many packages are written
    :raises Broken: content and hash differ
    :raises tk.ValidationError: core refuses a content; the caller rolls back
    """
    ordered = sorted(copies, key=lambda c: c.record_id)
    if broken := [c.id for c in ordered if content_hash(c.data) != c.content_hash]:
        raise Broken(*broken)
    due.end([c.id for c in ordered])
    ids = [c.record_id for c in ordered]
    packages = package_write.load(ids)
    records = ledger.register_all(ordered, names.of(ordered, packages))
    acts = {c.record_id: (act_id, edition_id) if act_id else _standing(c.record_id) for c in ordered}
    versions = ledger.add_versions(ordered, acts)
    ledger.add_events("issued", versions, actor.user_id)
    with permit.issuing(ids) as key:
        writer = package_write.Writer(actor, key, package_rows.tags(c.data for c in ordered))
        for number, copy in enumerate(ordered, 1):
            _write(writer, copy, packages[copy.record_id], records[copy.record_id].name)
            copy.state = "issued"
            tell(number)
        model.Session.flush()
        writer.tell_plugins(packages.values())
    for version in versions:
        stream.issued(packages[version.record_id], version.number)
    queue.add_index([*ids, *links.naming(ids)])
    queue.add_tables([c.record_id for c in ordered if c.type == "dataset"])
    return versions


def _standing(record_id: str) -> tuple[str | None, str | None]:
    """A version issued without an act of its own stands on that of the version in force."""
    standing = in_force.find(record_id)
    return (standing.act_id, standing.edition_id) if standing else (None, None)


def _write(writer: package_write.Writer, copy: WorkingCopy, package: model.Package, name: str) -> None:
    writer.write(copy, package, name)
