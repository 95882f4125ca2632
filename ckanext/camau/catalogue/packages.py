"""The package row of a record: made private and empty, then written by issuing alone."""

from __future__ import annotations

from collections.abc import Collection

from ckan import model
from ckan.model.types import make_uuid

from ckanext.camau.const import RecordType


def create_unissued(type_: RecordType, owner_org: str, creator: str) -> model.Package:
    """Add the row of a record that was never issued: private, a uuid as name, no title; nothing of the content."""
    record_id = make_uuid()
    package = model.Package(
        id=record_id,
        name=record_id,
        title="",
        type=type_,
        private=True,
        state="active",
        owner_org=owner_org,
        creator_user_id=creator,
    )
    model.Session.add(package)
    model.Session.flush()
    model.Session.add(
        model.Member(
            table_name="package",
            table_id=record_id,
            group=model.Group.get(owner_org),  # without it CKAN's constructor empties group_id
            group_id=owner_org,
            capacity="organization",
            state="active",
        )
    )
    return package


def lock(record_ids: Collection[str]) -> list[model.Package]:
    """Lock package rows in the order of their ids and read them afresh; every writer takes them first."""
    return (
        model.Session.query(model.Package)
        .filter(model.Package.id.in_(record_ids))
        .order_by(model.Package.id)
        .populate_existing()
        .with_for_update()
        .all()
    )
