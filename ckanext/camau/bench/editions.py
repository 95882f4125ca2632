"""How long an edition takes to be issued and indexed, beside the same number of packages through stock CKAN."""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau.catalogue import copies, ledger, packages, permit
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.dates import today
from ckanext.camau.model import Account, Role, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.schemas.code_lists import code_list

#: What a record of the measurement says; long enough to be like a real one.
_CONTENT: Final = {
    "notes": "Figures of a measurement, without any meaning. " * 8,
    "theme": ["agriculture"],
    "creator": "Measurement",
    "source": "Measurement",
    "license_id": "vn-nd47-2020-d18",
    "update_frequency": "ANNUAL",
    "completeness": "Measurement",
    "deidentification_method": ["not_needed"],
    "privacy_statement": "true",
    "contact_name": "Measurement",
    "contact_email": "bench@example.vn",
    "no_state_secret": "true",
}


def run(entries: int, *, stock: bool = True) -> Iterator[str]:
    """Yield what was measured, line by line."""
    desk = _Desk.build()
    ids, first = desk.issue(desk.appraised(entries))
    yield f"ours   issue {entries} new records, indexed: {_told(first, entries)}"
    _, second = desk.issue(desk.appraised_again(ids))
    yield f"ours   issue {entries} changed records, indexed: {_told(second, entries)}"
    if stock:
        made, seconds = _timed(lambda: [desk.create(number) for number in range(entries)])
        yield f"stock  package_create of {entries}, indexed: {_told(seconds, entries)}"
        _, seconds = _timed(lambda: [desk.patch(package_id) for package_id in made])
        yield f"stock  package_patch of {entries}, indexed: {_told(seconds, entries)}"


def _told(seconds: float, entries: int) -> str:
    return f"{seconds:.1f} s, {1000 * seconds / max(entries, 1):.1f} ms each"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


class _Desk:
    """An agency and the accounts that a measurement needs; the route is not measured, so its rows are written."""

    def __init__(self, tag: str, org_id: str, logins: dict[str, str]) -> None:
        self.tag, self.org_id, self.logins = tag, org_id, logins

    @classmethod
    def build(cls) -> _Desk:
        tag = uuid.uuid4().hex[:8]
        site = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
        org = model.Group(name=f"bench-{tag}", title=f"Measurement {tag}", type="organization", is_organization=True)
        model.Session.add(org)
        logins = {role: f"bench-{role.replace('_', '-')}-{tag}" for role in ("focal_point", "issuing_clerk")}
        for role, login in logins.items():
            user = model.User(name=login, email=f"{login}@example.vn", password=uuid.uuid4().hex)
            model.Session.add(user)
            model.Session.flush()
            model.Session.add(Account(user_id=user.id, person=login))
            model.Session.add(_role(user.id, role, site))
        model.Session.commit()
        return cls(tag, org.id, {**logins, "site": site})

    def _act(self, role: str, action: str, **data: Any) -> Any:
        user = model.User.get(self.logins[role])
        context: Any = {"user": self.logins[role], "auth_user_obj": user}
        return tk.get_action(action)(context, data)

    def appraised(self, count: int) -> list[str]:
        """Make records that wait for a decision."""
        ids = [packages.create_unissued("dataset", self.org_id, self.logins["site"]).id for _ in range(count)]
        return self._copies(ids, "")

    def appraised_again(self, ids: list[str]) -> list[str]:
        """Make changes of issued records that wait for a decision."""
        return self._copies(ids, " (changed)")

    def _copies(self, ids: list[str], suffix: str) -> list[str]:
        points = code_list("privacy_point").codes
        for number, record_id in enumerate(ids):
            data = {
                **_CONTENT,
                "title": f"Measured dataset {self.tag} number {number}{suffix}",
                "code": f"DO.{self.tag.upper()}.{number}",
                "tags": [{"name": f"measured {number % 20}"}],
                "privacy_checklist": [{"point": point, "result": "none"} for point in points],
            }
            newest = ledger.newest_version(record_id)
            model.Session.add(_copy(record_id, self.org_id, data, newest.number if newest else None))
        model.Session.commit()
        return ids

    def issue(self, ids: list[str]) -> tuple[list[str], float]:
        """Issue an edition of these records; return how long the clerk waits."""
        edition = self._act(
            "focal_point", "camau_edition_create", kind="open_data_list", title=f"Measurement {self.tag}", entries=ids
        )
        act = self._decision()
        issue = {"id": edition["id"], "edition_hash": edition["edition_hash"], "act": act}
        _, seconds = _timed(lambda: self._act("issuing_clerk", "camau_edition_issue", **issue))
        if copies.open_copy(ids[-1]) is not None:
            raise RuntimeError("not issued")
        return ids, seconds

    def _decision(self) -> dict[str, Any]:
        writer, stream = PdfWriter(), io.BytesIO()
        writer.add_blank_page(210, 297)
        writer.write(stream)
        upload = FileStorage(io.BytesIO(stream.getvalue()), filename="decision.pdf")
        file = self._act("issuing_clerk", "camau_file_upload", upload=upload)["sha256"]
        day = today().isoformat()
        return {
            "issuing_body": "Measurement", "number": f"{uuid.uuid4().hex[:8]}/M", "date": day, "effective_from": day,
            "signer_name": "Measurement", "signer_position": "Measurement", "file": file,
        }  # fmt: skip

    def create(self, number: int) -> str:
        """Make a package as stock CKAN does, committed and indexed, of a type of its own."""
        data = {
            "id": str(uuid.uuid4()), "name": f"stock-{self.tag}-{number}", "title": f"Stock {number}", "type": "stock",
            "owner_org": self.org_id, "notes": _CONTENT["notes"], "tags": [{"name": f"stock {number % 20}"}],
            "extras": [{"key": f"extra_{index}", "value": "measured"} for index in range(12)],
        }  # fmt: skip
        with permit.issuing({str(data["id"])}):
            tk.get_action("package_create")(self._site(), data)
        return str(data["id"])

    def patch(self, package_id: str) -> None:
        """Change the package."""
        with permit.issuing({package_id}):
            tk.get_action("package_patch")(self._site(), {"id": package_id, "title": "Stock (changed)"})

    def _site(self) -> Any:
        return {"ignore_auth": True, "user": self.logins["site"]}


def _role(user_id: str, role: str, by: str) -> Role:
    return Role(
        user_id=user_id, role=role, valid_from=today(), granted_by=by, granted_at=now(), confirmed_by=by,
        confirmed_at=now(),
    )  # fmt: skip


def _copy(record_id: str, org_id: str, data: dict[str, Any], base: int | None) -> WorkingCopy:
    return WorkingCopy(
        record_id=record_id, type="dataset", owner_org=org_id, state="appraised", data=data,
        content_hash=content_hash(data), base_version=base, lock_version=1, created_by="bench",
    )  # fmt: skip
