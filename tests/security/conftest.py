"""What the tests of the doors share: an agency with issued and unissued records, and the API as they knock on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from ckan import model
from ckan.lib.search.common import make_connection

from tests import factories
from tests.support import smtp


class Scene(NamedTuple):
    """One agency, one issued dataset, one that was never issued."""

    office: factories.Office
    sysadmin: factories.Account
    public: factories.Issued
    hidden_id: str
    hidden_resource: str
    hidden_sha256: str


class Api:
    """Calls actions over HTTP with a token or as a guest."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, action: str, who: factories.Account | None = None, **data: Any) -> Any:
        return self.app.post(f"/api/3/action/{action}", json=data, headers=who.headers if who else {})

    def result(self, action: str, who: factories.Account | None = None, **data: Any) -> Any:
        answer = self(action, who, **data)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json["result"]


@pytest.fixture
def api(app):
    return Api(app)


@pytest.fixture
def relay(ckan_config, monkeypatch):
    """A mail relay; ``messages`` are what left."""
    with smtp.relay() as running:
        monkeypatch.setitem(ckan_config, "smtp.server", running.address)
        monkeypatch.setitem(ckan_config, "smtp.mail_from", "cong@example.vn")
        yield running


@pytest.fixture
def scene(clean_portal):
    office = factories.office("so-y-te")
    public = factories.issued(office, title="Dân số xã phường", tags=[{"name": "dân số"}])
    file = factories.resource(b"m\xe1\xba\xadt\n1\n", name="Bản nháp")
    draft = factories.content(
        "dataset", "Chưa công bố", tags=[{"name": "bí ẩn"}], name="chua-cong-bo", resources=[file]
    )
    hidden = factories.working_copy(office, "dataset", draft)
    return Scene(office, factories.sysadmin(), public, hidden, file["id"], file["sha256"])


@pytest.fixture
def state():
    """All that a refused call might have changed: core's tables, ours, and every document of the index."""

    def read() -> Any:
        model.Session.rollback()
        tables = (
            "package",
            "resource",
            "package_tag",
            "member",
            "package_relationship",
            "camau_event",
            "camau_version",
        )
        rows = [
            model.Session.execute(sa.text(f"SELECT * FROM {table} ORDER BY id")).mappings().all() for table in tables
        ]
        docs = make_connection(decode_dates=False).search("*:*", rows=1000, sort="index_id asc").docs
        return [[dict(row) for row in found] for found in rows], [
            {key: value for key, value in doc.items() if key not in ("indexed_ts", "_version_")} for doc in docs
        ]

    return read
