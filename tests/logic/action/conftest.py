"""An agency whose people call the API over HTTP, each with a token."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories, province


class Desk:
    """A province whose people act over HTTP; ``call`` gives the answer, ``do`` its result."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.place = province.build()
        self._tokens: dict[str, dict[str, str]] = {}

    def call(self, login: str, action: str, **data: Any) -> Any:
        if login not in self._tokens:
            self._tokens[login] = factories.token(login)
        return self.app.post(f"/api/3/action/{action}", json=data, headers=self._tokens[login])

    def do(self, login: str, action: str, **data: Any) -> Any:
        answer = self.call(login, action, **data)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json["result"]

    def refused(self, status: int, login: str, action: str, **data: Any) -> Any:
        """The error of a call that is refused with a status."""
        answer = self.call(login, action, **data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json["error"]

    def step(self, login: str, action: str, copy: dict[str, Any], **data: Any) -> Any:
        return self.do(login, action, id=copy["id"], content_hash=copy["content_hash"], **data)

    def show(self, login: str, copy: dict[str, Any]) -> Any:
        return self.do(login, "camau_working_copy_show", id=copy["id"])

    def save(self, copy: dict[str, Any], **changes: Any) -> Any:
        data = {**copy["data"], **changes}
        return self.do(self.place.editor, "camau_working_copy_update", id=copy["id"],
                       lock_version=copy["lock_version"], data=data)  # fmt: skip

    def colleague(self, role: str, **data: Any) -> str:
        """Another account that holds a role."""
        login = province.factories.User()["name"]
        org = self.place.org if role in {"editor", "agency_head"} else None
        province.give((self.place.admin, self.place.admin2), login, role, org, **data)
        return login


@pytest.fixture
def desk(clean_portal, app):
    return Desk(app)
