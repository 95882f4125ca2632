"""Records in any state for tests of the doors, with whatever content and files, and accounts with API tokens.

What ``province`` walks through the actions is put here straight into ledger and store, so that contents may stand
there which no route would let through.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories

from ckanext.camau.catalogue import issue, packages
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.files import store
from ckanext.camau.model import Act, WorkingCopy
from ckanext.camau.outbox import indexing, run
from ckanext.camau.people import roles
from tests import province

CSV = province.CSV


class Account(NamedTuple):
    """An account with its API token as a header."""

    id: str
    name: str
    headers: dict[str, str]


class Office(NamedTuple):
    """An agency with its editor and its head."""

    id: str
    name: str
    editor: Account
    head: Account


class Issued(NamedTuple):
    """A record after its first issue."""

    id: str
    name: str
    resource_id: str
    sha256: str


def sysadmin() -> Account:
    """Make a system administrator."""
    return _account(factories.Sysadmin()["name"])


def token(login: str) -> dict[str, str]:
    """Make an API token, as the command line does; give it as a header."""
    asked = {"user": login, "name": "test", "expires_in": 1, "unit": 86_400}
    made = tk.get_action("api_token_create")({"ignore_auth": True, "user": login}, asked)
    return {"Authorization": made["token"]}


def office(name: str) -> Office:
    """Make an agency with an editor and a head whose roles were granted and confirmed."""
    built = province.build(name)
    return Office(built.org, name, _account(built.editor), _account(built.head))


def _account(login: str) -> Account:
    user = model.User.get(login)
    assert user
    return Account(user.id, login, token(login))


def upload(content: bytes = CSV) -> str:
    """Store bytes; give their address."""
    return store.put(io.BytesIO(content)).sha256


def resource(content: bytes = CSV, **fields: Any) -> dict[str, Any]:
    """Describe a stored file as a resource of a content."""
    sha256 = upload(content)
    return {
        "id": model.types.make_uuid(), "name": "Danh mục đơn vị", "sha256": sha256, "size": len(content),
        "mimetype": "text/csv", "format": "CSV", "url_type": "upload", "url": "danh-muc-don-vi.csv", **fields,
    }  # fmt: skip


def content(type_: str, title: str, **fields: Any) -> dict[str, Any]:
    """Return a whole content of a type."""
    code = f"{type_[:3].upper()}-{abs(hash(title)) % 10**8}"
    return {**province.CONTENT[type_], **province.CONTACT, "title": title, "code": code, **fields}


def working_copy(office: Office, type_: str, data: dict[str, Any], record_id: str | None = None) -> str:
    """Make a draft, with the private, indexed row of an unissued record if there is none yet; give the record's id."""
    copy = _working_copy(office, type_, data, record_id)
    found = copy.record_id
    indexing.index({"record_ids": [found]})
    return found


def _working_copy(office: Office, type_: str, data: dict[str, Any], record_id: str | None) -> WorkingCopy:
    if record_id is None:
        record_id = packages.create_unissued(type_, office.id, office.editor.id).id
    copy = WorkingCopy(
        record_id=record_id, type=type_, owner_org=office.id, data=data, content_hash=content_hash(data),
        created_by=office.editor.id,
    )  # fmt: skip
    model.Session.add(copy)
    model.Session.commit()
    return copy


def issued(
    office: Office, type_: str = "dataset", title: str = "Dân số", record_id: str | None = None, **fields: Any
) -> Issued:
    """Issue a record under an act, index it, and say where it is."""
    if type_ == "dataset":
        fields.setdefault("resources", [resource()])
    copy = _working_copy(office, type_, content(type_, title, **fields), record_id)
    act = Act(
        kind="decision", issuing_body="UBND", number=f"{copy.id[:8]}/QĐ", number_key=copy.id, date=date(2026, 1, 2),
        signer_name="A", signer_position="CT", effective_from=date(2026, 1, 2), file_sha256="0" * 64, recorded_by="x",
    )  # fmt: skip
    model.Session.add(act)
    model.Session.flush()
    actor = roles.actor_of(model.User.get(office.head.id))
    assert actor
    issue.issue(actor, [copy], act.id)
    model.Session.commit()
    run.run_due(kinds=("index",))
    package = model.Package.get(copy.record_id)
    first = (fields.get("resources") or [{}])[0]
    return Issued(package.id, package.name, first.get("id", ""), first.get("sha256", ""))
