"""OpenAPI and WSDL files of a service: what they say is taken into the working copy when the editor says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests import factories, province
from tests.province import act

pytestmark = pytest.mark.usefixtures("clean_portal")

DEMO = Path(__file__).parents[2] / "ckanext/camau/demo/data/files"
OPENAPI = (DEMO / "openapi-cmu-sgddt-dv-0001.json").read_bytes()
WSDL = (DEMO / "wsdl-cmu-stp-dv-0001.wsdl").read_bytes()


class Desk:
    """An editor at the form of a service that has one stored file."""

    def __init__(self, app: Any, content: bytes, name: str, **changes: Any) -> None:
        self.app, self.place = app, province.build()
        sha256 = province.upload(self.place.editor, content, name)
        files = [{"name": name, "sha256": sha256}]
        self.record = self.place.draft("data_service", resources=files, **changes)["record_id"]
        resource = self.copy["data"]["resources"][0]["id"]
        self.form = f"/data_service/edit/{self.record}"
        self.page = f"{self.form}/describe/{resource}"
        self.headers = factories.token(self.place.editor)

    @property
    def copy(self) -> dict[str, Any]:
        return act(self.place.editor, "camau_working_copy_show", record_id=self.record)

    def get(self, headers: Any = None, status: int = 200) -> Any:
        answer = self.app.get(self.page, headers=headers or self.headers, follow_redirects=False)
        assert answer.status_code == status
        return BeautifulSoup(answer.body, "html.parser").main

    def take(self, lock: str | None = None, **chosen: str) -> Any:
        data = {"lock_version": lock or str(self.copy["lock_version"])}
        data |= {f"take-{name}": way for name, way in chosen.items()}
        return self.app.post(self.page, data=data, headers=self.headers, follow_redirects=False)


def test_all_is_taken_and_another_agency_sees_nothing(app: Any) -> None:
    desk = Desk(app, OPENAPI, "openapi.json", parameters=[], operations=[], endpoint_url="")
    pressed = app.post(
        f"{desk.form}?step=files", headers=desk.headers, follow_redirects=False,
        data={"_do": "describe:" + desk.page.rpartition("/")[2], "lock_version": desk.copy["lock_version"]},
    )  # fmt: skip
    assert pressed.status_code == 302
    assert pressed.headers["Location"].endswith(desk.page)
    main = desk.get()
    ticked = {box["name"]: box["value"] for box in main.select("input[type=checkbox][checked]")}
    assert {"take-endpoint_url", "take-operations", "take-parameters"} <= set(ticked)
    assert main.find("input", {"name": "_csrf_token"})

    foreign = factories.token(province.build().editor)
    desk.get(headers=foreign, status=404)
    assert app.post(desk.page, data=ticked, headers=foreign).status_code == 404

    answer = desk.take(**{name.removeprefix("take-"): way for name, way in ticked.items()})
    assert answer.status_code == 302
    assert f"{desk.form}?step=technical" in answer.headers["Location"]
    said, data = json.loads(OPENAPI), desk.copy["data"]
    assert data["endpoint_url"] == said["servers"][0]["url"]
    assert [row["path"] for row in data["operations"]] == list(said["paths"])
    assert data["parameters"]
    assert all(row["name"] and row["location"] for row in data["parameters"])


def test_rows_are_added_and_what_somebody_else_saved_stays(app: Any) -> None:
    desk = Desk(app, WSDL, "dv.wsdl")
    desk.get()
    old = str(desk.copy["lock_version"])
    data = {**desk.copy["data"], "capacity": "20 yêu cầu/giây"}
    act(desk.place.editor, "camau_working_copy_update", id=desk.copy["id"], lock_version=int(old), data=data)
    stale = desk.take(old, parameters="replace")
    assert stale.status_code == 409
    chosen = BeautifulSoup(stale.body, "html.parser").select_one("#take-parameters option[selected]")
    assert chosen
    assert chosen["value"] == "replace"
    assert desk.take().status_code == 409  # nothing chosen
    assert desk.take(parameters="add").status_code == 302
    data = desk.copy["data"]
    assert [row["name"] for row in data["parameters"]] == ["so", "so_serial", "loai_tai_san"]
    assert data["capacity"] == "20 yêu cầu/giây"
    assert data["endpoint_url"] == province.CONTENT["data_service"]["endpoint_url"]


def test_an_address_with_variables_is_shown_but_not_offered(app: Any) -> None:
    said = {"openapi": "3.0.0", "paths": {}, "servers": [{"url": "https://{host}/v1"}]}
    desk = Desk(app, json.dumps(said).encode(), "mo-ta.json")
    main = desk.get()
    assert "https://{host}/v1" in main.get_text()
    assert not main.find(attrs={"name": "take-endpoint_url"})
    assert desk.take(endpoint_url="replace").status_code == 409


@pytest.mark.parametrize(("content", "name"), [(province.CSV, "bảng.csv"), (b"<html></html>", "a.html")])
def test_a_file_that_is_none_is_told_in_one_sentence(app: Any, content: bytes, name: str) -> None:
    desk = Desk(app, content, name)
    told = desk.get().find(role="alert").find_all("p")
    assert len(told) == 1
    assert "Tệp" in told[0].get_text()
    assert desk.take(operations="replace").status_code == 409
