"""Taking records out of the public's sight: suspended stays visible, withdrawn, removed and taken down do not.

Package row first, then the event, one commit by the caller, then the index; the guard on results covers the gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ckan import model

from ckanext.camau.catalogue import ledger, links, stream
from ckanext.camau.model import Event, Version
from ckanext.camau.outbox import queue
from ckanext.camau.workflow.permission import Actor
from ckanext.camau.workflow.states import AFTER_EVENT, PUBLIC, EventKind


def tell(actor: Actor, package: model.Package, kind: EventKind, **fields: Any) -> Event:
    """Write an event of a record that is public, and hide or keep its package row accordingly.

    :param package: locked by the caller
    :param fields: ``reason``, ``document_sha256``, ``successor_id``, ``edition_id``
    """
    return tell_all(actor, [package], kind, **fields)[0]


def tell_all(actor: Actor, packages: Sequence[model.Package], kind: EventKind, **fields: Any) -> list[Event]:
    """Write the same event of several records, in their order, and ask for them to be indexed once."""
    if not packages:
        return []
    versions = [_version_now(package.id) for package in packages]
    if AFTER_EVENT[kind] not in PUBLIC:
        for package in packages:
            package.private = True
        model.Session.flush()
    events = [ledger.add_event(kind, version, actor.user_id, **fields) for version in versions]
    ids = [package.id for package in packages]
    queue.add_index([*ids, *links.naming(ids)])
    if AFTER_EVENT[kind] not in PUBLIC:
        for package in packages:
            queue.drop_tables(package.id)
            stream.hidden(package)
    return events


def _version_now(record_id: str) -> Version:
    newest = ledger.newest_event(record_id)
    if newest is None:
        raise ValueError(record_id)
    return model.Session.get_one(Version, newest.version_id)
